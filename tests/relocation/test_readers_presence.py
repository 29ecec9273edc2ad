"""Of a group reported somewhere, no reader outside the central unit gets anything (SE-7)."""

from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest

from relocation.permissions import DataClass, Level, level
from relocation.placements.readers import sheet_for
from scoring.explain import why_not_at_once
from scoring.solver import solve
from scoring.threat import Group, Presence
from tests.builders import TODAY, code
from tests.relocation.reader_worlds import (
    CELLS,
    GROUPS,
    OUTSIDE,
    all_read,
    candidate,
    explanation_in,
    world,
    written,
)

SE7 = pytest.mark.rule("SE-7")


def reported(group="canary-group", source="canary-report", days=13, certainty=73):
    """The candidate's former group is strong at one place and seen at another."""
    reports = tuple(
        Presence(
            group=group,
            municipality=code(at),
            level=strength,
            as_of=TODAY - timedelta(days=days),
            source=source,
            certainty_percent=certainty,
        )
        for at, strength in ((5, 4), (6, 1))
    )
    groups = (Group(key=group, severity=3, surveyed=True), GROUPS[1])
    base = world(presence=())
    person = candidate(former_group=group)
    changed = replace(base.round, people=(person,), groups=groups, presence=reports)
    return replace(base, round=changed)


@cache
def told():
    return explanation_in(reported())


TWINS = ({"group": "other-group"}, {"source": "other"}, {"days": 40}, {"certainty": 20})


@SE7
def test_only_the_central_unit_reads_the_group_and_the_source_of_a_report():
    here = reported()
    (closed,) = (
        each
        for each in why_not_at_once(here, solve(here), "p1", code(5)).closed
        if each.rule == "safety.hostile_presence"
    )
    assert (closed.facts["group"], closed.source) == ("canary-group", "canary-report")
    sources = {r.facts.get("source") for c in told().here.criteria for r in c.reasons}
    assert "canary-report" in sources
    for role, stage in CELLS:
        if level(role, DataClass.PROPOSAL, stage) is not Level.FULL:
            assert "canary" not in written(sheet_for(role, stage, told(), released=True))


@SE7
@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: next(iter(twin)))
@pytest.mark.parametrize(("role", "stage"), OUTSIDE)
def test_another_group_source_date_or_certainty_gives_the_same_page(role, stage, twin):
    one, other = (
        all_read(role, stage, each) for each in (told(), explanation_in(reported(**twin)))
    )
    assert one == other
    assert "canary" not in "".join(one)
