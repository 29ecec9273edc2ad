"""Who completed its course while a nomination runs can still be placed."""

import pytest

from relocation.cases import papers as written
from relocation.cases import service as cases
from relocation.permissions import Role, Stage
from tests.relocation.casework.desk import COORDINATOR, OTHER_DECIDER
from tests.relocation.casework.entering import in_course
from tests.relocation.casework.relocating import (
    CHOSEN,
    HOME,
    complete,
    contact,
    decide,
    find_necessary,
    nominate,
)

DONE = written.Ending(reasons="the year is over")


@pytest.mark.slow
@pytest.mark.rule("REL-3")
def test_whoever_completes_its_course_while_a_nomination_runs_moves_all_the_same(desk):
    case = in_course(desk)
    desk.join(OTHER_DECIDER, Role.CENTRAL_DECISION_MAKER, case)
    nomination = nominate(desk, case, HOME)
    assert desk.do(cases.complete, COORDINATOR, case, DONE).state == "completed"
    placement = find_necessary(desk, nomination)
    decide(desk, placement, HOME, CHOSEN)
    handover = contact(desk, placement, CHOSEN)
    complete(desk, handover, HOME, CHOSEN)
    assert desk.stage(case) == Stage.CLOSED
