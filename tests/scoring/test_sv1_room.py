"""Room, service room and the district's ceiling bind the plan, and no others do."""

from datetime import timedelta

import pytest

from scoring.check import check
from scoring.person import Household, Need, Tie, TieKind
from scoring.result import Outcome
from scoring.round import DeclaredRoom, DeclaredService, Instruction, InstructionKind
from scoring.solver import solve
from tests.builders import TODAY, code, country, person, problem
from tests.scoring.planted import ROOMY, placed

LAND = country(5, districts=("A", "B", "B", "C", "C"))
DRAWN = (Tie(kind=TieKind.SUPPORTIVE, municipality=code(1), strength=1.0),)
EVEN = {"evenness.points_per_fair_share": 0}


def drawn(many=8, needs=()):
    """People who all have the same person in the second of five municipalities, and no other."""
    return [person(f"p{number}", ties=DRAWN, needs=needs) for number in range(many)]


def homes(many, persons):
    """Their households, each of so many persons."""
    return tuple(Household(key=f"h-p{number}", persons=persons) for number in range(many))


def received(people, rules, **facts):
    """How many the plan puts into each municipality; the checker finds nothing wrong with it."""
    world = problem(*people, land=LAND, rules=ROOMY | EVEN | rules, **facts)
    found = solve(world)
    assert check(world, found) == ()
    places = [found.place_of(each.key) for each in people]
    return [places.count(each) for each in LAND.codes]


def declares(candidates, because=None):
    """What the second municipality declares."""
    return (
        DeclaredRoom(
            municipality=code(1), candidates=candidates, as_of=TODAY, approved_because=because
        ),
    )


@pytest.mark.rule("SV-1")
@pytest.mark.parametrize(("factor", "most"), [(1.0, 2), (2.0, 4), (99.0, 8)])
def test_a_municipality_receives_at_most_its_room_by_fair_share(factor, most):
    assert received(drawn(), {"room.factor": factor})[1] == most


@pytest.mark.rule("SV-1")
@pytest.mark.parametrize(("days", "still"), [(0, 1), (364, 1), (365, 2)])
def test_who_was_received_in_the_period_takes_room(days, still):
    earlier = placed(1, TODAY - timedelta(days=days))
    rules = {"room.factor": 1.0, "room.period_days": 365}
    assert received(drawn(7), rules, placed=(earlier,))[1] == still


@pytest.mark.rule("SV-1")
@pytest.mark.parametrize(("declared", "most"), [(3, 3), (50, 4)])
def test_room_declared_above_the_policys_counts_up_to_the_cap(declared, most):
    rules = {"room.factor": 1.0, "room.declared_factor": 2.0}
    assert received(drawn(), rules, room=declares(declared))[1] == most


@pytest.mark.rule("SV-1")
@pytest.mark.parametrize(
    ("declared", "because", "most"),
    [(1, None, 2), (0, None, 2), (1, "the only school burned down", 1), (0, "a flood", 0)],
)
def test_less_than_the_policys_room_counts_only_when_the_central_unit_approved_it(
    declared, because, most
):
    found = received(drawn(), {"room.factor": 1.0}, room=declares(declared, because))
    assert found[1] == most


@pytest.mark.rule("SV-1")
@pytest.mark.parametrize(("persons", "most"), [(1, 3), (2, 1), (3, 1), (4, 0)])
def test_room_at_a_service_is_counted_in_persons(persons, most):
    need = Need(service="mentor", must=True, persons=persons)
    room = DeclaredService(
        municipality=code(1), service="mentor", present=True, as_of=TODAY, room=3
    )
    facts = {"services": (room,), "households": homes(4, persons=4)}
    assert received(drawn(4, needs=(need,)), {}, **facts)[1] == most


@pytest.mark.rule("SV-1")
def test_a_need_that_only_should_be_met_takes_no_room_at_a_service():
    need = Need(service="mentor", must=False)
    room = DeclaredService(
        municipality=code(1), service="mentor", present=True, as_of=TODAY, room=1
    )
    assert received(drawn(4, needs=(need,)), {}, services=(room,))[1] == 4


@pytest.mark.rule("SV-1")
def test_room_at_a_service_that_the_law_obliges_to_binds_nobody():
    need = Need(service="school_place", must=True)
    room = DeclaredService(
        municipality=code(1), service="school_place", present=True, as_of=TODAY, room=0
    )
    assert received(drawn(4, needs=(need,)), {}, services=(room,))[1] == 4


@pytest.mark.rule("SV-1")
@pytest.mark.parametrize(("factor", "most"), [(0.5, 2), (1.0, 4), (99.0, 8)])
def test_a_district_receives_at_most_its_ceiling(factor, most):
    found = received(drawn(), {"room.district_factor": factor})
    assert found[1] + found[2] == most


@pytest.mark.rule("SV-1")
@pytest.mark.parametrize("number", ["room.factor", "room.district_factor"])
def test_no_place_is_too_small_for_one_household_that_moves_together(number):
    family = [person(key, household="home") for key in ("p", "q", "r")]
    world = problem(*family, land=LAND, rules=ROOMY | {number: 0.01})
    assert {line.outcome for line in solve(world).placements} == {Outcome.PLACED}


@pytest.mark.rule("SV-1")
def test_a_decided_member_leaves_room_for_the_rest_of_the_household():
    family = [person(key, household="home") for key in ("p", "q")]
    decided = Instruction(
        kind=InstructionKind.DECIDED, person="p", municipality=code(3), reason="settled before"
    )
    world = problem(*family, land=LAND, instructions=(decided,))
    found = solve(world)
    assert check(world, found) == ()
    assert found.place_of("q") == code(3)


@pytest.mark.rule("SV-1")
def test_room_is_counted_in_candidates_whatever_the_household():
    rules = {"room.factor": 1.0}
    large = received(drawn(4), rules, households=homes(4, persons=4))
    assert large == received(drawn(4), rules)
