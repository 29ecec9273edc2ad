"""The police's newest word guides all that follows: nobody is moved against it, or before it."""

from dataclasses import replace

import pytest

from relocation.errors import Missing, NotFound, StepNotOpen
from relocation.handovers import service as handovers
from relocation.permissions import Stage
from relocation.placements import service as placements
from relocation.safety import service as safety
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    OTHER_DECIDER,
    POLICE,
    RECEIVER,
)
from tests.relocation.casework.entering import PICTURE, PRECAUTIONS
from tests.relocation.casework.handing_over import ARRIVED, assessed, opened
from tests.relocation.casework.nominating import WHY
from tests.relocation.casework.placing import (
    CONTACT,
    FIRST,
    THERE,
    approved,
    hear,
    propose,
    proposed,
)
from tests.relocation.casework.test_placement_told import missing, state

AGAINST = replace(PICTURE, allows=False)


def report(desk):
    desk.later(hours=1)
    return desk.do(safety.report_change, COORDINATOR, CASE).row


def write(desk, assessment, picture):
    desk.do(safety.write_assessment, POLICE, assessment, (picture, PRECAUTIONS))


def speak_against(desk):
    """An assessment that speaks against going on, at any time."""
    write(desk, report(desk), AGAINST)


def contacting(desk, placement):
    """Codes of all that the contact still needs."""
    with pytest.raises(Missing) as refused:
        desk.contact(placement, CONTACT, *THERE)
    return set(refused.value.needs)


@pytest.mark.rule("WF-4")
@pytest.mark.slow
def test_against_the_polices_word_a_nomination_is_judged_and_no_place_told_or_decided(desk):
    placement = proposed(desk, speak_against)
    assert missing(desk, placements.release_shortlist, CASEWORKER, placement) == {"assessment"}
    desk.do(placements.withhold_shortlist, CASEWORKER, placement, WHY)
    hear(desk, placement)
    assert missing(desk, placements.decide, DECIDER, placement, FIRST) == {"assessment"}
    write(desk, report(desk), PICTURE)
    assert desk.do(placements.decide, DECIDER, placement, FIRST).state == "decided"


@pytest.mark.rule("WF-4")
@pytest.mark.slow
def test_a_decision_that_the_police_speak_against_is_not_upheld_until_they_write_anew(desk):
    placement = approved(desk, assessed)
    speak_against(desk)
    assert state(desk, placement) == "reopened"
    assert missing(desk, placements.uphold, DECIDER, placement, WHY) == {"assessment"}
    write(desk, report(desk), PICTURE)
    desk.do(placements.uphold, DECIDER, placement, WHY)
    desk.do(placements.approve, OTHER_DECIDER, placement)
    assert desk.contact(placement, CONTACT, *THERE).state == "contacted"


@pytest.mark.rule("WF-4", "REL-9")
@pytest.mark.slow
def test_a_handover_that_the_police_speak_against_is_called_off_and_nobody_is_cleared_to_move(desk):
    handover = opened(desk)
    speak_against(desk)
    assert (state(desk, handover), desk.stage()) == ("called_off", Stage.PLACEMENT)
    with pytest.raises(StepNotOpen):
        desk.do(handovers.clear_move, CASEWORKER, handover)
    with pytest.raises(NotFound):
        desk.do(handovers.confirm_move, RECEIVER, handover, ARRIVED)


@pytest.mark.rule("WF-19", "HO-6")
@pytest.mark.slow
def test_while_a_reported_change_waits_for_the_police_no_place_is_told_to_anybody(desk):
    placement = proposed(desk, assessed)
    change = report(desk)
    lacks = missing(desk, placements.release_shortlist, CASEWORKER, placement)
    assert lacks == {"assessment_written"}
    write(desk, change, PICTURE)
    propose(desk)
    desk.do(placements.release_shortlist, CASEWORKER, placement)
    hear(desk, placement)
    change = report(desk)
    desk.do(placements.decide, DECIDER, placement, FIRST)
    lacks = missing(desk, placements.approve, OTHER_DECIDER, placement)
    assert lacks == {"assessment_written"}
    write(desk, change, replace(PICTURE, dangerous_places=(FIRST.municipality,)))
    assert (state(desk, placement), desk.rows("handover")) == ("reopened", [])


@pytest.mark.rule("WF-19", "REL-9")
@pytest.mark.slow
def test_the_receiver_is_contacted_once_the_police_have_assessed_every_reported_change(desk):
    placement = approved(desk, assessed)
    first = report(desk)
    assert contacting(desk, placement) == {"assessment_written"}
    write(desk, first, PICTURE)
    second = report(desk)
    desk.do(placements.uphold, DECIDER, placement, WHY)
    assert missing(desk, placements.approve, OTHER_DECIDER, placement) == {"assessment_written"}
    write(desk, second, PICTURE)
    desk.do(placements.uphold, DECIDER, placement, WHY)
    desk.do(placements.approve, OTHER_DECIDER, placement)
    assert desk.contact(placement, CONTACT, *THERE).state == "contacted"
