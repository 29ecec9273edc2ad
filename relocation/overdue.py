"""What is overdue in somebody's own cases, by what stands in clear (REL-10)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from relocation.access.model import Standing
from relocation.access.service import standings
from relocation.actor import Actor
from relocation.deadlines.working_days import civil_day
from relocation.existence import note_told
from relocation.keys.pseudonyms import handle
from relocation.open_steps import open_steps
from relocation.permissions import DataClass, Level, Role
from relocation.policies.versions import deadlines_on
from relocation.proceedings.tables import ProceedingRow
from relocation.safety.without_police import to_name
from relocation.staffing.steps import BREAK_GLASS
from relocation.store import keys_of
from scoring.person import Urgency


@dataclass(frozen=True, slots=True)
class Overdue:
    """Something that was to be done by now.

    Attributes:
        case: the handle that the reader's organisation knows the case under.
        row: the id of what is overdue.
        steps: those that the reader can take now.
        to_name: as what the reader can name somebody, where it waits for the police and nobody of
            them on the list can act.
        is_escalated: whether it stayed so long that the decision-maker sees it too.
    """

    case: str
    row: str
    workflow: str
    state: str
    due: datetime
    steps: tuple[str, ...]
    to_name: tuple[Role, ...]
    is_escalated: bool


def overdue(session: Session, actor: Actor, now: datetime) -> tuple[Overdue, ...]:
    """What is overdue and the reader can act on, the longest overdue first; the reading is logged.

    A decision-maker also gets, after the policy's hours or working days, what others left undone.
    Each case that is told of has its line in the log; as a row of a list it counts as no opening.

    Raises:
        LogUnwritable: nothing is answered.
    """
    mine = {
        each.case: each
        for each in standings(session, actor, now)
        if each.level(DataClass.EXISTENCE) is not Level.NOTHING
    }
    late = select(ProceedingRow).where(ProceedingRow.due < now)
    rows = session.scalars(late.order_by(ProceedingRow.due, ProceedingRow.id))
    found = ((row, mine[row.case_id]) for row in rows if row.case_id in mine)
    told = [(stands, it) for row, stands in found for it in _of(session, actor, row, stands, now)]
    for stands in {stands.case: stands for stands, _ in told}.values():
        note_told(session, actor, stands, now)
    return tuple(it for _, it in told)


def _of(
    session: Session, actor: Actor, row: ProceedingRow, stands: Standing, now: datetime
) -> Iterator[Overdue]:
    if row.due is None:
        return
    # A glass that nobody countersigned in time is for nobody: least of all who broke it (SE-16).
    is_for_nobody = row.workflow == BREAK_GLASS.name
    steps = () if is_for_nobody else open_steps(session, actor, row, stands)
    policy = deadlines_on(session, civil_day(now))
    is_escalated = now > policy.escalates_at(row.due, Urgency(row.urgency))
    named = to_name(session, row, stands, now)
    if steps or named or (is_escalated and Role.CENTRAL_DECISION_MAKER in stands.roles):
        own = handle(keys_of(session), actor.organisation, row.case_id)
        what = (row.id, row.workflow, row.state, row.due)
        yield Overdue(own, *what, steps, named, is_escalated)
