"""Rounds with one planted conflict among bystanders, and the rules that must be named for it."""

from dataclasses import dataclass, field
from random import Random
from typing import Any

from scoring.country import Country
from scoring.person import LEFT_EARLIER, Need, Person, PoliceExclusion, Urgency
from scoring.problem import PlacementProblem
from scoring.round import (
    Closure,
    DeclaredRoom,
    DeclaredService,
    Instruction,
    InstructionKind,
    KeepTogether,
    Placed,
)
from scoring.threat import Group, Relation, RelationKind
from tests.builders import TODAY, code, country, person, problem

ROOMY = {"room.factor": 99.0, "room.district_factor": 99.0, "safety.exposure_ceiling": (1e9,) * 5}
TIGHT_ROOM = ROOMY | {"room.factor": 0.01}
TIGHT_DISTRICT = ROOMY | {"room.district_factor": 0.01}
GROUPS = tuple(Group(key=key, severity=1, surveyed=True) for key in ("g", "h"))
FEUD = Relation(kind=RelationKind.FEUD, groups=("g", "h"), since=TODAY)
MADE_UP = "made up"


@dataclass(frozen=True)
class Conflicting:
    """A round in which these people have no place, and exactly why.

    Attributes:
        people: the candidates of the conflict; bystanders have no part in it.
        without: the key of the one who must be left without a place.
        rules: the only irreducible set.
    """

    people: tuple[Person, ...]
    without: str
    rules: tuple[str, ...]
    land: Country
    numbers: dict[str, Any] = field(default_factory=lambda: ROOMY)
    facts: dict[str, Any] = field(default_factory=dict)


def planted(seed: int) -> tuple[PlacementProblem, Conflicting]:
    """One kind of conflict after another, each among some bystanders."""
    rng = Random(seed)
    conflict = KINDS[seed % len(KINDS)](rng.randint(4, 10))
    many = rng.randint(1, 8)
    bystanders = [
        person(f"z{i}", urgency=rng.choice((Urgency.URGENT, Urgency.STANDARD)), threat_level=2)
        for i in range(many)
    ]
    everybody = [*conflict.people, *bystanders]
    rng.shuffle(everybody)
    world = problem(*everybody, land=conflict.land, rules=conflict.numbers, **conflict.facts)
    return world, conflict


def _instruction(kind: InstructionKind, who: str, at: int) -> Instruction:
    return Instruction(kind=kind, person=who, municipality=code(at), reason=MADE_UP)


def _first(**facts: Any) -> Person:
    return person("p", **({"urgency": Urgency.ACUTE, "threat_level": 5} | facts))


def rivals_within_reach(n: int) -> Conflicting:
    """Two rivals with one open place each, within reach of each other."""
    facts = {
        "groups": GROUPS,
        "relations": (FEUD,),
        "instructions": tuple(
            _instruction(InstructionKind.FORCED, who, at) for who, at in (("p", 1), ("q", 2))
        ),
    }
    people = (_first(former_group="g"), person("q", former_group="h"))
    numbers = ROOMY | {"apart.rival_minutes": 60}
    return Conflicting(people, "q", ("by_hand.forced", "keep_apart"), country(n), numbers, facts)


def one_place_for_one_group(n: int) -> Conflicting:
    """Two of the same group, and all places but one closed."""
    facts = {
        "groups": GROUPS,
        "closures": tuple(
            Closure(municipality=code(at), since=TODAY, reason=MADE_UP) for at in range(2, n)
        ),
    }
    people = (_first(former_group="g"), person("q", former_group="g"))
    rules = ("closed_for_all", "keep_apart", "safety.place_left")
    return Conflicting(people, "q", rules, country(n), facts=facts)


def no_room(n: int) -> Conflicting:
    """No municipality but the one left has room."""
    room = tuple(
        DeclaredRoom(municipality=code(at), candidates=0, as_of=TODAY, approved_because=MADE_UP)
        for at in range(1, n)
    )
    rules = ("room_to_receive", "safety.place_left")
    return Conflicting((_first(),), "p", rules, country(n), facts={"room": room})


def scarce_service(n: int) -> Conflicting:
    """A service that two must have, with room for one person in one place."""
    services = tuple(
        DeclaredService(
            municipality=code(at),
            service="mentor",
            present=at == 1,
            room=1 if at == 1 else None,
            as_of=TODAY,
        )
        for at in range(n)
    )
    needs = (Need(service="mentor", must=True),)
    people = (_first(needs=needs), person("q", needs=needs))
    rules = ("room_per_service", "social.must_absent")
    return Conflicting(people, "q", rules, country(n), facts={"services": services})


def forced_to_a_closed_place(n: int) -> Conflicting:
    """Forced by hand to a municipality that is closed for all."""
    facts = {
        "instructions": (_instruction(InstructionKind.FORCED, "p", 1),),
        "closures": (Closure(municipality=code(1), since=TODAY, reason=MADE_UP),),
    }
    return Conflicting(
        (_first(),), "p", ("by_hand.forced", "closed_for_all"), country(n), facts=facts
    )


def full_district(n: int) -> Conflicting:
    """One district for all, with room for one."""
    people = (_first(), person("q", urgency=Urgency.ACUTE))
    land = country(n, districts=("One",) * n)
    return Conflicting(people, "q", ("district_ceiling",), land, TIGHT_DISTRICT)


def too_large_a_household(n: int) -> Conflicting:
    """Two candidates of one household, and approved room for one wherever they turn."""
    people = (_first(household="home"), person("q", household="home"))
    room = tuple(
        DeclaredRoom(municipality=code(at), candidates=1, as_of=TODAY, approved_because=MADE_UP)
        for at in range(n)
    )
    return Conflicting(people, "p", ("room_to_receive",), country(n), facts={"room": room})


def decided_where_forbidden(n: int) -> Conflicting:
    """Kept together with somebody who is decided where the other is forbidden."""
    facts = {
        "keep_together": (KeepTogether(people=("p", "q"), reason=MADE_UP),),
        "instructions": (
            _instruction(InstructionKind.DECIDED, "q", 1),
            _instruction(InstructionKind.FORBIDDEN, "p", 1),
        ),
    }
    rules = ("by_hand.forbidden", "keep_together")
    return Conflicting((_first(), person("q")), "p", rules, country(n), facts=facts)


def police_and_a_placed_rival(n: int) -> Conflicting:
    """The police leave one district, and a rival was placed in it."""
    exclusions = tuple(
        PoliceExclusion(as_of=TODAY, district=f"District {at}") for at in range(n) if at != 1
    )
    placed = Placed(key="x", municipality=code(1), since=TODAY, former_group="h")
    facts = {"groups": GROUPS, "relations": (FEUD,), "placed": (placed,)}
    rules = ("keep_apart.placed", "safety.police_exclusion")
    people = (_first(former_group="g", exclusions=exclusions),)
    return Conflicting(people, "p", rules, country(n), facts=facts)


def police_and_places_left_earlier(n: int) -> Conflicting:
    """The police leave one district, and the person fled from there before."""
    exclusions = tuple(
        PoliceExclusion(as_of=TODAY, district=f"District {at}") for at in range(n) if at != 1
    )
    fled = PoliceExclusion(as_of=TODAY, municipality=code(1), source=LEFT_EARLIER)
    rules = ("safety.place_left_earlier", "safety.police_exclusion")
    return Conflicting((_first(exclusions=(*exclusions, fled)),), "p", rules, country(n))


KINDS = (
    rivals_within_reach,
    one_place_for_one_group,
    no_room,
    scarce_service,
    forced_to_a_closed_place,
    full_district,
    too_large_a_household,
    decided_where_forbidden,
    police_and_a_placed_rival,
    police_and_places_left_earlier,
)
