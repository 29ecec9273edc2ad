"""The track of a nomination goes on to the last thing that follows from it (REL-7, REL-10)."""

from datetime import timedelta

import pytest

from relocation.deadlines.policy_file import load_deadlines
from relocation.handovers import service as handovers
from relocation.handovers.papers import Notice
from relocation.placements import service as placements
from relocation.safety import service as safety
from scoring.person import Urgency
from tests.relocation.casework.desk import CASE, CASEWORKER, COORDINATOR, DECIDER, OTHER_DECIDER
from tests.relocation.casework.desk import POLICE as POLICE_HERE
from tests.relocation.casework.entering import PICTURE, PRECAUTIONS
from tests.relocation.casework.handing_over import TODAY, assessed, opened_from, term
from tests.relocation.casework.nominating import ACUTE, TO_JUDGED, brought, drafted, take
from tests.relocation.casework.placing import FIRST, described, hear, propose

ON_THE_TRACK = ("signature", "contact_person", "knowledge_item", "registration", "term")


def contacted(desk):
    """The handover of an acute nomination, and the moment of the contact."""
    nomination = brought(desk, *TO_JUDGED, request=ACUTE)
    assessed(desk)
    take(desk, nomination, "confirm")
    placement = desk.rows("placement")[0].id
    described(desk)
    desk.later(minutes=1)
    propose(desk)
    desk.do(placements.release_shortlist, CASEWORKER, placement)
    hear(desk, placement)
    desk.do(placements.decide, DECIDER, placement, FIRST)
    desk.do(placements.approve, OTHER_DECIDER, placement)
    return opened_from(desk, placement)


def hours(desk, workflow):
    """From what somebody is waited for to when it is due, of the newest of its kind."""
    row = max(desk.rows(workflow), key=lambda each: each.opened)
    assert row.urgency == Urgency.ACUTE
    return (row.due - row.opened) / timedelta(hours=1)


def allowed(awaited):
    return load_deadlines().allowance(awaited, Urgency.ACUTE).amount


@pytest.mark.rule("REL-10", "REL-7")
@pytest.mark.slow
def test_an_acute_nominations_handover_and_all_its_points_are_due_in_hours(desk):
    handover = contacted(desk)
    term(desk, handover)
    registration = desk.below(handover, "registration")
    desk.do(handovers.give_notice, POLICE_HERE, registration, Notice(on=TODAY, text="here"))
    kinds = {each: each for each in ON_THE_TRACK if each != "knowledge_item"}
    for workflow, awaited in {**kinds, "knowledge_item": "knowledge", "handover": "move"}.items():
        assert hours(desk, workflow) == allowed(awaited)


@pytest.mark.rule("REL-10")
@pytest.mark.slow
def test_a_change_of_safety_and_its_receipts_are_as_urgent_as_the_nomination(desk):
    contacted(desk)
    assert hours(desk, "receipt") == allowed("informing")
    desk.later(hours=1)
    assessment = desk.do(safety.report_change, COORDINATOR, CASE).row
    assert hours(desk, "safety_assessment") == allowed("assessment")
    desk.do(safety.write_assessment, POLICE_HERE, assessment, (PICTURE, PRECAUTIONS))
    assert hours(desk, "receipt") == allowed("informing")


@pytest.mark.rule("REL-10")
def test_without_a_nomination_or_after_one_that_came_to_nothing_a_change_is_of_the_standard(desk):
    desk.open_case()
    nomination = drafted(desk, ACUTE)
    first = desk.do(safety.report_change, COORDINATOR, CASE).row
    take(desk, nomination, "withdraw")
    second = desk.do(safety.report_change, COORDINATOR, CASE).row
    assert [desk.row(each).urgency for each in (first, second)] == ["acute", "standard"]


@pytest.mark.rule("RE-5")
def test_a_report_repeated_when_the_track_has_changed_has_the_answer_that_it_had(desk):
    desk.open_case()
    version = desk.version(CASE, True)
    told = desk.do(safety.report_change, COORDINATOR, CASE, version=version, key="report")
    drafted(desk, ACUTE)
    again = desk.do(safety.report_change, COORDINATOR, CASE, version=version, key="report")
    assert again == told
