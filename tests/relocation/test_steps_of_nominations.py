"""What the table of a nomination says, rule by rule."""

import pytest

from relocation.nominations.model import Outcome
from relocation.nominations.steps import NOMINATION, State
from relocation.workflow import ClockMove
from tests.relocation.asking import leads_from, missing, path, takers


@pytest.mark.rule("REL-2")
def test_municipality_police_and_probation_ask_and_the_local_exit_unit_endorses():
    asking = {"muni_sender", "police_sender", "probation_party"}
    assert takers("nomination", "request", "draft") == asking
    assert takers("nomination", "endorse", "requested") == {"police_sender"}


@pytest.mark.parametrize(
    ("step", "state"),
    [("request", "draft"), ("endorse", "requested"), ("submit", "endorsed")],
)
@pytest.mark.rule("REL-2")
def test_nothing_is_asked_for_without_a_ground_that_is_argued(step, state):
    assert missing("nomination", step, state, argued=frozenset()) == ["ground_argued"]


@pytest.mark.parametrize(("requester", "acting"), [("one", "one"), ("", "one"), ("one", None)])
@pytest.mark.rule("RE-4")
def test_who_asked_does_not_endorse(requester, acting):
    changes = {"requested_by": frozenset({requester} - {""}), "acting": acting}
    assert missing("nomination", "endorse", "requested", **changes) == ["not_the_requester"]


@pytest.mark.parametrize(("step", "state"), [("submit", "endorsed"), ("resubmit", "returned")])
@pytest.mark.rule("REL-2")
def test_nothing_goes_to_the_central_unit_that_the_local_exit_unit_did_not_endorse(step, state):
    lacking = missing("nomination", step, state, is_endorsed_as_it_is=False)
    assert lacking == ["endorsed_as_it_is"]
    assert takers("nomination", "endorse", state) == {"police_sender"}


@pytest.mark.parametrize(
    ("step", "outcome", "key"),
    [
        ("find_necessary", None, "outcome_necessary"),
        ("find_necessary", Outcome.CAN_BE_MANAGED_OTHERWISE, "outcome_necessary"),
        ("find_not_necessary", None, "outcome_not_necessary"),
        ("find_not_necessary", Outcome.NEEDED_FOR_SAFETY, "outcome_not_necessary"),
    ],
)
@pytest.mark.rule("REL-3")
def test_necessity_has_a_coded_outcome_that_goes_with_the_answer(step, outcome, key):
    assert missing("nomination", step, "submitted", outcome=outcome) == [key]


@pytest.mark.parametrize("step", ["find_necessary", "find_not_necessary", "return"])
@pytest.mark.rule("REL-3")
def test_every_answer_has_reasons(step):
    assert missing("nomination", step, "submitted", has_reasons=False) == ["reasons"]


@pytest.mark.parametrize("state", ["judged_necessary", "judged_not_necessary"])
@pytest.mark.rule("REL-3", "RE-4")
def test_a_caseworker_judges_and_another_person_a_decision_maker_confirms(state):
    step = "find_necessary" if state == "judged_necessary" else "find_not_necessary"
    assert takers("nomination", step, "submitted") == {"central_caseworker"}
    assert takers("nomination", "confirm", state) == {"central_decision_maker"}
    one = {"judged_by": "one", "acting": "one"}
    assert missing("nomination", "confirm", state, **one) == ["not_the_judge"]


def test_a_judgement_of_nobody_is_not_confirmed():
    lacking = missing("nomination", "confirm", "judged_necessary", judged_by=None)
    assert lacking == ["not_the_judge"]


@pytest.mark.rule("REL-10")
def test_asking_for_information_stops_the_clock_and_the_answer_resumes_it():
    moves = {step.name: step.clock for step in NOMINATION.steps if step.clock}
    assert moves == {"return": ClockMove.STOPS, "resubmit": ClockMove.RESUMES}


@pytest.mark.rule("REL-10")
def test_a_returned_nomination_comes_back_to_the_same_judgement():
    assert path("nomination", State.SUBMITTED, "return", "resubmit", "find_necessary") == [
        "returned",
        "submitted",
        "judged_necessary",
    ]


@pytest.mark.parametrize(
    "state",
    [
        *("draft", "requested", "endorsed", "submitted", "returned"),
        *("judged_necessary", "judged_not_necessary", "necessary"),
    ],
)
@pytest.mark.rule("REL-12")
def test_a_nomination_that_is_not_answered_no_can_be_withdrawn(state):
    assert "withdraw" in leads_from("nomination", state)


@pytest.mark.rule("REL-12")
def test_once_the_move_is_confirmed_no_nomination_is_withdrawn():
    lacking = missing("nomination", "withdraw", "necessary", move_is_not_confirmed=False)
    assert lacking == ["move_not_confirmed"]


@pytest.mark.rule("WF-25")
def test_what_waits_for_the_local_side_expires_and_what_waits_for_the_central_unit_does_not():
    expiring = {str(state) for state in State if "expire" in leads_from("nomination", state)}
    assert expiring == {"draft", "requested", "endorsed", "returned"}


@pytest.mark.rule("WF-25")
def test_nothing_expires_that_was_touched_or_not_warned_of():
    lacking = missing("nomination", "expire", "draft", is_untouched_and_warned=False)
    assert lacking == ["untouched"]


@pytest.mark.parametrize("step", ["uphold", "put_right"])
@pytest.mark.rule("REL-10")
def test_an_acute_judgement_is_reviewed_by_another_decision_maker_than_the_judge(step):
    assert takers("acute_review", step, "review_due") == {"central_decision_maker"}
    assert missing("acute_review", step, "review_due", acting="one") == ["not_the_judge"]


@pytest.mark.parametrize("step", ["find_necessary", "find_not_necessary"])
@pytest.mark.rule("REL-10")
def test_whoever_gave_an_answer_that_was_put_right_neither_judges_anew_nor_confirms(step):
    gave = {"gave_what_was_put_right": frozenset({"one"}), "acting": "one", "judged_by": "two"}
    needed = "needed_for_safety" if step == "find_necessary" else "grounds_do_not_carry"
    told = {**gave, "outcome": Outcome(needed)}
    assert missing("nomination", step, "submitted", **told) == ["not_put_right"]
    assert missing("nomination", "confirm", f"judged_{step[5:]}", **gave) == ["not_put_right"]


@pytest.mark.parametrize(
    ("step", "state"),
    [
        ("return", "submitted"),
        ("ask_to_judge_again", "judged_necessary"),
        ("ask_to_judge_again", "judged_not_necessary"),
    ],
)
@pytest.mark.rule("REL-10")
def test_whoever_gave_an_answer_that_was_put_right_sends_no_new_one_back(step, state):
    gave = {"gave_what_was_put_right": frozenset({"one"}), "acting": "one", "judged_by": "two"}
    assert missing("nomination", step, state, **gave) == ["not_put_right"]
