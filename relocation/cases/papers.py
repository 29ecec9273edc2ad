"""What is written in a case: the content of each kind of document, typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from relocation.cases.agreement import are_said
from relocation.cases.model import Crime, Criterion, RelocationAnswer
from relocation.cases.situation import ClosedArea, DangerousPlace


class Channel(StrEnum):
    """Where a referral comes from (WF-1)."""

    POLICE = "police"
    PROBATION = "probation"
    MUNICIPAL_STAFF = "municipal_staff"
    OTHER_PARTNER = "other_partner"
    THE_PERSON = "the_person"


class Centre(StrEnum):
    """The municipality's centres that are each asked for cases under way (WF-5)."""

    CITIZEN_AND_SOCIAL_SERVICES = "citizen_and_social_services"
    JOB_CENTRE = "job_centre"
    FAMILY_CENTRE = "family_centre"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who the candidate is, and where it lives before this relocation.

    Attributes:
        cpr: ten digits, with or without hyphen; empty where the person has none.
    """

    name: str
    cpr: str
    address: str
    municipality: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """Who referred, and what they said.

    Attributes:
        account: what was said, in words.
    """

    channel: Channel
    account: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """What kind of crime, and whose (WF-2)."""

    crime: Crime
    is_under_18: bool
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A text of its author's, such as reasons, a first look or what was said."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliceFindings:
    """What police and NEC found out (WF-4); of the eligibility only the shared outcome (WF-9)."""

    crime_picture: str
    sincerity: str
    is_eligible: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The safety picture (WF-4, WF-19); whoever is named in it is named in this case alone.

    Attributes:
        dangerous_places: municipalities, by their codes, that the police close.
        account: the picture, in words.
        enemies: people who are after the candidate.
        is_threatened: the candidate's safety is, so that the police are summoned (WF-11).
        allows: it does not speak against going on.
        threat_level: 1 (low) to 5 (extreme); None where nobody assessed it yet.
        place_left: the municipality to stay away from; None where nobody said it yet.
        dangers: municipalities that are dangerous without being closed, with how severe it is.
        exclusions: what the police close beyond single municipalities.
    """

    account: str
    enemies: tuple[str, ...]
    dangerous_places: tuple[str, ...]
    is_threatened: bool
    allows: bool
    threat_level: int | None = None
    place_left: str | None = None
    dangers: tuple[DangerousPlace, ...] = ()
    exclusions: tuple[ClosedArea, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Precautions:
    """What staff and candidate look out for."""

    for_candidate: str
    for_staff: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalAnswers:
    """What the municipality found out (WF-5).

    Attributes:
        centres: what each answered on cases under way, or why it is not a relevant one.
    """

    centres: Mapping[Centre, str]
    employment: str
    means_of_support: str
    housing: str

    @property
    def answered(self) -> frozenset[Centre]:
        """Centres of which there is an answer."""
        return frozenset(centre for centre, said in self.centres.items() if said.strip())

    @property
    def is_complete(self) -> bool:
        """Whether employment, means of support and housing are there."""
        return are_said(self.employment, self.means_of_support, self.housing)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClarificationForm:
    """The interview's form (WF-6).

    Attributes:
        picture: the whole of it, not the crime alone.
        own_needs: those that the candidate finds most pressing.
        motivation_is_real: the coordinator's judgement; None until it is made, as the next one.
    """

    picture: str
    own_needs: str
    premises_explained: bool
    motivation_is_real: bool | None = None
    is_in_target_group: bool | None = None

    @property
    def is_complete(self) -> bool:
        """Whether the picture and the own needs are there and the premises were explained."""
        return self.premises_explained and are_said(self.picture, self.own_needs)

    @property
    def is_judged(self) -> bool:
        """Whether both judgements are made, whatever they say."""
        return None not in {self.motivation_is_real, self.is_in_target_group}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One criterion of visitation, judged.

    Attributes:
        degree: how far it is met, in words.
    """

    is_met: bool
    degree: str
    reasons: str

    @property
    def is_judged(self) -> bool:
        """Whether degree and reasons are there."""
        return are_said(self.degree, self.reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Why somebody on the edge of the milieu is in the target group all the same (WF-7)."""

    network_is_decisive_obstacle: bool
    other_efforts_fall_short: bool
    reasons: str

    @property
    def is_in_target_group(self) -> bool:
        """Whether both hold, with reasons."""
        both = self.network_is_decisive_obstacle and self.other_efforts_fall_short
        return both and are_said(self.reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitation:
    """The four criteria, each with degree and reasons (WF-7).

    Attributes:
        edge: None where the person is not on the edge of the milieu but in it.
    """

    criteria: Mapping[Criterion, Judged]
    edge: Edge | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """The cooperation meeting."""

    held: date
    police_coordinator_was_summoned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPerson:
    """The candidate's own person in the unit, and how and when it is reached (WF-22)."""

    name: str
    reached_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerOnRelocation:
    """The first thing settled in a case (WF-10); that relocation is needed a nomination says."""

    answer: Literal[RelocationAnswer.NOT_NEEDED]
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatures:
    """The day on which each signed (WF-11)."""

    candidate: date
    coordinator: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatesWord:
    """What the candidate said, and when."""

    said: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseChange:
    """A new time frame (WF-14)."""

    until: date
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A breach of penal terms, and to whom it was referred (WF-18)."""

    what: str
    referred_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a course ended; requirements only where it lapsed (WF-17).

    Attributes:
        disregarded: those of the agreement's requirements that were.
    """

    reasons: str
    disregarded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TemporaryPlace:
    """Where the candidate is for now (REL-1)."""

    place: str
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyReport:
    """Whether the person was met in an incident of a criminal nature (WF-16)."""

    week: str
    was_met_in_incident: bool
    account: str
