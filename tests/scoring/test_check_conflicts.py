"""The checker catches a false reason why somebody has no place, and says where it stands."""

from dataclasses import replace

import pytest

from scoring.check import check
from scoring.check.in_the_way import Obstacles
from scoring.check.plan import places
from scoring.check.reading import Reading
from scoring.person import Need, PoliceExclusion, Urgency
from scoring.result import Conflict, Relaxation, Status
from scoring.round import Closure, DeclaredService, Instruction, InstructionKind
from scoring.solver import solve
from tests.builders import TODAY, code, country, person, problem
from tests.scoring.planted import ROOMY, codes, with_places

SHUT = problem(
    person("p"),
    person("q", moves_from=code(1)),
    land=country(2),
    rules=ROOMY,
    closures=(Closure(municipality=code(1), since=TODAY, reason="made up"),),
    instructions=(
        Instruction(
            kind=InstructionKind.FORBIDDEN, person="p", municipality=code(1), reason="made up"
        ),
    ),
)
WHY = ("closed_for_all", "safety.place_left")
RELAXED = Relaxation(rules=("no_such_rule",), names=(), municipality=code(1))
FALSE_RULES = "p conflict.rules: conflict_rules (where conflicts.0.rules)"
WRONG_ORDER = "p conflict.rules: conflict_order (where conflicts.0.rules)"
UNKNOWN_RULE = "p conflict.rules: conflict_unknown_rule (where conflicts.0.rules)"
NO_RULE = "p conflict.rules: conflict_empty (where conflicts.0.rules)"
RELAXATIONS_WRONG = "p conflict.relaxations: conflict_relaxations (where conflicts.0.relaxations)"
UNTOLD = "p conflict.people: conflict_missing"
CONFLICTS = {
    "too few rules to close every place": (
        (Conflict(("p",), ("safety.place_left",)),),
        [FALSE_RULES],
    ),
    "more rules than it takes": (
        (Conflict(("p",), ("by_hand.forbidden", *WHY)),),
        [FALSE_RULES],
    ),
    "rules that close nothing there": (
        (Conflict(("p",), ("closed_for_all", "district_ceiling", "safety.place_left")),),
        [FALSE_RULES],
    ),
    "no rule at all": ((Conflict(("p",), ()),), [NO_RULE]),
    "rules out of order": ((Conflict(("p",), WHY[::-1]),), [WRONG_ORDER]),
    "a rule that does not exist": ((Conflict(("p",), ("no_such_rule",)),), [UNKNOWN_RULE]),
    "a relaxation of a rule that does not exist": (
        (Conflict(("p",), WHY, (RELAXED,)),),
        [UNKNOWN_RULE, RELAXATIONS_WRONG],
    ),
    "the same people twice": (
        (Conflict(("p",), WHY), Conflict(("p",), WHY)),
        ["p conflict.people: conflict_people (where conflicts.1.people)"],
    ),
    "somebody who has a place": (
        (Conflict(("q",), WHY),),
        ["q conflict.people: conflict_people (where conflicts.0.people)", UNTOLD],
    ),
    "people who are no unit": (
        (Conflict(("p", "q"), WHY),),
        ["p,q conflict.people: conflict_people (where conflicts.0.people)", UNTOLD],
    ),
    "somebody whom the round does not have": (
        (Conflict(("stranger",), WHY),),
        [" conflict.people: conflict_people (where conflicts.0.people)", UNTOLD],
    ),
    "one of nobody before one that is false": (
        (Conflict(("q",), WHY), Conflict(("p",), WHY[::-1])),
        [
            "q conflict.people: conflict_people (where conflicts.0.people)",
            "p conflict.rules: conflict_order (where conflicts.1.rules)",
        ],
    ),
    "no reason at all": ((), [UNTOLD]),
}


def lines(world, result):
    """Of whom, what and where: all that the checker says of an answer."""
    return [f"{','.join(v.people)} {v}" for v in check(world, result)]


@pytest.mark.rule("SV-5", "RE-12")
@pytest.mark.parametrize(("conflicts", "told"), CONFLICTS.values(), ids=CONFLICTS)
def test_the_checker_catches_a_false_reason_why_somebody_has_no_place(conflicts, told):
    assert lines(SHUT, replace(solve(SHUT), conflicts=conflicts)) == told


HONEST = solve(SHUT)
GIVES = HONEST.conflicts[0].relaxations[0]
RELAXATIONS = {
    "a municipality that does not exist": (replace(GIVES, municipality="0411"),),
    "an aim that does not exist": (replace(GIVES, changes={**GIVES.changes, "hostile": 1}),),
    "an aim left out": (replace(GIVES, changes={}),),
    "a rule named without its thing": (replace(GIVES, names=()),),
    "a thing that does not exist": (
        replace(GIVES, names=tuple((rule, "hostile") for rule in GIVES.rules)),
    ),
    "the same twice": (GIVES, GIVES),
}


@pytest.mark.rule("SV-5", "RE-12")
@pytest.mark.parametrize("relaxations", RELAXATIONS.values(), ids=RELAXATIONS)
def test_the_checker_catches_a_relaxation_that_names_what_the_round_does_not_have(relaxations):
    conflict = replace(HONEST.conflicts[0], relaxations=relaxations)
    found = check(SHUT, replace(HONEST, conflicts=(conflict,)))
    assert [f"{','.join(v.people)} {v}" for v in found] == [RELAXATIONS_WRONG]
    assert "hostile" not in str(found)


@pytest.mark.rule("SV-5", "RE-12")
def test_the_checker_passes_rules_that_close_every_place_when_no_fewer_do():
    found = replace(solve(SHUT), conflicts=(Conflict(("p",), WHY),))
    assert check(SHUT, found) == ()


def test_a_stopped_answer_may_be_proven_but_for_the_fewest_rules_of_a_conflict():
    cut = tuple(replace(each, proven=False) for each in HONEST.conflicts)
    stopped = replace(HONEST, status=Status.STOPPED, conflicts=cut)
    assert "status" not in codes(SHUT, stopped)
    assert "status" in codes(SHUT, replace(stopped, conflicts=HONEST.conflicts))


def beside_one(first):
    """Two who could have the second of three places, with room for one; one of them comes first."""
    urgency = {key: Urgency.ACUTE if key == first else Urgency.STANDARD for key in "pq"}
    excluded = PoliceExclusion(as_of=TODAY, municipality=code(2))
    return problem(
        person("p", urgency=urgency["p"]),
        person("q", urgency=urgency["q"], exclusions=(excluded,)),
        land=country(3),
        rules=ROOMY | {"room.factor": 0.1},
    )


FULL = ("room_to_receive", "safety.place_left", "safety.police_exclusion")
HOLDS = {
    "the rules that somebody who comes first fills": ("p", FULL, True, True),
    "the same where the search was cut": ("p", FULL, False, True),
    "the rules that somebody who comes no later fills": (None, FULL, True, True),
    "no rule where none is in the way": ("p", (), False, False),
    "too few": ("p", FULL[:2], False, False),
    "too few, said to be proven": ("p", FULL[1:], True, False),
}


def obstacles(world, **at):
    """What is in the way where the people of a round are put so."""
    answer = solve(world)
    moved = {key: None if place is None else code(place) for key, place in at.items()}
    reading = Reading(world)
    return Obstacles(reading, places(world, with_places(answer, **moved)))


def unit(found, key):
    return found.reading.units.index((found.reading.problem.position[key],))


@pytest.mark.parametrize(("first", "rules", "proven", "holds"), HOLDS.values(), ids=HOLDS)
def test_rules_hold_that_leave_no_place_beside_those_who_come_before(first, rules, proven, holds):
    found = obstacles(beside_one(first), p=1, q=None)
    assert found.hold(unit(found, "q"), Conflict(("q",), rules, proven=proven)) is holds


CUT = {
    "the fewest, where the search was cut": (FULL, False, True),
    "the fewest, said to be proven": (FULL, True, False),
    "one too many": (("by_hand.forbidden", *FULL), False, False),
    "one too few": (FULL[1:], False, False),
}


@pytest.mark.parametrize(("rules", "proven", "holds"), CUT.values(), ids=CUT)
def test_rules_that_somebody_who_comes_later_fills_hold_only_where_the_search_was_cut(
    rules, proven, holds
):
    found = obstacles(beside_one("q"), p=1, q=None)
    assert found.hold(unit(found, "q"), Conflict(("q",), rules, proven=proven)) is holds


def test_no_rule_holds_for_somebody_with_a_free_place():
    found = obstacles(beside_one("p"), p=None, q=None)
    assert found.hold(unit(found, "q"), Conflict(("q",), (), proven=False))
    assert not found.hold(unit(found, "q"), Conflict(("q",), FULL, proven=False))


def served(*services, needs):
    """Somebody in the second place, and another who needs services that have room for one there."""
    declared = tuple(
        DeclaredService(municipality=code(1), service=each, present=True, room=room, as_of=TODAY)
        for each, room in services
    )
    p, q = (
        person(key, needs=tuple(Need(service=each, must=True) for each in of_one))
        for key, of_one in zip("pq", needs, strict=True)
    )
    world = problem(p, q, land=country(3), rules=ROOMY, services=declared)
    found = obstacles(world, p=1, q=None)
    return found.beside(unit(found, "q"), found.at)


def test_room_at_a_service_is_taken_by_those_alone_who_need_it():
    assert "room_per_service" not in served(("mentor", 1), needs=((), ("mentor",)))
    assert "room_per_service" in served(("mentor", 1), needs=(("mentor",), ("mentor",)))


def test_room_at_one_service_makes_up_for_none_at_another():
    services = (("mentor", 1), ("debt_advice", 9))
    found = served(*services, needs=(("mentor",), ("mentor", "debt_advice")))
    assert found["room_per_service"].tolist() == [False, True, False]
