"""Why-not names steps of safety together where they change alike, at once and exactly."""

from dataclasses import replace

import pytest

from api.explained import why_not_lines
from api.language import LANGUAGES, Language
from scoring.explain import why_not
from scoring.explanation import AimChange, AimSpan
from scoring.person import Danger
from scoring.solver import solve
from tests.builders import TODAY, code, country, person, problem

EX2 = pytest.mark.rule("EX-2")
ENGLISH = Language("en")


@pytest.fixture(scope="module")
def asked():
    """Of two open places one is dangerous: held there, somebody falls below several steps."""
    danger = Danger(municipality=code(2), severity=3, as_of=TODAY)
    world = problem(person("p1", dangers=(danger,)), land=country(4))
    result = solve(world)
    assert result.place_of("p1") != code(2)
    return why_not(world, result, "p1", code(2))


def lines(found, say=ENGLISH):
    return [line.strip(" ·") for line in why_not_lines(found, say)]


@EX2
@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_exact_answer_names_steps_that_change_alike_together(asked, tag):
    say = Language(tag)
    steps = [a.name for a in asked.forced.aims if a.name.startswith("safety") and a.forced == 1]
    assert len(steps) > 1
    label = say.say("aim.safety_below", step=say.listed(name.partition(".")[2] for name in steps))
    start = say.say("aim.safety_below", step="|").partition("|")[0]
    (line,) = (line for line in lines(asked, say) if line.startswith(start))
    assert line == say.say("explain.aim_change", aim=label, standing="0", forced="1")


@EX2
def test_the_answer_at_once_names_steps_that_change_alike_together(asked):
    quick = replace(asked, forced=None)
    (line,) = (line for line in lines(quick) if line.startswith("Safety below"))
    assert " and " in line.partition("(")[0]


@EX2
def test_steps_that_change_otherwise_keep_lines_of_their_own(asked):
    values = {"20": (0, 1), "40": (0, 1), "60": (1, 2), "80": (1, 1)}
    aims = tuple(AimChange(f"safety_below.{s}", *v, proven=True) for s, v in values.items())
    found = replace(asked, forced=replace(asked.forced, aims=aims))
    told = [line for line in lines(found) if line.startswith("Safety below")]
    assert [line.partition(" (")[0] for line in told] == [
        "Safety below 20 and 40",
        "Safety below 60",
    ]
    spans = tuple(AimSpan(f"safety_below.{s}", a, b, b) for s, (a, b) in values.items())
    quick = replace(asked, forced=None, quick=replace(asked.quick, aims=spans))
    told = [line for line in lines(quick) if line.startswith("Safety below")]
    assert [line.partition(" (")[0] for line in told] == [
        "Safety below 20 and 40",
        "Safety below 60",
    ]
