"""The central unit reads which group closes a place, and who reported it, when and how surely."""

from datetime import timedelta

import pytest

from api.answer import Answer
from api.explained import here_lines, why_not_lines
from api.language import Language
from api.report.page import render
from scoring.explain import why_here, why_not
from scoring.solver import solve
from scoring.threat import Group, Presence
from tests.api.pages import Page
from tests.builders import TODAY, code, country, person, problem

EX2 = pytest.mark.rule("EX-2")
ENGLISH = Language("en")


def reported(places=(2,), level=4, source="district 7", household=("p1",)):
    """Somebody who left a group that is reported at some places."""
    reports = tuple(
        Presence(
            group="g9",
            municipality=code(at),
            level=level,
            as_of=TODAY - timedelta(days=3),
            source=source,
            certainty_percent=73,
        )
        for at in places
    )
    people = [person(key, former_group="g9", household="h") for key in household]
    groups = (Group(key="g9", severity=1, surveyed=True),)
    return problem(*people, land=country(5), groups=groups, presence=reports)


def report_of(world):
    return Page(render(Answer(world, solve(world)), ENGLISH)).text


@EX2
def test_a_place_closed_by_hostile_presence_names_group_source_date_and_certainty():
    world = reported()
    found = why_not(world, solve(world), "p1", code(2))
    (closed,) = (each for each in found.closed if each.rule == "safety.hostile_presence")
    assert (closed.source, closed.as_of) == ("district 7", TODAY - timedelta(days=3))
    assert closed.facts == {"group": "g9", "level": 4, "certainty_percent": 73}
    assert (
        "A hostile group is strongly present: the group g9, level 4 "
        "(source: district 7, 19 November 2026, certainty 73 %)"
    ) in "\n".join(why_not_lines(found, ENGLISH))


@EX2
def test_a_report_of_unknown_origin_says_so():
    world = reported(source="")
    found = why_not(world, solve(world), "p1", code(2))
    assert "source: unknown" in "\n".join(why_not_lines(found, ENGLISH))


def test_the_reason_of_a_group_nearby_names_source_and_certainty():
    world = reported(level=1)
    told = "\n".join(here_lines(why_here(world, solve(world), "p1"), ENGLISH))
    assert "The former group g9 is at level 1" in told
    assert "(reported 3 days ago, source: district 7, certainty 73 %)" in told


def test_the_report_lists_equal_reports_of_several_places_in_one_line():
    text = report_of(reported(places=(2, 3)))
    assert f"{code(2)}, {code(3)}: the group g9, level 4 (source: district 7," in text


def test_the_report_says_the_same_report_once_for_a_household():
    one, both = (report_of(reported(household=who)) for who in (("p1",), ("p1", "p2")))
    assert (one.count("level 4 (source"), both.count("level 4 (source")) == (1, 2)
