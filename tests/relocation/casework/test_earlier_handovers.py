"""Who receives sees of other handovers nothing: of no home before, and of nobody called off."""

import pytest

from relocation.case_view import case_view
from relocation.handovers import service as handovers
from relocation.handovers.kinds import ADDRESS, ARRIVAL, RESIDENCE_REPORT
from relocation.keys.pseudonyms import handle
from relocation.open_steps import OF_A_HANDOVER
from relocation.store import keys_of
from tests.relocation.casefile.reading import asked
from tests.relocation.casework.desk import CASE, COORDINATOR, POLICE, RECEIVER
from tests.relocation.casework.handing_over import assessed
from tests.relocation.casework.placing import CONTACT, approved
from tests.relocation.casework.relocating import (
    CHOSEN,
    ELSEWHERE,
    HOME,
    arrive,
    assess_anew,
    contact,
    decide,
    find_necessary,
    nominate,
)
from tests.relocation.casework.test_residence_told import NOTICE, moved_once

NEXT = (ELSEWHERE.coordinator, ELSEWHERE.police)
OPENED = {
    ("handover", "opened"), ("signature", "unsigned"), ("contact_person", "awaited"),
    ("registration", "not_asked"), ("knowledge_item", "awaited"),
}  # fmt: skip


def seen(desk, who):
    """What stands under handovers, as somebody sees it in the case: kind and state."""
    with desk.store.transaction() as session:
        own = handle(keys_of(session), who.organisation, CASE)
        things = case_view(session, who, own, desk.now).things
    return {(each.kind, each.state) for each in things if each.kind in OF_A_HANDOVER}


@pytest.mark.slow
@pytest.mark.rule("HO-6", "SE-2")
def test_a_later_receiver_does_not_see_that_another_was_contacted_and_called_off(desk):
    placement = approved(desk, assessed)
    first = contact(desk, placement, CHOSEN)
    assess_anew(desk, CASE, POLICE)
    assert desk.row(first).state == "called_off"
    decide(desk, placement, HOME, ELSEWHERE)
    desk.contact(placement, CONTACT, *NEXT)
    assert all(("handover", "opened") in seen(desk, who) <= OPENED for who in NEXT)
    assert ("handover", "called_off") in seen(desk, COORDINATOR)


@pytest.mark.slow
@pytest.mark.rule("HO-6", "SE-2")
def test_who_receives_next_sees_nothing_of_the_handover_to_the_home_before(desk):
    registration = moved_once(desk)
    desk.do(handovers.register, RECEIVER, registration, NOTICE)
    second = find_necessary(desk, nominate(desk, CASE, CHOSEN))
    decide(desk, second, CHOSEN, ELSEWHERE)
    contact(desk, second, ELSEWHERE)
    assert all(("handover", "opened") in seen(desk, who) <= OPENED for who in NEXT)
    assert ("address_protection", "running") in seen(desk, RECEIVER)


@pytest.mark.slow
@pytest.mark.rule("HO-6", "SE-2")
def test_who_receives_next_reads_no_address_of_the_home_before_also_after_the_move(desk):
    registration = moved_once(desk)
    desk.do(handovers.register, RECEIVER, registration, NOTICE)
    second = find_necessary(desk, nominate(desk, CASE, CHOSEN))
    decide(desk, second, CHOSEN, ELSEWHERE)
    handover = contact(desk, second, ELSEWHERE)
    told = [places_read(desk, who) for who in NEXT]
    assert told == [set(), set()]
    arrive(desk, handover, ELSEWHERE)
    assert [places_read(desk, who) for who in NEXT] == [{handover}] * 2


def places_read(desk, who):
    """Of which handovers somebody reads where the person lives."""
    with desk.store.transaction() as session:
        found = asked(session, who, CASE, ADDRESS, ARRIVAL, RESIDENCE_REPORT, every_version=True)
        return {each.row for each in found}
