"""An acute answer is found wrong after the fact: others judge it anew, or the local side hears."""

from dataclasses import replace

import pytest

from relocation.cases import service as cases
from relocation.handovers import calls
from relocation.nominations import service as nominations
from relocation.overdue import overdue
from relocation.permissions import Role, Stage
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    OTHER_DECIDER,
    POLICE,
    POLICE_THERE,
    PROBATION,
    RECEIVER,
)
from tests.relocation.casework.due import ran
from tests.relocation.casework.entering import LEAVES, in_course
from tests.relocation.casework.nominating import ACUTE, NEEDED, NOT_NEEDED, QUESTION, WHY
from tests.relocation.casework.relocating import (
    CHOSEN,
    HOME,
    assess_anew,
    complete,
    contact,
    decide,
    nominate,
)
from tests.relocation.casework.telling import lacks, states
from tests.relocation.casework.test_call_told import called
from tests.relocation.casework.test_word_owed import DONE, OWED

ANOTHER = replace(CASEWORKER, user="another-caseworker")


def answered(desk, *, needed):
    """A course, and in it an acute nomination that was answered; gives case and nomination."""
    case = in_course(desk)
    desk.join(OTHER_DECIDER, Role.CENTRAL_DECISION_MAKER, case)
    nomination = nominate(desk, case, HOME, ACUTE)
    answer(desk, nomination, needed=needed)
    return case, nomination


def answer(desk, nomination, *, needed, who=CASEWORKER, confirms=DECIDER):
    judge = nominations.find_necessary if needed else nominations.find_not_necessary
    desk.do(judge, who, nomination, NEEDED if needed else NOT_NEEDED)
    desk.do(nominations.confirm, confirms, nomination, WHY)


def put_right(desk):
    review = desk.rows("acute_review")[-1].id
    desk.do(nominations.put_right, OTHER_DECIDER, review, WHY)
    return review


def late(desk, *who):
    """What is overdue for each of them a month later, by kind."""
    desk.later(days=30)
    ran(desk)
    with desk.store.transaction() as session:
        return [{each.workflow for each in overdue(session, x, desk.now)} for x in who]


@pytest.mark.slow
@pytest.mark.rule("REL-10")
def test_what_was_refused_wrongly_is_judged_anew_by_others_than_who_answered(desk):
    case, nomination = answered(desk, needed=False)
    review = put_right(desk)
    assert (desk.stage(case), desk.row(nomination).state) == (Stage.NOMINATED, "submitted")
    assert desk.row(review).state == "put_right"
    desk.join(ANOTHER, Role.CENTRAL_CASEWORKER, case)
    assert lacks(desk, nominations.find_necessary, CASEWORKER, nomination, NEEDED) == {
        "not_put_right"
    }
    desk.do(nominations.find_necessary, ANOTHER, nomination, NEEDED)
    assert lacks(desk, nominations.confirm, DECIDER, nomination, WHY) == {"not_put_right"}
    desk.do(nominations.confirm, OTHER_DECIDER, nomination, WHY)
    assert (desk.stage(case), states(desk, case, "placement")) == (Stage.PLACEMENT, ["open"])
    assert states(desk, case, "acute_review") == ["put_right", "review_due"]


@pytest.mark.slow
@pytest.mark.rule("REL-10")
def test_whoever_gave_the_answer_that_was_wrong_holds_up_no_new_one(desk):
    case, nomination = answered(desk, needed=False)
    put_right(desk)
    desk.join(ANOTHER, Role.CENTRAL_CASEWORKER, case)
    back = nominations.return_for_information, nominations.ask_to_judge_again
    assert lacks(desk, back[0], CASEWORKER, nomination, QUESTION) == {"not_put_right"}
    desk.do(nominations.find_necessary, ANOTHER, nomination, NEEDED)
    assert lacks(desk, back[1], DECIDER, nomination, WHY) == {"not_put_right"}
    desk.do(back[1], OTHER_DECIDER, nomination, WHY)
    desk.do(back[0], ANOTHER, nomination, QUESTION)


@pytest.mark.slow
@pytest.mark.rule("REL-10")
def test_what_is_judged_anew_is_overdue_for_whoever_can_judge_it(desk):
    case, _ = answered(desk, needed=False)
    put_right(desk)
    desk.join(ANOTHER, Role.CENTRAL_CASEWORKER, case)
    assert late(desk, ANOTHER) == [{"nomination"}]


@pytest.mark.slow
@pytest.mark.rule("REL-10")
def test_what_was_granted_wrongly_is_judged_anew_and_its_placement_stops(desk):
    case, nomination = answered(desk, needed=True)
    decide(desk, desk.below(nomination, "placement"), HOME, CHOSEN)
    put_right(desk)
    assert (desk.stage(case), desk.row(nomination).state) == (Stage.NOMINATED, "submitted")
    assert states(desk, case, "placement", "reconsideration") == ["stopped", "fallen_away"]
    desk.join(ANOTHER, Role.CENTRAL_CASEWORKER, case)
    answer(desk, nomination, needed=False, who=ANOTHER, confirms=OTHER_DECIDER)
    assert (desk.stage(case), desk.row(nomination).state) == (Stage.ENROLLED, "not_necessary")


@pytest.mark.slow
@pytest.mark.rule("REL-10", "WF-12")
def test_after_the_contact_those_where_the_person_lives_hear_that_the_answer_was_wrong(desk):
    case, nomination = answered(desk, needed=True)
    placement = desk.below(nomination, "placement")
    decide(desk, placement, HOME, CHOSEN)
    handover = contact(desk, placement, CHOSEN)
    review = put_right(desk)
    found = [desk.row(each).state for each in (review, nomination, placement, handover)]
    assert found == ["put_right_told", "necessary", "contacted", "opened"]
    assert desk.row(review).due is not None
    assert lacks(desk, nominations.take_note, RECEIVER, review) == {"where_it_lives"}
    assert lacks(desk, cases.complete, COORDINATOR, case, DONE) == OWED
    assert all("acute_review" in each for each in late(desk, COORDINATOR, POLICE))
    desk.do(nominations.take_note, COORDINATOR, review)
    desk.do(cases.complete, COORDINATOR, case, DONE)
    assert desk.row(handover).state == "opened"


@pytest.mark.slow
@pytest.mark.rule("REL-9", "REL-10")
def test_so_it_is_while_the_decision_is_open_again_for_safety(desk):
    case, nomination = answered(desk, needed=True)
    placement = desk.below(nomination, "placement")
    decide(desk, placement, HOME, CHOSEN)
    contact(desk, placement, CHOSEN)
    assess_anew(desk, case, POLICE)
    assert desk.row(placement).state == "reopened"
    review = put_right(desk)
    found = [desk.row(each).state for each in (review, nomination, placement)]
    assert found == ["put_right_told", "necessary", "reopened"]
    desk.do(nominations.take_note, COORDINATOR, review)


@pytest.mark.slow
@pytest.mark.rule("REL-10", "HO-5")
def test_after_the_move_it_is_those_of_the_home_who_hear_or_nominate_anew(desk):
    case, nomination = answered(desk, needed=True)
    placement = desk.below(nomination, "placement")
    decide(desk, placement, HOME, CHOSEN)
    complete(desk, contact(desk, placement, CHOSEN), HOME, CHOSEN)
    review = put_right(desk)
    assert desk.row(review).state == "put_right_told"
    assert all("acute_review" in each for each in late(desk, RECEIVER, POLICE_THERE))
    nominate(desk, case, CHOSEN)
    assert desk.row(review).state == "noted"


@pytest.mark.slow
@pytest.mark.rule("REL-10", "REL-12")
def test_whoever_leaves_is_held_by_no_answer_that_was_wrong(desk):
    case, nomination = answered(desk, needed=True)
    placement = desk.below(nomination, "placement")
    decide(desk, placement, HOME, CHOSEN)
    contact(desk, placement, CHOSEN)
    review = put_right(desk)
    desk.do(cases.withdraw, PROBATION, case, LEAVES)
    assert (desk.stage(case), desk.row(review).state) == (Stage.CLOSED, "fallen_away")


@pytest.mark.rule("REL-10")
def test_a_newer_nomination_is_not_put_aside_for_an_answer_that_was_wrong(desk):
    case, nomination = answered(desk, needed=False)
    newer = desk.do(nominations.draft, COORDINATOR, case, ACUTE).row
    review = put_right(desk)
    found = [desk.row(each).state for each in (nomination, newer, review)]
    assert found == ["not_necessary", "draft", "put_right_told"]


@pytest.mark.rule("REL-10", "REL-12")
def test_in_a_closed_case_an_answer_that_was_wrong_is_told_to_nobody(desk):
    case, nomination = answered(desk, needed=False)
    desk.do(cases.withdraw, PROBATION, case, LEAVES)
    review = put_right(desk)
    assert (desk.row(nomination).state, desk.row(review).state) == ("not_necessary", "put_right")


@pytest.mark.slow
@pytest.mark.rule("REL-9", "REL-10")
def test_a_home_that_others_find_needs_no_move_once_more_is_called_from_no_more(desk):
    called(desk)
    desk.join(ANOTHER, Role.CENTRAL_CASEWORKER)
    nomination = nominate(desk, CASE, CHOSEN, ACUTE)
    answer(desk, nomination, needed=False)
    put_right(desk)
    answer(desk, nomination, needed=False, who=ANOTHER, confirms=OTHER_DECIDER)
    desk.later(days=1)
    ran(desk)
    assert states(desk, CASE, "place_check") == ["answered"]


@pytest.mark.slow
@pytest.mark.rule("REL-9", "REL-10")
def test_a_home_is_called_from_anew_where_what_is_judged_anew_comes_to_nothing(desk):
    called(desk)
    nomination = nominate(desk, CASE, CHOSEN, ACUTE)
    answer(desk, nomination, needed=False)
    put_right(desk)
    assert states(desk, CASE, "place_check") == ["nominated"]
    desk.do(nominations.withdraw, RECEIVER, nomination, WHY)
    desk.later(days=1)
    ran(desk)
    assert states(desk, CASE, "place_check") == ["nomination_called_for"]
    desk.do(calls.answer_call, RECEIVER, desk.rows("nomination_call")[-1].id, WHY)
