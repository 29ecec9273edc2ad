"""What must be on record before a step in a placement."""

from relocation.placements.model import (
    CandidateHearing,
    CheckFacts,
    Criterion,
    Facts,
    HearingFacts,
    Reconsideration,
    ReconsiderationFacts,
    SenderHearing,
)
from relocation.workflow import Need

NECESSITY = Need[Facts](
    "necessity", "that the move was found necessary", lambda f: f.necessity_is_confirmed
)
PROPOSAL = Need[Facts]("proposal", "the engine's proposal", lambda f: f.has_proposal)
CURRENT = Need[Facts](
    "current_proposal",
    "a proposal made with the facts, rules and room of today",
    lambda f: f.proposal_is_current,
)
RULES_NAMED = Need[Facts](
    "rules_named", "the rules that leave no municipality", lambda f: f.rules_are_named
)
ENOUGH_OPEN_PLACES = Need[Facts](
    "enough_open_places",
    "as many open places as the policy asks for",
    lambda f: f.has_enough_open_places,
)
REASONS = Need[Facts]("reasons", "reasons", lambda f: f.has_reasons)
SENDER_HEARD = Need[Facts](
    "sender_heard",
    "what the sending municipality said",
    lambda f: f.sender_hearing is SenderHearing.ON_RECORD,
)
CANDIDATE_HEARD = Need[Facts](
    "candidate_heard",
    "what the candidate said, or the legal ground for leaving the hearing out",
    lambda f: f.candidate_hearing in {CandidateHearing.ON_RECORD, CandidateHearing.LEFT_OUT},
)
PLACE = Need[Facts]("place", "the chosen place", lambda f: f.has_place)
PLACE_IS_OPEN = Need[Facts](
    "open_place", "that nothing closes the chosen place today", lambda f: f.place_is_open
)
ASSESSMENT_ALLOWS = Need[Facts](
    "assessment",
    "a newest safety assessment that does not speak against it",
    lambda f: f.assessment_allows,
)
ASSESSMENT_WRITTEN = Need[Facts](
    "assessment_written",
    "the police's assessment of every change of safety that is reported",
    lambda f: f.no_change_waits,
)
REASONS_BY_CRITERIA = Need[Facts](
    "reasons_by_criteria",
    "reasons by each of the five criteria",
    lambda f: f.reasons_by == frozenset(Criterion),
)
REASON_FOR_DEVIATING = Need[Facts](
    "reason_for_deviating",
    "a reason of its own, where the proposal is left",
    lambda f: f.follows_proposal or f.has_reason_for_deviating,
)
NOT_THE_DECIDER = Need[Facts](
    "not_the_decider",
    "somebody else than who decided",
    lambda f: f.acting is not None and f.decided_by not in {None, f.acting},
)
CONTACT_LOGGED = Need[Facts](
    "contact_logged",
    "who was contacted, and when: since the case was opened, no later than today",
    lambda f: f.contact_is_logged,
)
NAMED_THERE = Need[Facts](
    "named_there",
    "an account of the chosen municipality and one of the police there, each with all that its role"
    " reads, and nobody but of these two and of probation; whoever is on another side of the case,"
    " by whichever account, is none of there",
    lambda f: f.named_are_there,
)
NONE_DENIED = Need[Facts](
    "none_denied",
    "that the case excludes nobody who is named; lift the exclusion, or name somebody else",
    lambda f: f.none_is_denied,
)
SAFETY_CHANGED = Need[Facts](
    "safety_changed", "a changed safety picture", lambda f: f.safety_changed
)
NEWER_PICTURE = Need[Facts](
    "newer_picture",
    "a picture of safety that was written since, or since the last was noted",
    lambda f: f.newer_is_written,
)
GRANTED = Need[Facts](
    "granted",
    "a reconsideration that was granted",
    lambda f: f.reconsideration is Reconsideration.GRANTED,
)
NOT_GRANTED = Need[Facts](
    "not_granted",
    "that no reconsideration asks for a new decision",
    lambda f: f.reconsideration is not Reconsideration.GRANTED,
)
MOVE_NOT_CONFIRMED = Need[Facts](
    "move_not_confirmed", "that no move is confirmed", lambda f: f.move_is_not_confirmed
)
NOMINATION_OVER = Need[Facts](
    "nomination_over", "that the nomination was withdrawn", lambda f: f.nomination_is_over
)
SOMETHING_CHANGED = Need[Facts](
    "something_changed", "a fact, rule or room that changed", lambda f: f.something_changed
)

HEARING_OPEN = Need[HearingFacts](
    "hearing_open",
    "that the shortlist was released or withheld",
    lambda f: f.hearing_is_open,
)
STATEMENT = Need[HearingFacts](
    "statement",
    "what was said, and when: since the case was opened, no later than today",
    lambda f: f.has_statement,
)
LEGAL_GROUND = Need[HearingFacts](
    "legal_ground",
    "the ground of forvaltningsloven § 19, stk. 2",
    lambda f: f.has_legal_ground,
)
HEARING_STOPPED = Need[HearingFacts](
    "stopped", "that the placement was stopped", lambda f: f.placement_is_stopped
)

DECISION_STANDS = Need[ReconsiderationFacts](
    "decision_stands",
    "an approved decision, by which nobody has moved yet",
    lambda f: f.decision_stands,
)
FIRST_REQUEST = Need[ReconsiderationFacts](
    "first_request",
    "that the same side has not asked about this decision before",
    lambda f: f.is_first_request,
)
DECISION_PAST = Need[ReconsiderationFacts](
    "decision_past",
    "that the placement was stopped, or the move by it confirmed",
    lambda f: f.decision_is_past,
)
REQUEST_STOPPED = Need[ReconsiderationFacts](
    "stopped", "that the placement was stopped", lambda f: f.is_stopped
)
MUST_MOVE_ON = Need[ReconsiderationFacts](
    "called_for",
    "that the person lives there, and a nomination from there is called for",
    lambda f: f.nomination_is_called_for,
)
CANDIDATES_WORD = Need[ReconsiderationFacts](
    "candidates_word",
    "what the candidate said, and when: since the case was opened, no later than today",
    lambda f: f.has_candidates_word,
)
RECONSIDERATION_REASONS = Need[ReconsiderationFacts]("reasons", "reasons", lambda f: f.has_reasons)
TOOK_NO_PART = Need[ReconsiderationFacts](
    "took_no_part",
    "an officer without part in its judgements, proposals, decisions and approvals, named on the "
    "case where none is there",
    lambda f: f.acting is not None and bool(f.took_part) and f.acting not in f.took_part,
)

# Where a new relocation begins the central unit reads no safety: nothing may tell it of that.
CAN_BE_FOUND = Need[CheckFacts](
    "can_be_found",
    "that it can be found by who does not read the safety of the case at its stage; call for a"
    " nomination, with reasons, or find it once one is in",
    lambda f: f.can_be_found or not f.safety_is_unread,
)
STILL_OPEN = Need[CheckFacts](
    "open_place",
    "that no rule of safety closes the place today",
    lambda f: f.place_is_open or f.safety_is_unread,
)
NEWER_PICTURE_OF_HOME = Need[CheckFacts](
    "newer_picture",
    "a picture of safety that was written since, or since the last was noted",
    lambda f: f.newer_is_written,
)
CHECK_REASONS = Need[CheckFacts]("reasons", "reasons", lambda f: f.has_reasons)
CLOSED_OR_REASONS = Need[CheckFacts](
    "closed_or_reasons",
    "a rule of safety that closes the place today, or reasons",
    lambda f: f.has_reasons or (f.place_is_closed and not f.safety_is_unread),
)
NO_PART_IN_GRANTED = Need[CheckFacts](
    "no_part_in_granted",
    "where a request to reconsider was granted after the move, an officer without part in the "
    "decision, named on the case where none is there",
    lambda f: f.acting is not None and f.acting not in f.took_part,
)
NOMINATION_IN = Need[CheckFacts](
    "nomination_in",
    "another nomination, which has reached the central unit",
    lambda f: f.nomination_is_in,
)
FOUND_NOT_NECESSARY = Need[CheckFacts](
    "found_not_necessary",
    "that this nomination was found not necessary",
    lambda f: f.is_not_necessary,
)
JUDGED_ANEW = Need[CheckFacts](
    "judged_anew",
    "that the nomination by which it was answered is judged anew",
    lambda f: f.is_judged_anew,
)
CAME_TO_NOTHING = Need[CheckFacts](
    "came_to_nothing",
    "that this nomination was withdrawn or expired, and the person lives there",
    lambda f: f.came_to_nothing,
)
CALL_ANSWERED = Need[CheckFacts](
    "call_answered",
    "an answer in words of those where the person lives",
    lambda f: f.call_is_answered,
)
READS_ANSWER = Need[CheckFacts](
    "reads_answer",
    "that who presses reads the answer where the case stands, as a central caseworker does",
    lambda f: f.reads_answer,
)
NOT_WHO_ANSWERED = Need[CheckFacts](
    "not_who_answered",
    "somebody else than who answered",
    lambda f: f.acting is not None and f.answered_by not in {None, f.acting},
)
NOBODY_ASKS_OF_PLACE = Need[CheckFacts](
    "nobody_asks",
    "that the person lives elsewhere by now, or the case is closed",
    lambda f: f.nobody_asks,
)
