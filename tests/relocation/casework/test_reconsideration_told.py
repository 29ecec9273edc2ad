"""Who may look at a decision anew: nobody who took part in anything that led to it."""

import pytest

from relocation.case_view import case_view
from relocation.handles import own_handle
from relocation.nominations import service as nominations
from relocation.permissions import Role
from relocation.placements import hearings
from relocation.placements import service as placements
from relocation.placements.kinds import REASONS, REQUEST_ANEW
from tests.relocation.casefile.reading import asked
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    OTHER_DECIDER,
    PROBATION,
    account,
)
from tests.relocation.casework.nominating import ACUTE, TO_JUDGED, WHY, brought, take
from tests.relocation.casework.placing import (
    CONTACT,
    FIRST,
    THERE,
    approved,
    described,
    hear,
    propose,
)
from tests.relocation.casework.test_placement_told import missing

NAMES = ("judged anew", "confirmed", "reviewed", "sent back", "free")


@pytest.mark.rule("REL-13")
@pytest.mark.slow
def test_whoever_judged_reviewed_or_sent_back_anything_of_it_took_part_in_the_decision(desk):
    nomination = brought(desk, *TO_JUDGED, request=ACUTE)
    officers = [account(each, "central", DECIDER.function) for each in NAMES]
    for who in officers:
        desk.join(who, Role.CENTRAL_DECISION_MAKER)
    asked_again, confirmed, reviewed, sent_back, free = officers
    take(desk, nomination, "ask_to_judge_again", asked_again)
    take(desk, nomination, "find_necessary")
    take(desk, nomination, "confirm", confirmed)
    desk.do(nominations.uphold, reviewed, desk.below(nomination, "acute_review"), WHY)
    placement = desk.below(nomination, "placement")
    described(desk)
    desk.later(minutes=1)
    propose(desk)
    desk.do(placements.release_shortlist, CASEWORKER, placement)
    hear(desk, placement)
    desk.do(placements.decide, DECIDER, placement, FIRST)
    desk.do(placements.send_back, sent_back, placement, WHY)
    desk.do(placements.decide, DECIDER, placement, FIRST)
    desk.do(placements.approve, OTHER_DECIDER, placement)
    anew = desk.below(placement, "reconsideration")
    desk.do(hearings.ask_as_sender, COORDINATOR, anew, WHY)
    for who in (asked_again, confirmed, reviewed, sent_back):
        assert missing(desk, hearings.uphold, who, anew, WHY) == {"took_no_part"}
    assert desk.do(hearings.uphold, free, anew, WHY).state == "upheld"


@pytest.mark.rule("REL-13")
@pytest.mark.slow
def test_the_sender_reads_its_own_request_and_how_it_was_answered_and_not_the_answers_reasons(desk):
    placement = approved(desk)
    anew = desk.below(placement, "reconsideration")
    desk.do(hearings.ask_as_sender, COORDINATOR, anew, "too near the old milieu")
    third = account("third", "central", DECIDER.function)
    desk.join(third, Role.CENTRAL_DECISION_MAKER)
    desk.do(hearings.uphold, third, anew, "it tells of a place")
    for contacts in (True, False):
        with desk.store.transaction() as session:
            (request,) = asked(session, COORDINATOR, CASE, REQUEST_ANEW, row=anew)
            assert request.content == {"reasons": "too near the old milieu"}
            assert asked(session, COORDINATOR, CASE, REASONS, row=anew) == ()
            assert asked(session, PROBATION, CASE, REQUEST_ANEW, row=anew) == ()
            assert asked(session, DECIDER, CASE, REQUEST_ANEW, row=anew)
            assert asked(session, DECIDER, CASE, REASONS, row=anew)
            view = case_view(session, COORDINATOR, own_handle(session, COORDINATOR, CASE), desk.now)
            (state,) = (each.state for each in view.things if each.kind == "reconsideration")
            assert state == "upheld"
        if contacts:
            desk.contact(placement, CONTACT, *THERE)
