"""A call for a nomination reaches those who can nominate, from where the person lives, alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from relocation.case_view import case_view
from relocation.handovers import calls
from relocation.handovers import service as handovers
from relocation.handovers.kinds import CALL_ANSWER
from relocation.keys.pseudonyms import handle
from relocation.nominations import service as nominations
from relocation.notices.waiting import waiting_for
from relocation.overdue import overdue
from relocation.placements import checks
from relocation.safety import service as safety
from relocation.store import keys_of
from tests.relocation.casefile.reading import asked
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    POLICE,
    POLICE_THERE,
    PROBATION,
    RECEIVER,
)
from tests.relocation.casework.due import ran
from tests.relocation.casework.entering import PICTURE, PRECAUTIONS
from tests.relocation.casework.handing_over import assessed
from tests.relocation.casework.nominating import ACUTE, REQUEST, WHY
from tests.relocation.casework.placing import approved
from tests.relocation.casework.relocating import (
    CHOSEN,
    ELSEWHERE,
    HOME,
    agree,
    arrive,
    complete,
    contact,
    decide,
    find_necessary,
    nominate,
    settle_centrally,
)
from tests.relocation.casework.telling import lacks

KIND = "nomination_call"
CAN_ANSWER = (True, True, [("answer_call",)])
NOTHING = (False, False, [])


def assess(desk, police, *dangerous):
    """The police of the home write anew which places are dangerous; gives the check."""
    desk.later(hours=1)
    assessment = desk.do(safety.report_change, police, CASE).row
    found = (replace(PICTURE, dangerous_places=dangerous), PRECAUTIONS)
    desk.do(safety.write_assessment, police, assessment, found)
    return desk.rows("place_check")[-1].id


def relocated(desk):
    """The person lives there by a completed handover."""
    handover = contact(desk, approved(desk, assessed), CHOSEN)
    complete(desk, handover, HOME, CHOSEN)
    return handover


def called(desk):
    """A nomination is called for since the home was named dangerous; gives check and call."""
    relocated(desk)
    check = assess(desk, POLICE_THERE, CHOSEN.code)
    return check, desk.rows(KIND)[-1].id


def states(desk, kind=KIND):
    return [each.state for each in desk.rows(kind)]


def sees(desk, who, case=CASE):
    """Whether anything tells somebody of a call: the case, notices, what is late."""
    with desk.store.transaction() as session:
        own = handle(keys_of(session), who.organisation, case)
        things = case_view(session, who, own, desk.now).things
        waits = set(waiting_for(session, who, case, desk.now))
        late = overdue(session, who, desk.now + timedelta(days=400))
    rows = {each.id for each in desk.rows(KIND)}
    in_view = any(each.kind == KIND for each in things)
    return in_view, bool(waits & rows), [x.steps for x in late if x.row in rows]


@pytest.mark.rule("REL-9", "REL-10")
def test_a_call_for_a_nomination_is_told_with_its_day_to_municipality_and_police_of_the_home(desk):
    check, call = called(desk)
    assert desk.row(check).state == "nomination_called_for"
    assert desk.now < desk.row(call).due < desk.now + timedelta(days=9)
    assert sees(desk, RECEIVER) == sees(desk, POLICE_THERE) == CAN_ANSWER
    with desk.store.transaction() as session:
        own = handle(keys_of(session), RECEIVER.organisation, CASE)
        things = case_view(session, RECEIVER, own, desk.now).things
    (told,) = (each for each in things if each.kind == KIND)
    assert (told.state, told.due, told.topic) == ("called", desk.row(call).due, None)
    assert not any(each.kind == "place_check" for each in things)


@pytest.mark.rule("REL-9", "HO-8")
def test_who_sent_the_person_and_the_central_unit_hear_of_no_call(desk):
    handover = contact(desk, approved(desk, assessed), CHOSEN)
    agree(desk, handover, HOME, CHOSEN)
    arrive(desk, handover, CHOSEN)
    assess(desk, POLICE, CHOSEN.code)
    (call,) = desk.rows(KIND)
    for completed in (False, True):
        if completed:
            settle_centrally(desk, handover)
            desk.do(handovers.complete, CASEWORKER, handover)
        else:
            assert lacks(desk, calls.answer_call, COORDINATOR, call.id, WHY) == {"where_it_lives"}
            assert sees(desk, PROBATION) == NOTHING
        for who in (COORDINATOR, POLICE, CASEWORKER):
            assert sees(desk, who) == NOTHING
        # Who decides centrally is told of whatever others leave undone for long.
        assert sees(desk, DECIDER) == (False, False, [()])
        assert sees(desk, RECEIVER) == sees(desk, POLICE_THERE) == CAN_ANSWER


@pytest.mark.rule("REL-9")
def test_words_are_settled_by_somebody_of_the_central_unit_who_reads_them(desk):
    check, call = called(desk)
    assert lacks(desk, checks.accept_answer, CASEWORKER, check, WHY) == {
        "call_answered", "not_who_answered",
    }  # fmt: skip
    assert lacks(desk, calls.answer_call, RECEIVER, call, " ") == {"reasons"}
    assert desk.do(calls.answer_call, RECEIVER, call, "the gang is gone").state == "answered"
    assert desk.row(call).due is None
    with desk.store.transaction() as session:
        reads = [
            bool(asked(session, who, CASE, CALL_ANSWER))
            for who in (CASEWORKER, RECEIVER, POLICE_THERE, COORDINATOR, POLICE)
        ]
    assert reads == [True, True, True, False, False]
    assert lacks(desk, checks.accept_answer, CASEWORKER, check, " ") == {"reasons"}
    assert desk.do(checks.accept_answer, CASEWORKER, check, WHY).state == "answered"
    assert (states(desk), desk.row(check).due) == (["settled"], None)
    assert sees(desk, RECEIVER) == (True, False, [])


@pytest.mark.slow
@pytest.mark.rule("REL-9")
def test_words_that_do_not_convince_are_called_again(desk):
    check, call = called(desk)
    desk.do(calls.answer_call, POLICE_THERE, call, "the gang is gone")
    assert lacks(desk, checks.call_again, CASEWORKER, check, " ") == {"reasons"}
    desk.do(checks.call_again, CASEWORKER, check, WHY)
    assert (states(desk), states(desk, "place_check")) == (
        ["settled", "called"],
        ["nomination_called_for"],
    )
    assert lacks(desk, checks.call_again, CASEWORKER, check, WHY) == {"call_answered"}
    assert sees(desk, POLICE_THERE) == CAN_ANSWER


@pytest.mark.slow
@pytest.mark.rule("REL-9")
def test_a_newer_call_stands_for_those_before_it_and_none_stands_once_the_home_holds(desk):
    first, _ = called(desk)
    second = assess(desk, POLICE_THERE, CHOSEN.code)
    assert states(desk) == ["settled", "called"]
    assess(desk, POLICE_THERE)
    for each in (first, second):
        assert "called" in states(desk)
        desk.do(checks.find_it_holds, CASEWORKER, each, WHY)
    assert states(desk) == ["settled", "settled"]


@pytest.mark.slow
@pytest.mark.rule("REL-9")
def test_a_nomination_answers_the_call_by_itself_and_one_that_comes_to_nothing_none(desk):
    check, _ = called(desk)
    nomination = nominate(desk, CASE, CHOSEN, ACUTE)
    assert (desk.row(check).state, states(desk)) == ("nominated", ["settled"])
    desk.do(nominations.withdraw, RECEIVER, nomination, WHY)
    assert desk.row(check).state == "nomination_called_for"
    assert states(desk) == ["settled", "called"]
    # Those who received send by now: the call is theirs all the same.
    assert sees(desk, RECEIVER) == sees(desk, POLICE_THERE) == CAN_ANSWER
    nominate(desk, CASE, CHOSEN, REQUEST)
    assert (desk.row(check).state, set(states(desk))) == ("nominated", {"settled"})


@pytest.mark.slow
@pytest.mark.rule("REL-9", "HO-6")
def test_a_second_receiver_hears_of_no_call_for_the_home_before(desk):
    called(desk)
    placement = find_necessary(desk, nominate(desk, CASE, CHOSEN))
    decide(desk, placement, CHOSEN, ELSEWHERE)
    handover = contact(desk, placement, ELSEWHERE)
    home = desk.rows("handover")[0].id
    check = desk.rows("place_check")[0]
    desk.stands(check.id, "check_due")
    desk.do(checks.call_for_nomination, CASEWORKER, check.id, WHY)
    call = desk.rows(KIND)[-1]
    assert call.parent == home
    assert sees(desk, ELSEWHERE.coordinator) == sees(desk, ELSEWHERE.police) == NOTHING
    # It goes on from there already: the nomination by which it does answers the call at once.
    assert (call.state, desk.row(check.id).state) == ("settled", "nominated")
    assert sees(desk, RECEIVER) == (True, False, [])
    complete(desk, handover, CHOSEN, ELSEWHERE)
    assert set(states(desk)) == {"settled"}
    assert sees(desk, ELSEWHERE.coordinator) == sees(desk, ELSEWHERE.police) == NOTHING


@pytest.mark.slow
@pytest.mark.rule("REL-9", "REL-12")
def test_a_course_that_is_done_waits_for_the_answer_also_after_its_nomination_was_withdrawn(desk):
    check, _ = called(desk)
    nomination = nominate(desk, CASE, CHOSEN)
    desk.stands(CASE, "completed")
    desk.do(nominations.withdraw, RECEIVER, nomination, WHY)
    assert (desk.row(CASE).state, desk.row(check).state) == ("completed", "nomination_called_for")
    ran(desk)
    assert desk.row(CASE).state == "completed"
    desk.do(calls.answer_call, RECEIVER, desk.rows(KIND)[-1].id, WHY)
    desk.do(checks.accept_answer, CASEWORKER, check, WHY)
    ran(desk)
    assert (desk.row(CASE).state, set(states(desk))) == ("closed", {"settled"})
