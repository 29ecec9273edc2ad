"""Rights that follow from the stage: who leaves a case's list, and who becomes what, with it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from relocation.access import contacted
from relocation.access.model import Entry
from relocation.access.service import change_entries, let_leave
from relocation.access.tables import CaseRow
from relocation.actor import is_municipality
from relocation.permissions import Role, Stage

SENDERS = (Role.MUNI_SENDER, Role.POLICE_SENDER)
RECEIVERS = (Role.MUNI_RECEIVER, Role.POLICE_RECEIVER)
BEFORE = dict(zip(RECEIVERS, SENDERS, strict=True))
AFTER = dict(zip(SENDERS, RECEIVERS, strict=True))


def enter(session: Session, case: CaseRow, stage: Stage, now: datetime) -> None:
    """Bring a case to a stage, and its list along in the same transaction."""
    before, case.stage = Stage(case.stage), stage
    follow = FOLLOWING.get((before, stage))
    if follow is not None:
        follow(session, case.id, now)


def receivers_leave(session: Session, case: str, now: datetime) -> None:
    """A receiver already contacted, where the placement is reopened or the nomination withdrawn.

    Whoever was named there keeps its own record of having been contacted.
    """
    left = let_leave(session, case, lambda each: each.role in RECEIVERS or each.is_there)
    contacted.keep(session, left, now)


def probation_of_before_leaves(session: Session, case: str, now: datetime) -> None:
    """From the completed handover on, the sending side's probation has no part in it (HO-8).

    Municipality and police of before stay with what the matrix still gives their rows. Probation is
    one authority for the whole country: that colleagues of theirs receive must give whoever left no
    way back, so it is kept who did.
    """
    del now
    let_leave(session, case, lambda each: _is_probation_of_before(each) and each.until is not None)
    change_entries(
        session,
        case,
        lambda each: replace(each, left=True) if _is_probation_of_before(each) else each,
    )


def residence_becomes_sender(session: Session, case: str, now: datetime) -> None:
    """A second relocation: where the person lives now sends, and the earlier senders leave."""
    del now
    let_leave(session, case, lambda each: each.role in SENDERS and not each.left)
    change_entries(
        session,
        case,
        lambda each: replace(each, role=BEFORE.get(each.role, each.role), is_there=False),
    )


def residence_follows_up(session: Session, case: str, now: datetime) -> None:
    """Who never moved is followed up by those where it lives: they hold the receiver's rows."""
    del now
    change_entries(session, case, lambda each: replace(each, role=AFTER.get(each.role, each.role)))


def _is_probation_of_before(entry: Entry) -> bool:
    """Its own row, or the municipality's, which it holds where it gives the case (WF-20)."""
    holds_senders_row = entry.role is Role.MUNI_SENDER and not is_municipality(entry.organisation)
    return holds_senders_row or (entry.role is Role.PROBATION_PARTY and not entry.is_there)


NOT_MOVED = (
    Stage.REFERRED, Stage.ENROLLED, Stage.NOMINATED, Stage.NECESSITY, Stage.PLACEMENT,
    Stage.DECIDED,
)  # fmt: skip
FOLLOWING: dict[tuple[Stage, Stage], Callable[[Session, str, datetime], None]] = {
    (Stage.HANDOVER, Stage.PLACEMENT): receivers_leave,
    (Stage.HANDOVER, Stage.ENROLLED): receivers_leave,
    (Stage.HANDOVER, Stage.RELOCATED): probation_of_before_leaves,
    (Stage.RELOCATED, Stage.ENROLLED): residence_becomes_sender,
    **{(stage, Stage.CLOSED): residence_follows_up for stage in NOT_MOVED},
}
"""By the stages before and after; a step that leads between others changes nobody's role."""
