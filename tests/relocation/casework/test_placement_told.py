"""A placement from the confirmed necessity to the contact, and what opens or stops it again."""

from dataclasses import replace

import pytest

from relocation.cases import service as cases
from relocation.cases.kinds import IDENTITY
from relocation.errors import Missing, NotAllowed, NotFound
from relocation.permissions import Role, Stage
from relocation.placements import hearings
from relocation.placements import service as placements
from relocation.placements.kinds import CHOICE, NO_MUNICIPALITY
from relocation.placements.model import Criterion
from relocation.safety import service as safety
from tests.relocation.casefile.reading import asked
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    OTHER_DECIDER,
    POLICE,
    RECEIVER,
    account,
)
from tests.relocation.casework.entering import LEAVES, PICTURE, PRECAUTIONS
from tests.relocation.casework.nominating import WHY, take
from tests.relocation.casework.placing import (
    CONTACT,
    FIRST,
    SAID,
    THERE,
    approved,
    closed_but,
    contacted,
    described,
    hear,
    heard,
    hearing,
    opened,
    propose,
    proposed,
)

THIRD = account("third", "central", DECIDER.function)


def missing(desk, *press):
    """Codes of all that a button still needs."""
    with pytest.raises(Missing) as refused:
        desk.do(*press)
    return set(refused.value.needs)


def state(desk, row):
    return desk.row(row).state


def reassessed(desk, *dangerous):
    """A new picture, an hour later, that names these municipalities."""
    desk.later(hours=1)
    assessment = desk.do(safety.report_change, POLICE, CASE).row
    picture = replace(PICTURE, dangerous_places=dangerous)
    desk.do(safety.write_assessment, POLICE, assessment, (picture, PRECAUTIONS))
    desk.later(hours=1)


@pytest.mark.slow
@pytest.mark.rule("REL-6", "REL-7")
def test_a_placement_from_the_confirmed_necessity_to_the_contact_with_the_receiver(desk):
    placement = heard(desk)
    assert state(desk, placement) == "heard"
    desk.do(placements.decide, DECIDER, placement, FIRST)
    assert desk.stage() == Stage.PLACEMENT
    desk.do(placements.approve, OTHER_DECIDER, placement)
    assert desk.stage() == Stage.DECIDED
    desk.contact(placement, CONTACT, *THERE)
    assert (state(desk, placement), desk.stage()) == ("contacted", Stage.HANDOVER)


@pytest.mark.rule("REL-3")
def test_no_placement_is_there_before_the_move_was_found_necessary(desk):
    placement = opened(desk)
    nomination = desk.row(placement).parent
    assert [state(desk, each) for each in (nomination, placement)] == ["necessary", "open"]
    assert len(desk.rows("placement")) == 1


@pytest.mark.rule("REL-5")
@pytest.mark.slow
def test_nobody_decides_before_sender_and_candidate_were_heard(desk):
    placement = hearing(desk)
    sender = desk.below(placement, "sender_hearing")
    desk.do(hearings.ask_sender, CASEWORKER, sender)
    lacks = missing(
        desk, hearings.record_senders_statement, COORDINATOR, sender, replace(SAID, said="")
    )
    assert lacks == {"statement"}
    desk.do(hearings.record_senders_statement, COORDINATOR, sender, SAID)
    assert missing(desk, placements.note_hearings, CASEWORKER, placement) == {"candidate_heard"}


@pytest.mark.rule("REL-5")
@pytest.mark.slow
def test_the_candidates_hearing_is_left_out_on_a_legal_ground_alone(desk):
    placement = hearing(desk)
    candidate = desk.below(placement, "candidate_hearing")
    assert missing(desk, hearings.leave_out, DECIDER, candidate, " ") == {"legal_ground"}
    desk.do(hearings.leave_out, DECIDER, candidate, "§ 19, stk. 2, nr. 3")
    sender = desk.below(placement, "sender_hearing")
    desk.do(hearings.ask_sender, CASEWORKER, sender)
    desk.do(hearings.record_senders_statement, COORDINATOR, sender, SAID)
    assert state(desk, placement) == "heard"


@pytest.mark.rule("SE-6")
@pytest.mark.slow
def test_a_shortlist_is_released_from_six_open_places_on_and_withheld_with_reasons(desk):
    placement = opened(desk)
    described(desk, picture=closed_but("Bornholms"))
    assert propose(desk).moved[placement].state == "proposed"
    lacks = missing(desk, placements.release_shortlist, CASEWORKER, placement)
    assert lacks == {"enough_open_places"}
    assert desk.do(placements.withhold_shortlist, CASEWORKER, placement, WHY).state == "hearing"


@pytest.mark.rule("REL-6")
@pytest.mark.slow
def test_a_decision_has_reasons_by_all_five_and_one_more_where_it_leaves_the_proposal(desk):
    placement = heard(desk)
    four = {each: "so" for each in Criterion if each is not Criterion.SAFETY}
    second = replace(FIRST, municipality="0851", reasons=four)
    lacks = missing(desk, placements.decide, DECIDER, placement, second)
    assert lacks == {"reasons_by_criteria", "reason_for_deviating"}
    nowhere = replace(FIRST, municipality="0101", reason_for_deviating="near")
    assert missing(desk, placements.decide, DECIDER, placement, nowhere) == {"open_place"}


@pytest.mark.rule("RE-4")
@pytest.mark.slow
def test_who_decided_does_not_approve_from_a_second_account_either(desk):
    placement = heard(desk)
    desk.do(placements.decide, DECIDER, placement, FIRST)
    second = replace(DECIDER, user=f"{DECIDER.user}.second")
    desk.join(second, Role.CENTRAL_DECISION_MAKER)
    for who in (DECIDER, second):
        assert missing(desk, placements.approve, who, placement) == {"not_the_decider"}


@pytest.mark.rule("HO-6")
@pytest.mark.slow
def test_the_receiver_learns_who_it_is_from_the_contact_on_and_not_before(desk):
    placement = approved(desk)
    with desk.store.transaction() as session, pytest.raises(NotFound):
        asked(session, RECEIVER, CASE, IDENTITY)
    desk.contact(placement, CONTACT, *THERE)
    with desk.store.transaction() as session:
        assert [each.kind for each in asked(session, RECEIVER, CASE, CHOICE)] == ["choice"]


def test_the_sender_does_not_read_the_place_before_the_contact(desk):
    placement = approved(desk)
    with desk.store.transaction() as session:
        assert asked(session, COORDINATOR, CASE, CHOICE) == ()
    desk.contact(placement, CONTACT, *THERE)
    with desk.store.transaction() as session:
        assert len(asked(session, COORDINATOR, CASE, CHOICE)) == 1


@pytest.mark.rule("REL-9", "WF-4")
def test_a_new_assessment_reopens_the_decision_and_a_receiver_already_contacted_leaves(desk):
    placement = contacted(desk)
    reassessed(desk, "0751")
    assert (state(desk, placement), desk.stage()) == ("reopened", Stage.PLACEMENT)
    with desk.store.transaction() as session, pytest.raises(NotFound):
        asked(session, RECEIVER, CASE, CHOICE)
    assert missing(desk, placements.uphold, DECIDER, placement, WHY) == {"open_place"}
    assert propose(desk).moved[placement].state == "proposed"


@pytest.mark.rule("REL-9")
def test_a_reopened_decision_that_still_holds_is_upheld_and_approved_anew_by_two(desk):
    placement = approved(desk)
    reassessed(desk, "0101")
    assert desk.do(placements.uphold, DECIDER, placement, WHY).state == "decided"
    assert missing(desk, placements.approve, DECIDER, placement) == {"not_the_decider"}
    assert desk.do(placements.approve, OTHER_DECIDER, placement).state == "approved"


@pytest.mark.rule("RE-4", "REL-6")
def test_whoever_upholds_a_decision_does_not_approve_it_though_another_decided_first(desk):
    placement = approved(desk)
    reassessed(desk, "0101")
    assert desk.do(placements.uphold, OTHER_DECIDER, placement, WHY).state == "decided"
    for who in (OTHER_DECIDER, replace(OTHER_DECIDER, user="other-decider.second")):
        if who is not OTHER_DECIDER:
            desk.join(who, Role.CENTRAL_DECISION_MAKER)
        assert missing(desk, placements.approve, who, placement) == {"not_the_decider"}
    assert desk.do(placements.approve, DECIDER, placement).state == "approved"


@pytest.mark.rule("REL-9")
def test_a_proposal_made_before_the_newest_facts_is_not_decided_on(desk):
    placement = heard(desk)
    reassessed(desk)
    assert missing(desk, placements.decide, DECIDER, placement, FIRST) == {"current_proposal"}


@pytest.mark.rule("REL-11")
def test_without_a_municipality_the_rules_are_named_and_it_is_tried_again_when_facts_change(desk):
    placement = opened(desk)
    described(desk, picture=closed_but())
    assert propose(desk).moved[placement].state == "no_municipality"
    assert set(desk.kept(CASE, placement, NO_MUNICIPALITY).rules) == {"safety.police_exclusion"}

    def tried():
        with desk.store.transaction() as session:
            return placements.try_again(session, placement, desk.now).state

    with pytest.raises(Missing):
        tried()
    reassessed(desk)
    assert tried() == "open"
    assert propose(desk).moved[placement].state == "proposed"


@pytest.mark.rule("REL-13")
def test_a_reconsideration_is_answered_by_somebody_who_took_no_part_and_opens_the_decision(desk):
    placement = approved(desk)
    anew = desk.below(placement, "reconsideration")
    with pytest.raises(NotAllowed):
        desk.do(hearings.ask_as_sender, CASEWORKER, anew, WHY)
    desk.do(hearings.ask_as_sender, COORDINATOR, anew, "a brother lives there")
    for who in (DECIDER, OTHER_DECIDER, CASEWORKER):
        assert missing(desk, hearings.grant, who, anew, WHY) == {"took_no_part"}
    desk.join(THIRD, Role.CENTRAL_DECISION_MAKER)
    desk.do(hearings.grant, THIRD, anew, WHY)
    assert (state(desk, placement), desk.stage()) == ("reopened", Stage.PLACEMENT)


@pytest.mark.rule("REL-12")
def test_a_candidate_who_leaves_stops_the_placement_and_the_receiver_leaves_the_list(desk):
    placement = contacted(desk)
    desk.do(cases.withdraw, COORDINATOR, CASE, LEAVES)
    nomination = desk.row(placement).parent
    found = [state(desk, each) for each in (nomination, placement, CASE)]
    assert found == ["withdrawn", "stopped", "closed"]
    with desk.store.transaction() as session, pytest.raises(NotFound):
        asked(session, RECEIVER, CASE, CHOICE)


@pytest.mark.rule("REL-12")
def test_a_nomination_withdrawn_before_the_proposal_stops_its_placement(desk):
    placement = proposed(desk)
    take(desk, desk.row(placement).parent, "withdraw")
    assert state(desk, placement) == "stopped"


def test_a_decision_sent_back_is_decided_anew(desk):
    placement = hearing(desk)
    hear(desk, placement)
    desk.do(placements.decide, DECIDER, placement, FIRST)
    assert desk.do(placements.send_back, OTHER_DECIDER, placement, WHY).state == "heard"
    assert desk.do(placements.decide, OTHER_DECIDER, placement, FIRST).state == "decided"


@pytest.mark.rule("REL-5")
def test_a_hearing_left_out_last_leads_on_by_itself(desk):
    placement = hearing(desk)
    sender = desk.below(placement, "sender_hearing")
    desk.do(hearings.ask_sender, CASEWORKER, sender)
    desk.do(hearings.record_senders_statement, COORDINATOR, sender, SAID)
    candidate = desk.below(placement, "candidate_hearing")
    desk.do(hearings.leave_out, DECIDER, candidate, "§ 19, stk. 2, nr. 3")
    assert desk.row(placement).state == "heard"


@pytest.mark.rule("REL-13")
def test_a_reconsideration_is_granted_also_where_safety_has_reopened_the_decision(desk):
    placement = approved(desk)
    anew = desk.below(placement, "reconsideration")
    desk.do(hearings.ask_as_sender, COORDINATOR, anew, "too near")
    reassessed(desk)
    assert state(desk, placement) == "reopened"
    desk.join(THIRD, Role.CENTRAL_DECISION_MAKER)
    assert desk.do(hearings.grant, THIRD, anew, "it is").state == "granted"
    assert state(desk, placement) == "reopened"
