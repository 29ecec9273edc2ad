"""Families of made-up rounds; docs/reference/made-up-rounds.md says what is assumed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The parameters of one family; shares are per cent, weights are relative.

    Attributes:
        about: what is special about these rounds.
        groups: per cent of the usual number of groups, which is 3.1 × √people, at most 90.
        alliances, feuds: per hundred groups.
        surveyed: groups whose presence was looked for everywhere.
        threat_levels: weights of the levels 1 to 5.
        dangers, exclusions: people with a named dangerous place, with an exclusion by the police.
        needs: most services a person needs; must: how many of them are a must.
        declaring: municipalities that declare services, in a round of 20 people or more.
        absent: declarations that a service without an obliging law is not there.
        service_room: most persons such a service has room for; it may also be full.
        placed: people placed in earlier years per hundred waiting; recent: those in the last year.
        group_kept: placed people whose former group is still on record.
        more_room, less_room, approved: municipalities that declare more or less than the policy's
            room, and how many of the latter the central unit has approved.
        closures: municipalities closed for all.
    """

    name: str
    about: str
    groups: int = 100
    alliances: int = 30
    feuds: int = 45
    surveyed: int = 60
    threat_levels: tuple[int, int, int, int, int] = (25, 35, 25, 10, 5)
    dangers: int = 30
    exclusions: int = 35
    needs: int = 3
    must: int = 55
    declaring: int = 70
    absent: int = 20
    service_room: int = 2
    placed: int = 250
    recent: int = 25
    group_kept: int = 50
    more_room: int = 12
    less_room: int = 18
    approved: int = 55
    closures: int = 8


SPARSE = Family(name="sparse", about="A usual round: room enough, few groups at feud.")
FAMILIES: Mapping[str, Family] = {
    family.name: family
    for family in (
        SPARSE,
        replace(
            SPARSE,
            name="tight",
            about="Room so short that places are fought over.",
            placed=300,
            recent=70,
            less_room=70,
            approved=90,
            closures=10,
        ),
        replace(
            SPARSE,
            name="feud",
            about="Many feuds and alliances: people must be kept apart from each other.",
            groups=80,
            alliances=55,
            feuds=100,
            threat_levels=(15, 30, 30, 15, 10),
        ),
        replace(
            SPARSE,
            name="scarce_service",
            about="Services that people must have are rare and small.",
            needs=4,
            must=75,
            declaring=95,
            absent=55,
            service_room=1,
        ),
    )
}


def label_of(seed: int, family: str) -> str:
    """What a made-up round says of itself, in its file."""
    return f"Made up from seed {seed} (family {family}): nobody in it exists"
