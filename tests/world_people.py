"""The made-up people of a random small world: households, dangers, ties, needs and wishes."""

from dataclasses import replace
from random import Random
from typing import Any

from scoring.country import Country
from scoring.person import (
    Danger,
    Household,
    Need,
    Person,
    PoliceExclusion,
    Search,
    Tie,
    TieKind,
    Urgency,
    Wish,
    WishKind,
)
from scoring.threat import Group
from tests.builders import TODAY

SERVICES = ("mentor", "debt_advice", "school_place", "psychiatry")


def households_of(rng: Random, many: int) -> list[Household]:
    """One household per person; now and then two candidates share the one before."""
    households: list[Household] = []
    for i in range(many):
        if households and rng.random() < 0.2:
            shared = households[-1]
            grown = Household(key=shared.key, persons=shared.persons + 1, children=shared.children)
            households = [grown if h.key == shared.key else h for h in households]
            households.append(grown)
            continue
        children = rng.choice((0, 0, 0, 2))
        households.append(Household(key=f"h{i}", persons=1 + children, children=children))
    return households


def people_of(
    rng: Random, land: Country, groups: tuple[Group, ...], households: list[Household]
) -> tuple[Person, ...]:
    """One person per household listed; in some worlds alike, so that good plans tie."""
    people = [_person(rng, land, groups, i, home) for i, home in enumerate(households)]
    if rng.random() < 0.3:
        alike = replace(people[0], needs=())
        people = [replace(alike, key=p.key, household=p.household) for p in people]
    return tuple(people)


def _person(
    rng: Random, land: Country, groups: tuple[Group, ...], number: int, household: Household
) -> Person:
    urgencies = tuple(Urgency) if rng.random() < 0.6 else (Urgency.STANDARD,)
    return Person(
        key=f"p{number}",
        household=household.key,
        urgency=rng.choice(urgencies),
        threat_level=rng.choice((1, 1, 3, 5)),
        moves_from=somewhere(rng, land) if rng.random() < 0.4 else land.codes[0],
        former_group=rng.choice(groups).key if groups and rng.random() < 0.8 else None,
        dangers=tuple(
            Danger(municipality=somewhere(rng, land), severity=rng.randint(1, 5), as_of=TODAY)
            for _ in range(rng.choice((0, 0, 0, 1)))
        ),
        exclusions=_exclusions(rng, land),
        ties=_ties(rng, land, groups),
        search=_search(rng, land),
        needs=tuple(
            Need(service=s, must=rng.random() < 0.7, persons=rng.randint(1, household.persons))
            for s in SERVICES
            if rng.random() < 0.25
        ),
        wishes=tuple(
            Wish(kind=rng.choice(tuple(WishKind)), municipality=somewhere(rng, land))
            for _ in range(rng.choice((0, 0, 1)))
        ),
    )


def _exclusions(rng: Random, land: Country) -> tuple[PoliceExclusion, ...]:
    kind = rng.choice(("none",) * 9 + ("municipality", "radius", "district"))
    if kind == "none":
        return ()
    if kind == "district":
        return (PoliceExclusion(as_of=TODAY, district=rng.choice(land.districts)),)
    minutes = rng.choice((0, 25, 30)) if kind == "radius" else None
    return (PoliceExclusion(as_of=TODAY, municipality=somewhere(rng, land), minutes=minutes),)


def _ties(rng: Random, land: Country, groups: tuple[Group, ...]) -> tuple[Tie, ...]:
    return tuple(
        Tie(
            kind=rng.choice(tuple(TieKind)),
            municipality=somewhere(rng, land),
            strength=rng.choice((0.2, 0.5, 1.0)),
            known_to=(rng.choice(groups).key,) if groups and rng.random() < 0.2 else (),
        )
        for _ in range(rng.choice((0, 0, 1, 2)))
    )


def _search(rng: Random, land: Country) -> Search | None:
    if rng.random() < 0.3:
        return None
    return Search(
        work=rng.random() < 0.6,
        industry="all" if land.jobs and rng.random() < 0.3 else None,
        education="vocational" if rng.random() < 0.4 else None,
        licence=rng.random() < 0.7,
    )


def somewhere(rng: Random, land: Country) -> Any:
    return rng.choice(land.codes)
