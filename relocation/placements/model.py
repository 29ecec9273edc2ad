"""What is on record about a placement when somebody takes a step in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from relocation.actor import PersonId
from relocation.permissions import DataClass


class Criterion(StrEnum):
    """The five by which a place is decided, in the order of the recommendation (REL-4)."""

    SAFETY = "safety"
    FAMILY_AND_NETWORK = "family_and_network"
    WORK_AND_EDUCATION = "work_and_education"
    SOCIAL_NEEDS = "social_needs"
    EVEN_DISTRIBUTION = "even_distribution"


class Deviation(StrEnum):
    """Why a decision left the proposal, to be counted; the words stand beside it (REL-13)."""

    SAFETY = "safety"
    FAMILY_AND_NETWORK = "family_and_network"
    WORK_AND_EDUCATION = "work_and_education"
    SOCIAL_NEEDS = "social_needs"
    EVEN_DISTRIBUTION = "even_distribution"
    CANDIDATE_SAID = "candidate_said"
    SENDER_SAID = "sender_said"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Deviations:
    """How often decisions were made, and how often and why they left the proposal."""

    decided: int
    left: Mapping[Deviation, int]


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody at the receiver, who stands on the case's list from the contact on (HO-6).

    Attributes:
        user: the account; what it becomes to the case follows from what it is.
        classes: what the line is narrowed to; None for all that the role's row gives.
        why: kept with the line of the list.
    """

    user: str
    classes: frozenset[DataClass] | None = None
    why: str = "named at the contact"


class SenderHearing(StrEnum):
    """How far the sender's hearing has come; the states that a decision asks for stand here."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    ON_RECORD = "on_record"
    FALLEN_AWAY = "fallen_away"


class CandidateHearing(StrEnum):
    """How far the candidate's hearing has come."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    ON_RECORD = "on_record"
    LEFT_OUT = "left_out"
    FALLEN_AWAY = "fallen_away"


class Reconsideration(StrEnum):
    """Whether the decision was asked to be looked at anew, and what came of it (REL-13)."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    UPHELD = "upheld"
    GRANTED = "granted"
    FALLEN_AWAY = "fallen_away"


class Check(StrEnum):
    """Whether the person can stay where it moved, after a change in safety (REL-9)."""

    DUE = "check_due"
    HOLDS = "holds"
    CALLED_FOR = "nomination_called_for"
    NOMINATED = "nominated"
    ANSWERED = "answered"
    FALLEN_AWAY = "fallen_away"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFacts:
    """For the check of a place in which somebody lives.

    Attributes:
        safety_is_unread: whoever acts may not read the case's safety where it stands.
        can_be_found: what is said to who does not read it: nothing is called for, and it is open.
        place_is_open: no rule of safety closes it today.
        place_is_closed: a rule does; where the case says too little to tell, neither holds.
        nomination_is_in: another one than that which led there has reached the central unit.
        is_not_necessary: that one was found not necessary, by two persons.
        came_to_nothing: it was withdrawn or expired, and the person still lives there.
        is_judged_anew: it was found not necessary, by an answer that was put right since.
        call_is_answered: those of the home said in words why none is needed.
        reads_answer: whoever acts may read what they said, where the case stands.
        answered_by: who of them did.
        nobody_asks: the person lives elsewhere by now, or the case is closed.
        newer_is_written: a picture of safety, since the check began or last noted one.
        took_part: who had part in the decision, where a request to reconsider it was granted after
            the move and this check is the new look at it; else nobody.
    """

    safety_is_unread: bool = False
    can_be_found: bool = False
    place_is_open: bool = False
    place_is_closed: bool = False
    has_reasons: bool = False
    nomination_is_in: bool = False
    is_not_necessary: bool = False
    came_to_nothing: bool = False
    is_judged_anew: bool = False
    call_is_answered: bool = False
    reads_answer: bool = False
    answered_by: PersonId | None = None
    nobody_asks: bool = False
    newer_is_written: bool = False
    took_part: frozenset[PersonId] = frozenset()
    acting: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingFacts:
    """For either hearing.

    Attributes:
        hearing_is_open: the placement is at its hearing: shortlist released or withheld.
        has_statement: what was said, and when.
        has_legal_ground: the ground of forvaltningsloven § 19, stk. 2, on which it is left out.
        placement_is_stopped: nobody waits for it any more.
    """

    hearing_is_open: bool = False
    has_statement: bool = False
    has_legal_ground: bool = False
    placement_is_stopped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconsiderationFacts:
    """For a reconsideration.

    Attributes:
        decision_stands: it was approved, is not reopened, and nobody has moved by it.
        is_first_request: the same side has not asked about this very decision before.
        decision_is_past: the placement was stopped, or the move by it is confirmed.
        is_stopped: the placement was.
        nomination_is_called_for: the person lives there, and must move on.
        took_part: who of the central unit judged, proposed, decided, sent back or approved.
    """

    decision_stands: bool = False
    is_first_request: bool = False
    decision_is_past: bool = False
    is_stopped: bool = False
    nomination_is_called_for: bool = False
    has_candidates_word: bool = False
    has_reasons: bool = False
    took_part: frozenset[PersonId] = frozenset()
    acting: PersonId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """For a placement; nothing is on record unless it is said.

    Attributes:
        has_proposal: an answer of the engine with a ranking for this candidate is stored.
        proposal_is_current: facts, rules, room and policy are those it was made with.
        rules_are_named: the rules that leave no municipality, by name (REL-11).
        has_enough_open_places: as many as the policy asks before a shortlist tells too much.
        place_is_open: no exclusion of today closes the chosen place.
        assessment_allows: the newest picture of the police does not speak against going on (WF-4).
        no_change_waits: the police have assessed every change of safety that is reported (WF-19).
        reasons_by: criteria on which the decision gives reasons.
        follows_proposal: the chosen place is the engine's first.
        decided_by: who decided; the approval asks for somebody else.
        newer_is_written: a picture of safety, since the placement began or last noted one.
        reconsideration: of the newest decision; what was granted of one before counts no more.
        something_changed: a fact, a rule or room is another than when none was allowed.
    """

    necessity_is_confirmed: bool = False
    has_proposal: bool = False
    proposal_is_current: bool = False
    rules_are_named: bool = False
    has_enough_open_places: bool = False
    has_reasons: bool = False
    sender_hearing: SenderHearing = SenderHearing.NOT_ASKED
    candidate_hearing: CandidateHearing = CandidateHearing.NOT_ASKED
    has_place: bool = False
    place_is_open: bool = False
    assessment_allows: bool = False
    no_change_waits: bool = False
    reasons_by: frozenset[Criterion] = frozenset()
    follows_proposal: bool = False
    has_reason_for_deviating: bool = False
    decided_by: PersonId | None = None
    acting: PersonId | None = None
    contact_is_logged: bool = False
    named_are_there: bool = False
    none_is_denied: bool = False
    safety_changed: bool = False
    newer_is_written: bool = False
    reconsideration: Reconsideration = Reconsideration.NOT_ASKED
    move_is_not_confirmed: bool = False
    nomination_is_over: bool = False
    something_changed: bool = False
