"""Rights that follow from the stage: who leaves a case's list, and who becomes what, with it."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from relocation.access.service import change_role, take_off_list
from relocation.access.tables import CaseRow
from relocation.permissions import Role, Stage

SENDERS = (Role.MUNI_SENDER, Role.POLICE_SENDER)
RECEIVERS = (Role.MUNI_RECEIVER, Role.POLICE_RECEIVER)


def enter(session: Session, case: CaseRow, stage: Stage) -> None:
    """Bring a case to a stage, and its list along in the same transaction."""
    before, case.stage = Stage(case.stage), stage
    follow = FOLLOWING.get((before, stage))
    if follow is not None:
        follow(session, case.id)


def receivers_leave(session: Session, case: str) -> None:
    """A receiver already contacted, where the placement is reopened or the nomination withdrawn."""
    take_off_list(session, case, RECEIVERS)


def residence_becomes_sender(session: Session, case: str) -> None:
    """A second relocation: where the person lives now sends, and the earlier senders leave."""
    take_off_list(session, case, SENDERS)
    for before, after in zip(RECEIVERS, SENDERS, strict=True):
        change_role(session, case, before, after)


FOLLOWING: dict[tuple[Stage, Stage], Callable[[Session, str], None]] = {
    (Stage.HANDOVER, Stage.PLACEMENT): receivers_leave,
    (Stage.HANDOVER, Stage.ENROLLED): receivers_leave,
    (Stage.RELOCATED, Stage.ENROLLED): residence_becomes_sender,
}
"""By the stages before and after; a step that leads between others changes nobody's role."""
