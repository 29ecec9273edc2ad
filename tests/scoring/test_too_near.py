"""Who placed before is too near, how and within how many minutes, is what closes the places."""

import numpy as np
import pytest

from scoring.explain import why_not
from scoring.explain.closed import placed_who_close
from scoring.explain.closed_since import closed_since
from scoring.round import Instruction, InstructionKind, KeepTogether
from scoring.rules.keep_apart import PLACED, RULE, too_near
from scoring.solver import solve
from tests.builders import code, person, problem
from tests.scoring.near_worlds import GROUPS, LONG_AGO, WITHIN, by_hand, world
from tests.worlds import small_world

EX2 = pytest.mark.rule("EX-2")


def closed_at(told, at):
    found = why_not(told, solve(told), "p1", code(at))
    return [closed for closed in found.closed if closed.rule == PLACED]


@EX2
@pytest.mark.parametrize(
    ("group", "how", "within"), [("g", "own_group", None), ("friend", "ally", None)]
)
def test_one_of_the_same_group_or_an_ally_is_named_with_how_and_without_minutes(group, how, within):
    (found,) = closed_at(world(group=group), 2)
    assert (found.people, found.as_of) == (("p1",), LONG_AGO)
    assert found.facts == {
        "near": "x1",
        "municipality": code(2),
        "how": how,
        "group": group,
        "within": within,
        "minutes": 0,
    }


@EX2
def test_a_rival_is_named_with_its_place_the_limit_and_how_far_it_is():
    (found,) = closed_at(world(group="foe"), 3)
    facts = found.facts
    assert (facts["near"], facts["how"], facts["municipality"]) == ("x1", "rival", code(2))
    assert (facts["within"], facts["minutes"]) == (60, 60)


@EX2
def test_who_is_kept_apart_by_hand_is_named_with_reason_and_minutes_whatever_the_group():
    (found,) = closed_at(world(group=None, keep_apart=by_hand(minutes=120)), 4)
    facts = found.facts
    assert (found.source, facts["how"], facts["group"]) == ("threats", "by_hand", None)
    assert (facts["within"], facts["minutes"]) == (120, 120)


@EX2
def test_two_ways_of_being_too_near_are_both_told():
    found = closed_at(world(group="foe", keep_apart=by_hand()), 3)
    assert [each.facts["how"] for each in found] == ["rival", "by_hand"]


@EX2
def test_somebody_decided_in_the_round_is_named_without_a_day():
    told = Instruction(
        kind=InstructionKind.DECIDED, person="p2", municipality=code(2), reason="decided before"
    )
    waits = person("p2", former_group="g")
    (found,) = closed_at(world(waits, placed=(), instructions=(told,)), 2)
    assert (found.facts["near"], found.as_of) == ("p2", None)


@EX2
def test_who_must_share_the_place_is_never_too_near():
    told = Instruction(
        kind=InstructionKind.DECIDED, person="p2", municipality=code(2), reason="decided before"
    )
    together = (KeepTogether(people=("p1", "p2"), reason="brothers"),)
    waits = person("p2", former_group="g")
    found = world(waits, placed=(), instructions=(told,), keep_together=together)
    assert [*too_near(found, 0)] == []


@EX2
def test_the_member_of_a_household_whom_it_concerns_is_named():
    alone = person("p1", household="h", former_group=None)
    other = person("p2", household="h", former_group="g")
    base = world()
    placed = base.round.placed
    told = problem(alone, other, land=base.country, groups=GROUPS, placed=placed, rules=WITHIN)
    assert [closed.people for closed, _ in placed_who_close(told, 0)] == [("p2",)]


@pytest.mark.rule("REL-9")
def test_the_notice_of_a_decided_place_names_the_placed_person_and_how_near():
    told = Instruction(
        kind=InstructionKind.DECIDED, person="p1", municipality=code(3), reason="decided before"
    )
    (found,) = closed_since(world(group="foe", instructions=(told,)), "p1")
    assert (found.rule, found.facts["near"], found.facts["how"]) == (PLACED, "x1", "rival")
    assert (found.facts["within"], found.facts["minutes"]) == (60, 60)


@EX2
@pytest.mark.parametrize("start", range(0, 300, 100))
def test_in_random_worlds_exactly_what_the_rule_closes_is_told(start):
    for seed in range(start, start + 100):
        told = small_world(seed)
        closed = RULE.closings(told)[PLACED]
        for unit in range(len(told.units)):
            named = np.zeros(len(told.country), bool)
            for _, places in placed_who_close(told, unit):
                named |= places
            assert named.tolist() == closed[unit].tolist()


@pytest.mark.slow
@EX2
def test_the_random_worlds_have_every_way_of_being_too_near():
    worlds = [small_world(seed) for seed in range(300)]
    found = {
        n.how for told in worlds for unit in range(len(told.units)) for n in too_near(told, unit)
    }
    assert found == {"own_group", "ally", "rival", "by_hand"}
