"""Everything in cases that becomes due: where to look for it, and the step that it is due for."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from relocation.access.tables import CaseRow
from relocation.cases import service as cases
from relocation.cases import unpressed
from relocation.cases.facts import expiry_of as draft_expiry
from relocation.cases.facts import nothing_depends
from relocation.cases.steps import State as CaseState
from relocation.deadlines.expiry import Expiry
from relocation.deadlines.policy_file import load_deadlines
from relocation.jobs.job import Job
from relocation.moves import Move
from relocation.nominations import service as nominations
from relocation.nominations.facts import expiry_of as nomination_expiry
from relocation.permissions import Stage
from relocation.placements import service as placements
from relocation.placements.facts import FLOW as PLACEMENTS
from relocation.placements.steps import DECIDED
from relocation.placements.steps import State as PlacementState
from relocation.proceedings.model import Moved
from relocation.proceedings.tables import ProceedingRow
from relocation.safety import service as safety
from relocation.safety.steps import Receipt
from relocation.transition import by_itself
from relocation.work import Life

Find = Callable[[Session, datetime], Sequence[str]]
DRAFTS = "case", (CaseState.DRAFT,)
WAITING = "nomination", tuple(nominations.WITH_THE_LOCAL_SIDE)
RECEIPTS = "receipt"


def standing(session: Session, workflow: str, states: Collection[str]) -> list[ProceedingRow]:
    """Everything of a kind that stands in one of these states, in cases that are not erased."""
    rows = select(ProceedingRow).join(CaseRow, CaseRow.id == ProceedingRow.case_id)
    here = ProceedingRow.workflow == workflow, ProceedingRow.state.in_(states)
    kept = rows.where(*here, CaseRow.stage != Stage.ERASED).order_by(ProceedingRow.id)
    return list(session.scalars(kept))


def to_warn(kind: tuple[str, Sequence[str]], life: Life) -> Find:
    """Finds what expires soon and nobody was warned of since it was touched."""

    def find(session: Session, now: datetime) -> list[str]:
        return [row.id for row, it in _living(session, kind, life) if _must_warn(row, it, now)]

    return find


def to_expire(kind: tuple[str, Sequence[str]], life: Life) -> Find:
    """Finds what was warned of, and nobody touched since."""

    def find(session: Session, now: datetime) -> list[str]:
        living = _living(session, kind, life)
        return [row.id for row, it in living if it.is_expired(now, row.warned)]

    return find


def unread(session: Session, now: datetime) -> list[str]:
    """Receipts of precautions that nobody confirmed in time."""
    sent, policy = standing(session, RECEIPTS, (Receipt.SENT,)), load_deadlines()
    return [row.id for row in sent if now > policy.unread_at(row.opened)]


def waited_for(session: Session, now: datetime) -> list[str]:
    """Receipts that somebody is waited for; whether they left the case the step asks."""
    del now
    return [row.id for row in standing(session, RECEIPTS, tuple(safety.WAITING))]


def without_place(session: Session, now: datetime) -> list[str]:
    """Placements that had no municipality; whether something changed the step asks."""
    del now
    return [row.id for row in standing(session, "placement", (PlacementState.NO_MUNICIPALITY,))]


def decided(session: Session, now: datetime) -> list[str]:
    """Placements with a decided place; whether something closes it today the step asks."""
    del now
    return [row.id for row in standing(session, "placement", DECIDED)]


def reopen(session: Session, placement: str, now: datetime) -> Moved:
    """Open a decision again whose place something closes today (REL-9)."""
    return by_itself(session, Move(PLACEMENTS, placement, "reopen_for_safety"), now)


def ended(session: Session, now: datetime) -> list[str]:
    """Cases that have ended and that nothing depends on any more."""
    del now
    rows = standing(session, "case", tuple(cases.ENDS_BY_ITSELF))
    return [row.id for row in rows if nothing_depends(session, row.id)]


def _living(
    session: Session, kind: tuple[str, Sequence[str]], life: Life
) -> list[tuple[ProceedingRow, Expiry]]:
    rows = standing(session, *kind)
    return [(row, it) for row in rows if (it := life(row.state, row.touched)) is not None]


def _must_warn(row: ProceedingRow, expiry: Expiry, now: datetime) -> bool:
    is_warned = row.warned is not None and row.warned >= row.touched
    return not is_warned and expiry.must_warn(now)


JOBS = (
    Job("warn_of_draft", to_warn(DRAFTS, draft_expiry), cases.warn_of_expiry),
    Job("warn_of_nomination", to_warn(WAITING, nomination_expiry), nominations.warn_of_expiry),
    Job("expire_draft", to_expire(DRAFTS, draft_expiry), cases.expire),
    Job("expire_nomination", to_expire(WAITING, nomination_expiry), nominations.expire),
    Job("let_go", waited_for, safety.let_go),
    Job("escalate", unread, safety.escalate),
    Job("try_again", without_place, placements.try_again),
    Job("reopen", decided, reopen),
    Job("close", ended, unpressed.close),
)
"""In this order: nobody escalates about somebody who left."""
