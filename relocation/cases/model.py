"""What is on record about a case when somebody takes a step in it."""

from dataclasses import dataclass
from enum import StrEnum

from relocation.actor import PersonId


class Crime(StrEnum):
    """What screening looks for (WF-2)."""

    SITUATIONAL = "situational"
    ORGANISED = "organised"


class Criterion(StrEnum):
    """The four of visitation, the same ones nationwide (WF-7)."""

    TIE_TO_ORGANISED_CRIME = "tie_to_organised_crime"
    POSITION_IN_THE_MILIEU = "position_in_the_milieu"
    MOTIVATION = "motivation"
    RISK_IN_LEAVING = "risk_in_leaving"


class RelocationAnswer(StrEnum):
    """The first thing settled in a case: is permanent relocation needed? (WF-10)."""

    NOT_NEEDED = "not_needed"
    NOMINATED = "nominated"


class PoliceInquiry(StrEnum):
    """How far the inquiry of police and NEC has come; the table of it is in steps.py.

    The states of the two inquiries stand here, since the interview's facts hold them.
    """

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    RECORDED = "recorded"
    RELEASED = "released"
    FALLEN_AWAY = "fallen_away"


class MunicipalInquiry(StrEnum):
    """How far the municipal inquiry has come."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    RECORDED = "recorded"
    FALLEN_AWAY = "fallen_away"


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryFacts:
    """For either inquiry."""

    is_pre_visited: bool = False
    has_crime_picture: bool = False
    has_sincerity: bool = False
    has_safety_assessment: bool = False
    has_eligibility: bool = False
    has_text_for_the_interview: bool = False
    centres_answered: bool = False
    has_employment_support_and_housing: bool = False
    case_is_closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """For the case itself; nothing is on record unless it is said.

    Attributes:
        is_under_18: None as long as the age is not known.
        assessment_allows: the newest safety assessment does not speak against going on (WF-4).
        is_in_milieu_or_edge_is_argued: on its edge somebody is in the target group for two reasons.
        is_eligible: the shared outcome, whatever the ground (WF-9).
        authors: the persons who found somebody not eligible (WF-8).
        version_is_new: the agreement was drawn up anew since it was last signed.
        measures_are_kept: every measure of the version signed before is still there.
        another_case_stays: by the one handed in the same person is still helped, and it is at least
            as far on (SE-13).
        acts_for_the_responsible: the actor's municipality is responsible today (HO-5).
        no_glass_waits: no opening in an emergency waits to be answered for (SE-16).
        is_untouched_and_warned: the policy's time is over and the warning had its days (WF-25).
    """

    has_channel: bool = False
    crime: Crime | None = None
    is_under_18: bool | None = None
    has_first_look: bool = False
    police_inquiry: PoliceInquiry = PoliceInquiry.NOT_ASKED
    municipal_inquiry: MunicipalInquiry = MunicipalInquiry.NOT_ASKED
    assessment_allows: bool = False
    has_clarification_form: bool = False
    has_motivation_and_target_group: bool = False
    recommending_coordinator: PersonId | None = None
    recommending_consultant: PersonId | None = None
    criteria_judged: frozenset[Criterion] = frozenset()
    criteria_met: frozenset[Criterion] = frozenset()
    is_in_milieu_or_edge_is_argued: bool = False
    is_eligible: bool = False
    authors: frozenset[PersonId] = frozenset()
    acting: PersonId | None = None
    has_reasons: bool = False
    has_exclusion_reasons: bool = False
    has_date_for_renewed_assessment: bool = False
    is_date_for_renewed_assessment_reached: bool = False
    no_handover_is_under_way: bool = False
    another_case_stays: bool = False
    nobody_receives_by_it: bool = False
    reads_what_it_writes: bool = False
    meeting_is_held: bool = False
    has_contact_person: bool = False
    is_first_contact_person: bool = False
    is_handed_on: bool = False
    relocation_answer: RelocationAnswer | None = None
    agreement_is_complete: bool = False
    version_is_new: bool = False
    measures_are_kept: bool = False
    candidate_signed: bool = False
    coordinator_signed: bool = False
    is_safety_unthreatened: bool = False
    police_coordinator_was_summoned: bool = False
    has_candidates_word: bool = False
    is_where_it_lives: bool = False
    acts_for_the_responsible: bool = False
    has_new_time_frame: bool = False
    is_followed_up: bool = False
    breach_is_referred: bool = False
    requirements_were_disregarded: bool = False
    nothing_depends_on_it: bool = False
    no_word_is_owed: bool = False
    follow_up_is_over: bool = False
    no_glass_waits: bool = False
    is_untouched_and_warned: bool = False
