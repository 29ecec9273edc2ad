"""What is written in a handover: terms, knowledge, the move."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from relocation.cases.papers import Precautions


class Performer(StrEnum):
    """Who performs a term where the candidate will live; the candidate's word is written down."""

    MUNICIPALITY = "muni_receiver"
    POLICE = "police_receiver"
    PROBATION = "probation_party"
    CANDIDATE = "candidate"


class Subject(StrEnum):
    """The obligatory items of knowledge (HO-3)."""

    SAFETY_PRECAUTIONS = "safety_precautions"
    SOCIAL = "social"
    HEALTH = "health"
    WORK_AND_EDUCATION = "work_and_education"
    FAMILY = "family"
    ECONOMY = "economy"
    AGREEMENT_HISTORY = "agreement_history"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A term as somebody proposes it, and who performs it (HO-2).

    Attributes:
        service: the one it needs, by the policy's key; None where it needs none that is declared.
        persons: how many it is for.
        out_of_reach: the receiver says that it cannot or will not keep it.
    """

    text: str
    performed_by: Performer
    reasons: str = ""
    out_of_reach: bool = False
    service: str | None = None
    persons: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """That the newest wording of a term is accepted; its author says which side did (HO-4)."""

    accepted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Mediation:
    """How the central unit settles a term that was not agreed in time (HO-10)."""

    reasons: str
    law_obliges: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatches:
    """An answer to each term that the declared services do not meet (HO-9).

    Attributes:
        answers: what was found altogether.
        of_terms: the answer to each term that was flagged, by its id.
    """

    answers: tuple[str, ...]
    of_terms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """One item of the checklist (HO-3).

    Attributes:
        text: never who threatens the person, or with what. Of the item on precautions each line
            is one of the police's precautions as they stand; whoever knows of another asks the
            police to write it there.
    """

    text: str

    def is_of(self, said: Precautions) -> bool:
        """Whether each line of it, whatever the space around it, is one of these precautions."""
        known = {line.strip() for line in f"{said.for_staff}\n{said.for_candidate}".splitlines()}
        return all(line.strip() in known | {""} for line in self.text.splitlines())


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where the person will live."""

    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """The day of actual stay, or on which nobody came (HO-5, HO-10)."""

    day: date
    arrived: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The police's written notice, or that the municipality acted on it (HO-7).

    Attributes:
        children: how many children who live along are registered too.
    """

    on: date
    text: str
    children: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidenceReport:
    """That the police were told of a change of residence, and what they were told (HO-7)."""

    on: date
    text: str
