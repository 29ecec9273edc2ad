"""What people do with a nomination: one function is one button."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from relocation.actor import Actor
from relocation.deadlines.clock import Clock
from relocation.deadlines.working_days import civil_day
from relocation.documents.kinds import Paper
from relocation.documents.reasons import Reasons
from relocation.events import Event
from relocation.moves import Beginning, Move, Writing
from relocation.nominations.facts import FLOW, REVIEW, expiry_of, move_is_confirmed
from relocation.nominations.kinds import ANSWER, CONFIRMATION, JUDGEMENT, QUESTION, REASONS, REQUEST
from relocation.nominations.papers import Answer, Judgement, Question, Request
from relocation.nominations.put_right import can_be_judged_anew, gave_what_was_put_right
from relocation.nominations.steps import LOCAL, Review, State
from relocation.parties import LOCAL_UNIT, RECEIVING
from relocation.permissions import Stage
from relocation.policies.versions import deadlines_on
from relocation.proceedings.model import Moved, Press
from relocation.proceedings.service import of_case, parent_of, urgency_of, was_in
from relocation.staffing.assigning import assign_to
from relocation.transition import begin, by_itself, put_on_record, transition, warn
from relocation.work import Work
from scoring.person import Urgency

FROM = {
    Stage.REFERRED: Stage.REFERRED,
    Stage.ENROLLED: Stage.ENROLLED,
    Stage.RELOCATED: Stage.ENROLLED,
}
"""Stages in which a nomination begins, and where the case is then: after a move it starts anew."""
WITH_THE_LOCAL_SIDE = frozenset({*LOCAL, State.RETURNED})


def draft(session: Session, actor: Actor, case: str, request: Request, press: Press) -> Moved:
    """Begin a nomination; after a completed move it opens a new relocation from there.

    Then it is for those where the person lives now: the sender of before has no part in it (HO-8).
    """
    beginning = Beginning(
        FLOW,
        case,
        who=LOCAL_UNIT | RECEIVING,
        papers=(Paper(REQUEST, request),),
        urgency=request.urgency,
        alone=True,
        stages=FROM,
    )
    return begin(session, actor, beginning, press)


def revise(
    session: Session, actor: Actor, nomination: str, request: Request, press: Press
) -> Moved:
    """Write grounds or urgency anew, as long as it is with the local side; due follows at once.

    What the local exit unit endorsed before covers it no more: it endorses anew (REL-2).
    """
    writing = Writing(
        FLOW,
        nomination,
        Paper(REQUEST, request),
        LOCAL_UNIT,
        WITH_THE_LOCAL_SIDE,
        urgency=request.urgency,
    )
    return put_on_record(session, actor, writing, press)


def request(session: Session, actor: Actor, nomination: str, press: Press) -> Moved:
    """Ask the local exit unit for it."""
    return _step(session, actor, nomination, "request", press)


def send_back(session: Session, actor: Actor, nomination: str, why: str, press: Press) -> Moved:
    """Give a request back to who asked, endorsed or not."""
    return _step(session, actor, nomination, "send_back", press, _reasons(why))


def endorse(session: Session, actor: Actor, nomination: str, why: str, press: Press) -> Moved:
    """Make the request the local exit unit's own, as it is written; anew where it was revised."""
    return _step(session, actor, nomination, "endorse", press, _reasons(why))


def submit(session: Session, actor: Actor, nomination: str, press: Press) -> Moved:
    """Send it to the central unit."""
    return _step(session, actor, nomination, "submit", press)


def return_for_information(
    session: Session, actor: Actor, nomination: str, question: Question, press: Press
) -> Moved:
    """Ask the local side for more; the central unit's clock stands meanwhile."""
    return _step(session, actor, nomination, "return", press, Paper(QUESTION, question))


def resubmit(session: Session, actor: Actor, nomination: str, answer: str, press: Press) -> Moved:
    """Answer what was asked for."""
    paper = Paper(ANSWER, Answer(answer=answer))
    return _step(session, actor, nomination, "resubmit", press, paper)


def find_necessary(
    session: Session, actor: Actor, nomination: str, judgement: Judgement, press: Press
) -> Moved:
    """Judge that the move is needed; a decision-maker confirms it."""
    return _step(session, actor, nomination, "find_necessary", press, Paper(JUDGEMENT, judgement))


def find_not_necessary(
    session: Session, actor: Actor, nomination: str, judgement: Judgement, press: Press
) -> Moved:
    """Judge that it is not needed; a decision-maker confirms it."""
    paper = Paper(JUDGEMENT, judgement)
    return _step(session, actor, nomination, "find_not_necessary", press, paper)


def confirm(session: Session, actor: Actor, nomination: str, why: str, press: Press) -> Moved:
    """Confirm what the caseworker found."""
    paper = Paper(CONFIRMATION, Reasons(reasons=why))
    return _step(session, actor, nomination, "confirm", press, paper)


def ask_to_judge_again(
    session: Session, actor: Actor, nomination: str, why: str, press: Press
) -> Moved:
    """Send the judgement back to a caseworker."""
    return _step(session, actor, nomination, "ask_to_judge_again", press, _reasons(why))


def withdraw(session: Session, actor: Actor, nomination: str, why: str, press: Press) -> Moved:
    """Take it back for the candidate or the local side."""
    return _step(session, actor, nomination, "withdraw", press, _reasons(why))


def uphold(session: Session, actor: Actor, review: str, why: str, press: Press) -> Moved:
    """Find an acute judgement right after the fact."""
    return transition(session, actor, Move(REVIEW, review, "uphold", (_reasons(why),)), press)


def put_right(session: Session, actor: Actor, review: str, why: str, press: Press) -> Moved:
    """Find an acute judgement wrong after the fact."""
    return transition(session, actor, Move(REVIEW, review, "put_right", (_reasons(why),)), press)


def take_note(session: Session, actor: Actor, review: str, press: Press) -> Moved:
    """Take note that the answer was wrong; a new nomination that is submitted says as much."""
    return transition(session, actor, Move(REVIEW, review, "take_note"), press)


def expire(session: Session, nomination: str, now: datetime) -> Moved:
    """End what nobody touched; a job's to do, once the warning has had its days."""
    return by_itself(session, Move(FLOW, nomination, "expire"), now)


def warn_of_expiry(session: Session, nomination: str, now: datetime) -> bool:
    """Warn who can still go on with it, once it is time; a job's to do."""
    return warn(session, FLOW, nomination, expiry_of, now)


def review_if_acute(work: Work, event: Event) -> None:
    """An answer given in hours is reviewed after the fact (REL-10)."""
    if urgency_of(work.session, event.row) is Urgency.ACUTE:
        policy = deadlines_on(work.session, civil_day(work.now))
        due = policy.review(Clock(work.now)).due
        # After the fact nothing is in haste: its days are working days, and so is what follows.
        review = Beginning(REVIEW, event.case, parent=event.row, urgency=Urgency.STANDARD, due=due)
        work.begin(review)


def act_on_put_right(work: Work, event: Event) -> None:
    """An answer that was wrong is given anew, or those where the person lives hear of it."""
    nomination = parent_of(work.session, event.row)
    if can_be_judged_anew(work.session, event.case, nomination):
        work.take(Move(FLOW, nomination, "judge_anew"))
    elif not was_in(work.session, event.case, "case", {"closed"}):
        work.take(Move(REVIEW, event.row, "tell_local_side"))


def assign(work: Work, event: Event) -> None:
    """Whom the central unit needs comes on the list; who gave an answer that was wrong is none."""
    assign_to(work, event.case, gave_what_was_put_right(work.session, event.row))


def note_nominated(work: Work, event: Event) -> None:
    """Who nominates anew has heard that the answer before was wrong."""
    _all_told(work, event, "take_note")


def let_fall(work: Work, event: Event) -> None:
    """In a closed case nobody nominates anew, and nobody is waited for."""
    _all_told(work, event, "fall_away")


def _all_told(work: Work, event: Event, step: str) -> None:
    for each in list(of_case(work.session, event.case, REVIEW.workflow.name)):
        if each.state == Review.TOLD:
            work.take(Move(REVIEW, each.id, step))


def withdraw_with_the_candidate(work: Work, event: Event) -> None:
    """Whoever leaves the programme, or comes into none, is nominated no more (REL-12)."""
    for each in of_case(work.session, event.case, FLOW.workflow.name):
        is_over = each.state in {State.NOT_NECESSARY, State.WITHDRAWN, State.EXPIRED}
        if not is_over and not move_is_confirmed(work.session, each.id):
            work.take(Move(FLOW, each.id, "withdraw"))


def _step(
    session: Session, actor: Actor, nomination: str, step: str, press: Press, *papers: Paper[Any]
) -> Moved:
    return transition(session, actor, Move(FLOW, nomination, step, papers), press)


def _reasons(why: str) -> Paper[Reasons]:
    return Paper(REASONS, Reasons(reasons=why))
