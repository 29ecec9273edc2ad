"""Changes of residence over HTTP: the report is a thing of those where the person lives, alone."""

import pytest

from api.routes.buttons import plural
from relocation.handovers import residence
from tests.api.http.test_answers import plain
from tests.relocation.casework.desk import CASE, COORDINATOR, POLICE, POLICE_THERE, RECEIVER
from tests.relocation.casework.test_residence_reported import KIND, TOLD, moved

NOBODYS = "a" * 26


def buttons(desk, who):
    """What is told of the report in somebody's view of the case: its state and open steps."""
    things = desk.get(who, f"/cases/{desk.handle(who, CASE)}").json()["things"]
    return [(x["state"], x["steps"]) for x in things if x["kind"] == KIND]


@pytest.mark.slow
@pytest.mark.rule("HO-7", "SE-2")
def test_the_report_of_a_change_of_residence_is_a_button_of_those_where_the_person_lives(desk):
    _, report = moved(desk)
    assert buttons(desk, RECEIVER) == [("report_owed", ["tell_police"])]
    assert buttons(desk, POLICE_THERE) == [("report_owed", [])]
    desk.do(residence.tell_police, RECEIVER, report, TOLD)
    assert buttons(desk, POLICE_THERE) == [("reported", ["acknowledge"])]
    for who in (COORDINATOR, POLICE):
        assert buttons(desk, who) == []
        path = f"/cases/{desk.handle(who, CASE)}/{plural(KIND)}"
        there = desk.get(who, f"{path}/{desk.handle(who, report)}")
        assert plain(there) == plain(desk.get(who, f"{path}/{NOBODYS}"))
        assert there.status_code == 404
    assert desk.do(residence.acknowledge, POLICE_THERE, report).state == "acknowledged"
