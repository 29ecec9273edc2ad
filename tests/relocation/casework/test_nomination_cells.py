"""Every role, state and step of a nomination at its buttons, held to the table of expectation."""

from itertools import product

import pytest
from sqlalchemy import update

from relocation.access.tables import CaseRow
from relocation.errors import NotAllowed, NotFound, RelocationError, StepNotOpen
from relocation.nominations.steps import NOMINATION, State
from relocation.permissions import DataClass, Level, Role, Stage, level
from relocation.proceedings.tables import ProceedingRow
from tests.relocation.casework.desk import CASE, account
from tests.relocation.casework.nominating import PRESSED, TO_JUDGED, brought
from tests.relocation.test_steps import expected

AT_STAGE = {
    State.SUBMITTED: Stage.NOMINATED,
    State.RETURNED: Stage.NOMINATED,
    State.JUDGED_NECESSARY: Stage.NECESSITY,
    State.JUDGED_NOT_NECESSARY: Stage.NECESSITY,
    State.NECESSARY: Stage.PLACEMENT,
}
"""The case's stage in a state of its nomination; enrolled in all others."""
TAKERS = {role: account(f"as-{role}", "somewhere", "") for role in Role}


def wanted(step, state, role):
    stage = AT_STAGE.get(state, Stage.ENROLLED)
    if level(role, DataClass.EXISTENCE, stage) is Level.NOTHING:
        return NotFound
    return expected("nomination", step, str(state), role)


def got(session, desk, nomination, step, who):
    """What the button gives; whatever it did is undone."""
    _, button, *given = PRESSED[step]
    version = session.get_one(ProceedingRow, nomination).version
    attempt = session.begin_nested()
    try:
        return button(session, who, nomination, *given, desk.press(version)).state
    except RelocationError as refused:
        return type(refused)
    finally:
        attempt.rollback()
        session.expire_all()


@pytest.mark.slow
@pytest.mark.rule("RE-17")
@pytest.mark.parametrize("state", NOMINATION.states, ids=str)
def test_every_button_does_for_every_role_what_the_table_of_expectation_says(desk, state):
    nomination = brought(desk, *TO_JUDGED)
    for role, who in TAKERS.items():
        desk.join(who, role)
    wrong = []
    with desk.store.transaction() as session:
        session.execute(update(CaseRow).values(stage=AT_STAGE.get(state, Stage.ENROLLED)))
        moved = update(ProceedingRow).where(ProceedingRow.id == nomination)
        session.execute(moved.values(state=state))
        for step, (role, who) in product(PRESSED, TAKERS.items()):
            found = got(session, desk, nomination, step, who)
            if found != wanted(step, state, role):
                wrong.append((step, role, found))
    assert wrong == []


def test_the_table_of_expectation_has_all_three_answers_for_buttons():
    answers = {wanted(step, state, role) for step, state, role in product(PRESSED, State, TAKERS)}
    assert {NotFound, NotAllowed, StepNotOpen} < answers
    assert CASE
