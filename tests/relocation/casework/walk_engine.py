"""The engine as the reference asks it: what it says of a placement is no matter of the workflow."""

from dataclasses import dataclass
from typing import Any

from relocation.deadlines.working_days import civil_day
from relocation.documents.service import on_record
from relocation.placements.kinds import NO_MUNICIPALITY, PROPOSAL
from relocation.placements.today import today
from relocation.proceedings.tables import ProceedingRow
from relocation.wall import let_in
from tests.relocation.casework.desk import Desk


@dataclass
class AsItIs:
    """The engine as it answers from the store of a desk."""

    desk: Desk

    def is_current(self, placement: str) -> bool:
        now, proposal, _ = self._asked(placement)
        if proposal is None or proposal.made_with is None:
            return False
        is_same = proposal.made_with.told == now.told_of(placement)
        return is_same and proposal.ranking[0] in now.open_to(placement)

    def open_to(self, placement: str) -> tuple[str, ...]:
        return self._asked(placement)[0].open_to(placement)

    def has_changed(self, placement: str) -> bool:
        now, _, none_left = self._asked(placement)
        return none_left.made_with is None or none_left.made_with.round != now.round

    def _asked(self, placement: str) -> tuple[Any, Any, Any]:
        with self.desk.store.transaction() as session:
            case = session.get_one(ProceedingRow, placement).case_id
            let_in(session, case)
            proposal = on_record(session, case, placement, PROPOSAL)
            none_left = on_record(session, case, placement, NO_MUNICIPALITY)
            return today(session, civil_day(self.desk.now)), proposal, none_left
