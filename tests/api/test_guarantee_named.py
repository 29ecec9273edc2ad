"""Where the guarantee of evenness gives way, each municipality is named with how many."""

import numpy as np
import pytest

from api.answer import Answer
from api.language import LANGUAGES, Language
from api.report.page import render
from api.terminal import notices
from scoring.explain.above_share import above_fair_share
from scoring.explain.standing_plan import standing_plan
from scoring.round import InstructionKind
from scoring.solver import solve
from tests.api.pages import Page
from tests.builders import code, country, person, problem
from tests.scoring.planted import ROOMY, by_hand
from tests.worlds import small_world


def gives_way(form="guarantee"):
    """Four people for two alike municipalities, one of them forbidden to all four by hand."""
    keys = [f"p{number}" for number in range(4)]
    world = problem(
        *(person(key) for key in keys),
        land=country(3, population=np.array([20, 10_000, 10_000])),
        rules=ROOMY | {"evenness.form": form},
        instructions=tuple(by_hand(InstructionKind.FORBIDDEN, key, 2) for key in keys),
    )
    return Answer(world, solve(world))


def named(answer):
    return above_fair_share(standing_plan(answer.problem, answer.result))


@pytest.mark.rule("SV-2")
def test_a_break_of_the_guarantee_names_the_municipality_and_how_many():
    assert named(gives_way()) == {code(1): 2}


@pytest.mark.rule("SV-2")
def test_without_the_guarantee_nothing_is_named():
    assert named(gives_way("price")) == {}


@pytest.mark.sample(10)
@pytest.mark.rule("SV-2")
@pytest.mark.parametrize("seed", range(40))
def test_the_named_breaks_add_up_to_the_value_of_the_aim(seed):
    world = small_world(seed + 12_000, people=6)
    found = solve(world)
    value = sum(aim.value for aim in found.aims if aim.name == "above_fair_share")
    assert sum(above_fair_share(standing_plan(world, found)).values()) == value


@pytest.mark.rule("SV-2")
@pytest.mark.parametrize("tag", LANGUAGES)
def test_report_and_terminal_say_where_the_guarantee_gave_way(tag):
    answer, say = gives_way(), Language(tag)
    sentence = say.say("guarantee.gave_way", at=code(1), more=2)
    assert sentence in list(notices(answer, say))
    assert sentence in Page(render(answer, say)).text
