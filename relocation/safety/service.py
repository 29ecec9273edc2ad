"""What people do about safety: report a change, assess it, confirm the precautions."""

from datetime import datetime

from sqlalchemy.orm import Session

from relocation.access.tables import CaseRow
from relocation.actor import Actor
from relocation.cases import kinds, papers
from relocation.documents.kinds import Paper
from relocation.events import Event
from relocation.moves import Beginning, Move
from relocation.parties import CENTRAL_UNIT, COURSE
from relocation.permissions import Stage
from relocation.proceedings.model import Moved, Press
from relocation.proceedings.service import account_ref, below, of_case, parent_of, state_of
from relocation.safety.facts import FLOW, RECEIPTS, recipients
from relocation.safety.steps import Receipt, State
from relocation.transition import begin, by_itself, transition
from relocation.work import Work

WRITTEN = {State.WRITTEN, State.INFORMED, State.CONFIRMED}
INQUIRY = "police_inquiry"
"""Where the first precautions stand, before any change."""
WAITING = {Receipt.SENT, Receipt.UNREAD}


def report_change(session: Session, actor: Actor, case: str, press: Press) -> Moved:
    """Say that the picture changed; the police assess it anew."""
    return begin(session, actor, Beginning(FLOW, case, who=COURSE | CENTRAL_UNIT), press)


def write_assessment(
    session: Session,
    actor: Actor,
    assessment: str,
    found: tuple[papers.Picture, papers.Precautions],
    press: Press,
) -> Moved:
    """Write the new picture and the precautions; staff are informed in the same breath."""
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
    """What was written before no longer counts."""
    for each in of_case(work.session, event.case, FLOW.workflow.name):
        if each.id != event.row and each.state in WRITTEN:
            work.take(Move(FLOW, each.id, "supersede"))


def inform(work: Work, event: Event) -> None:
    """Inform staff at once, where anybody is entitled."""
    if _entitled(work, event.case):
        work.take(Move(FLOW, event.row, "inform_staff"))


def send(work: Work, event: Event) -> None:
    """Make a receipt for everybody who is entitled at this very moment (RE-8)."""
    for user in sorted(_entitled(work, event.case)):
        owner = account_ref(work.session, event.case, user)
        work.begin(Beginning(RECEIPTS, event.case, parent=event.row, owner=owner))


def brief_newcomers(work: Work, event: Event) -> None:
    """Whoever joins at the contact gets the newest precautions: of an assessment or the inquiry."""
    assessments = of_case(work.session, event.case, FLOW.workflow.name)
    written = [each.id for each in assessments if each.state in WRITTEN]
    inquiries = (each.id for each in of_case(work.session, event.case, INQUIRY))
    source = next(iter(written), None) or next(inquiries, None)
    if source is None:
        return
    have = {each.owner for each in below(work.session, source, RECEIPTS.workflow.name)}
    for user in sorted(_entitled(work, event.case)):
        owner = account_ref(work.session, event.case, user)
        if owner not in have:
            work.begin(Beginning(RECEIPTS, event.case, parent=source, owner=owner))


def note_if_all_confirmed(work: Work, event: Event) -> None:
    """Note that everybody has the precautions, once the last receipt is in."""
    _note(work, parent_of(work.session, event.row))


def _note(work: Work, assessment: str) -> None:
    waiting = (each for each in below(work.session, assessment, RECEIPTS.workflow.name))
    # A receipt of the first precautions belongs to the inquiry, which they do not move.
    is_informed = state_of(work.session, assessment) == State.INFORMED
    if is_informed and not any(each.state in WAITING for each in waiting):
        work.take(Move(FLOW, assessment, "note_receipts"))


def _entitled(work: Work, case: str) -> set[str]:
    stage = Stage(work.session.get_one(CaseRow, case).stage)
    return recipients(work.session, case, stage, work.now)
