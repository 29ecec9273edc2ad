"""Hostility of groups: the strongest path, any number of alliances, at most one feud."""

from datetime import date

import pytest

from scoring.hostility import allies, hostile, hostilities, hostility_to, rivals
from scoring.problem import PlacementProblem
from scoring.threat import Group, Relation, RelationKind
from tests.builders import TODAY, person, problem

FACTORS = {"safety.alliance_factor": 0.5, "safety.feud_factor": 0.8, "safety.hostile_from": 0.25}
LONG_AGO = date(2020, 1, 1)


def alliance(one: str, other: str, **dates: date) -> Relation:
    return Relation(
        kind=RelationKind.ALLIANCE, groups=(one, other), **({"since": LONG_AGO} | dates)
    )


def feud(one: str, other: str, **dates: date) -> Relation:
    return Relation(kind=RelationKind.FEUD, groups=(one, other), **({"since": LONG_AGO} | dates))


def world(*relations: Relation, **rules: float) -> PlacementProblem:
    groups = tuple(Group(key=key, severity=3) for key in "ABCDE")
    changed = FACTORS | {f"safety.{name}": value for name, value in rules.items()}
    return problem(person(former_group="A"), groups=groups, relations=relations, rules=changed)


def towards_a(*relations: Relation) -> dict[str, float]:
    return {key: h.value for key, h in hostility_to(world(*relations), "A").items()}


@pytest.mark.rule("SC-2")
def test_the_own_former_group_has_hostility_one():
    assert towards_a(feud("A", "B"))["A"] == 1.0


@pytest.mark.rule("SC-2")
def test_every_alliance_on_the_way_takes_its_factor():
    chain = towards_a(alliance("A", "B"), alliance("C", "B"), alliance("C", "D"))
    assert chain == {"A": 1.0, "B": 0.5, "C": 0.25, "D": 0.125}


@pytest.mark.rule("SC-2")
def test_a_path_with_two_feuds_does_not_count():
    assert set(towards_a(feud("A", "B"), feud("B", "C"))) == {"A", "B"}


@pytest.mark.rule("SC-2")
@pytest.mark.parametrize(
    "relations",
    [
        (feud("A", "B"), alliance("B", "C"), alliance("C", "D")),
        (alliance("A", "B"), feud("B", "C"), alliance("C", "D")),
        (alliance("A", "B"), alliance("B", "C"), feud("C", "D")),
    ],
)
def test_one_feud_may_stand_anywhere_on_the_way(relations: tuple[Relation, ...]):
    assert towards_a(*relations)["D"] == pytest.approx(0.5 * 0.5 * 0.8)


@pytest.mark.rule("SC-2")
def test_the_strongest_of_several_paths_counts():
    paths = (alliance("A", "B"), alliance("B", "C"), feud("A", "D"), alliance("D", "C"))
    assert hostility_to(world(*paths), "A")["C"].path == ("A", "D", "C")


@pytest.mark.rule("SC-2")
def test_a_group_without_a_path_is_not_hostile():
    assert "E" not in towards_a(alliance("A", "B"))


@pytest.mark.rule("SC-2")
@pytest.mark.parametrize(
    ("dates", "counts"),
    [
        ({"since": TODAY}, True),
        ({"since": date(2026, 11, 23)}, False),
        ({"until": TODAY}, False),
        ({"until": date(2026, 11, 23)}, True),
    ],
)
def test_a_relation_counts_from_its_first_day_until_the_day_before_its_end(
    dates: dict[str, date], counts: bool
):
    assert ("B" in towards_a(feud("A", "B", **dates))) is counts


@pytest.mark.rule("SC-2")
def test_a_group_just_at_the_policys_hostility_counts_as_hostile():
    assert set(hostile(world(alliance("A", "B"), alliance("B", "C"), alliance("C", "D")), "A")) == {
        "A",
        "B",
        "C",
    }


@pytest.mark.rule("SC-2")
def test_whoever_is_reached_over_a_feud_is_a_rival_and_no_ally():
    told = world(alliance("A", "B"), feud("A", "C"), alliance("C", "D"))
    assert (rivals(told, "A"), allies(told, "A")) == ({"C", "D"}, {"B"})


@pytest.mark.rule("SC-2")
def test_where_a_path_with_a_feud_ties_with_one_without_the_feud_counts():
    told = world(
        alliance("A", "B"), alliance("B", "C"), feud("A", "D"), alliance("D", "C"), feud_factor=0.5
    )
    assert rivals(told, "A") == {"C", "D"}


@pytest.mark.rule("SC-10")
def test_the_order_of_relations_and_of_their_groups_changes_nothing():
    paths = (alliance("A", "B"), feud("B", "C"), alliance("C", "D"), feud("D", "A"))
    turned = [Relation(kind=r.kind, groups=r.groups[::-1], since=r.since) for r in paths[::-1]]
    assert hostility_to(world(*paths), "A") == hostility_to(world(*turned), "A")


@pytest.mark.rule("SC-2")
def test_hostility_is_worked_out_for_the_groups_that_somebody_left():
    assert set(hostilities(world(alliance("A", "B")))) == {"A"}
