"""What somebody sees of a case at a glance: its stage, and what moves in it that is theirs to move.

Nothing that was written down is in it; documents are read through their own door. What moves and is
none of the reader's is not there: that there is a hearing, a check or a handover tells something.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from relocation.access.model import Standing
from relocation.access.service import standings
from relocation.actor import Actor
from relocation.existence import note_told
from relocation.handles import known_case, own_handle
from relocation.open_steps import open_steps, takes_part
from relocation.parties import acting
from relocation.permissions import DataClass, Level, Role, Stage
from relocation.proceedings.held import in_case
from relocation.proceedings.tables import ProceedingRow
from relocation.staffing.steps import COLLEAGUE, DENIAL
from scoring.person import Urgency

UNTOLD = {COLLEAGUE.name, DENIAL.name}
"""Who is on a list or kept from it is told by no row of what moves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something that moves in a case by a table of steps.

    Attributes:
        id: the handle of the reader's organisation; `parent` alike, where it belongs to something
            that the reader sees.
        steps: those that the reader can take now, whether or not something is missing yet.
    """

    id: str
    kind: str
    parent: str | None
    topic: str | None
    state: str
    version: int
    urgency: Urgency
    due: datetime | None
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A case as a line of a list.

    Attributes:
        stage: None where the reader may know no more than that the case exists.
        version: None for whoever does nothing in the case any more.
        due: when something is due that is the reader's to do; None where nothing is.
    """

    id: str
    stage: Stage | None
    roles: tuple[Role, ...]
    version: int | None
    due: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseView(CaseLine):
    """A case with all in it that is the reader's to move, the oldest first."""

    things: tuple[Thing, ...]


def in_tray(session: Session, actor: Actor, now: datetime) -> tuple[CaseLine, ...]:
    """Every case that somebody may know of, what is due first at the head; the reading is logged.

    Raises:
        LogUnwritable: nothing is answered.
    """
    found = [
        each
        for each in standings(session, actor, now)
        if each.level(DataClass.EXISTENCE) is not Level.NOTHING
    ]
    for stands in found:
        note_told(session, actor, stands, now)
    views = (_view(session, actor, each) for each in found)
    lines = (
        CaseLine(id=it.id, stage=it.stage, roles=it.roles, version=it.version, due=it.due)
        for it in views
    )
    return tuple(sorted(lines, key=_first_due))


def case_view(session: Session, actor: Actor, own: str, now: datetime) -> CaseView:
    """A case by the handle of the reader's organisation; the reading is logged.

    Raises:
        NotFound: there is none that the reader may know of.
        LogUnwritable: nothing is answered.
    """
    stands = known_case(session, actor, own, now)
    note_told(session, actor, stands, now)
    return _view(session, actor, stands)


def thing_view(session: Session, actor: Actor, row: ProceedingRow, stands: Standing) -> Thing:
    """One thing of it; whether the reader has any part in it, the caller has asked."""
    own = own_handle(session, actor, row.id)
    return next(each for each in _things(session, actor, stands) if each.id == own)


def _view(session: Session, actor: Actor, stands: Standing) -> CaseView:
    things = tuple(_things(session, actor, stands))
    is_whole = stands.level(DataClass.EXISTENCE) is Level.FULL
    acts = bool(acting(stands.roles, stands.stage))
    dues = (each.due for each in things if each.due is not None and each.steps)
    return CaseView(
        id=own_handle(session, actor, stands.case),
        stage=stands.stage if is_whole else None,
        roles=tuple(sorted(stands.roles)),
        version=stands.version if is_whole or acts else None,
        due=min(dues, default=None),
        # Whoever may know no more than that it exists still sees what waits for it.
        things=tuple(each for each in things if is_whole or each.steps),
    )


def _things(session: Session, actor: Actor, stands: Standing) -> list[Thing]:
    rows = [
        row
        for row in in_case(session, stands.case)
        if row.workflow not in UNTOLD and takes_part(session, actor, row, stands)
    ]
    seen = {row.id for row in rows}
    return [_thing(session, actor, row, stands, seen) for row in rows]


def _thing(
    session: Session, actor: Actor, row: ProceedingRow, stands: Standing, seen: set[str]
) -> Thing:
    is_within = row.parent is not None and row.parent in seen
    return Thing(
        id=own_handle(session, actor, row.id),
        kind=row.workflow,
        parent=own_handle(session, actor, str(row.parent)) if is_within else None,
        topic=row.topic,
        state=row.state,
        version=row.version,
        urgency=Urgency(row.urgency),
        due=row.due,
        steps=open_steps(session, actor, row, stands),
    )


def _first_due(line: CaseLine) -> tuple[bool, datetime | None, str]:
    """What is due first, then what is not due at all; each by its handle, which tells nothing."""
    return line.due is None, line.due, line.id
