"""What people do about safety: report a change, assess it, confirm the precautions."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from relocation.access.tables import CaseRow
from relocation.actor import Actor
from relocation.cases import kinds, papers
from relocation.documents.kinds import Paper
from relocation.events import Event
from relocation.moves import Beginning, Move
from relocation.parties import EVERYBODY
from relocation.permissions import Stage
from relocation.proceedings.model import Moved, Press
from relocation.proceedings.service import (
    account_ref,
    below,
    of_case,
    order_of,
    owner_of,
    parent_of,
    state_of,
)
from relocation.safety.facts import (
    FLOW,
    RECEIPTS,
    is_answered,
    newest_picture,
    pictures,
    recipients,
    track,
)
from relocation.safety.steps import Receipt, State
from relocation.transition import begin, by_itself, transition
from relocation.work import Work

WRITTEN = {State.WRITTEN, State.INFORMED, State.CONFIRMED}
WAITING = {Receipt.SENT, Receipt.UNREAD}
OPEN = {State.REPORTED, State.WRITTEN, State.INFORMED}
READ: Mapping[Stage, Stage] = {
    each: each for each in Stage if each not in {Stage.CLOSED, Stage.ERASED}
}
"""Stages in which somebody reads precautions; a change that is reported moves no case."""


def report_change(session: Session, actor: Actor, case: str, press: Press) -> Moved:
    """Say that the picture changed; the police assess it anew.

    In a closed case nobody would read it: a new case is opened for the person. A report is never
    merged with another one: it waits until a picture is written with it known (WF-19).
    """
    beginning = Beginning(FLOW, case, who=EVERYBODY, stages=READ, track=track)
    return begin(session, actor, beginning, press)


def write_assessment(
    session: Session,
    actor: Actor,
    assessment: str,
    found: tuple[papers.Picture, papers.Precautions],
    press: Press,
) -> Moved:
    """Write the new picture and the precautions; staff are informed in the same breath.

    It is written on the newest report that waits, and answers those before it.

    Raises:
        Missing: among others where a later report waits, which whoever writes has not read.
    """
    picture, precautions = found
    handed_in = (Paper(kinds.PICTURE, picture), Paper(kinds.PRECAUTIONS, precautions))
    move = Move(FLOW, assessment, "write_assessment", handed_in)
    return transition(session, actor, move, press)


def inform_staff(session: Session, actor: Actor, assessment: str, press: Press) -> Moved:
    """Inform staff of an assessment that nobody was entitled to when it was written."""
    return transition(session, actor, Move(FLOW, assessment, "inform_staff"), press)


def confirm_receipt(session: Session, actor: Actor, receipt: str, press: Press) -> Moved:
    """Confirm the precautions that were sent to oneself."""
    return transition(session, actor, Move(RECEIPTS, receipt, "confirm_receipt"), press)


def escalate(session: Session, receipt: str, now: datetime) -> Moved:
    """Tell that precautions are unread after the policy's hours; a job's to do."""
    return by_itself(session, Move(RECEIPTS, receipt, "escalate"), now)


def let_go(session: Session, receipt: str, now: datetime) -> Moved:
    """Wait no longer for somebody who left the case; a job's to do."""
    assessment = parent_of(session, receipt)
    work = Work(session, now)
    moved = work.take(Move(RECEIPTS, receipt, "let_go"))
    _note(work, assessment)
    work.finish()
    return moved


def supersede_older(work: Work, event: Event) -> None:
    """What was written before no longer counts, and nobody is waited for to confirm it."""
    for each in of_case(work.session, event.case, FLOW.workflow.name):
        if each.id != event.row and each.state in WRITTEN:
            work.take(Move(FLOW, each.id, "supersede"))
    _let_go(work, event.case)


def answer_reports(work: Work, event: Event) -> None:
    """One picture answers every report that the police had before them as they wrote it.

    A report that came in while they did stays open, and asks for a picture of its own.
    """
    for each in list(of_case(work.session, event.case, FLOW.workflow.name)):
        if each.state == State.REPORTED and is_answered(work.session, event.case, each.id):
            work.take(Move(FLOW, each.id, "note_picture"))


def let_fall(work: Work, event: Event) -> None:
    """In a closed case nobody is waited for any more, to assess or to confirm."""
    for each in of_case(work.session, event.case, FLOW.workflow.name):
        if each.state in OPEN:
            work.take(Move(FLOW, each.id, "fall_away"))
    _let_go(work, event.case)


def inform(work: Work, event: Event) -> None:
    """Inform staff at once, where anybody is entitled."""
    if _entitled(work, event.case):
        work.take(Move(FLOW, event.row, "inform_staff"))


def send(work: Work, event: Event) -> None:
    """Make a receipt for everybody who is entitled at this very moment (RE-8)."""
    _send(work, event.case, event.row, _entitled(work, event.case))


def send_if_changed(work: Work, event: Event) -> None:
    """Findings that follow another picture are a change of it, and reach staff like any other."""
    if pictures(work.session, event.case) > 1:
        send(work, event)


def brief_newcomers(work: Work, event: Event) -> None:
    """Whoever joins at the contact gets the newest precautions: of an assessment or the inquiry."""
    _brief(work, event.case, _entitled(work, event.case))


def brief_named(work: Work, event: Event) -> None:
    """A colleague who is named gets the newest precautions, where its role reads them (WF-19)."""
    _brief(work, event.case, _entitled(work, event.case) & {owner_of(work.session, event.row)})


def note_if_all_confirmed(work: Work, event: Event) -> None:
    """Note that everybody has the precautions, once the last receipt is in."""
    _note(work, parent_of(work.session, event.row))


def _note(work: Work, assessment: str) -> None:
    waiting = (each for each in below(work.session, assessment, RECEIPTS.workflow.name))
    # A receipt of the first precautions belongs to the inquiry, which they do not move.
    is_informed = state_of(work.session, assessment) == State.INFORMED
    if is_informed and not any(each.state in WAITING for each in waiting):
        work.take(Move(FLOW, assessment, "note_receipts"))


def _let_go(work: Work, case: str) -> None:
    for each in of_case(work.session, case, RECEIPTS.workflow.name):
        if each.state in WAITING:
            work.take(Move(RECEIPTS, each.id, "let_go"))


def _brief(work: Work, case: str, owners: set[str]) -> None:
    """Send the newest precautions to those of these who have none of them yet."""
    written, source = newest_picture(work.session, case)
    if source is None:
        return
    have = {
        each.owner
        for each in below(work.session, source, RECEIPTS.workflow.name)
        if each.state != Receipt.NOT_NEEDED and order_of(work.session, each.id, "begin") > written
    }
    _send(work, case, source, owners - have)


def _send(work: Work, case: str, source: str, owners: set[str]) -> None:
    for owner in sorted(owners):
        work.begin(Beginning(RECEIPTS, case, parent=source, owner=owner, track=track))


def _entitled(work: Work, case: str) -> set[str]:
    """Accounts, as the case knows them, that are entitled at this very moment."""
    stage = Stage(work.session.get_one(CaseRow, case).stage)
    users = recipients(work.session, case, stage, work.now)
    return {account_ref(work.session, case, user) for user in users}
