"""What happens to placements by itself: a job asks each of them, in a transaction of its own."""

from collections.abc import Collection
from datetime import datetime

from relocation.errors import Missing, StepNotOpen
from relocation.moves import Move
from relocation.placements.facts import FLOW
from relocation.placements.steps import DECIDED, PLACEMENT, State
from relocation.proceedings.every import standings
from relocation.store import Store
from relocation.transition import by_itself


def try_all_again(store: Store, now: datetime) -> tuple[str, ...]:
    """Consider anew every case without a municipality whose facts, rules or room changed."""
    return _take(store, {State.NO_MUNICIPALITY}, "try_again", now)


def reopen_all_closed(store: Store, now: datetime) -> tuple[str, ...]:
    """Open every decision again whose place something closes today, until the move (REL-9)."""
    return _take(store, DECIDED, "reopen_for_safety", now)


def _take(store: Store, states: Collection[str], step: str, now: datetime) -> tuple[str, ...]:
    with store.transaction() as session:
        rows = standings(session, PLACEMENT.name)
        asked = [row.id for row in rows if row.state in states and row.is_there]
    return tuple(row for row in asked if _is_taken(store, row, step, now))


def _is_taken(store: Store, row: str, step: str, now: datetime) -> bool:
    """Whether what the step needs was there; somebody may have gone on with it meanwhile."""
    try:
        with store.transaction() as session:
            by_itself(session, Move(FLOW, row, step), now)
    except (Missing, StepNotOpen):
        return False
    return True
