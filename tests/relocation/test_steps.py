"""The tables of steps, held to a table of expectation that was written by itself."""

import csv
from itertools import product
from pathlib import Path

import pytest

from relocation.actor import Qualification
from relocation.deadlines.awaited import Awaited
from relocation.errors import Missing, NotAllowed, StepNotOpen
from relocation.permissions import Role, Stage
from relocation.workflow import Itself
from relocation.workflows import ALL
from tests.relocation.on_record import facts_for, nothing

CODES = {
    "cw": Role.CENTRAL_CASEWORKER,
    "dm": Role.CENTRAL_DECISION_MAKER,
    "ms": Role.MUNI_SENDER,
    "mr": Role.MUNI_RECEIVER,
    "ps": Role.POLICE_SENDER,
    "pr": Role.POLICE_RECEIVER,
    "pp": Role.PROBATION_PARTY,
    "itself": Itself.ITSELF,
}
ROLES = (*Role, Itself.ITSELF, None)
TABLE = (Path(__file__).parent / "expected_steps.csv").read_text(encoding="utf-8")
ROWS = list(csv.DictReader(TABLE.splitlines()))
LEADS = {
    (row["workflow"], row["step"], state): row for row in ROWS for state in row["from"].split()
}
"""The expectation by workflow, step and state."""
EVERYTHING = frozenset(Qualification)
QUALIFIED = {"ms+prevention_consultant": (Role.MUNI_SENDER, Qualification.PREVENTION_CONSULTANT)}
MET_BY_NOTHING = {
    "not_signed",  # without a signature nothing is signed
    "no_more_called_for",  # nothing calls for anything
    "not_granted",  # nothing asked for is what it wants
    "can_be_found",  # asked of who may not read safety alone
}
"""Needs that are met where nothing is on record."""


def who(row):
    if row["who"] in QUALIFIED:
        return {QUALIFIED[row["who"]][0]}
    return {CODES[code] for code in row["who"].split()}


def outcome(workflow, step, state, role, facts, qualifications=EVERYTHING):
    """The state reached, or the kind of refusal."""
    try:
        return ALL[workflow].take(step, state, role, facts, qualifications=qualifications)
    except (StepNotOpen, NotAllowed, Missing) as refused:
        return type(refused)


def expected(workflow, step, state, role):
    row = LEADS.get((workflow, step, state))
    if row is None:
        return StepNotOpen
    return row["to"] if role in who(row) else NotAllowed


@pytest.mark.parametrize("workflow", ALL)
@pytest.mark.rule("RE-17")
def test_every_state_role_and_step_ends_as_the_table_of_expectation_says(workflow):
    steps = {row["step"] for row in ROWS if row["workflow"] == workflow} | {"unheard_of"}
    wrong = [
        (step, str(state), role)
        for step, state, role in product(steps, ALL[workflow].states, ROLES)
        if outcome(workflow, step, state, role, facts_for(workflow, step))
        != expected(workflow, step, state, role)
    ]
    assert wrong == []


@pytest.mark.parametrize("workflow", ALL)
@pytest.mark.rule("RE-17")
def test_open_steps_are_those_that_the_table_of_expectation_gives_the_role(workflow):
    wrong = [
        (str(state), role)
        for state, role in product(ALL[workflow].states, ROLES)
        if {step.name for step in ALL[workflow].open_steps(state, role, EVERYTHING)}
        != {
            step
            for (of, step, at), row in LEADS.items()
            if (of, at) == (workflow, state) and role in who(row)
        }
    ]
    assert wrong == []


def test_the_table_of_expectation_has_the_rows_of_the_product_and_no_other():
    rows = sorted((row["workflow"], row["step"], row["from"].split()[0]) for row in ROWS)
    steps = [(name, step) for name, workflow in ALL.items() for step in workflow.steps]
    assert len(rows) == len(set(rows)) == len(steps)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['workflow']}.{row['step']}")
def test_with_nothing_on_record_all_that_is_missing_is_named_at_once(row):
    workflow, state = ALL[row["workflow"]], row["from"].split()[0]
    missing = workflow.missing(
        row["step"], workflow.states[0].__class__(state), nothing(row["workflow"])
    )
    wanted = [key for key in row["needs"].split() if key not in MET_BY_NOTHING]
    assert [need.key for need in missing] == wanted


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['workflow']}.{row['step']}")
def test_needs_stage_and_clock_of_a_step_are_as_expected(row):
    step = ALL[row["workflow"]].step(row["step"], row["from"].split()[0])
    stage = step.stage and step.stage.split("_")[0]
    found = ([need.key for need in step.needs], stage or "", step.clock or "")
    assert found == (row["needs"].split(), row["stage"], row["clock"])


@pytest.mark.parametrize("code", QUALIFIED)
@pytest.mark.rule("WF-24")
def test_a_step_for_the_qualified_is_refused_to_the_role_alone(code):
    role, _ = QUALIFIED[code]
    rows = [row for row in ROWS if row["who"] == code]
    others = EVERYTHING - {QUALIFIED[code][1]}
    found = {
        outcome(
            row["workflow"], row["step"], state, role, facts_for(row["workflow"], row["step"]), q
        )
        for row in rows
        for state in row["from"].split()
        for q in (frozenset(), others)
    }
    assert (bool(rows), found) == (True, {NotAllowed})


@pytest.mark.parametrize("workflow", ALL)
@pytest.mark.rule("RE-17")
def test_every_state_is_reached_and_is_final_or_has_a_way_out(workflow):
    leads = [(row, state) for (of, _, state), row in LEADS.items() if of == workflow]
    reached = {ALL[workflow].start, *(row["to"] for row, _ in leads)}
    leaving = {state for row, state in leads if row["to"] != state}
    states = set(ALL[workflow].states)
    assert (states - reached, states - leaving - ALL[workflow].final) == (set(), set())


WITHOUT_DEADLINE = {
    "draft": "expires",
    "not_asked": "waits for the deadline of what asks",
    "review_due": "has the policy's review days",
    "running": "has the day of its reminder",
    "glass_broken": "has the policy's hours for a countersignature",
    "expired": "is closed by itself",
    "sent_on": "is closed by itself",
    "withdrawn": "is closed by itself once nothing depends on it",
    "ended_centrally": "is closed by itself once nothing depends on it",
    "lapsed": "is closed by itself once nothing depends on it",
    "completed": "is closed by itself once nothing depends on it",
    "not_eligible": "has a date of its own for renewed assessment",
    "in_course": "lasts as long as the agreement says, with weekly reports",
    "closed": "is erased when the follow-up is over",
    "answered": "waits for the deadline of the check that calls",
    "planned": "begins as the agreement says",
    "under_way": "lasts as long as the agreement says",
    "named": "takes part once its basis is there",
    "taking_part": "lasts as long as the course or the consent",
}


@pytest.mark.parametrize("workflow", ALL)
def test_every_state_that_waits_has_a_deadline_or_a_reason_to_have_none(workflow):
    table = ALL[workflow]
    waiting = set(table.states) - set(table.final) - set(table.awaits)
    assert waiting - set(WITHOUT_DEADLINE) == set()


def test_every_kind_of_step_with_a_deadline_is_waited_for_somewhere():
    awaited = {each for workflow in ALL.values() for each in workflow.awaits.values()}
    assert awaited == set(Awaited)


def test_no_step_is_the_candidates_the_engines_or_a_watchers_to_take():
    taking = {role for workflow in ALL.values() for step in workflow.steps for role in step.who}
    assert taking == set(CODES.values()) - {Itself.ITSELF}


def test_stages_come_from_the_steps_that_the_secrecy_rules_name():
    found = {}
    for workflow in ALL.values():
        for step in workflow.steps:
            if step.stage:
                found.setdefault(step.stage, set()).add(f"{workflow.name}.{step.name}")
    assert found == {
        Stage.ENROLLED: {
            "case.admit",
            "nomination.confirm",
            "nomination.withdraw",
            "nomination.expire",
        },
        Stage.NOMINATED: {
            "nomination.submit",
            "nomination.ask_to_judge_again",
            "nomination.judge_anew",
        },
        Stage.NECESSITY: {"nomination.find_necessary", "nomination.find_not_necessary"},
        Stage.PLACEMENT: {
            "nomination.confirm",
            "placement.reopen_for_safety",
            "placement.reopen_after_reconsideration",
        },
        Stage.DECIDED: {"placement.approve"},
        Stage.HANDOVER: {"placement.contact_receiver"},
        Stage.RELOCATED: {"handover.complete"},
        Stage.CLOSED: {"case.close"},
        Stage.ERASED: {"case.erase"},
    }
