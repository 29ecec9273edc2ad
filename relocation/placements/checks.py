"""The place in which somebody lives, tested anew when safety changes after the move (REL-9).

So it is where a request to reconsider is granted after the move (REL-13).

Nobody leaves the list by it: the move stands, and a nomination that is called for leads on.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from relocation.actor import Actor
from relocation.documents.kinds import Paper
from relocation.documents.reasons import Reasons
from relocation.events import Event
from relocation.moves import Beginning, Flow, Move
from relocation.permissions import DataClass, Level, Stage, level
from relocation.placements import kinds
from relocation.placements.answered import CALL, is_answered
from relocation.placements.check_steps import PLACE_CHECK
from relocation.placements.facts import ANEW, NOTING, barred_by_request, newer_is_written
from relocation.placements.home import (
    checks_of,
    closes,
    due_of,
    lived_in,
    lives_elsewhere,
    met_until,
)
from relocation.placements.model import Check, CheckFacts, Reconsideration
from relocation.placements.steps import PLACEMENT
from relocation.proceedings.model import At, Moved, Press
from relocation.proceedings.service import (
    below,
    case_id_of,
    last_taker,
    locked_case,
    newest_below,
    of_case,
    order_of,
    parent_of,
    state_of,
)
from relocation.proceedings.tables import ProceedingRow
from relocation.safety.facts import newest_picture
from relocation.transition import transition
from relocation.wall import let_in
from relocation.work import Work

ANSWER_CLASS = DataClass.CONTRACT
"""Of the words that answer a call, a later stage's."""
ASKED = {Check.DUE, Check.CALLED_FOR}
"""States in which somebody is waited for."""
CALLED = {Check.CALLED_FOR, Check.NOMINATED}
"""States of the newest check by which the way on is asked for, or gone: no job asks anew."""
BEFORE_IT_IS_IN = {"draft", "requested", "endorsed"}
"""States of a nomination that has not reached the central unit, or never will."""
OVER = {"not_necessary", "withdrawn", "expired"}
CAME_TO_NOTHING = OVER - {"not_necessary"}


def facts(session: Session, at: At) -> CheckFacts:
    placement = parent_of(session, at.row)
    closed = closes(session, placement, at.now)
    given, nomination = at.handed_in(Reasons), _later_nomination(session, at.case, at.row)
    call = newest_below(session, placement, CALL)
    nobody_asks = at.stage is Stage.CLOSED or lives_elsewhere(session, at.case, placement)
    return CheckFacts(
        safety_is_unread=not _reads_safety(at),
        can_be_found=closed is False and at.state == Check.DUE,
        place_is_open=closed is False,
        place_is_closed=closed is True,
        has_reasons=given is not None and bool(given.reasons.strip()),
        nomination_is_in=_is_in(nomination),
        is_not_necessary=nomination == "not_necessary",
        came_to_nothing=nomination in CAME_TO_NOTHING and not nobody_asks,
        is_judged_anew=_is_judged_anew(session, at.case, at.row),
        call_is_answered=call is not None and call.state == "answered",
        reads_answer=level(str(at.taker), ANSWER_CLASS, at.stage) is Level.FULL,
        answered_by=None if call is None else last_taker(session, call.id, "answer_call"),
        nobody_asks=nobody_asks,
        newer_is_written=newer_is_written(session, at),
        took_part=barred_by_request(session, placement),
        acting=at.acting,
    )


FLOW = Flow(PLACE_CHECK, facts)


def find_it_holds(session: Session, actor: Actor, check: str, why: str, press: Press) -> Moved:
    """Find that the person can stay, with reasons."""
    return transition(session, actor, Move(FLOW, check, "find_it_holds", _reasons(why)), press)


def call_for_nomination(
    session: Session, actor: Actor, check: str, why: str, press: Press
) -> Moved:
    """Call for a nomination from where the person lives now; it can take the acute track."""
    move = Move(FLOW, check, "call_for_nomination", _reasons(why))
    return transition(session, actor, move, press)


def accept_answer(session: Session, actor: Actor, check: str, why: str, press: Press) -> Moved:
    """Let the words of those of the home settle it, with reasons of one's own."""
    return transition(session, actor, Move(FLOW, check, "accept_answer", _reasons(why)), press)


def call_again(session: Session, actor: Actor, check: str, why: str, press: Press) -> Moved:
    """Call for a nomination once more, where the words that came do not convince."""
    return transition(session, actor, Move(FLOW, check, "call_again", _reasons(why)), press)


def check_after_the_move(work: Work, event: Event) -> None:
    """A change after the move has the place tested against the exclusions of today.

    A check that is due notes it, wherever the case stands: who settles it has read the newest.
    """
    for each in list(of_case(work.session, event.case, PLACE_CHECK.name)):
        if each.state == Check.DUE:
            work.take(Move(FLOW, each.id, NOTING))
    check_home(work, event)


def check_home(work: Work, event: Event) -> None:
    """A picture that no check of the home has met begins one; a due one calls where one must.

    Pictures that came while another relocation had begun are met once that comes to nothing.
    """
    for placement in lived_in(work.session, event.case):
        if due := due_of(work.session, placement):
            if closes(work.session, placement, work.now):
                _call(work, due)
        elif met_until(work.session, placement) < newest_picture(work.session, event.case)[0]:
            _begin(work, event.case, placement)


def check_if_granted(work: Work, event: Event) -> None:
    """After the move a request that is granted has the place tested, where nobody does already."""
    if state_of(work.session, event.row) != Reconsideration.GRANTED:
        return
    about = parent_of(work.session, event.row)
    for placement in lived_in(work.session, event.case):
        is_asked = any(each.state in ASKED for each in checks_of(work.session, placement))
        if placement == about and not is_asked:
            _begin(work, event.case, placement)


def answer_by_call(work: Work, event: Event) -> None:
    """Whoever asked to reconsider a place is answered where the person must move on from it."""
    placement = parent_of(work.session, event.row)
    for each in list(below(work.session, placement, ANEW.workflow.name)):
        if each.state == Reconsideration.ASKED:
            work.take(Move(ANEW, each.id, "note_call"))


def check_by_itself(session: Session, placement: str, now: datetime) -> bool:
    """Call for a nomination where something else closes the place; a job's to do.

    Nobody is asked twice: a nomination by which the person goes on from there answers whatever
    closes the home until it comes to nothing, which calls by itself.
    """
    case = locked_case(session, case_id_of(session, placement)).id
    let_in(session, case)
    is_home = placement in set(lived_in(session, case))
    newest, due = newest_below(session, placement, PLACE_CHECK.name), due_of(session, placement)
    is_called = newest is not None and newest.state in CALLED
    if not is_home or (is_called and not due) or not closes(session, placement, now):
        return False
    if not due and is_answered(session, placement, now):
        return False
    work = Work(session, now)
    if due:
        _call(work, due)
    else:
        _begin(work, case, placement)
    work.finish()
    return True


def note_nomination(work: Work, event: Event) -> None:
    """A nomination that was called for is waited for no longer once it is in, or in again."""
    for placement in of_case(work.session, event.case, PLACEMENT.name):
        for each in checks_of(work.session, placement.id):
            if each.state == Check.CALLED_FOR:
                work.take(Move(FLOW, each.id, "note_nomination"))


def note_if_in(work: Work, event: Event) -> None:
    """A call is answered at once by a nomination that has reached the central unit before it."""
    check = work.session.get_one(ProceedingRow, event.row)
    nomination = _later_nomination(work.session, check.case_id, check.id)
    if check.state == Check.CALLED_FOR and _is_in(nomination):
        work.take(Move(FLOW, check.id, "note_nomination"))


def note_not_necessary(work: Work, event: Event) -> None:
    """What two of the central unit found settles the check until something newer comes."""
    _note(work, event.case, "note_not_necessary")


def note_judged_anew(work: Work, event: Event) -> None:
    """An answer that was put right answers no check: it waits for the one that is given anew."""
    for check in list(of_case(work.session, event.case, PLACE_CHECK.name)):
        if check.state == Check.ANSWERED and _is_judged_anew(work.session, event.case, check.id):
            work.take(Move(FLOW, check.id, "note_judged_anew"))


def call_anew(work: Work, event: Event) -> None:
    """A nomination that came to nothing answers no call: it is as if none had come."""
    _note(work, event.case, "call_anew")


def let_fall(work: Work, event: Event) -> None:
    """Of an earlier home a confirmed move makes void what was asked, of any a closed case does."""
    is_move = event.name == "MoveConfirmed"
    newest = parent_of(work.session, event.row) if is_move else None
    for placement in of_case(work.session, event.case, PLACEMENT.name):
        for each in checks_of(work.session, placement.id):
            if each.state in ASKED and placement.id != newest:
                work.take(Move(FLOW, each.id, "fall_away"))


def _reads_safety(at: At) -> bool:
    """Whether who acts may know what closes the place: the row is empty once a nomination is."""
    return at.is_by_itself or level(str(at.taker), DataClass.SAFETY, at.stage) is Level.FULL


def _note(work: Work, case: str, step: str) -> None:
    """Of the home alone: what was answered of an earlier one nobody asks again."""
    for placement in lived_in(work.session, case):
        for each in checks_of(work.session, placement):
            if each.state == Check.NOMINATED:
                work.take(Move(FLOW, each.id, step))


def _later_nomination(session: Session, case: str, check: str) -> str | None:
    """Where the newest nomination stands, if it is another one than that which led there."""
    newest = next(of_case(session, case, "nomination"), None)
    origin = parent_of(session, parent_of(session, check))
    return None if newest is None or newest.id == origin else newest.state


def _is_judged_anew(session: Session, case: str, check: str) -> bool:
    """Whether the newest nomination answered it, as not necessary, and is to be answered anew."""
    newest = next(of_case(session, case, "nomination"), None)
    if newest is None:
        return False
    answered = order_of(session, newest.id, "confirm")
    is_by_it = answered < order_of(session, check, "note_not_necessary")
    return is_by_it and answered < order_of(session, newest.id, "judge_anew")


def _is_in(nomination: str | None) -> bool:
    """Whether one has reached the central unit, and is not over."""
    return nomination is not None and nomination not in BEFORE_IT_IS_IN | OVER


def _begin(work: Work, case: str, placement: str) -> None:
    begun = work.begin(Beginning(FLOW, case, parent=placement))
    if closes(work.session, placement, work.now):
        _call(work, [begun.row])


def _call(work: Work, due: list[str]) -> None:
    for each in due:
        work.take(Move(FLOW, each, "call_for_nomination"))


def _reasons(why: str) -> tuple[Paper[Reasons], ...]:
    return (Paper(kinds.REASONS, Reasons(reasons=why)),)
