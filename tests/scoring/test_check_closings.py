"""The checker catches somebody placed where it is closed, for each kind of closing."""

import pytest

from scoring.check import check
from scoring.person import LEFT_EARLIER, Danger, Need, PoliceExclusion
from scoring.round import Closure, DeclaredRoom, DeclaredService, InstructionKind
from scoring.solver import solve
from scoring.threat import Presence
from tests.builders import TODAY, code, country, person, problem
from tests.scoring.planted import (
    ALLIANCE,
    FEUD,
    LONG_AGO,
    MENTOR,
    ROOMY,
    G,
    H,
    apart,
    broken_rules,
    by_hand,
    mentors,
    placed,
    told,
)

CHECKER = pytest.mark.rule("RE-12", "SV-3")


ADVICE = Need(service="debt_advice", must=True)
ADVISED = DeclaredService(
    municipality=code(1), service="debt_advice", present=True, room=9, as_of=TODAY
)


def one(rules=ROOMY, land=None, facts=None, **candidate):
    """A round of one person from the first of four municipalities in a row, an hour apart."""
    who = person("p", **({"moves_from": code(0)} | candidate))
    return problem(who, land=land or country(4), rules=rules, **(facts or {}))


def fled(**where):
    """A place that the person left before, as casework tells it."""
    return PoliceExclusion(as_of=TODAY, source=LEFT_EARLIER, **where)


CLOSINGS = {
    "the place left": ("safety.place_left", one(), 0),
    "a place the police exclude": (
        "safety.police_exclusion",
        one(exclusions=(PoliceExclusion(as_of=TODAY, municipality=code(1)),)),
        1,
    ),
    "a district the police exclude": (
        "safety.police_exclusion",
        one(exclusions=(PoliceExclusion(as_of=TODAY, district="District 2"),)),
        2,
    ),
    "a place within the radius of the police": (
        "safety.police_exclusion",
        one(exclusions=(PoliceExclusion(as_of=TODAY, municipality=code(1), minutes=60),)),
        2,
    ),
    "a place that the table's error may bring within the radius": (
        "safety.police_exclusion",
        one(
            land=country(4, minutes_error_percent=15),
            exclusions=(PoliceExclusion(as_of=TODAY, municipality=code(1), minutes=51),),
        ),
        2,
    ),
    "a place left earlier": (
        "safety.place_left_earlier",
        one(exclusions=(fled(municipality=code(1)),)),
        1,
    ),
    "a place near one left earlier": (
        "safety.place_left_earlier",
        one(exclusions=(fled(municipality=code(1), minutes=60),)),
        2,
    ),
    "strong presence of the own group": (
        "safety.hostile_presence",
        one(
            former_group="g",
            facts={
                "groups": (G,),
                "presence": (Presence(group="g", municipality=code(1), level=3, as_of=TODAY),),
            },
        ),
        1,
    ),
    "strong presence of a rival": (
        "safety.hostile_presence",
        one(
            former_group="g",
            facts={
                "groups": (G, H),
                "relations": (FEUD,),
                "presence": (Presence(group="h", municipality=code(1), level=4, as_of=TODAY),),
            },
        ),
        1,
    ),
    "exposure above the ceiling": (
        "safety.exposure_ceiling",
        one(
            rules=ROOMY | {"safety.exposure_ceiling": (5.0,) * 5},
            dangers=(Danger(municipality=code(1), severity=5, as_of=TODAY),),
        ),
        1,
    ),
    "a service that must be there and is known not to be": (
        "social.must_absent",
        one(needs=MENTOR, facts={"services": (mentors(1, present=False),)}),
        1,
    ),
    "a municipality closed for all": (
        "closed_for_all",
        one(facts={"closures": (Closure(municipality=code(1), since=TODAY, reason="made up"),)}),
        1,
    ),
    "a place forbidden by hand": (
        "by_hand.forbidden",
        one(facts={"instructions": (by_hand(InstructionKind.FORBIDDEN, "p", 1),)}),
        1,
    ),
    "another place than the one forced by hand": (
        "by_hand.forced",
        one(facts={"instructions": (by_hand(InstructionKind.FORCED, "p", 1),)}),
        2,
    ),
    "a place where one of the same group was placed lately": (
        "keep_apart.placed",
        one(former_group="g", facts={"groups": (G,), "placed": (placed(1, group="g"),)}),
        1,
    ),
    "a place where one of an allied group was placed lately": (
        "keep_apart.placed",
        one(
            former_group="g",
            facts={"groups": (G, H), "relations": (ALLIANCE,), "placed": (placed(1, group="h"),)},
        ),
        1,
    ),
    "a place near a rival placed lately": (
        "keep_apart.placed",
        one(
            rules=ROOMY | {"apart.rival_minutes": 60},
            former_group="g",
            facts={"groups": (G, H), "relations": (FEUD,), "placed": (placed(1, group="h"),)},
        ),
        2,
    ),
    "a place near somebody placed long ago and named by hand": (
        "keep_apart.placed",
        one(facts={"placed": (placed(1, LONG_AGO),), "keep_apart": (apart("x", "p", 60),)}),
        2,
    ),
    "a place whose room is taken": (
        "room_to_receive",
        one(rules=ROOMY | {"room.factor": 0.1}, facts={"placed": (placed(1),)}),
        1,
    ),
    "a place whose approved room is none": (
        "room_to_receive",
        one(
            facts={
                "room": (
                    DeclaredRoom(
                        municipality=code(1), candidates=0, as_of=TODAY, approved_because="made up"
                    ),
                )
            }
        ),
        1,
    ),
    "a place whose district is full": (
        "district_ceiling",
        one(rules=ROOMY | {"room.district_factor": 0.1}, facts={"placed": (placed(1),)}),
        1,
    ),
    "a place without room for a service that must be there": (
        "room_per_service",
        one(needs=MENTOR, facts={"services": (mentors(1, 0),)}),
        1,
    ),
    "a place without room for one of two services": (
        "room_per_service",
        one(needs=(*MENTOR, ADVICE), facts={"services": (mentors(1, 0), ADVISED)}),
        1,
    ),
}


@CHECKER
@pytest.mark.parametrize(("rule", "world", "at"), CLOSINGS.values(), ids=CLOSINGS)
def test_the_checker_catches_somebody_placed_where_it_is_closed(rule, world, at):
    assert broken_rules(world, p=code(at)) == {rule}
    assert f"p {rule}: closed (at {code(at)})" in told(world, p=code(at))


@CHECKER
@pytest.mark.parametrize(("world", "at"), [case[1:] for case in CLOSINGS.values()], ids=CLOSINGS)
def test_the_checker_passes_the_plan_that_keeps_out_of_the_closed_place(world, at):
    found = solve(world)
    assert (found.place_of("p") == code(at), check(world, found)) == (False, ())
