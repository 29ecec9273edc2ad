"""The picture as the engine takes it: groups under keys of their own, and whose key is whose."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy.orm import Session

from relocation.actor import Actor
from relocation.keys.purposes import KeyPurpose
from relocation.sealed import pseudonym_of
from relocation.threats.model import Picture, key_of, picture_of
from relocation.threats.service import picture
from relocation.threats.statements import every_statement
from scoring.threat import Group, Presence, Relation


@dataclass(frozen=True, slots=True)
class Threat:
    """The threat picture of a round.

    Attributes:
        names: of each group by its key; for what the central unit reads, never for the engine.
    """

    groups: tuple[Group, ...]
    relations: tuple[Relation, ...]
    presence: tuple[Presence, ...]
    names: Mapping[str, str]


def threat_on(session: Session, actor: Actor, day: date, now: datetime) -> Threat:
    """What the engine is given of the picture on a day; a group has the same key every day.

    Raises:
        NotFound: the actor is not of the central unit.
    """
    return _threat(session, picture(session, actor, day, now))


def threat_for_engine(session: Session, day: date) -> Threat:
    """The same, read by the engine for what it answers to nobody as it stands."""
    return _threat(session, picture_of(every_statement(session), day))


def group_key(session: Session, name: str) -> str:
    """What a group is called in every round, however its name is written."""
    return pseudonym_of(session, KeyPurpose.THREAT_GROUP, key_of(name))


def _threat(session: Session, found: Picture) -> Threat:
    # A picture names few groups, each of them in a hundred places; no longer kept than asked for.
    @cache
    def key(name: str) -> str:
        return group_key(session, name)

    return Threat(
        groups=tuple(
            Group(key=key(each.name), severity=each.severity, surveyed=each.surveyed)
            for each in found.groups
        ),
        relations=tuple(
            Relation(
                kind=each.kind,
                groups=(key(each.one), key(each.other)),
                since=each.as_of,
                until=each.until,
                source=each.origin,
            )
            for each in found.relations
        ),
        presence=tuple(
            Presence(
                group=key(each.group),
                municipality=each.municipality,
                level=each.level,
                as_of=each.as_of,
                source=each.origin,
                certainty_percent=each.certainty_percent,
            )
            for each in found.presence
        ),
        names={key(each.name): each.name for each in found.groups},
    )
