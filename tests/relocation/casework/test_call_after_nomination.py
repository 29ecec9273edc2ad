"""A nomination that is in answers also the call that is made after it came in (REL-9)."""

import pytest

from relocation.nominations import service as nominations
from relocation.placements import checks
from tests.relocation.casework.desk import CASE, CASEWORKER, POLICE_THERE, RECEIVER
from tests.relocation.casework.nominating import REQUEST, WHY
from tests.relocation.casework.relocating import CHOSEN, find_necessary, nominate
from tests.relocation.casework.test_answered_calls import refuse, runs
from tests.relocation.casework.test_call_told import assess, relocated, sees, states

CHECK, CALL = "place_check", "nomination_call"


def called_after(desk):
    """A check was due; then a nomination came in, and then the central unit called for one."""
    relocated(desk)
    check = assess(desk, POLICE_THERE)
    nomination = nominate(desk, CASE, CHOSEN, REQUEST)
    desk.do(checks.call_for_nomination, CASEWORKER, check, WHY)
    return check, nomination


@pytest.mark.slow
@pytest.mark.rule("REL-9", "REL-3")
def test_a_call_after_the_nomination_came_in_waits_for_nobody_and_its_answer_settles_it(desk):
    check, nomination = called_after(desk)
    assert (desk.row(check).state, desk.row(check).due) == ("nominated", None)
    assert states(desk, CALL) == ["settled"]
    for who in (RECEIVER, POLICE_THERE):
        assert sees(desk, who) == (True, False, [])
    refuse(desk, nomination)
    assert (desk.row(check).state, states(desk, CALL)) == ("answered", ["settled"])
    assert runs(desk) == [0, 0, 0]


@pytest.mark.slow
@pytest.mark.rule("REL-9")
@pytest.mark.parametrize("is_necessary", [False, True])
def test_once_that_nomination_is_withdrawn_the_call_stands_again(desk, is_necessary):
    check, nomination = called_after(desk)
    if is_necessary:
        find_necessary(desk, nomination)
    desk.do(nominations.withdraw, RECEIVER, nomination, WHY)
    assert desk.row(check).state == "nomination_called_for"
    assert states(desk, CALL) == ["settled", "called"]
