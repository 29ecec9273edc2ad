"""Who is acting: an account, its organisation and what it is; never what it is to a case."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import NewType

UserId = NewType("UserId", str)
"""The account; a person may have several (RE-4)."""
PersonId = NewType("PersonId", str)
"""A person at work, whichever account is used: two accounts of one person are one (RE-4)."""
OrganisationId = NewType("OrganisationId", str)
"""The organisation in whose name the account acts; it stays when the organisation is renamed."""
CENTRAL_UNIT = OrganisationId("central-unit")


def municipality_id(code: str) -> OrganisationId:
    """The organisation that a municipality is, by its four-digit code."""
    return OrganisationId(f"municipality-{code}")


def is_municipality(organisation: str) -> bool:
    """Whether an organisation is a municipality."""
    return organisation.startswith(municipality_id(""))


class Function(StrEnum):
    """What an account is; what it may see or do in a case comes from the case's named list."""

    CENTRAL_CASEWORKER = "central_caseworker"
    CENTRAL_DECISION_MAKER = "central_decision_maker"
    MUNICIPAL_EXIT_COORDINATOR = "municipal_exit_coordinator"
    POLICE_EXIT_COORDINATOR = "police_exit_coordinator"
    PROBATION_OFFICER = "probation_officer"
    ANALYST = "analyst"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Qualification(StrEnum):
    """What narrows a role to those who have it, and never widens one."""

    PREVENTION_CONSULTANT = "prevention_consultant"
    FINANCE = "finance"
    NETWORK_MEMBER = "network_member"


class Assurance(IntEnum):
    """How sure it is who sits there: a session, or one confirmed anew just now (SE-20)."""

    SIGNED_IN = 1
    STEPPED_UP = 2


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who reads or does something; the second argument of every service function.

    Attributes:
        qualifications: those that are valid today; their dates are kept with the account.
        service: the system that asks on behalf of the account; None where its person sits there.
    """

    user: UserId
    organisation: OrganisationId
    function: Function
    qualifications: frozenset[Qualification]
    assurance: Assurance
    service: str | None = None
