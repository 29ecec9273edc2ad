"""Policies that two adopt, the threat picture of the police, and what municipalities declare."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from api.demo.staff import LABEL, Staff
from relocation.deadlines.working_days import civil_day
from relocation.policies.model import PolicyName
from relocation.policies.reading import read, shipped
from relocation.policies.service import Draft, adopt, propose
from relocation.preparedness.model import Contact, Declared, Offer
from relocation.preparedness.service import declare
from relocation.store import Store
from relocation.threats.model import GroupSaid, Origin, PresenceSaid, RelationSaid, Said
from relocation.threats.service import state
from scoring.round import DeclaredRoom, Round

FIRST_DAY = re.compile(r"^valid_from = .*$", re.MULTILINE)
CERTAIN = 80
"""Per cent, where the made-up round says nothing."""
NOBODY = "00000000"
"""No telephone rings there."""


def adopt_policies(store: Store, staff: Staff, now: datetime) -> None:
    """Let one decision-maker propose every shipped policy, and another adopt it.

    It counts from its own first day, or from today where that is over.
    """
    proposer, adopter, _ = staff.deciders
    for name in PolicyName:
        content, day = shipped(name), civil_day(now)
        if read(name, content).valid_from < day:
            content = FIRST_DAY.sub(f"valid_from = {day}", content, count=1)
        draft = Draft(name, content, "made up: the shipped numbers, adopted for the demonstration")
        with store.transaction() as session:
            number = propose(session, proposer, draft, now)
            adopt(session, adopter, name, number, now)


def group_name(key: str) -> str:
    """What a group of a made-up round is called in the store."""
    return f"{LABEL} group {key}"


def tell_threats(store: Store, staff: Staff, made: Round, now: datetime) -> None:
    """Let the police say what the made-up round says of groups."""
    police = next(iter(staff.sides.values())).police
    with store.transaction() as session:
        state(session, police, tuple(said(made)), now)


def said(made: Round) -> Iterator[Said]:
    """What the police say of groups, as the made-up round has it."""
    origin = Origin.POLICE_REPORT
    for group in made.groups:
        yield GroupSaid(
            name=group_name(group.key), severity=group.severity, surveyed=group.surveyed,
            as_of=made.date, origin=origin, certainty_percent=CERTAIN,
        )  # fmt: skip
    for relation in made.relations:
        one, other = map(group_name, relation.groups)
        yield RelationSaid(
            kind=relation.kind, one=one, other=other, as_of=relation.since, until=relation.until,
            origin=origin, certainty_percent=CERTAIN,
        )  # fmt: skip
    for presence in made.presence:
        yield PresenceSaid(
            group=group_name(presence.group), municipality=presence.municipality,
            level=presence.level, as_of=presence.as_of, origin=origin,
            certainty_percent=presence.certainty_percent or CERTAIN,
        )  # fmt: skip


def declare_all(store: Store, staff: Staff, made: Round, now: datetime) -> None:
    """Let every municipality declare; fewer places than its share by the central unit alone."""
    offers = _offers(made)
    rooms: dict[str, DeclaredRoom] = {each.municipality: each for each in made.room}
    with store.transaction() as session:
        for code, side in staff.sides.items():
            declared = _declared(offers.get(code, {}), rooms.get(code))
            by = staff.caseworker if declared.approved_because else side.coordinator
            declare(session, by, code, declared, now)


def _offers(made: Round) -> Mapping[str, dict[str, Offer]]:
    found: dict[str, dict[str, Offer]] = {}
    for each in made.services:
        found.setdefault(each.municipality, {})[each.service] = Offer(each.present, each.room)
    return found


def _declared(offers: Mapping[str, Offer], room: DeclaredRoom | None) -> Declared:
    contact = Contact(office="Made up: exit preparedness", phone=NOBODY, person=None)
    if room is None:
        return Declared(contact=contact, offers=offers)
    # Nobody approves that a place receives none at all: that would be a closure.
    because = room.approved_because if room.candidates else None
    return Declared(
        contact=contact, offers=offers, candidates=room.candidates, approved_because=because
    )
