"""What is left of a completed handover: done by whoever holds the residence, also when it sends."""

import pytest

from relocation.cases import service as cases
from relocation.errors import StepNotOpen
from relocation.handovers import papers, protection
from relocation.handovers import service as handovers
from relocation.handovers.where import is_without_fixed_abode
from relocation.nominations import service as nominations
from relocation.permissions import Stage
from tests.relocation.casework.desk import CASE, COORDINATOR, POLICE_THERE, RECEIVER
from tests.relocation.casework.entering import LEAVES, TODAY
from tests.relocation.casework.handing_over import assessed
from tests.relocation.casework.nominating import REQUEST, WHY
from tests.relocation.casework.placing import approved
from tests.relocation.casework.relocating import (
    CHOSEN,
    ELSEWHERE,
    arrive,
    contact,
    decide,
    find_necessary,
    nominate,
)
from tests.relocation.casework.telling import lacks
from tests.relocation.casework.test_two_homes import completed

NOTICE = papers.Notice(on=TODAY, text="lives there without fixed abode", children=0)


def moved_once(desk):
    """The registration of a completed handover, of which the police gave notice."""
    handover = contact(desk, approved(desk, assessed), CHOSEN)
    registration = desk.below(handover, "registration")
    desk.do(handovers.give_notice, POLICE_THERE, registration, NOTICE)
    assert lacks(desk, handovers.register, COORDINATOR, registration, NOTICE) == {"where_it_lives"}
    completed(desk, handover)
    return registration


@pytest.mark.slow
@pytest.mark.rule("HO-7")
def test_what_is_left_of_a_handover_is_done_by_the_residence_after_a_second_nomination(desk):
    registration = moved_once(desk)
    second = desk.do(nominations.draft, RECEIVER, CASE, REQUEST).row
    desk.do(nominations.withdraw, RECEIVER, second, WHY)
    assert desk.stage() == Stage.ENROLLED
    assert desk.do(handovers.register, RECEIVER, registration, NOTICE).state == "registered"
    runs = desk.below(registration, "address_protection")
    assert desk.do(protection.ask_anew, RECEIVER, runs, NOTICE).state == "asked_anew"


@pytest.mark.slow
@pytest.mark.rule("HO-7")
def test_a_second_receiver_does_nothing_of_the_first_handover_and_the_move_ends_it_for_who_sent(
    desk,
):
    registration = moved_once(desk)
    second = find_necessary(desk, nominate(desk, CASE, CHOSEN))
    decide(desk, second, CHOSEN, ELSEWHERE)
    handover, there = contact(desk, second, ELSEWHERE), ELSEWHERE.coordinator
    assert lacks(desk, handovers.register, there, registration, NOTICE) == {"where_it_lives"}
    arrive(desk, handover, ELSEWHERE)
    for who in (there, RECEIVER):
        with pytest.raises(StepNotOpen):
            desk.do(handovers.register, who, registration, NOTICE)


@pytest.mark.rule("HO-7")
@pytest.mark.slow
def test_an_earlier_homes_registration_waits_for_nobody_once_another_move_is_confirmed(desk):
    registration = moved_once(desk)
    second = find_necessary(desk, nominate(desk, CASE, CHOSEN))
    decide(desk, second, CHOSEN, ELSEWHERE)
    handover = contact(desk, second, ELSEWHERE)
    assert desk.row(registration).state == "notice_given"
    arrive(desk, handover, ELSEWHERE)
    found = desk.row(registration)
    assert (found.state, found.due) == ("fallen_away", None)
    with desk.store.transaction() as session:
        # The notice itself stands: the new home's police hear of every change.
        assert is_without_fixed_abode(session, CASE)


def closed(desk):
    """The registration of a home in a case that has closed since; nobody gave notice of it."""
    handover = contact(desk, approved(desk, assessed), CHOSEN)
    completed(desk, handover)
    desk.do(cases.withdraw, RECEIVER, CASE, LEAVES)
    assert desk.stage() == Stage.CLOSED
    return desk.below(handover, "registration")


def moved_on(desk):
    """That of an earlier home."""
    handover = contact(desk, approved(desk, assessed), CHOSEN)
    completed(desk, handover)
    second = find_necessary(desk, nominate(desk, CASE, CHOSEN))
    decide(desk, second, CHOSEN, ELSEWHERE)
    arrive(desk, contact(desk, second, ELSEWHERE), ELSEWHERE)
    return desk.below(handover, "registration")


@pytest.mark.slow
@pytest.mark.rule("HO-7")
@pytest.mark.parametrize("over", [closed, moved_on])
def test_no_notice_is_given_that_nobody_would_register(desk, over):
    registration = over(desk)
    for who in {closed: (POLICE_THERE,), moved_on: (POLICE_THERE, ELSEWHERE.police)}[over]:
        button = handovers.give_notice, who, registration, NOTICE
        assert lacks(desk, *button) == {"can_be_asked_for"}
    assert (desk.row(registration).state, desk.row(registration).due) == ("not_asked", None)


@pytest.mark.slow
@pytest.mark.rule("HO-7")
def test_the_police_who_receive_next_give_no_notice_of_the_home_before(desk):
    first = contact(desk, approved(desk, assessed), CHOSEN)
    completed(desk, first)
    second = find_necessary(desk, nominate(desk, CASE, CHOSEN))
    decide(desk, second, CHOSEN, ELSEWHERE)
    before, now = (
        desk.below(each, "registration") for each in (first, contact(desk, second, ELSEWHERE))
    )
    button = handovers.give_notice, ELSEWHERE.police
    assert lacks(desk, *button, before, NOTICE) == {"can_be_asked_for"}
    desk.do(*button, now, NOTICE)
    assert desk.do(handovers.give_notice, POLICE_THERE, before, NOTICE).state == "notice_given"
