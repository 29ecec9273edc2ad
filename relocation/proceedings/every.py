"""All of one kind at once, of every case: for the engine, which nobody's list narrows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from relocation.access.tables import CaseRow
from relocation.keys.pseudonyms import pseudonym
from relocation.permissions import Stage
from relocation.proceedings.tables import ProceedingRow, TakenStepRow


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where one thing stands, and how far its case has come.

    Attributes:
        key: the case's, where whoever asks has opened it.
    """

    id: str
    case: str
    state: str
    version: int
    urgency: str
    stage: str
    key: bytes = field(default=b"", repr=False)

    @property
    def is_there(self) -> bool:
        """Whether anything of its case can still be read."""
        return self.stage != Stage.ERASED

    @cached_property
    def person_key(self) -> str:
        """Its person in a round: the same each time, and to be joined with nothing."""
        return pseudonym(self.key, "round", "person", self.id)

    @cached_property
    def household_key(self) -> str:
        return pseudonym(self.key, "round", "household", self.id)


def standings(session: Session, workflow: str) -> tuple[Standing, ...]:
    """All of one kind, the oldest first; read as they are committed now, not as loaded before."""
    rows = (
        select(
            ProceedingRow.id,
            ProceedingRow.case_id,
            ProceedingRow.state,
            ProceedingRow.version,
            ProceedingRow.urgency,
            CaseRow.stage,
        )
        .join(CaseRow, CaseRow.id == ProceedingRow.case_id)
        .where(ProceedingRow.workflow == workflow)
        .order_by(ProceedingRow.opened, ProceedingRow.begun, ProceedingRow.id)
    )
    return tuple(
        Standing(id=id_, case=case, state=state, version=version, urgency=urgency, stage=stage)
        for id_, case, state, version, urgency, stage in session.execute(rows)
    )


def cases_standing(session: Session, workflow: str, states: Collection[str]) -> frozenset[str]:
    """Every case in which something of a kind stands in one of these states."""
    there = select(ProceedingRow.case_id).where(
        ProceedingRow.workflow == workflow, ProceedingRow.state.in_(states)
    )
    return frozenset(session.scalars(there))


def cases_with(session: Session, workflow: str, step: str) -> frozenset[str]:
    """Every case in which a step was ever taken."""
    taken = (
        select(ProceedingRow.case_id)
        .join(TakenStepRow, TakenStepRow.proceeding_id == ProceedingRow.id)
        .where(ProceedingRow.workflow == workflow, TakenStepRow.step == step)
    )
    return frozenset(session.scalars(taken))


def last_at(session: Session, workflow: str, steps: Collection[str]) -> Mapping[str, datetime]:
    """When one of these steps was last taken, by what it was taken in."""
    taken = (
        select(TakenStepRow.proceeding_id, TakenStepRow.at)
        .join(ProceedingRow, ProceedingRow.id == TakenStepRow.proceeding_id)
        .where(ProceedingRow.workflow == workflow, TakenStepRow.step.in_(steps))
        .order_by(TakenStepRow.version)
    )
    return {each.proceeding_id: each.at for each in session.execute(taken)}
