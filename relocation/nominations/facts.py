"""What is known when a step in a nomination is taken; from papers and steps, not from a caller."""

from datetime import datetime

from sqlalchemy.orm import Session

from relocation.actor import PersonId
from relocation.deadlines.expiry import Expiry
from relocation.deadlines.policy import DeadlinePolicy
from relocation.deadlines.working_days import civil_day
from relocation.documents.reasons import Reasons
from relocation.documents.service import on_record
from relocation.moves import Flow
from relocation.nominations.kinds import REQUEST
from relocation.nominations.model import Facts, ReviewFacts
from relocation.nominations.papers import Answer, Judgement, Question
from relocation.nominations.put_right import (
    ADMITTED,
    ANEW,
    can_be_judged_anew,
    gave_what_was_put_right,
    is_judged_anew,
)
from relocation.nominations.steps import ACUTE_REVIEW, LOCAL, NOMINATION, Review, State
from relocation.parties import RECEIVING
from relocation.permissions import Stage
from relocation.policies.versions import deadlines_on
from relocation.proceedings.model import At
from relocation.proceedings.service import (
    below,
    last_taker,
    of_case,
    order_of,
    parent_of,
    takers,
    was_in,
)
from relocation.proceedings.tables import ProceedingRow
from relocation.staffing.assigning import can_be_assigned
from relocation.workflow import Taker

REVISED = f"write.{REQUEST.name}"
JUDGING = ("find_necessary", "find_not_necessary")
ENDED = {
    "expired", "sent_on", "withdrawn", "lapsed", "ended_centrally", "not_eligible", "closed",
}  # fmt: skip
"""States of a case in which the product itself withdraws a nomination: the case has the reasons."""
MOVED = {"moved", "completed"}
"""States of a handover, a later stage's, in which the person lives there."""


def facts(session: Session, at: At) -> Facts:
    request = on_record(session, at.case, at.row, REQUEST)
    judgement, question = at.handed_in(Judgement), at.handed_in(Question)
    answer, policy = at.handed_in(Answer), deadlines_on(session, civil_day(at.now))
    expiry = expiry_of(policy, at.state, at.touched)
    return Facts(
        argued=request.argued if request else frozenset(),
        urgency=request.urgency if request else None,
        requested_by=_requested_by(session, at.row),
        is_endorsed_as_it_is=order_of(session, at.row, "endorse")
        > order_of(session, at.row, REVISED),
        judged_by=last_taker(session, at.row, *JUDGING),
        acting=at.acting,
        central_unit_is_there=at.step != "submit" or can_be_assigned(session, at.case, at.now),
        is_admitted=was_in(session, at.case, "case", ADMITTED),
        has_reasons=has_reasons(at) or _the_case_has_them(session, at),
        asks_for=question is not None and bool(question.asks_for.strip()),
        is_answered=answer is not None and bool(answer.answer.strip()),
        outcome=judgement.outcome if judgement else None,
        move_is_not_confirmed=not move_is_confirmed(session, at.row),
        is_untouched_and_warned=expiry is not None and expiry.is_expired(at.now, at.warned),
        gave_what_was_put_right=gave_what_was_put_right(session, at.row),
        can_be_judged_anew=can_be_judged_anew(session, at.case, at.row),
    )


def _requested_by(session: Session, nomination: str) -> frozenset[PersonId]:
    """Who asked for it, and who wrote it as it stands: drafted, or revised before or after."""
    asked = last_taker(session, nomination, "request")
    wrote = last_taker(session, nomination, "begin", REVISED)
    return frozenset(each for each in (asked, wrote) if each is not None)


def review_facts(session: Session, at: At) -> ReviewFacts:
    nomination = parent_of(session, at.row)
    # Of an answer that was judged anew the one before is under review no more.
    judged = takers(session, nomination, *JUDGING, "confirm", since=ANEW)
    return ReviewFacts(
        has_reasons=has_reasons(at),
        judged_by=judged,
        acting=at.acting,
        is_too_late_to_judge=not (
            at.stage is Stage.CLOSED
            or is_judged_anew(session, at.row)
            or can_be_judged_anew(session, at.case, nomination)
        ),
        is_where_it_lives=at.taker not in RECEIVING or _home(session, at.case) is not None,
        case_is_closed=at.stage is Stage.CLOSED,
    )


def hears_of_review(session: Session, row: ProceedingRow, taker: Taker) -> bool:
    """Whether the review of an acute answer is there for the taker: for a receiver after the move.

    It hears what is to be told where the person lives, and sees what became of the nomination that
    led there; of an earlier relocation no more than that.
    """
    if taker not in RECEIVING:
        return True
    home = _home(session, row.case_id)
    if home is None or row.parent is None:
        return False
    led_there = home.id in {x.id for x in below(session, row.parent, "handover")}
    return led_there or row.state == Review.TOLD


def _home(session: Session, case: str) -> ProceedingRow | None:
    """The handover by which the receiver has the person; None before its move is confirmed."""
    newest = next(of_case(session, case, "handover"), None)
    return newest if newest is not None and newest.state in MOVED else None


def move_is_confirmed(session: Session, nomination: str) -> bool:
    """Whether the person lives by now where this nomination led."""
    return any(each.state in MOVED for each in below(session, nomination, "handover"))


def has_reasons(at: At) -> bool:
    """Whether what is handed in with the step says why."""
    given = (at.handed_in(Reasons), at.handed_in(Question), at.handed_in(Judgement))
    return any(each is not None and bool(each.reasons.strip()) for each in given)


def expiry_of(policy: DeadlinePolicy, state: str, touched: datetime) -> Expiry | None:
    """The life of a nomination that waits for the local side (WF-25), and for no other."""
    if state == State.DRAFT:
        return policy.draft_expiry(touched)
    waits = state in (*LOCAL, State.RETURNED)
    return policy.nomination_expiry(touched) if waits else None


def _the_case_has_them(session: Session, at: At) -> bool:
    return at.is_by_itself and was_in(session, at.case, "case", ENDED)


FLOW = Flow(NOMINATION, facts)
REVIEW = Flow(ACUTE_REVIEW, review_facts)
