"""A municipality closed to newcomers receives nobody meanwhile, and sends nobody away (SV-1)."""

import pytest

from relocation.errors import Missing
from relocation.placements import checks
from relocation.placements import service as placements
from relocation.preparedness.closures import close_for_all, open_again
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    DECIDER,
    OTHER_DECIDER,
    POLICE_THERE,
    RECEIVER,
)
from tests.relocation.casework.due import ran
from tests.relocation.casework.handing_over import assessed
from tests.relocation.casework.nominating import WHY
from tests.relocation.casework.placing import CONTACT, THERE, approved
from tests.relocation.casework.relocating import (
    CHOSEN,
    HOME,
    assess_anew,
    complete,
    contact,
)
from tests.relocation.casework.telling import lacks, on_the_list, users
from tests.relocation.casework.test_earlier_homes import assess, lives_there


def close(desk):
    desk.later(hours=1)
    with desk.store.transaction() as session:
        close_for_all(session, DECIDER, CHOSEN.code, ("no flats until spring", None), desk.now)


def reopen(desk):
    desk.later(hours=1)
    with desk.store.transaction() as session:
        open_again(session, DECIDER, CHOSEN.code, WHY, desk.now)


@pytest.mark.rule("SV-1", "REL-9")
@pytest.mark.slow
def test_a_closing_to_newcomers_uproots_nobody_whom_the_receiver_knows_of_or_who_lives_there(desk):
    placement = approved(desk, assessed)
    handover = contact(desk, placement, CHOSEN)
    close(desk)
    ran(desk)
    assert (desk.row(placement).state, desk.row(handover).state) == ("contacted", "opened")
    assert users(RECEIVER, POLICE_THERE) <= on_the_list(desk, CASE)
    assert lacks(desk, placements.reopen, DECIDER, placement) == {"safety_changed"}
    complete(desk, handover, HOME, CHOSEN)
    desk.later(days=100)
    ran(desk)
    assert desk.rows("place_check") == []


@pytest.mark.rule("SV-1", "REL-9")
@pytest.mark.slow
def test_a_decision_that_no_receiver_knows_of_waits_for_the_closing_or_is_opened_by_people(desk):
    placement = approved(desk)
    close(desk)
    ran(desk)
    assert desk.row(placement).state == "approved"
    with pytest.raises(Missing) as refused:
        desk.contact(placement, CONTACT, *THERE)
    assert set(refused.value.needs) == {"open_place"}
    reopen(desk)
    assert lacks(desk, placements.reopen, CASEWORKER, placement) == {"safety_changed"}
    close(desk)
    assert desk.do(placements.reopen, CASEWORKER, placement).state == "reopened"
    assert lacks(desk, placements.uphold, DECIDER, placement, WHY) == {"open_place"}


@pytest.mark.rule("SV-1", "REL-9")
@pytest.mark.slow
def test_whom_a_receiver_awaits_is_upheld_after_a_new_picture_also_while_it_is_closed(desk):
    placement = approved(desk, assessed)
    contact(desk, placement, CHOSEN)
    close(desk)
    assess_anew(desk, CASE, HOME.police)
    assert desk.row(placement).state == "reopened"
    desk.do(placements.uphold, DECIDER, placement, WHY)
    desk.do(placements.approve, OTHER_DECIDER, placement)
    desk.contact(placement, CONTACT, *THERE)
    assert desk.row(placement).state == "contacted"


@pytest.mark.rule("REL-9")
@pytest.mark.slow
def test_a_nomination_that_was_called_for_is_called_off_once_nothing_calls_for_it(desk):
    lives_there(desk)
    assess(desk, CHOSEN.code)
    (check,) = desk.rows("place_check")
    assert lacks(desk, checks.find_it_holds, CASEWORKER, check.id, WHY) == {"open_place"}
    assess(desk, HOME.code)
    close(desk)
    assert lacks(desk, checks.find_it_holds, CASEWORKER, check.id, " ") == {"reasons"}
    desk.do(checks.find_it_holds, CASEWORKER, check.id, WHY)
    found = desk.row(check.id)
    assert (found.state, found.due) == ("holds", None)
    ran(desk)
    assert [each.state for each in desk.rows("place_check")] == ["holds", "check_due"]
