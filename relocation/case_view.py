"""What somebody sees of a case at a glance: its stage, and what moves in it that is theirs to move.

Nothing that was written down is in it; documents are read through their own door. What moves and is
none of the reader's is not there: that there is a hearing, a check or a handover tells something.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from relocation.access.model import Standing
from relocation.access.service import standings
from relocation.actor import Actor
from relocation.existence import note_told
from relocation.handles import known_case, own_handle
from relocation.handovers.call_steps import NOMINATION_CALL
from relocation.open_steps import open_steps, takes_part
from relocation.parties import acting
from relocation.permissions import DataClass, Level, Role, Stage
from relocation.proceedings.held import in_case
from relocation.proceedings.tables import ProceedingRow
from relocation.safety.without_police import to_name
from relocation.staffing.steps import COLLEAGUE, DENIAL
from scoring.person import Urgency

NEVER = datetime.max.replace(tzinfo=UTC)
UNTOLD = {COLLEAGUE.name, DENIAL.name}
"""Who is on a list or kept from it is told by no row of what moves."""
TOPIC_KEPT = {NOMINATION_CALL.name}
"""What a call is about is the product's own word: that two are about the same would tell why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something that moves in a case by a table of steps.

    Attributes:
        id: the handle of the reader's organisation; `parent` alike, where it belongs to something
            that the reader sees.
        kind: the table of steps that it moves by.
        topic: which of several of its kind it is, such as one item of a checklist.
        state: where it stands, in the words of its table.
        version: sent as If-Match with each of its steps and records.
        due: when it is due for whoever has a step in it; None where nothing is waited for.
        steps: those that the reader can take now, whether or not something is missing yet. A
            placement's `propose` and `record_no_municipality` come of a round of the engine.
        to_name: as what the reader can name somebody, where it waits for the police and nobody of
            them on the list can act; that is the reader's to do by its due day.
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
    to_name: tuple[Role, ...]

    @property
    def is_the_readers(self) -> bool:
        """Whether it waits for the reader to do something."""
        return bool(self.steps or self.to_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A case as a line of a list.

    Attributes:
        stage: None where the reader may know no more than that the case exists.
        roles: what the reader is to the case.
        version: of the case as a whole, sent as If-Match with what begins in it; None for whoever
            does nothing in the case any more.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which part of a list somebody wants; nothing of it is matched but what stands in clear.

    Attributes:
        stages: all where none is named.
        is_overdue: only what was due by now and is the reader's to do.
        backwards: what is due last at the head.
        after: the due day and the handle of the last line that the reader has.
        most: lines of one page.
    """

    stages: frozenset[Stage] = frozenset()
    is_overdue: bool = False
    backwards: bool = False
    after: tuple[datetime | None, str] | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Lines of a list, and whether there are others after them; how many is not told."""

    lines: tuple[CaseLine, ...]
    has_more: bool


def in_tray(session: Session, actor: Actor, now: datetime, wanted: Wanted | None = None) -> Page:
    """The cases that somebody may know of, what is due first at the head; what is told is logged.

    Raises:
        LogUnwritable: nothing is answered.
    """
    wanted, found = wanted or Wanted(), {}
    for stands in standings(session, actor, now):
        if stands.level(DataClass.EXISTENCE) is Level.NOTHING:
            continue
        it = _view(session, actor, stands, now)
        line = CaseLine(id=it.id, stage=it.stage, roles=it.roles, version=it.version, due=it.due)
        if _is_wanted(line, wanted, now):
            found[line] = stands
    lines = sorted(found, key=_first_due, reverse=wanted.backwards)
    if wanted.after is not None:
        last = _order(*wanted.after)
        lines = [each for each in lines if (_first_due(each) < last) is wanted.backwards]
        lines = [each for each in lines if _first_due(each) != last]
    told = tuple(lines[: wanted.most])
    for line in told:
        note_told(session, actor, found[line], now)
    return Page(told, has_more=len(lines) > len(told))


def case_view(session: Session, actor: Actor, own: str, now: datetime) -> CaseView:
    """A case by the handle of the reader's organisation; the reading is logged.

    Raises:
        NotFound: there is none that the reader may know of.
        LogUnwritable: nothing is answered.
    """
    stands = known_case(session, actor, own, now)
    note_told(session, actor, stands, now)
    return _view(session, actor, stands, now)


def thing_view(
    session: Session, actor: Actor, row: ProceedingRow, stands: Standing, now: datetime
) -> Thing:
    """One thing of it; whether the reader has any part in it, the caller has asked."""
    own = own_handle(session, actor, row.id)
    return next(each for each in _things(session, actor, stands, now) if each.id == own)


def _view(session: Session, actor: Actor, stands: Standing, now: datetime) -> CaseView:
    things = tuple(_things(session, actor, stands, now))
    is_whole = stands.level(DataClass.EXISTENCE) is Level.FULL
    acts = bool(acting(stands.roles, stands.stage))
    dues = (each.due for each in things if each.due is not None and each.is_the_readers)
    return CaseView(
        id=own_handle(session, actor, stands.case),
        stage=stands.stage if is_whole else None,
        roles=tuple(sorted(stands.roles)),
        version=stands.version if is_whole or acts else None,
        due=min(dues, default=None),
        # Whoever may know no more than that it exists still sees what waits for it.
        things=tuple(each for each in things if is_whole or each.is_the_readers),
    )


def _things(session: Session, actor: Actor, stands: Standing, now: datetime) -> list[Thing]:
    rows = {
        row.id: (row, named)
        for row in in_case(session, stands.case)
        if row.workflow not in UNTOLD
        and (
            (named := to_name(session, row, stands, now)) or takes_part(session, actor, row, stands)
        )
    }
    return [_thing(session, actor, row, stands, (named, rows)) for row, named in rows.values()]


def _thing(
    session: Session,
    actor: Actor,
    row: ProceedingRow,
    stands: Standing,
    told: tuple[tuple[Role, ...], Collection[str]],
) -> Thing:
    """One of them, with as what to name somebody for it, among all that the reader sees."""
    named, seen = told
    is_within = row.parent is not None and row.parent in seen
    return Thing(
        id=own_handle(session, actor, row.id),
        kind=row.workflow,
        parent=own_handle(session, actor, str(row.parent)) if is_within else None,
        topic=None if row.workflow in TOPIC_KEPT else row.topic,
        state=row.state,
        version=row.version,
        urgency=Urgency(row.urgency),
        due=row.due,
        steps=open_steps(session, actor, row, stands),
        to_name=named,
    )


def _is_wanted(line: CaseLine, wanted: Wanted, now: datetime) -> bool:
    if wanted.stages and line.stage not in wanted.stages:
        return False
    return not wanted.is_overdue or (line.due is not None and line.due < now)


def _first_due(line: CaseLine) -> tuple[bool, datetime, str]:
    return _order(line.due, line.id)


def _order(due: datetime | None, own: str) -> tuple[bool, datetime, str]:
    """What is due first, then what is not due at all; each by its handle, which tells nothing."""
    return due is None, due or NEVER, own
