"""Made-up candidates and their households."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from scenarios.made_up.draw import Draw
from scenarios.made_up.setting import Setting
from scenarios.made_up.threat import MADE_UP, Threat
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

URGENCY = tuple(Urgency)
URGENCY_WEIGHTS = np.array([10.0, 25, 65])
TIE_WEIGHTS = np.array([60.0, 20, 20])
FOR_CHILDREN = ("family_support", "school_place")


@dataclass(frozen=True, slots=True)
class Origin:
    """What the candidates of one household have in common; positions of group and municipality."""

    group: int | None
    home: int


def made_up_people(
    setting: Setting, threat: Threat
) -> tuple[tuple[Household, ...], tuple[Person, ...]]:
    """Make as many people as the setting asks for, and their households."""
    draw = Draw(setting.seed, 3)
    households: list[Household] = []
    people: list[Person] = []
    while len(people) < setting.people:
        household = _household(draw, f"h{len(households) + 1:03d}")
        households.append(household)
        two = household.persons - household.children > 1 and draw.chance(20)
        origin = origin_of(setting, threat, draw)
        for _ in range(2 if two and len(people) + 2 <= setting.people else 1):
            key = f"p{len(people) + 1:03d}"
            people.append(_person(setting, draw, key, household, origin, threat))
    return tuple(households), tuple(people)


def _household(draw: Draw, key: str) -> Household:
    persons = 1 + draw.at(np.array([52.0, 24, 14, 10]))
    adults = min(persons, draw.whole(1, 2)) if persons > 2 else persons
    if persons == 2 and draw.chance(30):
        adults = 1
    return Household(key=key, persons=persons, children=persons - adults)


def origin_of(setting: Setting, threat: Threat, draw: Draw) -> Origin:
    """Draw the group left and the municipality left, the latter around the group's home."""
    if draw.chance(5):
        return Origin(None, draw.at(setting.population()))
    sizes = np.array([group.severity + 1.0 for group in threat.groups])
    group = draw.at(sizes)
    home = threat.homes[group]
    return Origin(group, home if draw.chance(60) else draw.at(setting.near(home, 40)))


def _person(
    setting: Setting, draw: Draw, key: str, household: Household, origin: Origin, threat: Threat
) -> Person:
    own = None if origin.group is None else threat.groups[origin.group].key
    return Person(
        key=key,
        household=household.key,
        urgency=URGENCY[draw.at(URGENCY_WEIGHTS)],
        threat_level=1 + draw.at(np.array(setting.family.threat_levels, float)),
        moves_from=setting.code(origin.home),
        former_group=own,
        dangers=tuple(_dangers(setting, draw, origin)),
        exclusions=tuple(_exclusions(setting, draw, origin)),
        ties=tuple(_ties(setting, draw, origin, own)),
        search=_search(setting, draw),
        needs=tuple(_needs(setting, draw, household)),
        wishes=tuple(_wishes(setting, draw, origin)),
    )


def _dangers(setting: Setting, draw: Draw, origin: Origin) -> Iterator[Danger]:
    if draw.chance(setting.family.dangers):
        at = draw.at(setting.near(origin.home, 120))
        day = draw.day(setting.on, 5, 500)
        severity = draw.whole(1, 3)
        yield Danger(municipality=setting.code(at), severity=severity, as_of=day, source=MADE_UP)


def _exclusions(setting: Setting, draw: Draw, origin: Origin) -> Iterator[PoliceExclusion]:
    if not draw.chance(setting.family.exclusions):
        return
    day = draw.day(setting.on, 2, 300)
    at = draw.at(setting.near(origin.home, 90))
    kind = draw.whole(1, 4)
    if kind == 1:
        district = setting.country.districts[origin.home]
        yield PoliceExclusion(as_of=day, district=district, source=MADE_UP)
        return
    minutes = 5 * draw.whole(4, 9) if kind == 2 else None
    yield PoliceExclusion(as_of=day, municipality=setting.code(at), minutes=minutes, source=MADE_UP)


def _ties(setting: Setting, draw: Draw, origin: Origin, own: str | None) -> Iterator[Tie]:
    for _ in range(draw.whole(2, 4)):
        kind = tuple(TieKind)[draw.at(TIE_WEIGHTS)]
        near = draw.chance(30)
        at = draw.at(setting.near(origin.home, 60) if near else setting.population())
        strength = draw.whole(2, 10) / 10
        known = own is not None and kind is TieKind.SUPPORTIVE and draw.chance(8)
        yield Tie(
            kind=kind,
            municipality=setting.code(at),
            strength=strength,
            known_to=(own,) if known and own else (),
        )


def _search(setting: Setting, draw: Draw) -> Search | None:
    if draw.chance(15):
        return None
    levels = sorted(setting.country.education)
    industries = sorted(set(setting.country.jobs) - {"all"})
    return Search(
        work=draw.chance(75),
        industry=draw.one(industries) if draw.chance(30) and industries else None,
        education=draw.one(levels) if draw.chance(30) and levels else None,
        licence=draw.chance(60),
    )


def _needs(setting: Setting, draw: Draw, household: Household) -> Iterator[Need]:
    services = [
        key
        for key in sorted(setting.policy.services)
        if household.children or key not in FOR_CHILDREN
    ]
    for at in draw.some(draw.whole(0, setting.family.needs), np.ones(len(services))):
        must = draw.chance(setting.family.must)
        persons = 2 if household.persons > 1 and draw.chance(15) else 1
        yield Need(service=services[at], must=must, persons=persons)


def _wishes(setting: Setting, draw: Draw, origin: Origin) -> Iterator[Wish]:
    drawn = draw.some(2, setting.far(origin.home, 30))
    for kind, per_cent, at in zip(WishKind, (40, 20), drawn, strict=False):
        if draw.chance(per_cent):
            yield Wish(kind=kind, municipality=setting.code(at))
