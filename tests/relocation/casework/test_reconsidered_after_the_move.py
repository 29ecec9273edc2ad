"""Who asked to reconsider a place before the move has an answer after it: a test of the place."""

import pytest

from relocation.case_view import case_view
from relocation.errors import Missing, Stale, StepNotOpen
from relocation.handles import own_handle
from relocation.handovers import service as handovers
from relocation.permissions import Role
from relocation.placements import checks, hearings
from relocation.placements.kinds import REQUEST_ANEW
from relocation.placements.service import reopen
from relocation.proceedings.model import Moved
from tests.relocation.casefile.reading import asked
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    OTHER_DECIDER,
    RECEIVER,
    account,
)
from tests.relocation.casework.due import ran
from tests.relocation.casework.entering import LEAVES
from tests.relocation.casework.handing_over import POLICE_THERE, assessed
from tests.relocation.casework.nominating import WHY
from tests.relocation.casework.placing import approved
from tests.relocation.casework.relocating import (
    CHOSEN,
    HOME,
    agree,
    arrive,
    contact,
    settle_centrally,
)
from tests.relocation.casework.telling import lacks
from tests.relocation.casework.test_after_the_move_told import reassessed
from tests.relocation.casework.test_killed import is_whole
from tests.relocation.casework.test_transition import outcome
from tests.relocation.store.at_once import at_once

FREE = account("free", "central", DECIDER.function)
"""Took no part in anything of the decision."""
INVOLVED = (CASEWORKER, DECIDER, OTHER_DECIDER)


def asked_and_moved(desk, button=hearings.ask_as_sender, said=WHY):
    """The request, and the handover by which the person lives there since."""
    placement = approved(desk, assessed)
    anew = desk.below(placement, "reconsideration")
    desk.do(button, COORDINATOR, anew, said)
    handover = contact(desk, placement, CHOSEN)
    arrive(desk, handover, CHOSEN)
    desk.join(FREE, Role.CENTRAL_DECISION_MAKER)
    return anew, handover


def every_point_done(desk, handover):
    agree(desk, handover, HOME, CHOSEN)
    settle_centrally(desk, handover)


def states(desk):
    return [row.state for row in desk.rows("place_check")]


@pytest.mark.rule("REL-13")
@pytest.mark.slow
@pytest.mark.parametrize(
    ("button", "said"),
    [(hearings.ask_as_sender, WHY), (hearings.ask_for_candidate, LEAVES)],
)
def test_a_request_outlives_the_move_and_who_asked_is_told_that_the_decision_stands(
    desk, button, said
):
    anew, _ = asked_and_moved(desk, button, said)
    row = desk.row(anew)
    assert (row.state, row.due is None) == ("asked", False)
    for who in INVOLVED:
        assert lacks(desk, hearings.uphold, who, anew, WHY) == {"took_no_part"}
    assert desk.do(hearings.uphold, FREE, anew, WHY).state == "upheld"
    assert states(desk) == []
    with desk.store.transaction() as session:
        view = case_view(session, COORDINATOR, own_handle(session, COORDINATOR, CASE), desk.now)
        assert [x.state for x in view.things if x.kind == "reconsideration"] == ["upheld"]
        assert bool(asked(session, COORDINATOR, CASE, REQUEST_ANEW, row=anew)) == (said is WHY)
    assert ("reconsideration_answered", anew) in desk.messages()


@pytest.mark.rule("REL-13", "REL-9")
@pytest.mark.slow
def test_a_request_granted_after_the_move_has_the_place_tested_by_who_took_no_part(desk):
    anew, handover = asked_and_moved(desk)
    placement = desk.row(anew).parent
    assert desk.do(hearings.grant, FREE, anew, WHY).state == "granted"
    (check,) = desk.rows("place_check")
    assert (check.state, check.parent, desk.row(placement).state) == (
        "check_due", placement, "contacted",
    )  # fmt: skip
    assert desk.row(handover).state == "moved"
    assert lacks(desk, reopen, DECIDER, placement) == {"safety_changed", "move_not_confirmed"}
    for who in INVOLVED:
        assert lacks(desk, checks.find_it_holds, who, check.id, WHY) == {"no_part_in_granted"}
    desk.do(checks.find_it_holds, FREE, check.id, WHY)
    reassessed(desk)
    later = desk.rows("place_check")[-1].id
    assert desk.do(checks.find_it_holds, DECIDER, later, WHY).state == "holds"


@pytest.mark.rule("REL-13")
@pytest.mark.slow
def test_a_grant_begins_no_second_test_of_a_place_that_is_tested_already(desk):
    anew, _ = asked_and_moved(desk)
    reassessed(desk)
    assert states(desk) == ["check_due"]
    desk.do(hearings.grant, FREE, anew, WHY)
    (check,) = desk.rows("place_check")
    assert lacks(desk, checks.find_it_holds, CASEWORKER, check.id, WHY) == {"no_part_in_granted"}
    assert desk.do(checks.find_it_holds, FREE, check.id, WHY).state == "holds"


@pytest.mark.rule("REL-13", "REL-9")
@pytest.mark.slow
@pytest.mark.parametrize("by_itself", [True, False])
def test_who_asked_is_answered_where_a_nomination_from_there_is_called_for(desk, by_itself):
    anew, handover = asked_and_moved(desk)
    reassessed(desk, *([CHOSEN.code] if by_itself else []))
    (check,) = desk.rows("place_check")
    if not by_itself:
        assert (check.state, desk.row(anew).state) == ("check_due", "asked")
        desk.do(checks.call_for_nomination, DECIDER, check.id, WHY)
    row = desk.row(anew)
    assert (states(desk), row.state, row.due) == (["nomination_called_for"], "granted", None)
    assert ("reconsideration_answered", anew) in desk.messages()
    assert "reconsideration.note_call" in desk.logged()
    stays = {"no_part_in_granted"} | ({"open_place"} if by_itself else set())
    assert lacks(desk, checks.find_it_holds, DECIDER, check.id, WHY) == stays
    every_point_done(desk, handover)
    assert desk.do(handovers.complete, RECEIVER, handover).state == "completed"


@pytest.mark.rule("REL-13", "HO-8")
@pytest.mark.slow
def test_who_asked_and_presses_too_late_hears_of_a_grant_and_of_no_call(desk):
    anew, _ = asked_and_moved(desk)
    seen = desk.version(anew)
    reassessed(desk, CHOSEN.code)
    assert "reconsideration.note_call" in desk.logged()
    with pytest.raises(Stale) as late:
        desk.do(hearings.ask_as_sender, COORDINATOR, anew, WHY, version=seen)
    assert late.value.changed == ("grant",)
    assert "call" not in str(late.value)


@pytest.mark.rule("REL-13")
@pytest.mark.slow
def test_no_handover_is_completed_before_who_asked_has_an_answer_and_the_receiver_reads_not_who(
    desk,
):
    anew, handover = asked_and_moved(desk)
    every_point_done(desk, handover)
    with pytest.raises(Missing) as refused:
        desk.do(handovers.complete, RECEIVER, handover)
    assert set(refused.value.needs) == {"central_unit_answered"}
    told = str(refused.value).lower()
    assert not [word for word in ("reconsider", "sender", "candidate", "place") if word in told]
    with desk.store.transaction() as session:
        for who in (RECEIVER, POLICE_THERE):
            view = case_view(session, who, own_handle(session, who, CASE), desk.now)
            assert "reconsideration" not in {each.kind for each in view.things}
            assert asked(session, who, CASE, REQUEST_ANEW, row=anew) == ()
    desk.do(hearings.uphold, FREE, anew, WHY)
    assert desk.do(handovers.complete, RECEIVER, handover).state == "completed"


@pytest.mark.rule("REL-13")
@pytest.mark.slow
def test_a_request_that_waits_after_the_move_is_overdue_to_who_can_answer_it(desk):
    anew, _ = asked_and_moved(desk)
    desk.later(days=60)
    ran(desk)
    assert desk.row(anew).due < desk.now
    with desk.store.transaction() as session:
        view = case_view(session, FREE, own_handle(session, FREE, CASE), desk.now)
    (thing,) = (each for each in view.things if each.kind == "reconsideration")
    assert (set(thing.steps), thing.due) == ({"grant", "uphold"}, desk.row(anew).due)


@pytest.mark.rule("REL-13")
@pytest.mark.slow
def test_of_answers_calls_and_completions_at_once_nobody_is_left_without_an_answer(desk):
    anew, handover = asked_and_moved(desk)
    every_point_done(desk, handover)
    reassessed(desk)
    (check,) = desk.rows("place_check")
    presses = (
        (hearings.uphold, FREE, anew, WHY),
        (hearings.grant, FREE, anew, WHY),
        (checks.call_for_nomination, DECIDER, check.id, WHY),
        (handovers.complete, RECEIVER, handover),
    )
    seen = [desk.version(press[2]) for press in presses]
    doings = [
        lambda press=press, version=version: outcome(desk.do, *press, version=version)
        for press, version in zip(presses, seen, strict=True)
    ]
    got = at_once(doings * 2)
    lost = [each for each in got if not isinstance(each, Moved)]
    assert all(isinstance(each, Stale | StepNotOpen | Missing) for each in lost)
    answered = [each.state for each in got if isinstance(each, Moved) and each.row == anew]
    assert len(answered) <= 1
    assert desk.row(anew).state in {"upheld", "granted"}
    assert states(desk) == ["nomination_called_for"]
    order = [each for each in desk.logged() if each.startswith(("reconsid", "handover.comp"))]
    assert "handover.complete" not in order or order[-1] == "handover.complete"
    assert is_whole(desk)
