"""While the person moves on from a home that a rule closes, nobody calls from it again (REL-9)."""

from dataclasses import replace

import pytest

from relocation.cases.kinds import PICTURE as PICTURES
from relocation.nominations import service as nominations
from relocation.safety import service as safety
from tests.relocation.casework.desk import CASE, RECEIVER
from tests.relocation.casework.due import ran
from tests.relocation.casework.entering import PICTURE
from tests.relocation.casework.nominating import WHY
from tests.relocation.casework.relocating import (
    CHOSEN,
    ELSEWHERE,
    contact,
    decide,
    find_necessary,
    nominate,
)
from tests.relocation.casework.test_call_told import called, relocated, states

CHECK, CALL = "place_check", "nomination_call"


def moves_on(desk, *dangerous):
    """A second receiver is contacted; the picture names the first home as left."""
    nomination = nominate(desk, CASE, CHOSEN)
    placement = find_necessary(desk, nomination)
    desk.later(days=1)
    there = replace(PICTURE, dangerous_places=dangerous, place_left=CHOSEN.code)
    desk.write(CASE, PICTURES, there)
    decide(desk, placement, CHOSEN, ELSEWHERE)
    contact(desk, placement, ELSEWHERE)
    return nomination


def passes(desk, times=3):
    """How often the runner looked at a home, minute after minute."""
    found = []
    for _ in range(times):
        desk.later(minutes=1)
        found.append(ran(desk).done.get("check_place", 0))
    return found


@pytest.mark.slow
@pytest.mark.rule("REL-9")
def test_the_nomination_by_which_a_person_moves_on_answers_whatever_closes_the_home_meanwhile(desk):
    called(desk)
    nomination = moves_on(desk, CHOSEN.code)
    assert passes(desk) == [0, 0, 0]
    assert (states(desk, CHECK), states(desk, CALL)) == (["nominated"], ["settled"])
    desk.do(nominations.withdraw, RECEIVER, nomination, WHY)
    assert states(desk, CHECK)[0] == "nomination_called_for"
    assert states(desk, CALL)[-1] == "called"


@pytest.mark.slow
@pytest.mark.rule("REL-9")
def test_a_home_that_a_rule_closes_only_now_is_called_from_once(desk):
    relocated(desk)
    moves_on(desk)
    assert passes(desk) == [1, 0, 0]
    assert (states(desk, CHECK), states(desk, CALL)) == (["nominated"], ["settled"])


@pytest.mark.slow
@pytest.mark.rule("REL-9")
def test_no_pass_of_the_jobs_makes_stale_what_the_receiver_of_the_next_home_sees(desk):
    called(desk)
    moves_on(desk, CHOSEN.code)
    passes(desk, 1)  # unread precautions escalate
    seen = desk.version(CASE, is_whole_case=True)
    passes(desk)
    report = desk.do(safety.report_change, ELSEWHERE.coordinator, CASE, version=seen)
    assert report.state == "change_reported"
