"""The central unit reads who named a dangerous place, and when."""

from datetime import timedelta

import pytest

from api.answer import Answer
from api.explained import here_lines
from api.language import Language
from api.report.page import render
from scoring.explain import why_here
from scoring.person import Danger
from scoring.solver import solve
from tests.api.pages import Page
from tests.builders import TODAY, code, country, person, problem

EX1 = pytest.mark.rule("EX-1")
ENGLISH = Language("en")
SAID = (
    "9003 is named as a dangerous place (severity 2 of 5), 60 minutes away "
    "(reported 3 days ago, source: letter 7) (assessment, 19 November 2026)"
)


def endangered(source="letter 7"):
    """Somebody for whom the last of three places is dangerous gets the middle one."""
    as_of = TODAY - timedelta(days=3)
    danger = Danger(municipality=code(2), severity=2, as_of=as_of, source=source)
    return problem(person("p1", dangers=(danger,)), land=country(3))


def told(source="letter 7"):
    world = endangered(source)
    result = solve(world)
    assert result.place_of("p1") == code(1)
    return "\n".join(here_lines(why_here(world, result, "p1"), ENGLISH))


@EX1
def test_the_reason_of_a_dangerous_place_names_source_and_date():
    assert SAID in told()


@EX1
def test_a_danger_of_unknown_origin_says_so():
    assert "source: unknown" in told(source="")


@EX1
def test_the_report_names_source_and_date_of_a_danger():
    world = endangered()
    assert SAID in Page(render(Answer(world, solve(world)), ENGLISH)).text
