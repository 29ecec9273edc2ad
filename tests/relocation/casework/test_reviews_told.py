"""The review of an acute answer: who sees it, and who of few who decide can do it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from relocation.case_view import case_view
from relocation.cases.kinds import PICTURE as PICTURES
from relocation.keys.pseudonyms import handle
from relocation.nominations import service as nominations
from relocation.notices.waiting import waiting_for
from relocation.overdue import overdue
from relocation.permissions import Role
from relocation.store import keys_of
from tests.relocation.casework.desk import DECIDER, OTHER_DECIDER, POLICE_THERE, RECEIVER
from tests.relocation.casework.entering import PICTURE
from tests.relocation.casework.nominating import WHY
from tests.relocation.casework.relocating import (
    CHOSEN,
    ELSEWHERE,
    HOME,
    complete,
    contact,
    decide,
    find_necessary,
    nominate,
)
from tests.relocation.casework.telling import lacks
from tests.relocation.casework.test_put_right_afterwards import ANOTHER, answer, answered, put_right

NOTHING = ([], [], False)
LATER = timedelta(days=400)


def sees(desk, who, case):
    """The reviews that somebody sees: in the case, in the list of what is late, in notices."""
    rows = {each.id for each in desk.rows("acute_review")}
    with desk.store.transaction() as session:
        own = handle(keys_of(session), who.organisation, case)
        things = case_view(session, who, own, desk.now).things
        late = overdue(session, who, desk.now + LATER)
        waits = waiting_for(session, who, case, desk.now)
    in_view = [(each.state, each.steps) for each in things if each.kind == "acute_review"]
    return in_view, [each.steps for each in late if each.row in rows], bool(set(waits) & rows)


def told(state, *steps):
    return [(state, steps)], [steps] if steps else [], bool(steps)


@pytest.mark.slow
@pytest.mark.rule("REL-10", "HO-8")
def test_before_the_move_no_receiver_sees_that_an_acute_answer_is_reviewed_or_was_wrong(desk):
    case, nomination = answered(desk, needed=True)
    placement = desk.below(nomination, "placement")
    decide(desk, placement, HOME, CHOSEN)
    handover = contact(desk, placement, CHOSEN)
    there = RECEIVER, POLICE_THERE
    assert [sees(desk, each, case) for each in there] == [NOTHING, NOTHING]
    put_right(desk)
    assert [sees(desk, each, case) for each in there] == [NOTHING, NOTHING]
    complete(desk, handover, HOME, CHOSEN)
    assert sees(desk, RECEIVER, case) == told("put_right_told", "take_note")


@pytest.mark.slow
@pytest.mark.rule("REL-10", "HO-8")
def test_a_second_receiver_hears_of_an_earlier_answer_that_was_wrong_where_it_has_the_person(desk):
    case, nomination = answered(desk, needed=True)
    placement = desk.below(nomination, "placement")
    decide(desk, placement, HOME, CHOSEN)
    complete(desk, contact(desk, placement, CHOSEN), HOME, CHOSEN)
    assert sees(desk, RECEIVER, case) == told("review_due")
    second = find_necessary(desk, nominate(desk, case, CHOSEN))
    desk.later(days=1)
    left = replace(PICTURE, dangerous_places=(), place_left=CHOSEN.code)
    desk.write(case, PICTURES, left)
    decide(desk, second, CHOSEN, ELSEWHERE)
    handover = contact(desk, second, ELSEWHERE)
    assert sees(desk, ELSEWHERE.coordinator, case) == NOTHING
    complete(desk, handover, CHOSEN, ELSEWHERE)
    assert sees(desk, ELSEWHERE.coordinator, case) == NOTHING
    put_right(desk)
    assert sees(desk, ELSEWHERE.coordinator, case) == told("put_right_told", "take_note")


@pytest.mark.slow
@pytest.mark.parametrize("button", [nominations.uphold, nominations.put_right])
@pytest.mark.rule("REL-10")
def test_of_two_who_decide_the_one_who_did_not_confirm_the_new_answer_reviews_it(desk, button):
    case, nomination = answered(desk, needed=False)
    put_right(desk)
    desk.join(ANOTHER, Role.CENTRAL_CASEWORKER, case)
    answer(desk, nomination, needed=True, who=ANOTHER, confirms=OTHER_DECIDER)
    review = desk.rows("acute_review")[-1].id
    assert lacks(desk, button, OTHER_DECIDER, review, WHY) == {"not_the_judge"}
    desk.do(button, DECIDER, review, WHY)
