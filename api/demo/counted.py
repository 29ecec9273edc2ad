"""What a store holds, counted by stage and state: what stands in clear, and nothing of anybody."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from relocation.access.tables import CaseRow
from relocation.permissions import Stage
from relocation.proceedings.tables import ProceedingRow
from relocation.store import Store


@dataclass(frozen=True, slots=True)
class Counted:
    """How far all cases have come.

    Attributes:
        stages: cases by stage, every stage in order.
        states: by table of steps, how many things stand in each of its states.
    """

    stages: Mapping[str, int]
    states: Mapping[str, Mapping[str, int]]


def counted(store: Store) -> Counted:
    """Count all cases and all that moves in them."""
    cases = select(CaseRow.stage, func.count()).group_by(CaseRow.stage)
    things = select(ProceedingRow.workflow, ProceedingRow.state, func.count())
    things = things.group_by(ProceedingRow.workflow, ProceedingRow.state)
    with store.transaction() as session:
        by_stage = Counter({row.stage: row[1] for row in session.execute(cases)})
        states: dict[str, dict[str, int]] = {}
        for workflow, state, count in session.execute(things.order_by(ProceedingRow.state)):
            states.setdefault(workflow, {})[state] = count
    return Counted({stage: by_stage[stage] for stage in Stage}, states)
