"""Made-up declarations of municipalities, closures, and people placed in earlier years."""

from collections.abc import Iterator
from math import ceil, floor

import numpy as np

from scenarios.made_up.draw import Draw
from scenarios.made_up.people import origin_of
from scenarios.made_up.setting import Setting
from scenarios.made_up.threat import Threat
from scoring.policy import Service
from scoring.round import Closure, DeclaredRoom, DeclaredService, Placed

ALL_ASKED_FROM = 20
"""A round of fewer people asks fewer municipalities for their services."""
LONGEST_AGO = 2_000


def made_up_placed(setting: Setting, threat: Threat) -> Iterator[Placed]:
    """Place people in earlier years by population, unevenly among places and among districts."""
    draw = Draw(setting.seed, 4)
    count = round(setting.people * setting.family.placed / 100)
    of_district = {name: draw.whole(4, 16) for name in sorted(set(setting.country.districts))}
    luck = np.array([draw.whole(2, 18) * of_district[name] for name in setting.country.districts])
    period = setting.policy.room.period_days
    for number in range(1, count + 1):
        at = draw.at(setting.population() * luck)
        recent = draw.chance(setting.family.recent)
        since = draw.day(setting.on, 10, period - 5) if recent else None
        origin = origin_of(setting, threat, draw)
        kept = origin.group is not None and draw.chance(setting.family.group_kept)
        yield Placed(
            key=f"q{number:03d}",
            municipality=setting.code(at),
            since=since or draw.day(setting.on, period + 5, LONGEST_AGO),
            former_group=threat.groups[origin.group].key if kept and origin.group else None,
        )


def made_up_services(setting: Setting) -> Iterator[DeclaredService]:
    """Let some municipalities declare their services."""
    draw = Draw(setting.seed, 5)
    services = [service for _, service in sorted(setting.policy.services.items())]
    asked = setting.family.declaring * min(setting.people, ALL_ASKED_FROM) / ALL_ASKED_FROM
    for code in setting.country.codes:
        if not draw.chance(round(asked)):
            continue
        as_of = draw.day(setting.on, 10, 400)
        for service in services:
            if service.regional or not draw.chance(88):
                continue
            present = bool(service.obliged_by) or not draw.chance(setting.family.absent)
            room = _service_room(setting, draw, service) if present else None
            yield DeclaredService(
                municipality=code, service=service.key, present=present, as_of=as_of, room=room
            )


def _service_room(setting: Setting, draw: Draw, service: Service) -> int | None:
    if draw.chance(15):
        return None
    return draw.whole(2, 10) if service.obliged_by else draw.whole(0, setting.family.service_room)


def made_up_room(setting: Setting) -> Iterator[DeclaredRoom]:
    """Let some municipalities declare more or less room than their fair share."""
    draw = Draw(setting.seed, 6)
    recent = setting.people * setting.family.placed * setting.family.recent / 10_000
    for at, code in enumerate(setting.country.codes):
        fair = float(setting.country.share[at]) * (setting.people + recent)
        as_of = draw.day(setting.on, 10, 400)
        drawn = draw.whole(1, 100)
        if drawn <= setting.family.more_room:
            yield DeclaredRoom(municipality=code, candidates=ceil(3 * fair) + 1, as_of=as_of)
        elif drawn <= setting.family.more_room + setting.family.less_room:
            approved = draw.chance(setting.family.approved)
            yield DeclaredRoom(
                municipality=code,
                candidates=draw.whole(0, floor(fair)),
                as_of=as_of,
                approved_because="made up: no flat can be had this year" if approved else None,
            )


def made_up_closures(setting: Setting) -> Iterator[Closure]:
    """Close some municipalities for all; the last one is open again."""
    draw = Draw(setting.seed, 7)
    drawn = draw.some(setting.family.closures + 1, np.ones(len(setting.country)))
    for number, at in enumerate(sorted(drawn)):
        since = draw.day(setting.on, 100, 300)
        over = number == setting.family.closures
        yield Closure(
            municipality=setting.code(at),
            since=since,
            reason="made up: a case under inquiry",
            until=draw.day(setting.on, 5, 60) if over else None,
        )
