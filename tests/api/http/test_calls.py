"""Calls for a nomination, and words that are owed, over HTTP: who gets to know what of them."""

import pytest

from api.routes.buttons import plural
from relocation.handovers import calls
from tests.api.http.test_answers import plain
from tests.relocation.casework.desk import CASE, COORDINATOR, POLICE, POLICE_THERE, RECEIVER
from tests.relocation.casework.nominating import WHY
from tests.relocation.casework.test_call_told import KIND, called

NOBODYS = "a" * 26


def buttons(desk, who):
    """What is told of the call in somebody's view of the case: state, subject and open steps."""
    things = desk.get(who, f"/cases/{desk.handle(who, CASE)}").json()["things"]
    return [(x["state"], x["topic"], x["steps"]) for x in things if x["kind"] == KIND]


@pytest.mark.slow
@pytest.mark.rule("REL-9", "SE-2")
def test_a_call_for_a_nomination_is_a_button_of_those_where_the_person_lives(desk):
    _, call = called(desk)
    for who in (RECEIVER, POLICE_THERE):
        assert buttons(desk, who) == [("called", None, ["answer_call"])]
    for who in (COORDINATOR, POLICE):
        assert buttons(desk, who) == []
        path = f"/cases/{desk.handle(who, CASE)}/{plural(KIND)}"
        there = desk.get(who, f"{path}/{desk.handle(who, call)}")
        assert plain(there) == plain(desk.get(who, f"{path}/{NOBODYS}"))
        assert there.status_code == 404
    assert desk.do(calls.answer_call, POLICE_THERE, call, WHY).state == "answered"


@pytest.mark.slow
@pytest.mark.rule("WF-12", "SE-7")
def test_whoever_would_complete_a_course_learns_that_a_word_is_owed_and_not_which(desk):
    called(desk)
    desk.stands(CASE, "in_course")
    case = desk.handle(RECEIVER, CASE)
    told = desk.get(RECEIVER, f"/cases/{case}/steps").json()["missing"]["complete"]
    says = told["no_word_owed"]
    assert not set(says.lower().split()) & {"safety", "place", "nomination", "danger", "home"}
