"""Random small worlds from a seed: few places, few people, over the seeds every mix of rules."""

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import numpy as np

from scoring.country import Country
from scoring.person import Person
from scoring.problem import PlacementProblem
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
from scoring.threat import Group, Presence, Relation, RelationKind
from tests.builders import TODAY, country, policy
from tests.world_people import SERVICES, households_of, people_of, somewhere

MINUTES = (5, 25, 30, 35, 40, 45, 60, 60, 90, 150)
DAYS_SINCE = (0, 10, 99, 100, 200, 364, 365, 1000, 1094, 1095, 2000)
KEYS = ("safety", "family_and_network", "work_and_education", "social_needs", "even_distribution")
MIXES = ((40, 20, 15, 15, 10), (10, 10, 10, 10, 60), (0, 50, 0, 50, 0), (0, 0, 0, 0, 100))
WEIGHTS = tuple(dict(zip(KEYS, mix, strict=True)) for mix in MIXES)


def small_world(
    seed: int, places: int | None = None, people: int | None = None
) -> PlacementProblem:
    """A made-up problem of 2–5 places and 1–6 people, unless told otherwise; the same per seed."""
    rng = Random(seed)
    land = _land(rng, places or rng.choice((2, 3, 4, 4, 5, 5)))
    many = people or rng.choice((1, 2, 3, 3, 4, 4, 5, 6))
    return PlacementProblem(land, _round(rng, land, many), policy(_numbers(rng)))


def _land(rng: Random, n: int) -> Country:
    minutes = np.zeros((n, n), np.int64)
    for a in range(n):
        for b in range(a):
            minutes[a, b] = minutes[b, a] = rng.choice(MINUTES)
    imported: dict[str, Any] = {}
    if rng.random() < 0.3:
        jobs = np.array([float(rng.randint(500, 20_000)) for _ in range(n)])
        force = np.array([float(rng.randint(1_000, 20_000)) for _ in range(n)])
        imported = {"jobs": {"all": jobs}, "labour_force": force}
    districts = rng.randint(1, min(3, n))
    return country(
        minutes,  # type: ignore[arg-type]
        minutes_error_percent=rng.choice((0, 15)),
        districts=tuple(f"District {rng.randrange(districts)}" for _ in range(n)),
        population=np.array([rng.choice((1_800, 9_000, 25_000, 60_000)) for _ in range(n)]),
        unemployment_pct=np.array([rng.choice((2.0, 3.1, 4.7)) for _ in range(n)]),
        education={"vocational": np.array([rng.random() < 0.5 for _ in range(n)])},
        psychiatry=np.array([rng.random() < 0.5 for _ in range(n)]),
        psychiatry_complete=np.array([rng.random() < 0.7 for _ in range(n)]),
        **imported,
    )


def _numbers(rng: Random) -> dict[str, Any]:
    """Numbers of the policy that this world changes; some worlds keep the proposed ones."""
    if rng.random() < 0.1:
        return {}
    low = rng.choice((3.0, 8.0, 20.0, 60.0, 60.0))
    steps = rng.choice(((20, 40, 60, 80), (40,), (10, 50, 90), ()))
    return {
        "weights": rng.choice(WEIGHTS),
        "safety.half_exposure": rng.choice((2.0, 10.0, 20.0)),
        "safety.alliance_factor": rng.choice((0.3, 0.6, 0.9)),
        "safety.feud_factor": rng.choice((0.5, 0.8, 1.0)),
        "safety.hostile_from": rng.choice((0.2, 0.36, 0.6)),
        "safety.left_within_minutes": rng.choice((0, 0, 0, 25, 40)),
        "safety.closing_presence": rng.choice((2, 3, 4)),
        "safety.exposure_ceiling": (low * 5, low * 4, low * 3, low * 2, low),
        "evenness.form": rng.choice(("price", "guarantee")),
        "evenness.points_per_fair_share": rng.choice((20, 40, 80)),
        "room.period_days": rng.choice((100, 365)),
        "room.factor": rng.choice((0.5, 1.0, 2.0, 4.0)),
        "room.declared_factor": rng.choice((1.0, 3.0)),
        "room.district_factor": rng.choice((0.7, 1.5, 3.0)),
        "apart.rival_minutes": rng.choice((0, 30, 60)),
        "apart.window_days": rng.choice((100, 1095)),
        "apart.price_after_window": rng.choice((0, 500, 1500)),
        "aims.safety_steps": steps,
        "aims.safety_floor": steps[0] if steps else 40,
        "aims.tie_salt": rng.choice(("relocation-2026", "another", "æøå")),
    }


def _round(rng: Random, land: Country, many: int) -> Round:
    groups = tuple(
        Group(key=f"g{i}", severity=rng.randint(1, 5), surveyed=rng.random() < 0.6)
        for i in range(rng.randint(0, 4))
    )
    households = households_of(rng, many)
    people = people_of(rng, land, groups, households)
    placed = _placed(rng, land, groups)
    together = _together(rng, people)
    parts = _parts(people, together)
    shuffled = list(people)
    rng.shuffle(shuffled)
    found = Round(
        date=TODAY,
        label="made up for a test",
        made_up=True,
        groups=groups,
        relations=_relations(rng, groups),
        presence=_presence(rng, land, groups),
        households=tuple({household.key: household for household in households}.values()),
        people=tuple(shuffled),
        keep_together=together,
        keep_apart=_apart(rng, parts, placed),
        placed=placed,
        services=_services(rng, land),
        room=_room(rng, land),
        closures=_closures(rng, land),
        instructions=_instructions(rng, land, parts),
    )
    return replace(
        found,
        keep_apart=tuple(apart for apart in found.keep_apart if not _met(found, apart)),
        instructions=_without_contradiction(found.instructions, parts),
    )


def _without_contradiction(
    instructions: tuple[Instruction, ...], parts: list[set[str]]
) -> tuple[Instruction, ...]:
    """Without what forbids a place for somebody whose companion is settled there."""
    part = {key: number for number, keys in enumerate(parts) for key in keys}
    settled = {
        (part[each.person], each.municipality)
        for each in instructions
        if each.kind is not InstructionKind.FORBIDDEN
    }
    return tuple(
        each
        for each in instructions
        if each.kind is not InstructionKind.FORBIDDEN
        or (part[each.person], each.municipality) not in settled
    )


def _met(found: Round, apart: KeepApart) -> bool:
    """Whether both are settled at one place: a round that says so is refused."""
    at = {each.key: each.municipality for each in found.placed}
    settled = [i for i in found.instructions if i.kind is not InstructionKind.FORBIDDEN]
    at |= {each.person: each.municipality for each in settled}
    forced = {each.person for each in settled if each.kind is InstructionKind.FORCED}
    is_met = at.get(apart.people[0], "") == at.get(apart.people[1])
    return is_met and bool(forced & set(apart.people))


def _placed(rng: Random, land: Country, groups: tuple[Group, ...]) -> tuple[Placed, ...]:
    return tuple(
        Placed(
            key=f"x{i}",
            municipality=somewhere(rng, land),
            since=TODAY - timedelta(days=rng.choice(DAYS_SINCE)),
            former_group=rng.choice(groups).key if groups and rng.random() < 0.7 else None,
        )
        for i in range(rng.choice((0, 0, 1, 1, 2, 3)))
    )


def _relations(rng: Random, groups: tuple[Group, ...]) -> tuple[Relation, ...]:
    spans = ((-100, None), (-100, None), (-100, 1), (-100, 0), (0, None), (1, None))
    relations = []
    for first in range(len(groups)):
        for second in range(first):
            if rng.random() < 0.5:
                since, until = rng.choice(spans)
                pair = [groups[first].key, groups[second].key]
                rng.shuffle(pair)
                relations.append(
                    Relation(
                        kind=rng.choice(tuple(RelationKind)),
                        groups=(pair[0], pair[1]),
                        since=TODAY + timedelta(days=since),
                        until=None if until is None else TODAY + timedelta(days=until),
                    )
                )
    return tuple(relations)


def _presence(rng: Random, land: Country, groups: tuple[Group, ...]) -> tuple[Presence, ...]:
    return tuple(
        Presence(
            group=group.key, municipality=at, level=rng.choice((0, 1, 1, 2, 3, 4)), as_of=TODAY
        )
        for group in groups
        for at in land.codes
        if rng.random() < 0.25
    )


def _together(rng: Random, people: tuple[Person, ...]) -> tuple[KeepTogether, ...]:
    if len(people) < 2 or rng.random() < 0.75:
        return ()
    first, second = rng.sample(people, 2)
    if first.household == second.household:
        return ()
    return (KeepTogether(people=(first.key, second.key), reason="made up"),)


def _parts(people: tuple[Person, ...], kept: tuple[KeepTogether, ...]) -> list[set[str]]:
    """Who must share a place, so that no world asks for a contradiction."""
    parts = [
        {p.key for p in people if p.household == h} for h in sorted({p.household for p in people})
    ]
    for chain in kept:
        joined = [part for part in parts if part & set(chain.people)]
        parts = [part for part in parts if part not in joined] + [set().union(*joined)]
    return parts


def _apart(rng: Random, parts: list[set[str]], placed: tuple[Placed, ...]) -> tuple[KeepApart, ...]:
    sides = [*parts, *({each.key} for each in placed)]
    if len(sides) < 2 or rng.random() < 0.6:
        return ()
    waiting = rng.randrange(len(parts))
    other = rng.choice([i for i in range(len(sides)) if i != waiting])
    pair = [rng.choice(sorted(sides[waiting])), rng.choice(sorted(sides[other]))]
    rng.shuffle(pair)
    minutes = rng.choice((0, 30, 60))
    return (KeepApart(people=(pair[0], pair[1]), minutes=minutes, reason="made up"),)


def _services(rng: Random, land: Country) -> tuple[DeclaredService, ...]:
    share = rng.choice((0.0, 0.5, 0.9))
    declared = []
    for at in land.codes:
        for service in SERVICES[:3]:
            if rng.random() < share:
                present = rng.random() < 0.8
                room = rng.choice((None, 0, 1, 2, 3)) if present else None
                declared.append(
                    DeclaredService(
                        municipality=at, service=service, present=present, as_of=TODAY, room=room
                    )
                )
    return tuple(declared)


def _room(rng: Random, land: Country) -> tuple[DeclaredRoom, ...]:
    share = rng.choice((0.0, 0.0, 0.5))
    return tuple(
        DeclaredRoom(
            municipality=at,
            candidates=rng.choice((0, 1, 2, 5)),
            as_of=TODAY,
            approved_because=rng.choice((None, "made up")),
        )
        for at in land.codes
        if rng.random() < share
    )


def _closures(rng: Random, land: Country) -> tuple[Closure, ...]:
    spans = ((-5, None), (-5, 1), (0, None), (-5, 0), (1, None))
    closures = []
    for at in land.codes:
        if rng.random() < 0.07:
            since, until = rng.choice(spans)
            end = None if until is None else TODAY + timedelta(days=until)
            closures.append(
                Closure(
                    municipality=at, since=TODAY + timedelta(since), until=end, reason="made up"
                )
            )
    return tuple(closures)


def _instructions(rng: Random, land: Country, parts: list[set[str]]) -> tuple[Instruction, ...]:
    """At most one kind for each part, so that instructions never contradict one another."""
    given = []
    for part in parts:
        kind = rng.choice((None,) * 12 + (*InstructionKind,))
        if kind:
            who = rng.choice(sorted(part))
            at = somewhere(rng, land)
            given.append(Instruction(kind=kind, person=who, municipality=at, reason="made up"))
    return tuple(given)
