"""Who may look at a decision anew: nobody who took part in anything that led to it."""

import pytest

from relocation.case_view import case_view
from relocation.cases import service as cases
from relocation.errors import StepNotOpen
from relocation.handles import own_handle
from relocation.handovers import service as handovers
from relocation.nominations import service as nominations
from relocation.permissions import Role, Stage
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
    RECEIVER,
    account,
)
from tests.relocation.casework.entering import LEAVES
from tests.relocation.casework.handing_over import assessed
from tests.relocation.casework.nominating import ACUTE, REQUEST, TO_JUDGED, WHY, brought, take
from tests.relocation.casework.placing import (
    CONTACT,
    FIRST,
    THERE,
    approved,
    described,
    hear,
    propose,
)
from tests.relocation.casework.relocating import (
    CHOSEN,
    HOME,
    agree,
    arrive,
    complete,
    contact,
    settle_centrally,
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


@pytest.mark.rule("REL-13")
@pytest.mark.slow
def test_after_the_move_nobody_asks_to_reconsider_what_nobody_asked_about_before(desk):
    placement = approved(desk, assessed)
    anew = desk.below(placement, "reconsideration")
    handover = contact(desk, placement, CHOSEN)
    complete(desk, handover, HOME, CHOSEN)
    assert (desk.row(anew).state, desk.row(anew).due) == ("fallen_away", None)
    desk.later(days=1)
    desk.do(nominations.draft, RECEIVER, CASE, REQUEST)
    third = account("third", "central", DECIDER.function)
    desk.join(third, Role.CENTRAL_DECISION_MAKER)
    for button, who in ((hearings.ask_as_sender, RECEIVER), (hearings.grant, third)):
        with pytest.raises(StepNotOpen):
            desk.do(button, who, anew, WHY)
    desk.do(cases.withdraw, RECEIVER, CASE, LEAVES)
    assert (desk.row(anew).state, desk.stage()) == ("fallen_away", Stage.CLOSED)


@pytest.mark.rule("REL-13")
@pytest.mark.slow
def test_an_answer_outlives_the_move_and_who_received_asks_nothing_of_the_decision_by_it(desk):
    placement = approved(desk, assessed)
    anew = desk.below(placement, "reconsideration")
    desk.do(hearings.ask_for_candidate, COORDINATOR, anew, LEAVES)
    third = account("third", "central", DECIDER.function)
    desk.join(third, Role.CENTRAL_DECISION_MAKER)
    desk.do(hearings.uphold, third, anew, WHY)
    handover = contact(desk, placement, CHOSEN)
    arrive(desk, handover, CHOSEN)
    assert missing(desk, hearings.ask_as_sender, COORDINATOR, anew, WHY) == {"decision_stands"}
    complete_moved(desk, handover)
    desk.do(nominations.draft, RECEIVER, CASE, REQUEST)
    assert missing(desk, hearings.ask_as_sender, RECEIVER, anew, WHY) == {"decision_stands"}
    assert desk.row(anew).state == "upheld"


def complete_moved(desk, handover):
    """The rest of a handover after the arrival, and a day."""
    agree(desk, handover, HOME, CHOSEN)
    settle_centrally(desk, handover)
    desk.do(handovers.complete, RECEIVER, handover)
    desk.later(days=1)
