"""The checker catches a false figure, bound, status or version, and a plan that is not whole."""

from dataclasses import replace

import pytest

from scoring.check import Fault, check
from scoring.person import Danger, Tie, TieKind, Urgency
from scoring.result import AimResult, Outcome, Placement, Status
from scoring.round import Closure
from scoring.solver import solve
from tests.builders import TODAY, code, country, person, problem
from tests.scoring.planted import ROOMY, claimed_proven, codes, with_aim, with_places

CHECKER = pytest.mark.rule("RE-12", "SV-3")
RULES = ROOMY | {"aims.safety_steps": (20, 40, 60, 80), "evenness.form": "guarantee"}
AIMS = (
    "unplaced.acute.5",
    "unplaced.standard.1",
    "safety_below.20",
    "safety_below.40",
    "safety_below.60",
    "safety_below.80",
    "above_fair_share",
    "points",
    "tie_break",
)


def round_of_two(*severities, **acute):
    """An acute and a standard case, both from the first of five places alike, an hour apart."""
    dangers = tuple(Danger(municipality=code(1), severity=s, as_of=TODAY) for s in severities)
    p = person("p", urgency=Urgency.ACUTE, threat_level=5, dangers=dangers, **acute)
    return problem(p, person("q"), land=country(5), rules=RULES)


ROUND = round_of_two()
ANSWER = solve(ROUND)
FRIEND = Tie(kind=TieKind.SUPPORTIVE, municipality=code(2), strength=1.0)


def bound_line(fault, name):
    return f"aim.bound: bound_{fault} (where aims.{AIMS.index(name)}.bound, aim {name})"


@CHECKER
def test_the_checker_finds_nothing_wrong_with_an_honest_answer():
    assert check(ROUND, ANSWER) == ()


@CHECKER
@pytest.mark.parametrize("name", AIMS)
def test_the_checker_catches_a_value_that_the_plan_does_not_reach(name):
    value = next(aim.value for aim in ANSWER.aims if aim.name == name)
    found = check(ROUND, with_aim(ANSWER, name, value=value + 1))
    line = f"aim.value: value (where aims.{AIMS.index(name)}.value, aim {name})"
    assert ((), line) in [(v.people, str(v)) for v in found]


@CHECKER
@pytest.mark.parametrize("name", AIMS)
def test_the_checker_catches_a_bound_on_the_wrong_side_of_the_value(name):
    value = next(aim.value for aim in ANSWER.aims if aim.name == name)
    bound = value - 1 if name == "points" else value + 1
    found = check(ROUND, with_aim(ANSWER, name, bound=bound))
    assert ((), bound_line("passed", name)) in [(v.people, str(v)) for v in found]


@CHECKER
@pytest.mark.parametrize("name", AIMS)
def test_the_checker_catches_a_bound_weaker_than_what_everybody_could_have_alone(name):
    bound = 10**9 if name == "points" else -1
    found = check(ROUND, with_aim(ANSWER, name, bound=bound))
    weak = bound_line("weak", name)
    assert [(v.people, str(v)) for v in found] == [((), "status: status"), ((), weak)]


WORSE = {
    "unplaced.acute.5": (ROUND, {"p": None}),
    "unplaced.standard.1": (ROUND, {"q": None}),
    "safety_below.20": (round_of_two(5, 5), {"p": code(1)}),
    "safety_below.40": (round_of_two(5), {"p": code(1)}),
    "safety_below.60": (round_of_two(3), {"p": code(1)}),
    "safety_below.80": (round_of_two(2), {"p": code(1)}),
    "above_fair_share": (ROUND, {"p": code(3), "q": code(3)}),
    "points": (round_of_two(ties=(FRIEND,)), {"p": code(4), "q": code(3)}),
}


@CHECKER
@pytest.mark.parametrize(("name", "case"), WORSE.items(), ids=WORSE)
def test_the_checker_catches_a_claim_that_a_worse_plan_is_the_best(name, case):
    world, places = case
    found = check(world, claimed_proven(world, solve(world), **places))
    of_aims = [(v.code, v.facts["aim"]) for v in found if v.fault is not Fault.CONFLICT_MISSING]
    assert of_aims == [("aim.bound", name)]


@CHECKER
def test_the_checker_catches_a_claim_that_the_tie_break_is_the_best_when_it_is_not():
    alike = problem(person("p"), land=country(5), rules=RULES)
    found = solve(alike)
    other = next(c for c in alike.country.codes[1:] if c != found.place_of("p"))
    violations = check(alike, claimed_proven(alike, found, p=other))
    where = f"aims.{len(found.aims) - 1}.bound"
    line = f"aim.bound: bound_beaten (where {where}, aim tie_break)"
    assert [(v.people, str(v)) for v in violations] == [((), line)]


@CHECKER
def test_a_place_held_by_a_what_if_question_refutes_no_bound():
    held = claimed_proven(ROUND, ANSWER, p=None)
    assert check(ROUND, held, fixed=("p",)) == ()


@CHECKER
@pytest.mark.parametrize(
    "changed",
    [ANSWER.aims[1:], ANSWER.aims[::-1], (*ANSWER.aims, ANSWER.aims[-1]), ()],
    ids=["one missing", "another order", "one twice", "none"],
)
def test_the_checker_catches_aims_that_are_not_the_policys_in_order(changed):
    found = check(ROUND, replace(ANSWER, aims=changed))
    assert ((), "aim.names: aims") in [(v.people, str(v)) for v in found]


@CHECKER
def test_no_bound_of_an_aim_that_the_policy_does_not_have_is_judged_or_named():
    strange = (*ANSWER.aims, AimResult("strange", 0, 1))
    assert "strange" not in "".join(map(str, check(ROUND, replace(ANSWER, aims=strange))))


OPEN_POINTS = with_aim(ANSWER, "points", bound=10**9)
OPEN_TIE = with_aim(ANSWER, "tie_break", bound=-1)
OPEN_BOTH = with_aim(OPEN_POINTS, "tie_break", bound=-1)
STATUSES = [
    *((ANSWER, status) for status in Status if status is not Status.PROVEN),
    (OPEN_POINTS, Status.PROVEN),
    (OPEN_POINTS, Status.PROVEN_BUT_TIE_BREAK),
    (OPEN_TIE, Status.PROVEN),
    (OPEN_TIE, Status.FEASIBLE),
    (OPEN_BOTH, Status.PROVEN),
    (OPEN_BOTH, Status.PROVEN_BUT_TIE_BREAK),
]


@CHECKER
@pytest.mark.parametrize(("answer", "status"), STATUSES)
def test_the_checker_catches_a_status_that_the_aims_do_not_bear_out(answer, status):
    assert "status" in codes(ROUND, replace(answer, status=status))


@CHECKER
@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (ANSWER, Status.PROVEN),
        (OPEN_TIE, Status.PROVEN_BUT_TIE_BREAK),
        (OPEN_POINTS, Status.FEASIBLE),
        (OPEN_BOTH, Status.FEASIBLE),
        (OPEN_POINTS, Status.STOPPED),
        (OPEN_TIE, Status.STOPPED),
    ],
)
def test_the_checker_passes_a_status_that_the_aims_bear_out(answer, status):
    assert "status" not in codes(ROUND, replace(answer, status=status))


@CHECKER
@pytest.mark.parametrize("name", ["fingerprint", "policy", "register", "salt"])
def test_the_checker_catches_an_answer_to_another_problem(name):
    others = replace(ANSWER.versions, **{name: "another"})
    found = check(ROUND, replace(ANSWER, versions=others))
    line = f"versions: made_for_another (version {name})"
    assert [(v.people, str(v)) for v in found] == [((), line)]


@CHECKER
def test_the_checker_catches_a_policy_of_the_same_version_and_other_content():
    number = replace(ROUND.policy.numbers["weights.safety"], reason="another reason")
    mine = replace(ROUND.policy, numbers={**ROUND.policy.numbers, number.name: number})
    found = check(replace(ROUND, policy=mine), ANSWER)
    assert [(v.code, v.facts["version"]) for v in found] == [("versions", "policy")]


LINES = ANSWER.placements
TORN = {
    "somebody is missing": ("p plan.people: person_missing", LINES[1:]),
    "somebody stands twice": ("p plan.people: person_twice", (LINES[0], *LINES)),
    "a stranger is placed": (
        " plan.people: person_unknown (where placements.2.person)",
        (*LINES, Placement("z", code(1), Outcome.PLACED)),
    ),
    "people are not sorted": (" plan.order: not_sorted", LINES[::-1]),
    "a municipality is not in the register": (
        "p plan.municipality: municipality_unknown (where placements.0.municipality)",
        (replace(LINES[0], municipality="0411"), LINES[1]),
    ),
    "a placed person is called unplaced": (
        "p plan.outcome: outcome (where placements.0.outcome)",
        (replace(LINES[0], outcome=Outcome.UNPLACED), LINES[1]),
    ),
    "somebody who waits is called decided": (
        "p plan.outcome: outcome (where placements.0.outcome)",
        (replace(LINES[0], outcome=Outcome.DECIDED), LINES[1]),
    ),
}


@CHECKER
@pytest.mark.parametrize(("wrong", "lines"), TORN.values(), ids=TORN)
def test_the_checker_catches_a_plan_that_is_not_whole(wrong, lines):
    found = check(ROUND, replace(ANSWER, placements=lines))
    assert [f"{','.join(v.people)} {v}" for v in found] == [wrong]


@CHECKER
def test_no_message_of_the_checker_repeats_what_it_refuses():
    changed = replace(LINES[0], municipality="0411")
    found = check(ROUND, replace(ANSWER, placements=(changed, LINES[1])))
    assert not any("0411" in str(violation) for violation in found)


@CHECKER
@pytest.mark.parametrize(
    ("outcome", "claimed"),
    [(Outcome.UNPLACED, Outcome.UNPLACEABLE), (Outcome.UNPLACEABLE, Outcome.UNPLACED)],
)
def test_the_checker_tells_unplaced_from_unplaceable(outcome, claimed):
    closed = Closure(municipality=code(1), since=TODAY, reason="made up")
    world = problem(
        person("p"),
        person("q"),
        land=country(2),
        rules=ROOMY | {"room.factor": 0.1},
        closures=(closed,) if outcome is Outcome.UNPLACEABLE else (),
    )
    found = solve(world)
    left = next(line for line in found.placements if line.outcome is outcome)
    lines = tuple(replace(e, outcome=claimed) if e == left else e for e in found.placements)
    assert "plan.outcome" in codes(world, replace(found, placements=lines))


@CHECKER
def test_a_key_that_the_round_does_not_have_is_never_repeated():
    stranger = Placement("stranger", code(1), Outcome.PLACED)
    assert "stranger" not in repr(check(ROUND, replace(ANSWER, placements=(*LINES, stranger))))


@CHECKER
def test_a_plan_changed_without_its_figures_is_caught():
    assert "aim.value" in codes(ROUND, with_places(ANSWER, p=None))
