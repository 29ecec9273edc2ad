"""A place decided before is tested against what closes it today; the plan keeps it (REL-9)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from scoring.check import check
from scoring.check.reading import Reading
from scoring.explain import why_here
from scoring.explain.closed_since import ROOM, closed_since, dangers, endangers
from scoring.person import PoliceExclusion
from scoring.round import (
    Closure,
    DeclaredRoom,
    Instruction,
    InstructionKind,
    KeepApart,
    KeepTogether,
    Placed,
)
from scoring.solver import solve
from scoring.threat import Group, Presence
from tests.builders import TODAY, code, country, person, problem
from tests.worlds import small_world

REL9 = pytest.mark.rule("REL-9")
GROUPS = (Group(key="g", severity=1, surveyed=True),)


def decided(key, at=2):
    return Instruction(
        kind=InstructionKind.DECIDED, person=key, municipality=code(at), reason="decided before"
    )


def world(*others, instructions=(), **facts):
    """Somebody decided at the third of four municipalities, and others."""
    about = {name: facts.pop(name) for name in ("exclusions", "former_group") if name in facts}
    first = person("p1", **about)
    told = {"land": country(4), "groups": GROUPS, "instructions": (decided("p1"), *instructions)}
    return problem(first, *others, **(told | facts))


def rules(told, key="p1"):
    return [closed.rule for closed in closed_since(told, key)]


def by_police():
    return PoliceExclusion(as_of=TODAY, municipality=code(2), minutes=0, source="letter 7")


@REL9
def test_a_decided_place_that_nothing_closes_has_no_notice():
    assert rules(world(former_group="g")) == []


@REL9
def test_a_new_exclusion_by_the_police_is_named_with_source_and_date():
    (found,) = closed_since(world(exclusions=(by_police(),)), "p1")
    assert (found.rule, found.source, found.as_of) == (
        "safety.police_exclusion",
        "letter 7",
        TODAY,
    )


@REL9
def test_a_hostile_group_that_came_afterwards_is_named():
    report = Presence(group="g", municipality=code(2), level=4, as_of=TODAY, source="district 7")
    (found,) = closed_since(world(former_group="g", presence=(report,)), "p1")
    assert (found.rule, found.facts["group"]) == ("safety.hostile_presence", "g")


@REL9
def test_exposure_over_the_ceiling_is_named():
    report = Presence(group="g", municipality=code(3), level=1, as_of=TODAY)
    told = world(
        former_group="g", presence=(report,), rules={"safety.exposure_ceiling": (0.001,) * 5}
    )
    assert rules(told) == ["safety.exposure_ceiling"]


@REL9
def test_a_municipality_closed_for_all_is_named_with_its_reason():
    closure = Closure(municipality=code(2), since=TODAY - timedelta(days=1), reason="rebuilding")
    (found,) = closed_since(world(closures=(closure,)), "p1")
    assert (found.rule, found.source) == ("closed_for_all", "rebuilding")


@REL9
def test_danger_and_keeping_apart_endanger_a_decided_place_and_a_closing_for_all_does_not():
    closure = Closure(municipality=code(2), since=TODAY, reason="no flats")
    placed = Placed(key="x1", municipality=code(2), since=TODAY, former_group="g")
    newcomers = {"closures": (closure,)}
    found = closed_since(world(**newcomers), "p1")
    assert [each.rule for each in found] == ["closed_for_all"]
    assert not endangers(found)
    for danger in ({"exclusions": (by_police(),)}, {"former_group": "g", "placed": (placed,)}):
        assert endangers(closed_since(world(**newcomers, **danger), "p1"))


@REL9
def test_somebody_of_the_same_group_placed_there_is_named():
    placed = Placed(key="x1", municipality=code(2), since=TODAY, former_group="g")
    assert rules(world(former_group="g", placed=(placed,))) == ["keep_apart.placed"]


@REL9
def test_two_decided_at_one_place_who_must_be_kept_apart_each_have_a_notice():
    apart = KeepApart(people=("p1", "p2"), minutes=0, reason="threats")
    told = world(person("p2"), instructions=(decided("p2"),), keep_apart=(apart,))
    assert rules(told, "p1") == rules(told, "p2") == ["keep_apart.placed"]


@REL9
def test_people_decided_together_do_not_close_the_place_for_each_other():
    told = world(
        person("p2", former_group="g", household="h-p2"),
        former_group="g",
        instructions=(decided("p2"),),
        keep_together=(KeepTogether(people=("p1", "p2"), reason="brothers"),),
    )
    assert rules(told, "p1") == rules(told, "p2") == []


@REL9
def test_a_household_joined_through_somebody_who_waits_stays_joined():
    told = world(
        person("p2", former_group="g"),
        person("p3"),
        former_group="g",
        instructions=(decided("p2"),),
        keep_together=tuple(
            KeepTogether(people=(key, "p3"), reason="family") for key in ("p1", "p2")
        ),
    )
    assert rules(told, "p1") == []


@REL9
def test_who_waits_closes_no_decided_place_and_neither_does_room():
    room = DeclaredRoom(
        municipality=code(2), candidates=0, as_of=TODAY, approved_because="no flat is free"
    )
    assert rules(world(person("p2", former_group="g"), former_group="g", room=(room,))) == []


@REL9
def test_the_plan_keeps_a_decided_place_that_is_closed_today():
    told = world(person("p2"), exclusions=(by_police(),))
    result = solve(told)
    assert result.place_of("p1") == code(2)
    assert check(told, result) == ()
    assert [c.rule for c in why_here(told, result, "p1").closed_since] == [
        "safety.police_exclusion"
    ]
    assert why_here(told, result, "p2").closed_since == ()


def decided_in(seed):
    """Everybody decided in a small world who shares the place with nobody that waits."""
    told = small_world(seed, people=5)
    for key in told.decided:
        part = next(keys for keys in told.together if key in keys)
        if set(part) <= told.decided.keys():
            yield told, key


def read_by_the_checker(told, key):
    """The codes that the checker finds at the decided place once its person waits again."""
    given = tuple(
        each
        for each in told.round.instructions
        if (each.person, each.kind) != (key, InstructionKind.DECIDED)
    )
    reading = Reading(replace(told, round=replace(told.round, instructions=given)))
    (unit,) = (n for n, rows in enumerate(reading.units) if key in reading.names(rows))
    place = told.decided[key]
    return {name for name, mask in reading.closings.items() if mask[unit, place]} - set(ROOM)


@pytest.mark.sample(3)
@REL9
@pytest.mark.parametrize("start", range(0, 400, 50))
def test_in_random_worlds_the_checker_names_the_same_rules(start):
    for seed in range(start, start + 50):
        for told, key in decided_in(seed):
            assert set(rules(told, key)) == read_by_the_checker(told, key)


@pytest.mark.slow
@REL9
def test_the_random_worlds_have_decided_places_open_and_closed_by_several_rules():
    found = [rules(told, key) for seed in range(400) for told, key in decided_in(seed)]
    assert [] in found
    assert len({rule for each in found for rule in each}) > 3


@REL9
def test_a_danger_is_told_apart_from_another_and_is_the_same_on_the_next_day():
    report = Presence(group="g", municipality=code(2), level=4, as_of=TODAY, source="district 7")
    told = world(former_group="g", presence=(report,))
    later = replace(told, round=replace(told.round, date=TODAY + timedelta(days=1)))
    assert dangers(told, "p1") == dangers(later, "p1") != ()
    another = replace(report, source="district 8")
    assert dangers(told, "p1") != dangers(world(former_group="g", presence=(another,)), "p1")
    assert (
        dangers(
            world(closures=(Closure(municipality=code(2), since=TODAY, reason="no flats"),)), "p1"
        )
        == ()
    )


@REL9
def test_under_the_ceiling_of_exposure_any_report_of_a_hostile_group_is_another_danger():
    near = Presence(group="g", municipality=code(1), level=1, as_of=TODAY, source="district 7")
    rules_ = {"safety.exposure_ceiling": (0.001,) * 5}
    told = [
        dangers(world(former_group="g", presence=reports, rules=rules_), "p1")
        for reports in ((near,), (near, replace(near, municipality=code(3))))
    ]
    assert told[0]
    assert told[0] != told[1]
