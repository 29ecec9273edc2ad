"""A person is in a round once, by one of its open cases; the others are named (SE-13)."""

from collections.abc import Collection, Iterable, Iterator

from sqlalchemy.orm import Session

from relocation.access.known import known_together
from relocation.cases.staying import at_their_end
from relocation.permissions import Stage
from relocation.placements.steps import DECIDED, State
from relocation.proceedings.every import Standing
from scoring.person import Urgency

LACKS = ("another_case",)
"""What leaves somebody out who is in the round by another case, until one is ended."""
TRACKS = tuple(Urgency)
Persons = tuple[tuple[Standing, ...], ...]


def with_several_cases(session: Session, rows: Iterable[Standing]) -> Persons:
    """Of each person with several cases what waits or has a place in them, the oldest first.

    A closed case takes nobody's turn: whoever lives somewhere by it may be to move again. Nor does
    one whose course has ended, or that is assessed again, and that is open for its home, or for a
    word that is owed.
    """
    at_work = [row for row in rows if row.stage != Stage.CLOSED]
    found = known_together(session, {row.case for row in at_work})
    ended = at_their_end(session) if found else frozenset[str]()
    own = (cases - ended for cases in found)
    persons = (tuple(row for row in at_work if row.case in cases) for cases in own)
    return tuple(rows for rows in persons if rows)


def left_out(persons: Persons, lacking: Collection[str] = ()) -> Iterator[str]:
    """What waits, or is decided, beside another case of the same person that goes before it.

    The one furthest on with a place goes first; then one that says enough, the most urgent, the
    one that waits longest. Where a receiver was contacted in both, people must settle it.
    """
    for rows in persons:
        goes = max(rows, key=lambda row: _rank(row, lacking))
        others = (row for row in rows if row.case != goes.case)
        yield from (row.id for row in others if row.state != State.CONTACTED)


def _rank(row: Standing, lacking: Collection[str]) -> tuple[int, bool, int]:
    place = 1 + DECIDED.index(State(row.state)) if row.state in DECIDED else 0
    return place, place > 0 or row.id not in lacking, -TRACKS.index(Urgency(row.urgency))
