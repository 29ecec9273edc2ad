"""What a picture of safety asks for is answered by nobody who had read the one before it alone."""

import pytest

from relocation.errors import Stale
from relocation.placements import checks
from relocation.placements import service as placements
from relocation.proceedings.model import Moved
from relocation.safety import service as safety
from tests.relocation.casework.desk import CASE, CASEWORKER, DECIDER, OTHER_DECIDER
from tests.relocation.casework.due import ran
from tests.relocation.casework.entering import PICTURE, PRECAUTIONS
from tests.relocation.casework.handing_over import POLICE_THERE, assessed
from tests.relocation.casework.nominating import WHY
from tests.relocation.casework.placing import FIRST, approved, heard
from tests.relocation.casework.relocating import CHOSEN
from tests.relocation.casework.test_call_told import assess, relocated, states
from tests.relocation.casework.test_transition import outcome
from tests.relocation.casework.waiting import reported
from tests.relocation.store.at_once import at_once

CHECK, CALL = "place_check", "nomination_call"
NOTED = "note_newer_picture"


def refused_as_stale(desk, button, who, row, *handed_in, version):
    """A press on what was seen before; it is told that a newer picture came since."""
    before = desk.row(row).state
    with pytest.raises(Stale) as refused:
        desk.do(button, who, row, *handed_in, version=version)
    assert desk.row(row).state == before
    return refused.value.changed


@pytest.mark.rule("REL-9", "RE-6")
def test_who_read_an_older_picture_does_not_find_that_a_home_holds_against_the_newer(desk):
    relocated(desk)
    check = assess(desk, POLICE_THERE)
    seen, due = desk.version(check), desk.row(check).due
    assess(desk, POLICE_THERE)
    assert (states(desk, CHECK), desk.row(check).due) == (["check_due"], due)
    for button in (checks.find_it_holds, checks.call_for_nomination):
        told = refused_as_stale(desk, button, CASEWORKER, check, WHY, version=seen)
        assert told == (NOTED,)
    assert f"{CHECK}.{NOTED}" in desk.logged()
    assert desk.do(checks.find_it_holds, CASEWORKER, check, WHY).state == "holds"


@pytest.mark.rule("REL-9", "WF-19")
def test_a_home_that_a_picture_names_dangerous_is_called_from_also_while_an_older_check_is_due(
    desk,
):
    relocated(desk)
    check = assess(desk, POLICE_THERE)
    assert (desk.row(check).state, states(desk, CALL)) == ("check_due", [])
    assess(desk, POLICE_THERE, CHOSEN.code)
    assert (states(desk, CHECK), states(desk, CALL)) == (["nomination_called_for"], ["called"])
    ran(desk)
    assert (states(desk, CHECK), states(desk, CALL)) == (["nomination_called_for"], ["called"])


@pytest.mark.slow
@pytest.mark.rule("REL-9")
def test_what_else_endangers_a_home_calls_from_it_once_also_while_a_check_is_due(desk):
    relocated(desk)
    assess(desk, POLICE_THERE)
    assert "check_place" not in ran(desk).done
    reported(desk, CHOSEN.code, group="Ulvene")
    assert ran(desk).done["check_place"] == 1
    assert (states(desk, CHECK), states(desk, CALL)) == (["nomination_called_for"], ["called"])
    assert "check_place" not in ran(desk).done


@pytest.mark.slow
@pytest.mark.rule("REL-9", "RE-6")
def test_of_a_picture_and_presses_on_a_check_at_once_no_picture_is_left_untested(desk):
    relocated(desk)
    check = assess(desk, POLICE_THERE)
    seen = desk.version(check)
    report = desk.do(safety.report_change, POLICE_THERE, CASE).row
    found = (PICTURE, PRECAUTIONS)
    got = at_once(
        [
            *(lambda: outcome(desk.do, checks.find_it_holds, CASEWORKER, check, WHY, version=seen),)
            * 4,
            lambda: outcome(desk.do, safety.write_assessment, POLICE_THERE, report, found),
        ]
    )
    assert isinstance(got[-1], Moved)
    assert all(isinstance(each, Moved | Stale) for each in got)
    is_first = any(isinstance(each, Moved) for each in got[:-1])
    assert states(desk, CHECK) == (["holds", "check_due"] if is_first else ["check_due"])


@pytest.mark.rule("REL-9", "RE-6")
def test_who_upholds_a_decision_has_read_the_newest_picture(desk):
    placement = approved(desk, assessed)
    assessed(desk)
    seen = desk.version(placement)
    assert desk.row(placement).state == "reopened"
    assessed(desk)
    told = refused_as_stale(desk, placements.uphold, DECIDER, placement, WHY, version=seen)
    assert told == (NOTED,)
    desk.do(placements.uphold, DECIDER, placement, WHY)
    assert desk.do(placements.approve, OTHER_DECIDER, placement).state == "approved"


@pytest.mark.rule("REL-6", "RE-6")
def test_who_decides_on_a_place_has_read_the_newest_picture(desk):
    placement = heard(desk, assessed)
    seen, due = desk.version(placement), desk.row(placement).due
    assessed(desk)
    assert (desk.row(placement).state, desk.row(placement).due) == ("heard", due)
    told = refused_as_stale(desk, placements.decide, DECIDER, placement, FIRST, version=seen)
    assert told == (NOTED,)
    assert desk.do(placements.decide, DECIDER, placement, FIRST).state == "decided"
