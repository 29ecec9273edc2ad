"""What was answered is not asked again every day: not until something newer comes (REL-9)."""

import pytest

from relocation.handovers import calls
from relocation.nominations import service as nominations
from relocation.placements import checks
from tests.relocation.casework.desk import CASE, CASEWORKER, DECIDER, OTHER_DECIDER, RECEIVER
from tests.relocation.casework.due import ran
from tests.relocation.casework.nominating import ACUTE, NOT_NEEDED, REQUEST, WHY
from tests.relocation.casework.relocating import CHOSEN, nominate
from tests.relocation.casework.test_call_told import POLICE_THERE, assess, called, states
from tests.relocation.casework.waiting import reported


def refuse(desk, nomination):
    """Two of the central unit find that no permanent relocation is needed."""
    desk.do(nominations.find_not_necessary, CASEWORKER, nomination, NOT_NEEDED)
    desk.do(nominations.confirm, DECIDER, nomination, WHY)


def runs(desk, days=3):
    """How often the runner calls, day after day."""
    found = []
    for _ in range(days):
        desk.later(days=1)
        found.append(ran(desk).done.get("check_place", 0))
    return found


@pytest.mark.rule("REL-9", "REL-3")
def test_a_nomination_that_two_found_not_necessary_answers_the_call_for_good(desk):
    check, _ = called(desk)
    refuse(desk, nominate(desk, CASE, CHOSEN, REQUEST))
    assert (desk.row(check).state, states(desk)) == ("answered", ["settled"])
    assert runs(desk) == [0, 0, 0]
    assert states(desk, "place_check") == ["answered"]


@pytest.mark.rule("REL-9")
def test_words_that_the_central_unit_accepted_answer_the_call_for_good(desk):
    check, call = called(desk)
    desk.do(calls.answer_call, RECEIVER, call, WHY)
    desk.do(checks.accept_answer, CASEWORKER, check, WHY)
    assert runs(desk) == [0, 0, 0]
    assert states(desk, "place_check") == ["answered"]


@pytest.mark.slow
@pytest.mark.rule("REL-9", "WF-19")
def test_a_newer_picture_calls_anew_whatever_was_answered_before(desk):
    called(desk)
    refuse(desk, nominate(desk, CASE, CHOSEN, REQUEST))
    assess(desk, POLICE_THERE, CHOSEN.code)
    assert states(desk, "place_check") == ["answered", "nomination_called_for"]
    assert states(desk) == ["settled", "called"]


@pytest.mark.slow
@pytest.mark.rule("REL-9")
def test_another_danger_calls_anew_though_no_picture_was_written(desk):
    called(desk)
    refuse(desk, nominate(desk, CASE, CHOSEN, REQUEST))
    assert runs(desk, 1) == [0]
    reported(desk, CHOSEN.code, group="Ulvene")
    assert runs(desk) == [1, 0, 0]
    assert states(desk, "place_check") == ["answered", "nomination_called_for"]


@pytest.mark.slow
@pytest.mark.rule("REL-9", "REL-10")
def test_an_acute_answer_that_was_put_right_afterwards_answers_no_more(desk):
    called(desk)
    refuse(desk, nominate(desk, CASE, CHOSEN, ACUTE))
    assert runs(desk, 1) == [0]
    (review,) = desk.rows("acute_review")
    # With a newer nomination begun the one that was refused is not judged anew.
    desk.do(nominations.draft, RECEIVER, CASE, ACUTE)
    desk.do(nominations.put_right, OTHER_DECIDER, review.id, WHY)
    assert runs(desk) == [1, 0, 0]
    desk.do(calls.answer_call, RECEIVER, desk.rows("nomination_call")[-1].id, WHY)
    desk.do(checks.accept_answer, CASEWORKER, desk.rows("place_check")[-1].id, WHY)
    assert runs(desk) == [0, 0, 0]
