"""What the order of the aims is for: the endangered first, nobody hidden behind the hopeless."""

import pytest

from scoring.person import Danger, Urgency
from scoring.result import Outcome
from scoring.round import Closure, Instruction, InstructionKind
from scoring.solver import solve
from tests.builders import TODAY, code, country, person, problem

TIGHT = {"room.factor": 0.01, "room.district_factor": 99.0, "safety.exposure_ceiling": (1e9,) * 5}
SCARCE = pytest.mark.rule("SV-2")
MILD, ENDANGERED = person("a"), person("b", threat_level=5)
ACUTE = person("c", urgency=Urgency.ACUTE)


def closed(*numbers):
    return tuple(Closure(municipality=code(n), since=TODAY, reason="made up") for n in numbers)


def placed(found):
    return {line.person for line in found.placements if line.outcome is Outcome.PLACED}


@SCARCE
@pytest.mark.parametrize(
    ("people", "gets_it"),
    [
        ((MILD, ENDANGERED), "b"),
        ((MILD, ACUTE), "c"),
        ((ENDANGERED, ACUTE), "c"),
        ((MILD, ENDANGERED, ACUTE), "c"),
    ],
    ids=["threat before none", "urgency before none", "urgency before threat", "all three"],
)
def test_scarce_room_goes_to_the_endangered_before_the_mild_case(people, gets_it):
    world = problem(*people, land=country(2), rules=TIGHT)
    assert placed(solve(world)) == {gets_it}


@SCARCE
def test_the_scarce_safe_place_goes_to_whom_a_milder_place_would_endanger():
    danger = Danger(municipality=code(1), severity=5, as_of=TODAY)
    world = problem(
        person("a"),
        person("b", dangers=(danger,)),
        land=country(3),
        rules=TIGHT,
    )
    assert solve(world).place_of("b") == code(2)


def with_hopeless(*others):
    """A round in which one acute person has no open place at all, and others share one."""
    hopeless = person("h", urgency=Urgency.ACUTE, threat_level=5)
    nowhere = tuple(
        Instruction(
            kind=InstructionKind.FORBIDDEN, person="h", municipality=code(n), reason="made up"
        )
        for n in (1, 2)
    )
    facts = {"instructions": nowhere, "closures": closed(2)}
    return problem(hopeless, *others, land=country(3), rules=TIGHT, **facts)


@SCARCE
def test_a_hopeless_case_is_outside_the_aims():
    names = [aim.name for aim in solve(with_hopeless(MILD)).aims]
    assert [name for name in names if name.startswith("unplaced")] == ["unplaced.standard.1"]


@SCARCE
def test_a_hopeless_case_hides_no_avoidable_shortfall_of_another():
    found = solve(with_hopeless(person("a", threat_level=4), person("b", threat_level=5)))
    outcomes = {line.person: line.outcome for line in found.placements}
    assert outcomes == {"a": Outcome.UNPLACED, "b": Outcome.PLACED, "h": Outcome.UNPLACEABLE}


@SCARCE
def test_a_hopeless_case_does_not_lift_the_count_below_a_safety_step_of_others():
    danger = Danger(municipality=code(1), severity=5, as_of=TODAY)
    hopeless = person("h", dangers=(danger,))
    forbidden = Instruction(
        kind=InstructionKind.FORBIDDEN, person="h", municipality=code(2), reason="made up"
    )
    other = person("b", dangers=(danger,))
    world = problem(
        hopeless,
        other,
        land=country(3),
        rules=TIGHT | {"aims.safety_steps": (60,)},
        instructions=(forbidden,),
    )
    found = solve(world)
    below = next(aim.value for aim in found.aims if aim.name == "safety_below.60")
    assert (below, found.place_of("b")) == (0, code(2))
