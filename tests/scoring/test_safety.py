"""Safety beyond its situations: what closes, with which source and date, and what doubt does."""

from datetime import date

import pytest

from scoring.criteria.safety import CRITERION
from scoring.criterion import Closing
from scoring.exposure import exposure
from scoring.person import Danger, Person, PoliceExclusion, Tie, TieKind
from scoring.problem import PlacementProblem
from scoring.threat import Group, Presence, Relation, RelationKind
from tests.builders import code, country, person, problem

SEEN = date(2026, 10, 1)
GROUPS = (Group(key="own", severity=5, surveyed=True), Group(key="ally", severity=2, surveyed=True))
ALLIED = (Relation(kind=RelationKind.ALLIANCE, groups=("own", "ally"), since=SEEN),)


def closings(told: PlacementProblem, rule: str) -> list[Closing]:
    judged = CRITERION.judge(told.people[0], told)
    return [closing for closing in judged.closings if closing.rule == rule]


def closed(told: PlacementProblem, rule: str) -> list[bool]:
    return [any(places) for places in zip(*(c.places for c in closings(told, rule)), strict=True)]


def seen(group: str, at: int, level: int) -> Presence:
    return Presence(
        group=group, municipality=code(at), level=level, as_of=SEEN, source="report 7 of 2026"
    )


@pytest.mark.rule("SC-3")
@pytest.mark.parametrize(("error", "shut"), [(0, [True, False, False]), (15, [True, True, False])])
def test_the_place_left_closes_all_that_may_be_within_the_policys_minutes(
    error: int, shut: list[bool]
):
    land = country([[0, 47, 90], [47, 0, 47], [90, 47, 0]], minutes_error_percent=error)
    told = problem(person(), land=land, rules={"safety.left_within_minutes": 40})
    assert closed(told, "safety.place_left") == shut


@pytest.mark.rule("SC-3")
def test_the_polices_radius_closes_all_that_may_be_within_it():
    ring = PoliceExclusion(as_of=SEEN, municipality=code(2), minutes=40, source="police letter 3")
    land = country([[0, 47, 90], [47, 0, 47], [90, 47, 0]], minutes_error_percent=15)
    told = problem(person(exclusions=(ring,)), land=land)
    assert closed(told, "safety.police_exclusion") == [False, True, True]


@pytest.mark.rule("SC-3")
@pytest.mark.parametrize("minutes", [0, 39, 40, 47, 90])
def test_an_exclusion_by_the_policys_minutes_closes_as_far_as_the_place_left_does(minutes: int):
    ring = PoliceExclusion(as_of=SEEN, municipality=code(0), minutes=minutes)
    land = country([[0, 47, 90], [47, 0, 47], [90, 47, 0]], minutes_error_percent=15)
    rules = {"safety.left_within_minutes": minutes}
    told = problem(person(exclusions=(ring,)), land=land, rules=rules)
    assert closed(told, "safety.police_exclusion") == closed(told, "safety.place_left")


@pytest.mark.rule("SC-3")
def test_the_polices_district_closes_every_municipality_in_it():
    list_ = PoliceExclusion(as_of=SEEN, district="East", source="police letter 3")
    told = problem(person(exclusions=(list_,)), land=country(3, districts=("West", "East", "East")))
    assert closed(told, "safety.police_exclusion") == [False, True, True]


@pytest.mark.rule("SC-3")
def test_a_closing_by_the_police_carries_their_source_and_date():
    named = PoliceExclusion(as_of=SEEN, municipality=code(1), source="police letter 3")
    told = problem(person(exclusions=(named,)))
    closing = closings(told, "safety.police_exclusion")[0]
    assert (closing.source, closing.as_of) == ("police letter 3", SEEN)


@pytest.mark.rule("SC-3")
@pytest.mark.parametrize(("level", "shut"), [(2, False), (3, True), (4, True)])
def test_presence_closes_from_the_policys_level_on(level: int, shut: bool):
    told = problem(
        person(former_group="own"), groups=GROUPS, presence=(seen("own", 2, level),),
        rules={"safety.closing_presence": 3},
    )  # fmt: skip
    assert bool(closings(told, "safety.hostile_presence")) is shut


@pytest.mark.rule("SC-3")
@pytest.mark.parametrize(("hostile_from", "shut"), [(0.6, True), (0.61, False)])
def test_an_ally_closes_a_place_only_where_it_counts_as_hostile(hostile_from: float, shut: bool):
    told = problem(
        person(former_group="own"), groups=GROUPS, relations=ALLIED, presence=(seen("ally", 2, 4),),
        rules={"safety.alliance_factor": 0.6, "safety.hostile_from": hostile_from},
    )  # fmt: skip
    assert bool(closings(told, "safety.hostile_presence")) is shut


@pytest.mark.rule("SC-3")
def test_a_closing_by_presence_carries_the_reports_source_and_date():
    told = problem(person(former_group="own"), groups=GROUPS, presence=(seen("own", 2, 4),))
    closing = closings(told, "safety.hostile_presence")[0]
    assert (closing.source, closing.as_of) == ("report 7 of 2026", SEEN)


@pytest.mark.rule("SC-3")
@pytest.mark.parametrize(("threat_level", "shut"), [(1, False), (2, False), (3, True), (5, True)])
def test_the_ceiling_of_exposure_falls_with_the_threat_level(threat_level: int, shut: bool):
    somebody = person(
        threat_level=threat_level, dangers=(Danger(municipality=code(2), severity=5, as_of=SEEN),)
    )
    told = problem(
        somebody,
        rules={"safety.exposure_ceiling": (30.0, 20.0, 15.0, 10.0, 5.0), "travel.own_minutes": 0},
    )
    assert bool(closings(told, "safety.exposure_ceiling")) is shut


@pytest.mark.rule("SC-3")
def test_every_closing_of_safety_names_a_source_and_a_date():
    named = PoliceExclusion(as_of=SEEN, municipality=code(1), source="police letter 3")
    somebody = person(former_group="own", exclusions=(named,), threat_level=5)
    told = problem(somebody, groups=GROUPS, presence=(seen("own", 2, 4),))
    judged = CRITERION.judge(told.people[0], told)
    assert all(closing.source and closing.as_of for closing in judged.closings)


@pytest.mark.rule("SC-2")
def test_exposure_is_severity_times_presence_halved_with_the_distance():
    told = problem(
        person(former_group="own"), groups=GROUPS, presence=(seen("own", 0, 3),),
        rules={"safety.half_distance_minutes": 60.0, "travel.own_minutes": 0},
    )  # fmt: skip
    assert exposure(told.people[0], told).tolist() == [15.0, 7.5, 3.75]


@pytest.mark.rule("SC-2")
def test_the_reason_names_the_path_of_groups_and_the_strongest_place():
    told = problem(
        person(former_group="own"), groups=GROUPS, relations=ALLIED,
        presence=(seen("ally", 0, 1), seen("ally", 2, 4)),
    )  # fmt: skip
    facts = next(r for r in at(told, 1) if r.code == "safety.ally").facts
    assert (facts["path"], facts["municipality"], facts["level"]) == ("own → ally", code(2), 4)


@pytest.mark.rule("SC-2")
def test_an_old_report_is_shown_with_its_age():
    old = Presence(group="own", municipality=code(2), level=2, as_of=date(2024, 11, 22))
    told = problem(person(former_group="own"), groups=GROUPS, presence=(old,))
    facts = next(r for r in at(told, 1) if r.code == "safety.own_group").facts
    assert facts["age_days"] == 730


@pytest.mark.rule("SC-2")
def test_a_tie_known_to_a_group_that_is_not_hostile_exposes_to_nothing():
    tie = Tie(kind=TieKind.SUPPORTIVE, municipality=code(2), strength=0.5, known_to=("ally",))
    told = problem(person(former_group="own", ties=(tie,)), groups=GROUPS)
    assert exposure(told.people[0], told).tolist() == [0.0, 0.0, 0.0]


@pytest.mark.rule("SC-2")
def test_of_the_groups_that_know_where_a_tie_is_the_strongest_counts():
    tie = Tie(kind=TieKind.SUPPORTIVE, municipality=code(2), strength=0.5, known_to=("ally", "own"))
    told = problem(
        person(former_group="own", ties=(tie,)), groups=GROUPS, relations=ALLIED,
        rules={"travel.own_minutes": 0},
    )  # fmt: skip
    assert exposure(told.people[0], told)[2] == 4 * 5


def at(told: PlacementProblem, place: int):
    somebody: Person = told.people[0]
    return CRITERION.reasons(somebody, place, told)
