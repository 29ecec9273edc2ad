"""At every button: what was seen is what is there, or nothing is done and what changed is told."""

import pytest
from sqlalchemy import select

from relocation.errors import Stale
from relocation.placements import service as placements
from relocation.proceedings.tables import TakenStepRow
from tests.relocation.casework.buttons import BUTTONS
from tests.relocation.casework.desk import CASEWORKER
from tests.relocation.casework.placing import FIRST
from tests.relocation.casework.pressing_on import (
    ROUND,
    case_of,
    contact,
    press,
    ready,
    row_of,
    version_of,
)

DECIDED = {("placement", "decide"): (placements.decide, FIRST)}


def relocated(desk):
    """A whole relocation, so that there is something of nearly every kind."""
    ready(desk, 0)
    for number in range(len(ROUND)):
        row = row_of(desk, number)
        press(desk, number, version_of(desk, number, row), row)
    return case_of(0)


def taken(desk, row):
    """Every step that something took, the oldest first."""
    with desk.store.transaction() as session:
        steps = select(TakenStepRow.step).where(TakenStepRow.proceeding_id == row)
        return tuple(session.scalars(steps.order_by(TakenStepRow.version)))


@pytest.mark.slow
@pytest.mark.rule("RE-6")
def test_every_button_pressed_on_nothing_seen_or_on_what_changed_says_what_and_does_nothing(desk):
    case = relocated(desk)
    before, pressed = desk.counted(), set()
    named = {("placement", "contact_receiver"): (placements.contact_receiver, contact(desk, case))}
    for (workflow, _), (button, *given) in (BUTTONS | DECIDED | named).items():
        rows = desk.rows(workflow)
        if not rows:
            continue
        row, version = rows[-1].id, rows[-1].version
        steps = taken(desk, row)
        for seen, changed in ((version - 1, steps[-1:]), (0, steps)):
            if seen == version:
                continue
            with pytest.raises(Stale, match="Load it again, see what changed") as told:
                desk.do(button, CASEWORKER, row, *given, version=seen)
            assert (told.value.version, told.value.changed) == (version, changed)
        pressed.add(workflow)
    assert desk.counted() == before
    assert pressed >= {"case", "nomination", "placement", "handover", "term", "knowledge_item"}
