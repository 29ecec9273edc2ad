"""What a well-formed round may not say: unknown codes, people twice, contradictions."""

import time
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from scoring.country import MunicipalityCode
from scoring.person import (
    Danger,
    Household,
    Need,
    PoliceExclusion,
    Search,
    Tie,
    TieKind,
    Wish,
    WishKind,
)
from scoring.problem import PlacementProblem, ProblemError
from scoring.round import (
    Closure,
    DeclaredRoom,
    DeclaredService,
    Instruction,
    InstructionKind,
    KeepApart,
    KeepTogether,
    Placed,
    Round,
)
from scoring.round_faults import faults_of
from scoring.threat import Group, Presence, Relation, RelationKind
from tests.builders import TODAY, code, country, person, policy, round_of

TOMORROW = TODAY + timedelta(days=1)
NOWHERE = MunicipalityCode("0999")
GROUPS = (Group(key="g1", severity=3), Group(key="g2", severity=3))


def faults(round_: Round, **land: Any) -> list[tuple[str, str]]:
    """Path and rule of each fault."""
    found = faults_of(round_, country(**land), policy())
    return [(".".join(map(str, fault.path)), fault.rule) for fault in found]


def told(kind: str, who: str = "p1", at: int = 0, reason: str = "x") -> Instruction:
    return Instruction(kind=InstructionKind(kind), person=who, municipality=code(at), reason=reason)


def feud(*groups: str, kind: str = "feud", since: int = 10, until: int | None = None) -> Relation:
    end = None if until is None else TODAY - timedelta(days=until)
    start = TODAY - timedelta(days=since)
    one, other = groups
    return Relation(kind=RelationKind(kind), groups=(one, other), since=start, until=end)


def seen(group: str = "g1", at: MunicipalityCode | None = None, **facts: Any) -> Presence:
    report: dict[str, Any] = {"level": 1, "as_of": TODAY}
    return Presence(group=group, municipality=at or code(0), **(report | facts))


def service(at: MunicipalityCode | None = None, **facts: Any) -> DeclaredService:
    declared: dict[str, Any] = {"service": "mentor", "present": True, "as_of": TODAY}
    return DeclaredService(municipality=at or code(0), **(declared | facts))


def tie(**facts: Any) -> Tie:
    known: dict[str, Any] = {
        "kind": TieKind.SUPPORTIVE,
        "municipality": code(0),
        "strength": 0.5,
    }
    return Tie(**(known | facts))


def exclusion(**facts: Any) -> PoliceExclusion:
    return PoliceExclusion(**({"as_of": TODAY} | facts))


def together(*people: str) -> KeepTogether:
    return KeepTogether(people=people, reason="x")


def apart(one: str, other: str, minutes: int = 30) -> KeepApart:
    return KeepApart(people=(one, other), minutes=minutes, reason="x")


P1, P2, P3 = person("p1"), person("p2"), person("p3")

ONE_PERSON = [
    ({"moves_from": MunicipalityCode("0411")}, "moves_from", "christiansoe_is_no_municipality"),
    ({"moves_from": NOWHERE}, "moves_from", "unknown_municipality"),
    ({"former_group": "g9"}, "former_group", "unknown_group"),
    ({"threat_level": 0}, "threat_level", "out_of_range"),
    ({"threat_level": 6}, "threat_level", "out_of_range"),
    ({"key": "a b"}, "key", "key_form"),
    ({"key": "x" * 41}, "key", "key_form"),
    (
        {"dangers": (Danger(municipality=NOWHERE, severity=1, as_of=TODAY),)},
        "dangers.0.municipality",
        "unknown_municipality",
    ),
    (
        {"dangers": (Danger(municipality=code(0), severity=9, as_of=TODAY),)},
        "dangers.0.severity",
        "out_of_range",
    ),
    (
        {"dangers": (Danger(municipality=code(0), severity=1, as_of=TOMORROW),)},
        "dangers.0.as_of",
        "date_in_the_future",
    ),
    ({"exclusions": (exclusion(),)}, "exclusions.0", "municipality_or_district"),
    (
        {"exclusions": (exclusion(municipality=code(0), district="District 0"),)},
        "exclusions.0",
        "municipality_or_district",
    ),
    (
        {"exclusions": (exclusion(district="Nowhere"),)},
        "exclusions.0.district",
        "unknown_district",
    ),
    (
        {"exclusions": (exclusion(district="District 0", minutes=5),)},
        "exclusions.0.minutes",
        "radius_without_municipality",
    ),
    (
        {"exclusions": (exclusion(municipality=code(0), minutes=-1),)},
        "exclusions.0.minutes",
        "out_of_range",
    ),
    ({"ties": (tie(strength=float("nan")),)}, "ties.0.strength", "out_of_range"),
    ({"ties": (tie(strength=1.1),)}, "ties.0.strength", "out_of_range"),
    ({"ties": (tie(known_to=("g9",)),)}, "ties.0.known_to.0", "unknown_group"),
    ({"needs": (Need(service="magic", must=True),)}, "needs.0.service", "unknown_service"),
    (
        {"needs": (Need(service="mentor", must=True, persons=2),)},
        "needs.0.persons",
        "more_need_than_persons",
    ),
    (
        {"needs": (Need(service="mentor", must=True), Need(service="mentor", must=False))},
        "needs.1.service",
        "need_twice",
    ),
    (
        {
            "wishes": (
                Wish(kind=WishKind.WANTS, municipality=code(0)),
                Wish(kind=WishKind.AVOIDS, municipality=code(0)),
            )
        },
        "wishes.1.municipality",
        "wish_twice",
    ),
]


@pytest.mark.rule("RE-13")
@pytest.mark.parametrize(("facts", "path", "rule"), ONE_PERSON)
def test_a_fault_of_a_person_is_named_with_its_path(facts: dict[str, Any], path: str, rule: str):
    assert faults(round_of(replace(P1, **facts))) == [(f"people.0.{path}", rule)]


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


def test_twenty_thousand_people_are_checked_in_seconds():
    people = [person(f"p{n}", ties=(tie(), tie()), dangers=()) for n in range(20_000)]
    round_ = round_of(*people)
    started = time.process_time()
    assert faults(round_) == []
    assert time.process_time() - started < 4
