"""A picture that came while another relocation had begun is met once that comes to nothing."""

from dataclasses import replace

import pytest

from relocation.nominations import service as nominations
from relocation.placements import checks
from relocation.safety import service as safety
from tests.relocation.casework.desk import CASE, CASEWORKER, RECEIVER
from tests.relocation.casework.due import ran
from tests.relocation.casework.entering import PICTURE, PRECAUTIONS
from tests.relocation.casework.handing_over import POLICE_THERE
from tests.relocation.casework.nominating import QUESTION, REQUEST, WHY
from tests.relocation.casework.relocating import (
    CHOSEN,
    ELSEWHERE,
    contact,
    decide,
    find_necessary,
    nominate,
)
from tests.relocation.casework.test_answered_calls import refuse
from tests.relocation.casework.test_call_told import assess, called, relocated, states

CHECK, CALL = "place_check", "nomination_call"


def written(desk, *dangerous):
    """The police of the home write a picture while the nomination from there goes on."""
    desk.later(hours=1)
    report = desk.do(safety.report_change, POLICE_THERE, CASE).row
    found = (replace(PICTURE, dangerous_places=dangerous), PRECAUTIONS)
    desk.do(safety.write_assessment, POLICE_THERE, report, found)


def withdrawn(desk, nomination):
    desk.do(nominations.withdraw, RECEIVER, nomination, WHY)


def expired(desk, nomination, by=CASEWORKER):
    """Returned for information that nobody gave, warned of, and left lying."""
    desk.do(nominations.return_for_information, by, nomination, QUESTION)
    while desk.row(nomination).state == "returned":
        desk.later(days=20)
        ran(desk)


@pytest.mark.slow
@pytest.mark.rule("REL-9", "WF-19")
@pytest.mark.parametrize("ends", [refuse, withdrawn, expired])
@pytest.mark.parametrize("is_named", [False, True])
def test_a_home_is_tested_against_a_picture_of_a_nomination_that_came_to_nothing(
    desk, ends, is_named
):
    relocated(desk)
    nomination = nominate(desk, CASE, CHOSEN, REQUEST)
    written(desk, *([CHOSEN.code] if is_named else []))
    assert states(desk, CHECK) == []
    ends(desk, nomination)
    assert states(desk, CHECK) == (["nomination_called_for"] if is_named else ["check_due"])
    assert states(desk, CALL) == (["called"] if is_named else [])


@pytest.mark.slow
@pytest.mark.rule("REL-9", "REL-12")
def test_so_it_is_where_the_second_relocation_had_come_to_its_handover(desk):
    relocated(desk)
    nomination = nominate(desk, CASE, CHOSEN, REQUEST)
    placement = find_necessary(desk, nomination)
    decide(desk, placement, CHOSEN, ELSEWHERE)
    contact(desk, placement, ELSEWHERE)
    written(desk)
    assert (desk.row(placement).state, states(desk, CHECK)) == ("reopened", [])
    withdrawn(desk, nomination)
    assert states(desk, CHECK) == ["check_due"]
    check = desk.rows(CHECK)[0]
    assert check.parent == desk.rows("placement")[0].id


@pytest.mark.slow
@pytest.mark.rule("REL-9")
@pytest.mark.parametrize("ends", [refuse, withdrawn])
def test_where_nothing_came_meanwhile_no_second_test_begins(desk, ends):
    relocated(desk)
    check = assess(desk, POLICE_THERE)
    desk.do(checks.find_it_holds, CASEWORKER, check, WHY)
    ends(desk, nominate(desk, CASE, CHOSEN, REQUEST))
    assert states(desk, CHECK) == ["holds"]


@pytest.mark.slow
@pytest.mark.rule("REL-9", "REL-3")
def test_what_two_found_not_necessary_does_not_answer_a_picture_that_came_while_they_judged(desk):
    check, _ = called(desk)
    nomination = nominate(desk, CASE, CHOSEN, REQUEST)
    written(desk, CHOSEN.code)
    assert desk.row(check).state == "nominated"
    refuse(desk, nomination)
    assert states(desk, CHECK) == ["answered", "nomination_called_for"]
    assert states(desk, CALL) == ["settled", "called"]


@pytest.mark.slow
@pytest.mark.rule("REL-9", "RE-6")
def test_a_check_that_is_due_meanwhile_notes_it_and_calls_once_the_home_can_be_told_again(desk):
    relocated(desk)
    check = assess(desk, POLICE_THERE)
    nomination = nominate(desk, CASE, CHOSEN, REQUEST)
    seen = desk.version(check)
    written(desk, CHOSEN.code)
    assert (desk.row(check).state, desk.version(check)) == ("check_due", seen + 1)
    withdrawn(desk, nomination)
    assert (states(desk, CHECK), states(desk, CALL)) == (["nomination_called_for"], ["called"])
