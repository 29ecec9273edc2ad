"""Faults of what is known of places: who is placed, services, room, closures."""

from collections.abc import Iterator

from scoring.round import Round
from scoring.round_bounds import ROOM
from scoring.round_faults.fault import Fault
from scoring.round_faults.known import Known, Seen, lasting, reasoned, well_formed_key, within


def placed_faults(round_: Round, known: Known) -> Iterator[Fault]:
    """Find people placed twice, waiting as well, somewhere unknown or in the future."""
    seen = Seen("placed_twice", "give each placed person one entry with a key of its own")
    for at, placed in enumerate(round_.placed):
        path = ("placed", at)
        yield from well_formed_key((*path, "key"), placed.key)
        yield from seen.again((*path, "key"), placed.key)
        if placed.key in known.people:
            remedy = "a person waits or has a place: drop one entry, or use another key"
            yield Fault((*path, "key"), "waiting_and_placed", remedy)
        yield from known.municipality((*path, "municipality"), placed.municipality)
        yield from known.report((*path, "since"), placed.since)
        yield from known.group((*path, "former_group"), placed.former_group)


def service_faults(round_: Round, known: Known) -> Iterator[Fault]:
    """Find services declared twice, unknown, with room but absent, or in the future."""
    seen = Seen("service_twice", "give each municipality one entry per service, the newest")
    for at, declared in enumerate(round_.services):
        path = ("services", at)
        yield from known.municipality((*path, "municipality"), declared.municipality)
        yield from known.service((*path, "service"), declared.service)
        yield from seen.again(path, (declared.municipality, declared.service))
        yield from known.report((*path, "as_of"), declared.as_of)
        if declared.room is not None:
            yield from within((*path, "room"), declared.room, ROOM)
            if declared.room and not declared.present:
                remedy = "a service that is absent has no room: correct present, or drop the room"
                yield Fault((*path, "room"), "room_without_service", remedy)


def room_faults(round_: Round, known: Known) -> Iterator[Fault]:
    """Find room declared twice, negative, in the future, or approved without a reason."""
    seen = Seen("room_twice", "give each municipality one entry, the newest")
    for at, declared in enumerate(round_.room):
        path = ("room", at)
        yield from known.municipality((*path, "municipality"), declared.municipality)
        yield from seen.again((*path, "municipality"), declared.municipality)
        yield from within((*path, "candidates"), declared.candidates, ROOM)
        yield from known.report((*path, "as_of"), declared.as_of)
        if declared.approved_because is not None:
            yield from reasoned((*path, "approved_because"), declared.approved_because)


def closure_faults(round_: Round, known: Known) -> Iterator[Fault]:
    """Find closures of nowhere, that end before they begin, or without a reason."""
    for at, closure in enumerate(round_.closures):
        path = ("closures", at)
        yield from known.municipality((*path, "municipality"), closure.municipality)
        yield from lasting((*path, "until"), closure.since, closure.until)
        yield from reasoned((*path, "reason"), closure.reason)
