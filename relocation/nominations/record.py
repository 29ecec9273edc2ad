"""What must be on record before a step in a nomination."""

from relocation.nominations.model import Facts, ReviewFacts
from relocation.workflow import Need

GROUND_ARGUED = Need[Facts](
    "ground_argued", "at least one of the three grounds, argued", lambda f: bool(f.argued)
)
URGENCY = Need[Facts]("urgency", "the urgency", lambda f: f.urgency is not None)
ADMITTED = Need[Facts](
    "admitted",
    "that the candidate is admitted to a programme; where its course has ended a call for a"
    " nomination is answered in words, and a new case leads to another place",
    lambda f: f.is_admitted,
)
CENTRAL_UNIT_IS_THERE = Need[Facts](
    "central_unit",
    "somebody of the central unit to judge it, and somebody else to confirm, who can act",
    lambda f: f.central_unit_is_there,
)
NOT_THE_REQUESTER = Need[Facts](
    "not_the_requester",
    "somebody else than who asked, and than who wrote it as it stands",
    lambda f: f.acting is not None and bool(f.requested_by) and f.acting not in f.requested_by,
)
ENDORSED_AS_IT_IS = Need[Facts](
    "endorsed_as_it_is",
    "that the local exit unit endorsed grounds and urgency as they are written now",
    lambda f: f.is_endorsed_as_it_is,
)
REASONS = Need[Facts]("reasons", "reasons", lambda f: f.has_reasons)
WHAT_IS_ASKED_FOR = Need[Facts]("what_is_asked_for", "what more is asked for", lambda f: f.asks_for)
ANSWER = Need[Facts]("answer", "what was asked for", lambda f: f.is_answered)
NECESSARY = Need[Facts](
    "outcome_necessary",
    "a coded outcome that goes with 'necessary'",
    lambda f: f.outcome is not None and f.outcome.is_of_necessity,
)
NOT_NECESSARY = Need[Facts](
    "outcome_not_necessary",
    "a coded outcome that goes with 'not necessary'",
    lambda f: f.outcome is not None and not f.outcome.is_of_necessity,
)
NOT_THE_JUDGE = Need[Facts](
    "not_the_judge",
    "somebody else than who judged",
    lambda f: f.acting is not None and f.judged_by not in {None, f.acting},
)
NOT_PUT_RIGHT = Need[Facts](
    "not_put_right",
    "somebody else than who gave the answer that was put right",
    lambda f: f.acting is not None and f.acting not in f.gave_what_was_put_right,
)
PUT_RIGHT_IN_TIME = Need[Facts](
    "put_right_in_time",
    "that its acute answer was put right before anything came of it",
    lambda f: f.can_be_judged_anew,
)
MOVE_NOT_CONFIRMED = Need[Facts](
    "move_not_confirmed", "that no move is confirmed", lambda f: f.move_is_not_confirmed
)
UNTOUCHED = Need[Facts](
    "untouched",
    "that nobody touched it for the policy's time, and a warning had its days",
    lambda f: f.is_untouched_and_warned,
)

REVIEW_REASONS = Need[ReviewFacts]("reasons", "reasons", lambda f: f.has_reasons)
REVIEWED_BY_ANOTHER = Need[ReviewFacts](
    "not_the_judge",
    "somebody else than who judged and who confirmed",
    lambda f: f.acting is not None and bool(f.judged_by) and f.acting not in f.judged_by,
)
TOO_LATE_TO_JUDGE = Need[ReviewFacts](
    "too_late_to_judge",
    "that something came of the answer already, in a case that is open",
    lambda f: f.is_too_late_to_judge,
)
REVIEW_WHERE_IT_LIVES = Need[ReviewFacts](
    "where_it_lives",
    "that the actor is of where the candidate lives",
    lambda f: f.is_where_it_lives,
)
REVIEW_CASE_CLOSED = Need[ReviewFacts](
    "case_closed", "that the case is closed", lambda f: f.case_is_closed
)
