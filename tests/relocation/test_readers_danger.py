"""Of a place named as dangerous, no reader outside the central unit gets anything (SE-7)."""

from dataclasses import replace
from datetime import timedelta
from functools import cache

import pytest

from relocation.permissions import DataClass, Level, level
from relocation.placements.readers import sheet_for
from scoring.person import Danger
from tests.builders import TODAY, code
from tests.relocation.reader_worlds import (
    CELLS,
    OUTSIDE,
    all_read,
    candidate,
    explanation_in,
    world,
    written,
)

SE7 = pytest.mark.rule("SE-7")
TWINS = ({"source": "other"}, {"source": ""}, {"days": 40}, {"severity": 3})


def endangered(source="canary-witness", days=13, severity=2):
    """One place is named as dangerous for the candidate."""
    as_of = TODAY - timedelta(days=days)
    danger = Danger(municipality=code(7), severity=severity, as_of=as_of, source=source)
    base = world(presence=())
    return replace(base, round=replace(base.round, people=(candidate(dangers=(danger,)),)))


@cache
def told(**facts):
    return explanation_in(endangered(**facts))


@SE7
def test_only_the_central_unit_reads_who_named_a_dangerous_place():
    sources = {r.facts.get("source") for c in told().here.criteria for r in c.reasons}
    assert "canary-witness" in sources
    for role, stage in CELLS:
        if level(role, DataClass.PROPOSAL, stage) is not Level.FULL:
            assert "canary" not in written(sheet_for(role, stage, told(), released=True))


@SE7
@pytest.mark.parametrize("twin", TWINS, ids=str)
@pytest.mark.parametrize(("role", "stage"), OUTSIDE)
@pytest.mark.slow
def test_another_source_date_or_severity_of_a_dangerous_place_gives_the_same_page(
    role, stage, twin
):
    one, other = (all_read(role, stage, each) for each in (told(), told(**twin)))
    assert one == other
    assert "canary" not in "".join(one)
