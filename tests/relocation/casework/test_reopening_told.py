"""What opens a decision again and what does not, and what becomes of what hung on it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from relocation.access.contacted import Contacted
from relocation.errors import Missing, NotFound, StepNotOpen
from relocation.handovers import papers, terms
from relocation.handovers import service as handovers
from relocation.handovers.contacts import contacts
from relocation.moves import Move
from relocation.permissions import Role, Stage
from relocation.placements import hearings
from relocation.placements import service as placements
from relocation.placements.facts import FLOW
from relocation.placements.kinds import CHOICE, PROPOSAL
from relocation.safety import service as safety
from relocation.transition import by_itself
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    MONDAY,
    OTHER_DECIDER,
    POLICE,
    RECEIVER,
    account,
)
from tests.relocation.casework.entering import LEAVES, PICTURE, PRECAUTIONS
from tests.relocation.casework.handing_over import (
    ARRIVED,
    KNOWN,
    PERSON,
    POLICE_THERE,
    TERM,
    assessed,
    opened,
    term,
)
from tests.relocation.casework.nominating import WHY, take
from tests.relocation.casework.placing import (
    CONTACT,
    FIRST,
    SAID,
    THERE,
    approved,
    heard,
    hearing,
    propose,
)

BOTH = ("sender_hearing", "candidate_hearing")
THIRD = account("third", "central", DECIDER.function)
NOTICE = papers.Notice(on=ARRIVED.day, text="without fixed abode")


def missing(desk, *press):
    """Codes of all that a button still needs."""
    with pytest.raises(Missing) as refused:
        desk.do(*press)
    return set(refused.value.needs)


def state(desk, row):
    return desk.row(row).state


def upheld(desk):
    """A decision that a new picture opened, and that was found to hold."""
    placement = approved(desk, assessed)
    desk.later(hours=1)
    assessed(desk)
    assert state(desk, placement) == "reopened"
    desk.do(placements.uphold, DECIDER, placement, WHY)
    return placement


def say_again(desk, placement):
    """Both say what they think of what was let out last: the product asked them anew."""
    for kind, button in (
        ("sender_hearing", hearings.record_senders_statement),
        ("candidate_hearing", hearings.record_candidates_statement),
    ):
        desk.do(button, COORDINATOR, desk.below(placement, kind), SAID)


@pytest.mark.rule("REL-5")
@pytest.mark.slow
def test_whoever_was_heard_on_an_earlier_list_is_asked_about_the_new_one_before_anybody_decides(
    desk,
):
    placement = heard(desk)
    desk.later(hours=1)
    assessed(desk, "0751")
    propose(desk)
    desk.do(placements.release_shortlist, CASEWORKER, placement)
    assert [state(desk, desk.below(placement, each)) for each in BOTH] == ["asked", "asked"]
    lacks = missing(desk, placements.note_hearings, CASEWORKER, placement)
    assert lacks == {"sender_heard", "candidate_heard"}
    say_again(desk, placement)
    assert state(desk, placement) == "heard"


@pytest.mark.rule("REL-5")
@pytest.mark.slow
def test_a_hearing_left_out_on_its_legal_ground_stays_left_out_with_a_new_list(desk):
    placement = hearing(desk)
    candidate = desk.below(placement, "candidate_hearing")
    desk.do(hearings.leave_out, DECIDER, candidate, "§ 19, stk. 2, nr. 3")
    desk.later(hours=1)
    assessed(desk, "0751")
    propose(desk)
    desk.do(placements.withhold_shortlist, CASEWORKER, placement, WHY)
    assert state(desk, candidate) == "left_out"


@pytest.mark.rule("REL-9")
@pytest.mark.slow
def test_what_an_upheld_decision_knew_of_opens_it_no_more_and_a_later_picture_does(desk):
    placement = upheld(desk)
    lacks = missing(desk, placements.reopen, CASEWORKER, placement)
    assert lacks == {"safety_changed"}
    desk.do(placements.approve, OTHER_DECIDER, placement)
    assessment = desk.do(safety.report_change, POLICE, CASE).row
    desk.now -= timedelta(minutes=30)
    desk.do(safety.write_assessment, POLICE, assessment, (PICTURE, PRECAUTIONS))
    assert state(desk, placement) == "reopened"


@pytest.mark.rule("RE-5")
@pytest.mark.slow
def test_a_decision_and_a_contact_repeated_when_all_has_changed_have_the_answers_they_had(desk):
    placement = heard(desk)
    presses = (
        (placements.decide, DECIDER, FIRST),
        (placements.approve, OTHER_DECIDER),
        (placements.contact_receiver, CASEWORKER, (CONTACT, desk.at_receiver(*THERE))),
    )
    shown = range(desk.version(placement), desk.version(placement) + len(presses))

    def answers():
        return [
            desk.do(button, who, placement, *given, version=version, key=f"pressed at {version}")
            for version, (button, who, *given) in zip(shown, presses, strict=True)
        ]

    before = answers()
    desk.later(hours=1)
    assessed(desk, "0751")
    propose(desk)
    desk.do(placements.withhold_shortlist, CASEWORKER, placement, WHY)
    say_again(desk, placement)
    found = desk.kept(CASE, placement, PROPOSAL)
    other = replace(FIRST, municipality=found.ranking[0])
    desk.do(placements.decide, DECIDER, placement, other)
    assert other != FIRST
    assert answers() == before
    assert desk.kept(CASE, placement, CHOICE) == other


@pytest.mark.rule("REL-13")
@pytest.mark.slow
def test_each_decision_is_asked_about_by_either_side_once_and_a_grant_opens_no_later_one(desk):
    placement = approved(desk)
    anew = desk.below(placement, "reconsideration")
    desk.do(hearings.ask_as_sender, COORDINATOR, anew, "a brother lives there")
    desk.join(THIRD, Role.CENTRAL_DECISION_MAKER)
    desk.do(hearings.uphold, THIRD, anew, WHY)
    assert missing(desk, hearings.ask_as_sender, COORDINATOR, anew, WHY) == {"first_request"}
    desk.do(hearings.ask_for_candidate, POLICE, anew, LEAVES)
    desk.do(hearings.grant, THIRD, anew, WHY)
    assert missing(desk, placements.uphold, DECIDER, placement, WHY) >= {"not_granted"}
    assert state(desk, placement) == "reopened"
    desk.later(minutes=1)
    propose(desk)
    desk.do(placements.withhold_shortlist, CASEWORKER, placement, WHY)
    say_again(desk, placement)
    desk.do(placements.decide, DECIDER, placement, FIRST)
    desk.do(placements.approve, OTHER_DECIDER, placement)
    with desk.store.transaction() as session, pytest.raises(Missing) as refused:
        by_itself(session, Move(FLOW, placement, "reopen_after_reconsideration"), desk.now)
    assert set(refused.value.needs) == {"granted"}
    desk.do(hearings.ask_as_sender, COORDINATOR, anew, WHY)
    assert state(desk, anew) == "asked"


@pytest.mark.rule("REL-13")
@pytest.mark.slow
def test_the_decision_stands_while_it_is_reconsidered_unless_safety_opens_it(desk):
    placement = approved(desk, assessed)
    anew = desk.below(placement, "reconsideration")
    desk.do(hearings.ask_as_sender, COORDINATOR, anew, WHY)
    desk.contact(placement, CONTACT, *THERE)
    assert (state(desk, placement), state(desk, anew)) == ("contacted", "asked")
    desk.later(hours=1)
    assessed(desk)
    assert (state(desk, placement), desk.stage()) == ("reopened", Stage.PLACEMENT)


@pytest.mark.rule("REL-9", "RE-17")
@pytest.mark.slow
def test_in_a_handover_that_was_called_off_nothing_can_be_done_any_more(desk):
    handover = opened(desk)
    proposed = term(desk, handover)
    item = next(row.id for row in desk.rows("knowledge_item"))
    points = [desk.below(handover, each) for each in ("signature", "contact_person")]
    registration = desk.below(handover, "registration")
    desk.do(handovers.name_contact_person, RECEIVER, points[1], PERSON)
    desk.later(hours=1)
    assessed(desk)
    assert state(desk, handover) == "called_off"
    tried = (
        (terms.counter, RECEIVER, proposed, TERM),
        (handovers.give, COORDINATOR, item, KNOWN),
        (handovers.close_item, CASEWORKER, item, WHY),
        (handovers.close_signature, CASEWORKER, points[0], WHY),
        (handovers.give_notice, POLICE, registration, NOTICE),
    )
    for press in tried:
        with pytest.raises((StepNotOpen, NotFound)):
            desk.do(*press)
    below = (proposed, item, *points, registration)
    assert {(state(desk, each), desk.row(each).due) for each in below} == {("fallen_away", None)}


@pytest.mark.rule("REL-12")
def test_nobody_is_asked_any_more_about_a_placement_that_stopped(desk):
    placement = hearing(desk)
    sender = desk.below(placement, "sender_hearing")
    desk.do(hearings.ask_sender, CASEWORKER, sender)
    take(desk, desk.row(placement).parent, "withdraw")
    asked = [sender, *(desk.below(placement, e) for e in ("candidate_hearing", "reconsideration"))]
    assert {(state(desk, each), desk.row(each).due) for each in asked} == {("fallen_away", None)}


@pytest.mark.rule("REL-9", "HO-6")
@pytest.mark.slow
def test_a_receiver_that_leaves_keeps_two_days_of_having_been_contacted_and_no_more(desk):
    handover = opened(desk)
    desk.later(days=2)
    assessed(desk)
    assert state(desk, handover) == "called_off"
    with desk.store.transaction() as session:
        for who in (RECEIVER, POLICE_THERE):
            found = contacts(session, who, desk.now)
            assert found == (Contacted(MONDAY.date(), desk.now.date()),)
        for who in (COORDINATOR, account("other", RECEIVER.organisation, RECEIVER.function)):
            assert contacts(session, who, desk.now) == ()
        with pytest.raises(NotFound):
            contacts(session, CASEWORKER, desk.now)
