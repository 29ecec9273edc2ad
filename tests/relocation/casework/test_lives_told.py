"""Ten lives told from their turning point to their end, and what each party reads then."""

from dataclasses import replace

import pytest

from relocation.cases import service as cases
from relocation.cases.papers import Ending
from relocation.errors import Missing, NotAllowed, StepNotOpen
from relocation.handovers import papers, terms
from relocation.handovers import service as handovers
from relocation.nominations import service as nominations
from relocation.permissions import Stage
from relocation.placements import checks
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    OTHER_DECIDER,
    POLICE,
    PROBATION,
    RECEIVER,
    ROLES,
)
from tests.relocation.casework.entering import (
    AGREEMENT,
    CONSULTANT,
    LEAVES,
    MEETING,
    SIGNED,
    admitted,
    in_course,
)
from tests.relocation.casework.handing_over import ARRIVED, POLICE_THERE, TERM
from tests.relocation.casework.nominating import ACUTE, NOT_NEEDED, WHY
from tests.relocation.casework.relocating import (
    CHOSEN,
    ELSEWHERE,
    HOME,
    agree,
    arrive,
    assess_anew,
    contact,
    decide,
    find_necessary,
    hand_over_knowledge,
    name_person,
    nominate,
    settle_centrally,
    sign_anew,
)
from tests.relocation.casework.telling import NOT_THERE, on_the_list, reads, states, users

DONE = Ending(reasons="the year is over")
LOCAL = (COORDINATOR, POLICE, PROBATION)
CENTRAL = (CASEWORKER, DECIDER, OTHER_DECIDER)
THERE = (RECEIVER, POLICE_THERE)


def approved(desk):
    """A case with its precautions whose place was decided by two; nobody there knows yet."""
    desk.open_case()
    assess_anew(desk, CASE, POLICE)
    placement = find_necessary(desk, nominate(desk, CASE, HOME))
    decide(desk, placement, HOME, CHOSEN)
    return placement


def contacted(desk):
    return contact(desk, approved(desk), CHOSEN)


@pytest.mark.slow
@pytest.mark.rule("WF-10", "HO-8")
def test_a_person_who_is_never_nominated_ends_the_course_where_it_began(desk):
    case = in_course(desk)
    assert (desk.stage(case), desk.rows("nomination")) == (Stage.ENROLLED, [])
    desk.do(cases.complete, COORDINATOR, case, DONE)
    assert states(desk, case, "case", "measure") == ["closed", "passed_on"]
    assert desk.stage(case) == Stage.CLOSED
    assert on_the_list(desk, case) == users(*LOCAL, CONSULTANT, CASEWORKER, DECIDER)
    assert reads(desk, case, COORDINATOR, POLICE, CASEWORKER, RECEIVER) == {
        "coordinator": {"ending"},
        "police": {"ending"},
        "caseworker": {"ending"},
        "receiver": NOT_THERE,
    }


@pytest.mark.slow
@pytest.mark.rule("REL-3", "WF-10")
def test_a_person_whose_nomination_is_refused_stays_and_gets_the_agreement_at_once(desk):
    case = admitted(desk)
    nomination = nominate(desk, case, HOME)
    desk.do(nominations.find_not_necessary, CASEWORKER, nomination, NOT_NEEDED)
    desk.do(nominations.confirm, DECIDER, nomination, WHY)
    assert (states(desk, case, "nomination", "placement"), desk.stage(case)) == (
        ["not_necessary"],
        Stage.ENROLLED,
    )
    desk.do(cases.draw_up_agreement, COORDINATOR, case, AGREEMENT)
    assert desk.do(cases.sign_agreement, COORDINATOR, case, SIGNED).state == "in_course"
    assert reads(desk, case, COORDINATOR, POLICE, CASEWORKER, DECIDER, RECEIVER) == {
        "coordinator": {"identity", "precautions", "agreement"},
        "police": {"identity", "safety_picture", "precautions", "agreement"},
        "caseworker": {"identity", "agreement"},
        "decider": set(),
        "receiver": NOT_THERE,
    }


@pytest.mark.slow
@pytest.mark.slow
@pytest.mark.rule("WF-10")
def test_a_person_nominated_before_any_agreement_makes_its_plan_with_sender_and_receiver(desk):
    handover = contacted(desk)
    desk.do(cases.hold_meeting, COORDINATOR, CASE, MEETING)
    agree(desk, handover, HOME, CHOSEN)
    arrive(desk, handover, CHOSEN)
    name_person(desk, handover, CHOSEN)
    sign_anew(desk, handover, CHOSEN)
    hand_over_knowledge(desk, handover, HOME, CHOSEN)
    desk.do(handovers.complete, RECEIVER, handover)
    assert states(desk, CASE, "case", "term", "signature") == ["admitted", "accepted", "signed"]
    with pytest.raises(NotAllowed):
        desk.do(cases.draw_up_agreement, COORDINATOR, CASE, AGREEMENT)
    desk.do(cases.draw_up_agreement, RECEIVER, CASE, AGREEMENT)
    assert desk.do(cases.sign_agreement, RECEIVER, CASE, SIGNED).state == "in_course"
    assert states(desk, CASE, "measure") == ["planned"]
    assert reads(desk, CASE, COORDINATOR, RECEIVER) == {
        "coordinator": set(),
        "receiver": {"precautions", "choice", "agreement"},
    }


@pytest.mark.rule("REL-12")
@pytest.mark.slow
def test_a_person_who_withdraws_midway_leaves_nobody_at_the_receiver_knowing(desk):
    contacted(desk)
    assert desk.do(cases.withdraw, COORDINATOR, CASE, LEAVES).state == "withdrawn"
    ended = states(desk, CASE, "case", "nomination", "placement", "handover")
    assert ended == ["closed", "withdrawn", "stopped", "called_off"]
    assert desk.stage() == Stage.CLOSED
    assert on_the_list(desk, CASE) == users(*ROLES)
    assert reads(desk, CASE, COORDINATOR, POLICE, CASEWORKER, *THERE) == {
        "coordinator": set(),
        "police": set(),
        "caseworker": set(),
        "receiver": NOT_THERE,
        "police-there": NOT_THERE,
    }


@pytest.mark.slow
@pytest.mark.rule("REL-9")
def test_a_person_whose_safety_changes_after_the_decision_gets_another_place(desk):
    placement = approved(desk)
    assess_anew(desk, CASE, POLICE)
    assert (states(desk, CASE, "placement"), desk.stage()) == (["reopened"], Stage.PLACEMENT)
    decide(desk, placement, HOME, ELSEWHERE)
    handover = contact(desk, placement, ELSEWHERE)
    assert states(desk, CASE, "placement", "handover") == ["contacted", "opened"]
    assert on_the_list(desk, CASE) == users(*ROLES, ELSEWHERE.coordinator, ELSEWHERE.police)
    assert reads(desk, CASE, RECEIVER, ELSEWHERE.coordinator, COORDINATOR) == {
        "receiver": NOT_THERE,
        "receiver-2": {"precautions", "choice"},
        "coordinator": {"precautions", "choice"},
    }
    assert desk.row(handover).parent == placement


@pytest.mark.slow
@pytest.mark.rule("HO-10", "HO-2")
def test_a_receiver_who_refuses_every_term_still_receives(desk):
    handover = contacted(desk)
    refused = [desk.do(terms.propose, COORDINATOR, handover, TERM).row for _ in range(2)]
    for term in refused:
        desk.do(terms.say_out_of_reach, RECEIVER, term, replace(TERM, out_of_reach=True))
        with pytest.raises(Missing):
            desk.do(terms.accept, RECEIVER, term)
    arrive(desk, handover, CHOSEN)
    desk.later(days=60)
    for term in refused:
        desk.do(terms.mediate, CASEWORKER, term)
    free, bound = (papers.Mediation(reasons=WHY, law_obliges=each) for each in (False, True))
    desk.do(terms.leave_out, CASEWORKER, refused[0], free)
    desk.do(terms.note_as_duty, CASEWORKER, refused[1], bound)
    name_person(desk, handover, CHOSEN)
    sign_anew(desk, handover, CHOSEN)
    hand_over_knowledge(desk, handover, HOME, CHOSEN)
    desk.do(handovers.complete, RECEIVER, handover)
    assert states(desk, CASE, "handover", "term") == ["completed", "left_out", "noted_as_duty"]
    assert desk.stage() == Stage.RELOCATED


@pytest.mark.slow
@pytest.mark.rule("HO-10", "HO-8")
def test_a_receiver_who_confirms_nothing_is_responsible_in_the_end(desk):
    handover = contacted(desk)
    desk.do(terms.propose, COORDINATOR, handover, TERM)
    desk.do(handovers.confirm_move, POLICE_THERE, handover, ARRIVED)
    desk.later(days=60)
    settle_centrally(desk, handover)
    desk.do(handovers.complete, CASEWORKER, handover)
    points = states(desk, CASE, "term", "signature", "contact_person", "knowledge_item")
    assert set(points) == {"noted_as_duty", "closed_by_central"}
    assert desk.stage() == Stage.RELOCATED
    assert reads(desk, CASE, COORDINATOR, POLICE, *THERE) == {
        "coordinator": set(),
        "police": set(),
        "receiver": {"precautions", "choice"},
        "police-there": {"safety_picture", "precautions", "choice"},
    }


@pytest.mark.slow
@pytest.mark.rule("HO-10")
def test_a_person_who_will_not_sign_anew_has_moved_all_the_same(desk):
    handover = contacted(desk)
    agree(desk, handover, HOME, CHOSEN)
    arrive(desk, handover, CHOSEN)
    name_person(desk, handover, CHOSEN)
    hand_over_knowledge(desk, handover, HOME, CHOSEN)
    with pytest.raises(Missing) as refused:
        desk.do(handovers.complete, RECEIVER, handover)
    assert set(refused.value.needs) == {"signed_anew"}
    desk.do(handovers.close_signature, DECIDER, desk.below(handover, "signature"), WHY)
    desk.do(handovers.complete, RECEIVER, handover)
    ended = states(desk, CASE, "handover", "signature", "term")
    assert (ended, desk.stage()) == (
        ["completed", "closed_by_central", "accepted"],
        Stage.RELOCATED,
    )
    assert reads(desk, CASE, COORDINATOR, RECEIVER) == {
        "coordinator": set(),
        "receiver": {"precautions", "choice"},
    }


@pytest.mark.slow
@pytest.mark.rule("REL-9", "HO-10")
def test_a_person_whose_safety_changes_after_the_move_is_nominated_anew_from_there(desk):
    handover = contacted(desk)
    arrive(desk, handover, CHOSEN)
    assess_anew(desk, CASE, POLICE_THERE)
    assert states(desk, CASE, "placement", "handover") == ["contacted", "moved"]
    with pytest.raises(StepNotOpen):
        desk.do(nominations.draft, RECEIVER, CASE, ACUTE)
    (check,) = desk.rows("place_check")
    desk.do(checks.call_for_nomination, CASEWORKER, check.id, WHY)
    desk.do(terms.propose, CASEWORKER, handover, TERM)
    settle_centrally(desk, handover)
    desk.do(handovers.complete, CASEWORKER, handover)
    find_necessary(desk, nominate(desk, CASE, CHOSEN, ACUTE))
    assert states(desk, CASE, "nomination", "placement", "acute_review", "place_check") == [
        "necessary", "necessary", "contacted", "open", "review_due", "nominated",
    ]  # fmt: skip
    assert desk.stage() == Stage.PLACEMENT
    assert on_the_list(desk, CASE) == users(*CENTRAL, *THERE)
    assert reads(desk, CASE, COORDINATOR, POLICE, RECEIVER) == {
        "coordinator": NOT_THERE,
        "police": NOT_THERE,
        "receiver": {"precautions"},
    }


@pytest.mark.slow
@pytest.mark.rule("HO-8")
def test_a_person_who_moves_a_second_time_is_known_only_where_it_lives_now(desk):
    for before, to in ((HOME, CHOSEN), (CHOSEN, ELSEWHERE)):
        if before is HOME:
            handover = contacted(desk)
        else:
            placement = find_necessary(desk, nominate(desk, CASE, before))
            decide(desk, placement, before, to)
            handover = contact(desk, placement, to)
        agree(desk, handover, before, to)
        arrive(desk, handover, to)
        name_person(desk, handover, to)
        sign_anew(desk, handover, to)
        hand_over_knowledge(desk, handover, before, to)
        desk.do(handovers.complete, to.coordinator, handover)
    assert states(desk, CASE, "placement", "handover") == ["contacted"] * 2 + ["completed"] * 2
    assert desk.stage() == Stage.RELOCATED
    assert reads(desk, CASE, COORDINATOR, RECEIVER, ELSEWHERE.coordinator, CASEWORKER) == {
        "coordinator": NOT_THERE,
        "receiver": set(),
        "receiver-2": {"precautions", "choice"},
        "caseworker": {"safety_picture", "precautions", "choice"},
    }
