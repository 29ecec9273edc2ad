"""What the tables of placement, hearings and reconsideration say, rule by rule."""

import pytest

from relocation.placements.model import (
    CandidateHearing,
    Criterion,
    Reconsideration,
    SenderHearing,
)
from relocation.placements.steps import CANDIDATE_HEARING, PLACEMENT, SENDER_HEARING, State
from relocation.workflow import Itself
from scoring.criteria import ALL as CRITERIA
from tests.relocation.asking import leads_from, missing, path, takers


@pytest.mark.rule("REL-3")
def test_no_place_is_proposed_before_the_move_was_found_necessary():
    lacking = missing("placement", "propose", "open", necessity_is_confirmed=False)
    assert lacking == ["necessity"]


def test_the_criteria_of_a_decision_are_those_of_the_engine():
    assert list(Criterion) == [criterion.key for criterion in CRITERIA]


@pytest.mark.parametrize("at", sorted(set(SenderHearing) - {SenderHearing.ON_RECORD}))
@pytest.mark.parametrize(("step", "state"), [("note_hearings", "hearing"), ("decide", "heard")])
@pytest.mark.rule("REL-5")
def test_no_decision_without_what_the_sender_said(at, step, state):
    assert missing("placement", step, state, sender_hearing=at) == ["sender_heard"]


@pytest.mark.parametrize("at", [CandidateHearing.NOT_ASKED, CandidateHearing.ASKED])
@pytest.mark.parametrize(("step", "state"), [("note_hearings", "hearing"), ("decide", "heard")])
@pytest.mark.rule("REL-5")
def test_no_decision_without_what_the_candidate_said(at, step, state):
    assert missing("placement", step, state, candidate_hearing=at) == ["candidate_heard"]


@pytest.mark.rule("REL-5")
def test_the_candidates_hearing_is_left_out_only_on_a_legal_ground_and_the_senders_never():
    lacking = missing("candidate_hearing", "leave_out", "not_asked", has_legal_ground=False)
    assert lacking == ["legal_ground"]
    assert takers("candidate_hearing", "leave_out", "asked") == {"central_decision_maker"}
    left_out = CandidateHearing.LEFT_OUT
    assert missing("placement", "decide", "heard", candidate_hearing=left_out) == []
    named = {step.name for step in SENDER_HEARING.steps}
    assert named == {"ask_sender", "record_statement", "fall_away"}


@pytest.mark.rule("REL-5")
def test_both_are_heard_on_what_was_released():
    for hearing, step in (("sender_hearing", "ask_sender"), ("candidate_hearing", "ask_candidate")):
        assert missing(hearing, step, "not_asked", hearing_is_open=False) == ["hearing_open"]
    assert CANDIDATE_HEARING.start == SENDER_HEARING.start


@pytest.mark.parametrize("criterion", Criterion)
@pytest.mark.rule("REL-6")
def test_a_decision_gives_reasons_by_each_of_the_five_criteria(criterion):
    rest = frozenset(Criterion) - {criterion}
    assert missing("placement", "decide", "heard", reasons_by=rest) == ["reasons_by_criteria"]


@pytest.mark.parametrize(
    ("follows", "has_reason", "lacking"),
    [(False, False, ["reason_for_deviating"]), (False, True, []), (True, False, [])],
)
@pytest.mark.rule("REL-6")
def test_leaving_the_proposal_takes_a_reason_of_its_own(follows, has_reason, lacking):
    found = missing(
        "placement",
        "decide",
        "heard",
        follows_proposal=follows,
        has_reason_for_deviating=has_reason,
    )
    assert found == lacking


@pytest.mark.parametrize("step", ["approve", "send_back"])
@pytest.mark.parametrize(("decided_by", "acting"), [("one", "one"), (None, "one"), ("one", None)])
@pytest.mark.rule("REL-6", "RE-4")
def test_somebody_else_than_who_decided_approves_or_sends_back(step, decided_by, acting):
    lacking = missing("placement", step, "decided", decided_by=decided_by, acting=acting)
    assert lacking == ["not_the_decider"]


@pytest.mark.rule("REL-6")
def test_a_decision_is_made_and_approved_by_decision_makers():
    taking = takers("placement", "decide", "heard") | takers("placement", "approve", "decided")
    assert taking == {"central_decision_maker"}


@pytest.mark.rule("REL-6")
def test_no_step_of_a_placement_is_the_receivers():
    receiving = {"muni_receiver", "police_receiver"}
    assert [step.name for step in PLACEMENT.steps if receiving & set(step.who)] == []


@pytest.mark.parametrize(
    ("step", "state"),
    [("decide", "heard"), ("approve", "decided"), ("contact_receiver", "approved")],
)
@pytest.mark.rule("REL-9")
def test_a_place_that_something_closes_today_goes_no_further(step, state):
    assert missing("placement", step, state, place_is_open=False) == ["open_place"]


TELLING = [
    ("release_shortlist", "proposed"),
    ("approve", "decided"),
    ("contact_receiver", "approved"),
]


@pytest.mark.parametrize(("step", "state"), [*TELLING, ("decide", "heard"), ("uphold", "reopened")])
@pytest.mark.rule("WF-4")
def test_no_place_is_told_or_decided_against_the_newest_word_of_the_police(step, state):
    assert missing("placement", step, state, assessment_allows=False) == ["assessment"]


@pytest.mark.parametrize(("step", "state"), TELLING)
@pytest.mark.rule("WF-19")
def test_no_place_is_told_to_anybody_while_a_reported_change_waits_for_the_police(step, state):
    assert missing("placement", step, state, no_change_waits=False) == ["assessment_written"]


@pytest.mark.parametrize("state", ["decided", "approved", "contacted"])
@pytest.mark.rule("REL-9")
def test_a_safety_change_reopens_a_decided_place_by_itself(state):
    step = PLACEMENT.step("reopen_for_safety", State(state))
    assert step.may_be_taken_by(Itself.ITSELF)
    assert missing("placement", "reopen_for_safety", state, safety_changed=False) == [
        "safety_changed"
    ]


@pytest.mark.rule("REL-9")
def test_a_reopened_place_is_upheld_only_if_nothing_closes_it_and_is_approved_again():
    assert missing("placement", "uphold", "reopened", place_is_open=False) == ["open_place"]
    assert path("placement", State.REOPENED, "uphold", "approve") == ["decided", "approved"]


@pytest.mark.parametrize("step", ["reopen_for_safety", "reopen_after_reconsideration", "stop"])
@pytest.mark.rule("REL-9")
def test_once_the_move_is_confirmed_no_placement_is_reopened_or_stopped(step):
    lacking = missing("placement", step, "contacted", move_is_not_confirmed=False)
    assert lacking == ["move_not_confirmed"]


@pytest.mark.rule("REL-11")
def test_no_municipality_is_an_outcome_with_its_rules_and_is_tried_again_by_itself():
    step = "record_no_municipality"
    assert missing("placement", step, "open", rules_are_named=False) == ["rules_named"]
    assert path("placement", State.OPEN, step, "try_again") == ["no_municipality", "open"]
    assert takers("placement", "try_again", "no_municipality") == set()


@pytest.mark.rule("REL-11")
def test_from_no_municipality_nothing_leads_to_a_decision_but_a_new_trial():
    assert leads_from("placement", "no_municipality") == {"try_again", "tell_no_place", "stop"}


@pytest.mark.parametrize("state", sorted(set(State) - {State.STOPPED}))
@pytest.mark.rule("REL-12")
def test_a_placement_stops_by_itself_when_the_nomination_is_withdrawn(state):
    assert missing("placement", "stop", state, nomination_is_over=False) == ["nomination_over"]
    assert PLACEMENT.step("stop", state).may_be_taken_by(Itself.ITSELF)


@pytest.mark.rule("REL-13")
def test_candidate_and_sender_ask_for_reconsideration_and_the_receiver_cannot():
    asking = {*takers("reconsideration", "ask_for_candidate", "not_asked")}
    asking |= takers("reconsideration", "ask_as_sender", "not_asked")
    assert asking == {"muni_sender", "police_sender", "probation_party"}
    word = missing("reconsideration", "ask_for_candidate", "not_asked", has_candidates_word=False)
    assert word == ["candidates_word"]


@pytest.mark.parametrize("step", ["uphold", "grant"])
@pytest.mark.parametrize(
    ("took_part", "acting"), [({"one", "other"}, "one"), ({"one"}, None), (set(), "one")]
)
@pytest.mark.rule("REL-13")
def test_an_officer_without_part_in_the_decision_reconsiders_it(step, took_part, acting):
    found = missing("reconsideration", step, "asked", took_part=frozenset(took_part), acting=acting)
    assert found == ["took_no_part"]


@pytest.mark.parametrize("at", sorted(set(Reconsideration) - {Reconsideration.GRANTED}))
@pytest.mark.rule("REL-13")
def test_the_decision_stands_until_a_reconsideration_is_granted(at):
    step = "reopen_after_reconsideration"
    assert missing("placement", step, "approved", reconsideration=at) == ["granted"]


def test_what_was_granted_anew_is_not_simply_upheld():
    granted = Reconsideration.GRANTED
    found = missing("placement", "uphold", "reopened", reconsideration=granted)
    assert found == ["not_granted"]


@pytest.mark.rule("SE-6")
def test_a_shortlist_is_released_only_from_enough_open_places_else_withheld_with_reasons():
    few = {"has_enough_open_places": False}
    assert missing("placement", "release_shortlist", "proposed", **few) == ["enough_open_places"]
    assert missing("placement", "withhold_shortlist", "proposed", has_reasons=False) == ["reasons"]
