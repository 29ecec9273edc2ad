"""What a well-formed round may not say: unknown codes, people twice, contradictions."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from scoring.person import (
    Household,
    Search,
)
from scoring.problem import PlacementProblem, ProblemError
from scoring.round import (
    Closure,
    DeclaredRoom,
    Placed,
)
from scoring.threat import Group
from tests.builders import TODAY, code, country, person, policy, round_of
from tests.scoring.faulty import (
    GROUPS,
    NOWHERE,
    P1,
    P2,
    P3,
    TOMORROW,
    apart,
    faults,
    feud,
    seen,
    service,
    tie,
    together,
    told,
)

THE_REST = [
    ({"groups": (GROUPS[0], GROUPS[0])}, "groups.1.key", "group_twice"),
    ({"groups": (Group(key="g1", severity=0),)}, "groups.0.severity", "out_of_range"),
    ({"relations": (feud("g1", "g9"),)}, "relations.0.groups.1", "unknown_group"),
    ({"relations": (feud("g1", "g1"),)}, "relations.0.groups", "relation_with_itself"),
    (
        {"relations": (feud("g1", "g2", until=10),)},
        "relations.0.until",
        "ends_before_it_begins",
    ),
    (
        {"relations": (feud("g1", "g2"), feud("g2", "g1", kind="alliance"))},
        "relations.1",
        "alliance_and_feud",
    ),
    ({"presence": (seen("g9"),)}, "presence.0.group", "unknown_group"),
    ({"presence": (seen(), seen(level=2))}, "presence.1", "presence_twice"),
    ({"presence": (seen(level=5),)}, "presence.0.level", "out_of_range"),
    ({"presence": (seen(as_of=TOMORROW),)}, "presence.0.as_of", "date_in_the_future"),
    (
        {"presence": (seen(certainty_percent=101),)},
        "presence.0.certainty_percent",
        "out_of_range",
    ),
    ({"keep_together": (together("p1", "p9"),)}, "keep_together.0.people.1", "unknown_person"),
    ({"keep_together": (together("p1"),)}, "keep_together.0.people", "too_few_people"),
    (
        {"keep_together": (together("p1", "p1"),)},
        "keep_together.0.people.1",
        "person_named_twice",
    ),
    ({"keep_apart": (apart("p1", "p9"),)}, "keep_apart.0.people.1", "unknown_person"),
    ({"keep_apart": (apart("p1", "p1"),)}, "keep_apart.0.people", "apart_from_oneself"),
    ({"keep_apart": (apart("p1", "p2", 2_001),)}, "keep_apart.0.minutes", "out_of_range"),
    (
        {"placed": (Placed(key="p1", municipality=code(0), since=TODAY),)},
        "placed.0.key",
        "waiting_and_placed",
    ),
    (
        {"placed": (Placed(key="q", municipality=code(0), since=TODAY),) * 2},
        "placed.1.key",
        "placed_twice",
    ),
    (
        {"placed": (Placed(key="q", municipality=code(0), since=TOMORROW),)},
        "placed.0.since",
        "date_in_the_future",
    ),
    ({"services": (service(), service())}, "services.1", "service_twice"),
    ({"services": (service(service="magic"),)}, "services.0.service", "unknown_service"),
    ({"services": (service(room=-1),)}, "services.0.room", "out_of_range"),
    ({"services": (service(room=1, present=False),)}, "services.0.room", "room_without_service"),
    (
        {"room": (DeclaredRoom(municipality=code(0), candidates=-1, as_of=TODAY),)},
        "room.0.candidates",
        "out_of_range",
    ),
    (
        {"room": (DeclaredRoom(municipality=code(0), candidates=1, as_of=TODAY),) * 2},
        "room.1.municipality",
        "room_twice",
    ),
    (
        {"closures": (Closure(municipality=code(0), since=TODAY, reason=" "),)},
        "closures.0.reason",
        "reason_missing",
    ),
    ({"instructions": (told("forced", "p9"),)}, "instructions.0.person", "unknown_person"),
    ({"instructions": (told("forced", reason=""),)}, "instructions.0.reason", "reason_missing"),
    (
        {"instructions": (told("forced"), told("forced", at=1))},
        "instructions.1.municipality",
        "settled_at_two_places",
    ),
    (
        {"instructions": (told("decided"), told("decided"))},
        "instructions.1",
        "settled_twice",
    ),
    (
        {"instructions": (told("forced"), told("forbidden"))},
        "instructions.1",
        "forced_and_forbidden",
    ),
    (
        {"instructions": (told("forbidden"), told("decided"))},
        "instructions.1",
        "forced_and_forbidden",
    ),
]


@pytest.mark.rule("RE-13")
@pytest.mark.parametrize(("facts", "path", "rule"), THE_REST)
def test_a_fault_of_the_round_is_named_with_its_path(facts: dict[str, Any], path: str, rule: str):
    assert faults(round_of(P1, P2, **({"groups": GROUPS} | facts))) == [(path, rule)]


def test_a_round_without_people_is_refused():
    assert faults(round_of()) == [("people", "no_people")]


@pytest.mark.rule("RE-13")
def test_a_person_twice_is_refused():
    round_ = round_of(P1, P1, households=(Household(key="h-p1", persons=2),))
    assert faults(round_) == [("people.1.key", "person_twice")]


def test_a_household_is_at_least_as_large_as_its_candidates():
    round_ = round_of(P1, person("p2", household="h-p1"))
    small = replace(round_, households=(Household(key="h-p1", persons=1),))
    assert faults(small) == [("households.0.persons", "more_candidates_than_persons")]


def test_a_household_has_more_persons_than_children():
    round_ = round_of(P1, households=(Household(key="h-p1", persons=2, children=2),))
    assert faults(round_) == [("households.0.children", "more_children_than_persons")]


def test_an_unknown_household_is_refused():
    assert faults(round_of(P1, households=())) == [("people.0.household", "unknown_household")]


def test_a_placed_person_cannot_be_kept_together_with_somebody():
    placed = (Placed(key="q", municipality=code(0), since=TODAY),)
    round_ = round_of(P1, placed=placed, keep_together=(together("p1", "q"),))
    assert faults(round_) == [("keep_together.0.people.1", "together_with_placed")]


@pytest.mark.rule("RE-13")
def test_together_and_apart_is_found_through_households_and_chains():
    people = (P1, person("p2", household="h-p1"), P3, person("p4"))
    kept = (together("p2", "p3"), together("p3", "p4"))
    round_ = round_of(*people, keep_together=kept, keep_apart=(apart("p1", "p4"),))
    assert faults(round_) == [("keep_apart.0.people", "together_and_apart")]


@pytest.mark.rule("RE-13")
@pytest.mark.parametrize("kinds", [("forced", "forbidden"), ("forbidden", "forced")])
def test_what_is_forbidden_for_one_is_forbidden_for_whoever_shares_the_place(kinds):
    instructions = (told(kinds[0], "p1", 0), told(kinds[1], "p2", 0))
    round_ = round_of(P1, P2, keep_together=(together("p1", "p2"),), instructions=instructions)
    assert faults(round_) == [("instructions.1", "forced_and_forbidden")]


@pytest.mark.rule("RE-13")
@pytest.mark.parametrize("other", ["forced", "decided"])
def test_two_kept_apart_cannot_both_be_settled_at_one_place(other):
    instructions = (told("forced", "p1", 0), told(other, "p2", 0))
    round_ = round_of(P1, P2, keep_apart=(apart("p1", "p2"),), instructions=instructions)
    assert faults(round_) == [("keep_apart.0.people", "settled_and_apart")]


@pytest.mark.rule("RE-13")
def test_nobody_is_forced_to_where_somebody_is_whom_to_keep_apart_from():
    placed = (Placed(key="q", municipality=code(0), since=TODAY),)
    instructions, kept = (told("forced", "p1", 0),), (apart("p1", "q"),)
    round_ = round_of(P1, placed=placed, keep_apart=kept, instructions=instructions)
    assert faults(round_) == [("keep_apart.0.people", "settled_and_apart")]


def test_two_who_already_stand_at_one_place_are_a_fact_and_no_contradiction():
    instructions = (told("decided", "p1", 0), told("decided", "p2", 0))
    round_ = round_of(P1, P2, keep_apart=(apart("p1", "p2"),), instructions=instructions)
    assert faults(round_) == []


@pytest.mark.parametrize("kinds", [("forced", "forced"), ("decided", "forced")])
def test_people_kept_together_cannot_be_settled_at_two_places(kinds: tuple[str, str]):
    instructions = (told(kinds[0], "p1", 0), told(kinds[1], "p2", 1))
    round_ = round_of(P1, P2, keep_together=(together("p1", "p2"),), instructions=instructions)
    expected = ("instructions.1.municipality", "together_and_settled_apart")
    assert faults(round_) == [expected]


def test_an_alliance_may_follow_a_feud():
    relations = (feud("g1", "g2", since=20, until=10), feud("g1", "g2", kind="alliance", since=10))
    assert faults(round_of(P1, groups=GROUPS, relations=relations)) == []


def test_an_education_level_is_one_of_the_register():
    seeker = replace(P1, search=Search(education="alchemy"))
    land = {"education": {"gymnasium": np.ones(3, bool)}}
    expected = ("people.0.search.education", "unknown_education_level")
    assert faults(round_of(seeker), **land) == [expected]


def test_an_industry_is_one_of_the_imported_tables():
    seeker = replace(P1, search=Search(work=True, industry="alchemy"))
    land = {"jobs": {"all": np.ones(3)}, "labour_force": np.ones(3)}
    expected = ("people.0.search.industry", "unknown_industry")
    assert faults(round_of(seeker), **land) == [expected]


def test_an_industry_is_taken_as_it_is_while_nothing_is_imported():
    assert faults(round_of(replace(P1, search=Search(work=True, industry="building")))) == []


def test_a_problem_of_a_faulty_round_cannot_be_made():
    with pytest.raises(ProblemError, match="unknown_municipality"):
        PlacementProblem(country(), round_of(replace(P1, moves_from=NOWHERE)), policy())


@pytest.mark.slow
def test_twenty_thousand_people_are_checked():
    people = [person(f"p{n}", ties=(tie(), tie()), dangers=()) for n in range(20_000)]
    round_ = round_of(*people)
    assert faults(round_) == []
