"""A new assessment that races with a handover's completion, and who gets its precautions then."""

import pytest

from relocation.errors import NotAllowed, Stale, StepNotOpen
from relocation.handovers import service as handovers
from relocation.handovers.papers import Subject
from relocation.permissions import Role, Stage
from relocation.proceedings.model import Moved
from relocation.proceedings.service import account_ref
from relocation.proceedings.tables import ProceedingRow
from relocation.safety import service as safety
from tests.relocation.casework.desk import (
    COORDINATOR,
    POLICE,
    PROBATION,
    RECEIVER,
    ROLES,
)
from tests.relocation.casework.entering import PICTURE, PRECAUTIONS
from tests.relocation.casework.handing_over import POLICE_THERE
from tests.relocation.casework.test_killed import is_whole
from tests.relocation.casework.test_transition import outcome
from tests.relocation.casework.waiting import row
from tests.relocation.store.at_once import at_once

LISTED = {**ROLES, RECEIVER: Role.MUNI_RECEIVER, POLICE_THERE: Role.POLICE_RECEIVER}
AFTER = {RECEIVER.user, POLICE_THERE.user}
"""Who may read precautions once the handover is completed: nobody of the sending side (HO-8)."""
BEFORE = AFTER | {COORDINATOR.user, POLICE.user, PROBATION.user}
"""And who may until then."""
DONE = {"term": "accepted", "signature": "closed_by_central", "contact_person": "named"}


def about_to_complete(desk, number):
    """A handover whose every point is done, by no steps, and a change that was reported."""
    case = desk.open_case(f"{number:032x}", Stage.HANDOVER, LISTED)
    nomination = row(desk, case, "nomination", "necessary")
    placement = row(desk, case, "placement", "contacted", nomination)
    handover = row(desk, case, "handover", "moved", placement)
    for workflow, state in DONE.items():
        row(desk, case, workflow, state, handover)
    for subject in Subject:
        item = row(desk, case, "knowledge_item", "confirmed", handover)
        with desk.store.transaction() as session:
            session.get_one(ProceedingRow, item).topic = subject
    return case, handover, desk.do(safety.report_change, COORDINATOR, case).row


def racing(desk, number):
    """What four who complete and four who assess got, all at once."""
    case, handover, assessment = about_to_complete(desk, number)
    on = desk.version(handover), desk.version(assessment)
    found = PICTURE, PRECAUTIONS

    def complete():
        return outcome(desk.do, handovers.complete, RECEIVER, handover, version=on[0])

    def assess():
        writes = safety.write_assessment
        return outcome(desk.do, writes, POLICE_THERE, assessment, found, version=on[1])

    return case, at_once([complete, assess] * 4)


def informed(desk, case):
    """To whom the precautions went."""
    with desk.store.transaction() as session:
        of = {account_ref(session, case, who.user): who.user for who in LISTED}
    return sorted(of[each.owner] for each in desk.rows("receipt") if each.case_id == case)


def order(desk):
    """What came first of each race, by the log, which has one order for all."""
    both = {"handover.complete", "safety_assessment.write_assessment"}
    return [each for each in desk.logged() if each in both]


@pytest.mark.slow
@pytest.mark.rule("RE-8")
def test_an_assessment_racing_a_completion_reaches_precisely_those_entitled_at_that_instant(desk):
    for number in range(1, 6):
        case, got = racing(desk, number)
        won = [each.state for each in got if isinstance(each, Moved)]
        lost = [each for each in got if not isinstance(each, Moved)]
        assert sorted(won) == ["completed", "written"]
        assert all(isinstance(each, Stale | StepNotOpen | NotAllowed) for each in lost)
        first = order(desk)[-2]
        due = AFTER if first == "handover.complete" else BEFORE
        assert informed(desk, case) == sorted(due)
        assert desk.stage(case) == Stage.RELOCATED
    assert is_whole(desk)


@pytest.mark.rule("RE-8")
@pytest.mark.parametrize("first", ["complete", "assess"])
def test_whichever_comes_first_decides_who_gets_the_precautions(desk, first):
    case, handover, assessment = about_to_complete(desk, 1)
    presses = {
        "complete": (handovers.complete, RECEIVER, handover),
        "assess": (safety.write_assessment, POLICE_THERE, assessment, (PICTURE, PRECAUTIONS)),
    }
    for each in sorted(presses, key=lambda name: name != first):
        desk.do(*presses[each])
    assert informed(desk, case) == sorted(AFTER if first == "complete" else BEFORE)
