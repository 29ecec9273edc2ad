"""Of somebody placed who is too near, no reader outside the central unit gets anything (SE-7)."""

from datetime import timedelta
from functools import cache

import pytest

from relocation.permissions import DataClass, Level, level
from relocation.placements.readers import sheet_for
from scoring.explain import explain, why_not_at_once
from scoring.round import Instruction, InstructionKind, KeepApart, Placed
from scoring.solver import solve
from scoring.threat import Group, Relation, RelationKind
from tests.builders import TODAY, code
from tests.relocation.reader_worlds import (
    CELLS,
    GROUPS,
    OUTSIDE,
    all_read,
    explanation_in,
    world,
    written,
)

SE7 = pytest.mark.rule("SE-7")
AT = 5
OTHERS = {"ally": "canary-friend", "rival": "canary-foe"}


def near(how="own_group", key="canary-placed", days=13, reason="canary-reason", decided=False):
    """Somebody placed closes one place for the candidate, in one of the four ways."""
    group = None if how == "by_hand" else OTHERS.get(how, "canary-group")
    since = TODAY - timedelta(days=days)
    placed = Placed(key=key, municipality=code(AT), since=since, former_group=group)
    apart = KeepApart(people=("p1", key), minutes=0, reason=reason)
    return world(
        placed=(placed,),
        presence=(),
        keep_apart=(apart,) if how == "by_hand" else (),
        groups=groups(),
        relations=relations(),
        instructions=(settled(),) if decided else (),
        rules={"apart.rival_minutes": 0},
    )


def groups():
    """The other groups are in every world, so that only the placed person differs."""
    return (*GROUPS, *(Group(key=key, severity=1, surveyed=True) for key in OTHERS.values()))


def relations():
    kinds = (RelationKind.ALLIANCE, RelationKind.FEUD)
    return tuple(
        Relation(kind=kind, groups=("canary-group", other), since=TODAY)
        for kind, other in zip(kinds, OTHERS.values(), strict=True)
    )


def settled():
    return Instruction(
        kind=InstructionKind.DECIDED, person="p1", municipality=code(AT), reason="decided before"
    )


@cache
def told(how="own_group", **facts):
    return explanation_in(near(how, **facts))


TWINS = (
    {"how": "ally"},
    {"how": "rival"},
    {"how": "by_hand"},
    {"how": "by_hand", "reason": "other"},
    {"key": "other-placed"},
    {"days": 40},
)


@SE7
@pytest.mark.parametrize("how", ["own_group", "ally", "rival", "by_hand"])
def test_only_the_central_unit_reads_who_is_too_near_and_how(how):
    here = near(how)
    result = solve(here)
    closed = why_not_at_once(here, result, "p1", code(AT)).closed
    (found,) = (each for each in closed if each.rule == "keep_apart.placed")
    assert (found.facts["near"], found.facts["how"]) == ("canary-placed", how)
    explanation = explain(here, result, "p1")
    for role, stage in CELLS:
        if level(role, DataClass.PROPOSAL, stage) is not Level.FULL:
            assert "canary" not in written(sheet_for(role, stage, explanation, released=True))


@SE7
@pytest.mark.parametrize("twin", TWINS, ids=lambda twin: "-".join(map(str, twin.values())))
@pytest.mark.parametrize(("role", "stage"), OUTSIDE)
def test_who_is_too_near_how_and_since_when_gives_the_same_page(role, stage, twin):
    one, other = (all_read(role, stage, each) for each in (told(), told(**twin)))
    assert one == other
    assert "canary" not in "".join(one)


@SE7
@pytest.mark.parametrize(("role", "stage"), CELLS)
def test_of_a_decided_place_nobody_else_reads_who_is_too_near(role, stage):
    here = told(decided=True)
    (found,) = here.here.closed_since
    assert found.facts["near"] == "canary-placed"
    if level(role, DataClass.PROPOSAL, stage) is not Level.FULL:
        other = told("by_hand", key="other-placed", decided=True)
        one, two = (written(sheet_for(role, stage, each, released=True)) for each in (here, other))
        assert one == two
        assert "canary" not in one
