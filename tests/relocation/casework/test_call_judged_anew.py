"""A call that a wrong answer settled waits for the right one, and is lost with neither (REL-9)."""

import pytest

from relocation.cases import service as cases
from relocation.handovers import calls
from relocation.nominations import service as nominations
from relocation.permissions import Role, Stage
from relocation.placements import checks
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    OTHER_DECIDER,
    POLICE_THERE,
    RECEIVER,
)
from tests.relocation.casework.due import ran
from tests.relocation.casework.nominating import ACUTE, REQUEST, WHY
from tests.relocation.casework.relocating import CHOSEN, nominate
from tests.relocation.casework.telling import lacks
from tests.relocation.casework.test_answered_calls import refuse, runs
from tests.relocation.casework.test_call_told import assess, relocated, states
from tests.relocation.casework.test_picture_meanwhile_told import expired, withdrawn
from tests.relocation.casework.test_put_right_afterwards import ANOTHER, answer, late, put_right
from tests.relocation.casework.test_word_owed import DONE, OWED

CHECK = "place_check"


def called_with_reasons(desk):
    """No rule closes the home; the central unit calls for a nomination all the same."""
    relocated(desk)
    check = assess(desk, POLICE_THERE)
    desk.do(checks.call_for_nomination, CASEWORKER, check, WHY)
    return check


def judged_anew(desk):
    """The acute nomination that came was refused, and the answer put right after the fact."""
    nomination = nominate(desk, CASE, CHOSEN, ACUTE)
    refuse(desk, nomination)
    assert states(desk, CHECK) == ["answered"]
    put_right(desk)
    return nomination


def expired_by_another(desk, nomination):
    """Whoever gave the answer that was wrong sends no new one back: another does."""
    desk.join(ANOTHER, Role.CENTRAL_CASEWORKER)
    expired(desk, nomination, ANOTHER)


@pytest.mark.slow
@pytest.mark.rule("REL-9", "REL-10")
@pytest.mark.parametrize("ends", [withdrawn, expired_by_another])
def test_a_call_with_reasons_stands_again_where_what_is_judged_anew_comes_to_nothing(desk, ends):
    called_with_reasons(desk)
    nomination = judged_anew(desk)
    assert states(desk, CHECK) == ["nominated"]
    ends(desk, nomination)
    assert states(desk, CHECK) == ["nomination_called_for"]
    assert states(desk)[-1] == "called"
    desk.do(calls.answer_call, RECEIVER, desk.rows("nomination_call")[-1].id, WHY)


@pytest.mark.slow
@pytest.mark.rule("REL-9", "REL-10")
def test_no_case_closes_over_a_call_that_only_a_wrong_answer_settled(desk):
    called_with_reasons(desk)
    nomination = judged_anew(desk)
    desk.stands(CASE, "completed")
    desk.do(nominations.withdraw, RECEIVER, nomination, WHY)
    desk.later(days=1)
    ran(desk)
    assert (desk.row(CASE).state, desk.stage(CASE)) == ("completed", Stage.ENROLLED)
    desk.stands(CASE, "in_course")
    assert lacks(desk, cases.complete, RECEIVER, CASE, DONE) == OWED


@pytest.mark.slow
@pytest.mark.rule("REL-9", "REL-10")
def test_what_others_find_not_necessary_once_more_answers_the_call_for_good(desk):
    called_with_reasons(desk)
    desk.join(ANOTHER, Role.CENTRAL_CASEWORKER)
    nomination = judged_anew(desk)
    answer(desk, nomination, needed=False, who=ANOTHER, confirms=OTHER_DECIDER)
    assert states(desk, CHECK) == ["answered"]
    assert runs(desk) == [0, 0, 0]


def in_words(desk, check):
    """Those of the home said why no nomination is needed, and the central unit accepted it."""
    desk.do(calls.answer_call, RECEIVER, desk.rows("nomination_call")[-1].id, WHY)
    desk.do(checks.accept_answer, CASEWORKER, check, WHY)


def by_an_earlier_one(desk, _check):
    """Another nomination was found not necessary."""
    refuse(desk, nominate(desk, CASE, CHOSEN, REQUEST))


@pytest.mark.slow
@pytest.mark.rule("REL-9", "REL-10")
@pytest.mark.parametrize("settles", [in_words, by_an_earlier_one])
def test_a_call_that_was_answered_before_that_nomination_stays_answered(desk, settles):
    settles(desk, called_with_reasons(desk))
    nomination = judged_anew(desk)
    assert states(desk, CHECK) == ["answered"]
    withdrawn(desk, nomination)
    assert states(desk, CHECK) == ["answered"]


def called_once_more(desk):
    """The police write a new picture before the answer is found wrong; gives the nomination."""
    called_with_reasons(desk)
    desk.join(ANOTHER, Role.CENTRAL_CASEWORKER)
    nomination = nominate(desk, CASE, CHOSEN, ACUTE)
    refuse(desk, nomination)
    assess(desk, POLICE_THERE, CHOSEN.code)
    assert (states(desk, CHECK)[-1], states(desk)[-1]) == ("nomination_called_for", "called")
    put_right(desk)
    return nomination


@pytest.mark.slow
@pytest.mark.rule("REL-9", "REL-10")
@pytest.mark.parametrize(("needed", "is_then"), [(True, "nominated"), (False, "answered")])
def test_a_nomination_that_is_in_again_answers_what_was_called_for_meanwhile(desk, needed, is_then):
    nomination = called_once_more(desk)
    assert (states(desk, CHECK), set(states(desk))) == (["nominated"] * 2, {"settled"})
    assert not any("nomination_call" in each for each in late(desk, RECEIVER, POLICE_THERE))
    answer(desk, nomination, needed=needed, who=ANOTHER, confirms=OTHER_DECIDER)
    assert (states(desk, CHECK), set(states(desk))) == ([is_then] * 2, {"settled"})


@pytest.mark.slow
@pytest.mark.rule("REL-9", "REL-10")
def test_it_is_called_for_again_where_that_one_comes_to_nothing(desk):
    nomination = called_once_more(desk)
    desk.do(nominations.withdraw, RECEIVER, nomination, WHY)
    assert set(states(desk, CHECK)) == {"nomination_called_for"}
    assert (states(desk)[-1], states(desk).count("called")) == ("called", 1)
