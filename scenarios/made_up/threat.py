"""Made-up groups, their alliances and feuds, and where they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

import numpy as np

from scenarios.made_up.draw import Draw
from scenarios.made_up.setting import Setting
from scoring.threat import Group, Presence, Relation, RelationKind

MADE_UP = "made up"
PER_ROOT = 3.1
MOST_GROUPS = 90
LEAST_GROUPS = 4


@dataclass(frozen=True, slots=True)
class Threat:
    """The threat picture; `homes` holds each group's first municipality, by position."""

    groups: tuple[Group, ...]
    homes: tuple[int, ...]
    relations: tuple[Relation, ...]
    presence: tuple[Presence, ...]


def made_up_threat(setting: Setting) -> Threat:
    """Make the threat picture."""
    draw = Draw(setting.seed, 1)
    usual = PER_ROOT * sqrt(setting.people) * setting.family.groups / 100
    count = min(MOST_GROUPS, max(LEAST_GROUPS, round(usual)))
    groups = tuple(
        Group(
            key=f"g{number:02d}",
            severity=1 + draw.at(np.array([10.0, 30, 35, 18, 7])),
            surveyed=draw.chance(setting.family.surveyed),
        )
        for number in range(1, count + 1)
    )
    homes = tuple(draw.at(setting.population()) for _ in groups)
    relations = tuple(_relations(setting, groups))
    presence = tuple(
        report
        for group, home in zip(groups, homes, strict=True)
        for report in _presence(setting, draw, group.key, home)
    )
    return Threat(groups, homes, relations, presence)


def _relations(setting: Setting, groups: tuple[Group, ...]) -> Iterator[Relation]:
    draw = Draw(setting.seed, 2)
    pairs = [(a.key, b.key) for a in groups for b in groups if a.key < b.key]
    alliances = round(len(groups) * setting.family.alliances / 100)
    feuds = max(1, round(len(groups) * setting.family.feuds / 100))
    drawn = draw.some(alliances + feuds, np.ones(len(pairs)))
    for number, at in enumerate(drawn):
        kind = RelationKind.FEUD if number < feuds else RelationKind.ALLIANCE
        since = draw.day(setting.on, 200, 2_500)
        over = number > 0 and draw.chance(10)
        until = draw.day(setting.on, 10, 180) if over else None
        yield Relation(kind=kind, groups=pairs[at], since=since, until=until, source=MADE_UP)


def _presence(setting: Setting, draw: Draw, group: str, home: int) -> Iterator[Presence]:
    levels = {home: 4}
    for at in draw.some(draw.whole(0, 2), setting.near(home, 45)):
        levels.setdefault(at, draw.whole(2, 3))
    for at in draw.some(draw.whole(1, 3), setting.near(home, 70)):
        levels.setdefault(at, 1)
    for at in draw.some(2, setting.far(home, 70)):
        levels.setdefault(at, 0)
    for at, level in sorted(levels.items()):
        yield Presence(
            group=group,
            municipality=setting.code(at),
            level=level,
            as_of=draw.day(setting.on, 5, 700),
            source=MADE_UP,
            certainty_percent=5 * draw.whole(10, 20),
        )
