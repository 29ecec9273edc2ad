"""The place in which somebody lives, tested anew when safety changes after the move (REL-9).

So it is where a request to reconsider is granted after the move (REL-13).

Nobody leaves the list by it: the move stands, and a nomination that is called for leads on.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from relocation.access.tables import CaseRow
from relocation.actor import Actor
from relocation.deadlines.working_days import civil_day
from relocation.documents.kinds import Paper
from relocation.documents.reasons import Reasons
from relocation.events import Event
from relocation.moves import Beginning, Flow, Move
from relocation.permissions import DataClass, Level, Stage, level
from relocation.placements import kinds
from relocation.placements.answered import CALL, is_answered
from relocation.placements.check_steps import PLACE_CHECK
from relocation.placements.facts import ANEW, barred_by_request
from relocation.placements.model import Check, CheckFacts, Reconsideration
from relocation.placements.steps import PLACEMENT, State
from relocation.placements.today import lock_round, today
from relocation.proceedings.model import At, Moved, Press
from relocation.proceedings.service import (
    below,
    case_id_of,
    last_taker,
    newest_below,
    of_case,
    parent_of,
    state_of,
)
from relocation.transition import transition
from relocation.wall import let_in
from relocation.work import Work

ANSWER_CLASS = DataClass.CONTRACT
"""Of the words that answer a call, a later stage's."""
LIVES_THERE = {"moved", "completed"}
WHILE_THERE = {Stage.HANDOVER, Stage.RELOCATED, Stage.ENROLLED}
"""Stages in which no other relocation has begun from there, or one that came to nothing."""
ASKED = {Check.DUE, Check.CALLED_FOR}
"""States in which somebody is waited for."""
CALLED_FOR = {Check.CALLED_FOR, Check.NOMINATED, Check.FALLEN_AWAY}
"""A check falls away where the person moved on: then it must move on from there no less."""
BEFORE_IT_IS_IN = {"draft", "requested", "endorsed"}
"""States of a nomination that has not reached the central unit, or never will."""
OVER = {"not_necessary", "withdrawn", "expired"}
CAME_TO_NOTHING = OVER - {"not_necessary"}


def facts(session: Session, at: At) -> CheckFacts:
    closed = _closes(session, parent_of(session, at.row), at.now)
    given, nomination = at.handed_in(Reasons), _later_nomination(session, at)
    call = newest_below(session, parent_of(session, at.row), CALL)
    nobody_asks = at.stage is Stage.CLOSED or _lives_elsewhere(session, at)
    return CheckFacts(
        safety_is_unread=not _reads_safety(at),
        can_be_found=closed is False and at.state == Check.DUE,
        place_is_open=closed is False,
        place_is_closed=closed is True,
        has_reasons=given is not None and bool(given.reasons.strip()),
        nomination_is_in=nomination is not None and nomination not in BEFORE_IT_IS_IN | OVER,
        is_not_necessary=nomination == "not_necessary",
        came_to_nothing=nomination in CAME_TO_NOTHING and not nobody_asks,
        call_is_answered=call is not None and call.state == "answered",
        reads_answer=level(str(at.taker), ANSWER_CLASS, at.stage) is Level.FULL,
        answered_by=None if call is None else last_taker(session, call.id, "answer_call"),
        nobody_asks=nobody_asks,
        took_part=barred_by_request(session, parent_of(session, at.row)),
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
    """A change after the move has the place tested against the exclusions of today."""
    for placement in _lived_in(work.session, event.case):
        if not any(each.state == Check.DUE for each in _checks(work.session, placement)):
            _begin(work, event.case, placement)


def check_if_granted(work: Work, event: Event) -> None:
    """After the move a request that is granted has the place tested, where nobody does already."""
    if state_of(work.session, event.row) != Reconsideration.GRANTED:
        return
    about = parent_of(work.session, event.row)
    for placement in _lived_in(work.session, event.case):
        is_asked = any(each.state in ASKED for each in _checks(work.session, placement))
        if placement == about and not is_asked:
            _begin(work, event.case, placement)


def answer_by_call(work: Work, event: Event) -> None:
    """Whoever asked to reconsider a place is answered where the person must move on from it."""
    placement = parent_of(work.session, event.row)
    for each in list(below(work.session, placement, ANEW.workflow.name)):
        if each.state == Reconsideration.ASKED:
            work.take(Move(ANEW, each.id, "note_call"))


def check_by_itself(session: Session, placement: str, now: datetime) -> bool:
    """Call for a nomination where something else closes the place; a job's to do."""
    case = case_id_of(session, placement)
    let_in(session, case)
    lived_in = placement in set(_lived_in(session, case))
    newest = next(iter(_checks(session, placement)[::-1]), None)
    is_asked = newest is not None and newest.state in ASKED
    if not lived_in or is_asked or not _closes(session, placement, now):
        return False
    if is_answered(session, placement, now):
        return False
    work = Work(session, now)
    _begin(work, case, placement)
    work.finish()
    return True


def note_nomination(work: Work, event: Event) -> None:
    """A nomination that was called for is waited for no longer once it is in."""
    for placement in of_case(work.session, event.case, PLACEMENT.name):
        for each in _checks(work.session, placement.id):
            if each.state == Check.CALLED_FOR:
                work.take(Move(FLOW, each.id, "note_nomination"))


def note_not_necessary(work: Work, event: Event) -> None:
    """What two of the central unit found settles the check until something newer comes."""
    _note(work, event.case, "note_not_necessary")


def call_anew(work: Work, event: Event) -> None:
    """A nomination that came to nothing answers no call: it is as if none had come."""
    _note(work, event.case, "call_anew")


def let_fall(work: Work, event: Event) -> None:
    """Of an earlier home a confirmed move makes void what was asked, of any a closed case does."""
    is_move = event.name == "MoveConfirmed"
    newest = parent_of(work.session, event.row) if is_move else None
    for placement in of_case(work.session, event.case, PLACEMENT.name):
        for each in _checks(work.session, placement.id):
            if each.state in ASKED and placement.id != newest:
                work.take(Move(FLOW, each.id, "fall_away"))


def is_lived_in(session: Session, placement: str) -> bool:
    """Whether the move there is confirmed."""
    return any(each.state in LIVES_THERE for each in below(session, placement, "handover"))


def is_waiting_for_one(session: Session, placement: str) -> bool:
    """Whether a check of the home waits for a nomination from there."""
    return any(each.state == Check.CALLED_FOR for each in _checks(session, placement))


def is_called_for(session: Session, placement: str) -> bool:
    """Whether the person must move on from there, or did."""
    return any(each.state in CALLED_FOR for each in _checks(session, placement))


def _reads_safety(at: At) -> bool:
    """Whether who acts may know what closes the place: the row is empty once a nomination is."""
    return at.is_by_itself or level(str(at.taker), DataClass.SAFETY, at.stage) is Level.FULL


def _note(work: Work, case: str, step: str) -> None:
    """Of the home alone: what was answered of an earlier one nobody asks again."""
    for placement in _lived_in(work.session, case):
        for each in _checks(work.session, placement):
            if each.state == Check.NOMINATED:
                work.take(Move(FLOW, each.id, step))


def _later_nomination(session: Session, at: At) -> str | None:
    """Where the newest nomination stands, if it is another one than that which led there."""
    newest = next(of_case(session, at.case, "nomination"), None)
    origin = parent_of(session, parent_of(session, at.row))
    return None if newest is None or newest.id == origin else newest.state


def _lives_elsewhere(session: Session, at: At) -> bool:
    """Whether another placement led to where the person lives by now."""
    homes = (x.id for x in of_case(session, at.case, PLACEMENT.name) if is_lived_in(session, x.id))
    return next(homes, None) != parent_of(session, at.row)


def _begin(work: Work, case: str, placement: str) -> None:
    begun = work.begin(Beginning(FLOW, case, parent=placement))
    if _closes(work.session, placement, work.now):
        work.take(Move(FLOW, begun.row, "call_for_nomination"))


def _lived_in(session: Session, case: str) -> Iterator[str]:
    if Stage(session.get_one(CaseRow, case).stage) not in WHILE_THERE:
        return
    for each in of_case(session, case, PLACEMENT.name):
        if each.state == State.CONTACTED and is_lived_in(session, each.id):
            yield each.id
            return


def _checks(session: Session, placement: str) -> list[Any]:
    return list(below(session, placement, PLACE_CHECK.name))


def _closes(session: Session, placement: str, now: datetime) -> bool | None:
    lock_round(session)
    return today(session, civil_day(now), placement).endangers(placement)


def _reasons(why: str) -> tuple[Paper[Reasons], ...]:
    return (Paper(kinds.REASONS, Reasons(reasons=why)),)
