"""Cases with a confirmed move, by no steps: what the count of published figures reads of them."""

from datetime import UTC, datetime, time

from relocation.handovers.kinds import ARRIVAL
from relocation.handovers.papers import Arrival
from relocation.permissions import Stage
from relocation.placements.kinds import CHOICE
from relocation.placements.model import Criterion
from relocation.placements.papers import Choice
from relocation.proceedings.tables import ProceedingRow, TakenStepRow


def moved(desk, number, code, day, entered=None):
    """A case whose person moved to a municipality on a day, put on record that day or later."""
    case, placement, handover = (f"{kind}{number:031x}" for kind in "abc")
    at = datetime.combine(entered or day, time(12), tzinfo=UTC)
    desk.open_case(case, Stage.RELOCATED, roles={})
    with desk.store.transaction() as session:
        for row, parent, workflow, state in (
            (placement, case, "placement", "contacted"),
            (handover, placement, "handover", "completed"),
        ):
            session.add(
                ProceedingRow(
                    id=row,
                    case_id=case,
                    workflow=workflow,
                    parent=parent,
                    state=state,
                    version=1,
                    urgency="standard",
                    opened=at,
                    touched=at,
                    begun=2,
                )
            )
        session.flush()
        session.add(
            TakenStepRow(
                id=f"d{number:031x}",
                proceeding_id=handover,
                version=1,
                step="confirm_move",
                at=at,
                case_version=2,
            )
        )
    reasons = dict.fromkeys(Criterion, "as the sheet says")
    desk.write(case, CHOICE, Choice(municipality=code, reasons=reasons), placement)
    desk.write(case, ARRIVAL, Arrival(day=day, arrived=True), handover)
    return case
