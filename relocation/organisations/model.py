"""An organisation as it is called on a day, and what accounts of it may be."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from relocation.actor import Function, OrganisationId
from scoring.country import MunicipalityCode


class OrganisationKind(StrEnum):
    """What an organisation is to exit work; a kind of one member keeps its id when renamed."""

    MUNICIPALITY = "municipality"
    LOCAL_EXIT_UNIT = "local_exit_unit"
    """The joint unit of one police district, coordinated by the police."""
    NATIONAL_UNIT = "national_unit"
    """The national unit of the police that houses the central unit."""
    CENTRAL_UNIT = "central_unit"
    PROBATION = "probation"


FUNCTIONS: Mapping[OrganisationKind, frozenset[Function]] = {
    OrganisationKind.MUNICIPALITY: frozenset({Function.MUNICIPAL_EXIT_COORDINATOR}),
    OrganisationKind.LOCAL_EXIT_UNIT: frozenset({Function.POLICE_EXIT_COORDINATOR}),
    OrganisationKind.NATIONAL_UNIT: frozenset({Function.POLICE_EXIT_COORDINATOR}),
    OrganisationKind.PROBATION: frozenset({Function.PROBATION_OFFICER}),
    OrganisationKind.CENTRAL_UNIT: frozenset(
        {
            Function.CENTRAL_CASEWORKER,
            Function.CENTRAL_DECISION_MAKER,
            Function.ANALYST,
            Function.AUDITOR,
            Function.ADMINISTRATOR,
        }
    ),
}
"""What an account of an organisation can be; nothing else can be given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """One organisation as it is called on a day.

    Attributes:
        id: stays the same when the name changes.
        municipality: its code, where it is a municipality.
        district: its police district's name, where it is a local exit unit.
        source: who says that it is called so.
    """

    id: OrganisationId
    kind: OrganisationKind
    name_da: str
    name_en: str
    source: str
    municipality: MunicipalityCode | None = None
    district: str | None = None
