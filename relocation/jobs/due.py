"""Everything in cases that becomes due: where to look for it, and the step that it is due for."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from relocation.access.tables import CaseRow
from relocation.cases import service as cases
from relocation.cases import unpressed
from relocation.cases.facts import expiry_of as draft_expiry
from relocation.cases.steps import State as CaseState
from relocation.deadlines.expiry import Expiry
from relocation.deadlines.working_days import civil_day
from relocation.handovers import protection, terms
from relocation.handovers.model import Protection, Term
from relocation.jobs.job import Job
from relocation.moves import Move
from relocation.nominations import service as nominations
from relocation.nominations.facts import expiry_of as nomination_expiry
from relocation.permissions import Stage
from relocation.placements import checks
from relocation.placements import service as placements
from relocation.placements.facts import FLOW as PLACEMENTS
from relocation.placements.home import is_lived_in
from relocation.placements.steps import DECIDED
from relocation.placements.steps import State as PlacementState
from relocation.policies.versions import deadlines_on
from relocation.proceedings.model import Moved
from relocation.proceedings.tables import ProceedingRow
from relocation.safety import service as safety
from relocation.safety.steps import Receipt
from relocation.staffing import service as staffing
from relocation.staffing.model import Glass
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
        return [row.id for row, it in _living(session, kind, life, now) if _must_warn(row, it, now)]

    return find


def to_expire(kind: tuple[str, Sequence[str]], life: Life) -> Find:
    """Finds what was warned of, and nobody touched since."""

    def find(session: Session, now: datetime) -> list[str]:
        living = _living(session, kind, life, now)
        return [row.id for row, it in living if it.is_expired(now, row.warned)]

    return find


def unread(session: Session, now: datetime) -> list[str]:
    """Receipts of precautions that nobody confirmed in time."""
    sent = standing(session, RECEIPTS, (Receipt.SENT,))
    policy = deadlines_on(session, civil_day(now))
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
    """Decided places that nobody moved to; whether something closes one today the step asks."""
    del now
    found = standing(session, "placement", DECIDED)
    return [row.id for row in found if not is_lived_in(session, row.id)]


def lived_in(session: Session, now: datetime) -> list[str]:
    """Places in which somebody lives; whether something closes one today the check asks."""
    del now
    found = standing(session, "placement", (PlacementState.CONTACTED,))
    return [row.id for row in found if is_lived_in(session, row.id)]


def reopen(session: Session, placement: str, now: datetime) -> Moved:
    """Open a decision again whose place something closes today (REL-9)."""
    return by_itself(session, Move(PLACEMENTS, placement, "reopen_for_safety"), now)


def not_countersigned(session: Session, now: datetime) -> list[str]:
    """Broken glasses that nobody countersigned in time."""
    broken = standing(session, "break_glass", (Glass.BROKEN,))
    return [row.id for row in broken if row.due is not None and now > row.due]


def terms_too_late(session: Session, now: datetime) -> list[str]:
    """Terms that nobody agreed on in time (HO-10)."""
    open_ = standing(session, "term", (Term.PROPOSED, Term.COUNTERED))
    return [row.id for row in open_ if row.due is not None and now > row.due]


def protections(session: Session, now: datetime) -> list[str]:
    """Name and address protections that lapse soon (HO-7)."""
    running = standing(session, "address_protection", (Protection.RUNNING,))
    return [row.id for row in running if row.due is not None and now > row.due]


def ended(session: Session, now: datetime) -> list[str]:
    """Cases that have ended and that nothing depends on any more, nor any word holds open."""
    del now
    rows = standing(session, "case", tuple(unpressed.ENDS_BY_ITSELF))
    return [row.id for row in rows if unpressed.closes_by_itself(session, row.id)]


def _living(
    session: Session, kind: tuple[str, Sequence[str]], life: Life, now: datetime
) -> list[tuple[ProceedingRow, Expiry]]:
    rows, policy = standing(session, *kind), deadlines_on(session, civil_day(now))
    return [(row, it) for row in rows if (it := life(policy, row.state, row.touched)) is not None]


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
    Job("lock_account", not_countersigned, staffing.lock_account),
    Job("mediate", terms_too_late, terms.mediate_by_itself),
    Job("try_again", without_place, placements.try_again),
    Job("reopen", decided, reopen),
    Job("check_place", lived_in, checks.check_by_itself),
    Job("remind", protections, protection.remind),
    Job("close", ended, unpressed.close),
)
"""In this order: nobody escalates about somebody who left."""
