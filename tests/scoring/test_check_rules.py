"""The checker catches a plan that breaks a rule between people, for each rule of a round."""

import ast
from pathlib import Path

import pytest

import scoring.check
from scoring.check import check
from scoring.person import Household
from scoring.round import InstructionKind, KeepTogether
from scoring.solver import solve
from tests.builders import code, country, person, problem
from tests.scoring.planted import (
    ALLIANCE,
    FEUD,
    MENTOR,
    ROOMY,
    G,
    H,
    apart,
    by_hand,
    mentors,
    told,
)

CHECKER = pytest.mark.rule("RE-12", "SV-3")
MODELS = ("rules", "rule", "choices", "receiving", "geography", "hostility", "solver", "explain")


def two(rules=ROOMY, land=None, facts=None, **both):
    """A round of two people alike, from the first of four municipalities in a row."""
    people = [person(key, **({"moves_from": code(0)} | both)) for key in ("p", "q")]
    return problem(*people, land=land or country(4), rules=rules, **(facts or {}))


def two_groups(link, **rules):
    people = [
        person("p", moves_from=code(0), former_group="g"),
        person("q", moves_from=code(0), former_group="h"),
    ]
    facts = {"groups": (G, H), "relations": (link,)}
    return problem(*people, land=country(4), rules=ROOMY | rules, **facts)


FAMILY = {"households": (Household(key="home", persons=2),)}
DECIDED = {"instructions": (by_hand(InstructionKind.DECIDED, "q", 2),)}
TOGETHER = {"keep_together": (KeepTogether(people=("p", "q"), reason="made up"),)}
ONE_DISTRICT = country(4, districts=("D",) * 4)
ROUNDS = {
    "more candidates than room": (
        "p,q room_to_receive: no_room (at 9002)",
        two(ROOMY | {"room.factor": 0.1}),
        (1, 1),
    ),
    "more candidates than the district's ceiling": (
        "p,q district_ceiling: district_full (district D)",
        two(ROOMY | {"room.district_factor": 0.1}, ONE_DISTRICT),
        (1, 2),
    ),
    "more persons than room at a service": (
        "p,q room_per_service: service_full (at 9002, service mentor)",
        two(needs=MENTOR, facts={"services": (mentors(1, 1),)}),
        (1, 1),
    ),
    "two of the same group in a place": (
        "p,q keep_apart: too_near (at 9002)",
        two(former_group="g", facts={"groups": (G,)}),
        (1, 1),
    ),
    "two of allied groups in a place": (
        "p,q keep_apart: too_near (at 9002)",
        two_groups(ALLIANCE),
        (1, 1),
    ),
    "rivals within reach": (
        "p,q keep_apart: too_near (at 9002)",
        two_groups(FEUD, **{"apart.rival_minutes": 60}),
        (1, 2),
    ),
    "two kept apart by hand within reach": (
        "p,q keep_apart: too_near (at 9002)",
        two(facts={"keep_apart": (apart("p", "q", 60),)}),
        (1, 2),
    ),
    "a household in two places": (
        "p,q keep_together: torn_apart",
        two(household="home", facts=FAMILY),
        (1, 2),
    ),
    "people kept together in two places": (
        "p,q keep_together: torn_apart",
        two(facts=TOGETHER),
        (1, 2),
    ),
    "a household left half without a place": (
        "p,q keep_together: torn_apart",
        two(household="home", facts=FAMILY),
        (1, None),
    ),
    "somebody elsewhere than the decided rest of the household": (
        "p keep_together: closed (at 9002)",
        two(household="home", facts=FAMILY | DECIDED),
        (1, 2),
    ),
    "a decided placement moved": (
        "q by_hand.decided: decided_moved (where placements.1.municipality)",
        two(facts=DECIDED),
        (2, 1),
    ),
}


@CHECKER
@pytest.mark.parametrize(("line", "world", "at"), ROUNDS.values(), ids=ROUNDS)
def test_the_checker_catches_a_plan_that_breaks_a_rule_between_people(line, world, at):
    p, q = (None if number is None else code(number) for number in at)
    assert told(world, p=p, q=q) == [line]


@CHECKER
@pytest.mark.parametrize("world", [case[1] for case in ROUNDS.values()], ids=ROUNDS)
def test_the_checker_passes_the_plan_that_keeps_the_rule_between_people(world):
    assert check(world, solve(world)) == ()


def imported(path):
    """The modules that a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
            yield str(node.module)


@CHECKER
def test_the_checker_imports_nothing_of_the_code_that_the_models_are_built_with():
    files = Path(str(scoring.check.__file__)).parent.glob("*.py")
    names = {name for file in files for name in imported(file)}
    assert not {name for name in names if name.split(".")[:2] in [["scoring", m] for m in MODELS]}
