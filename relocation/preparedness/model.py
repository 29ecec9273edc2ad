"""What a municipality declares of itself, and how fresh that is."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from relocation.actor import OrganisationId
from scoring.country import MunicipalityCode

MOST_TEXT = 120
PHONE = re.compile(r"(\+45)?[0-9]{8}")
MOST_ROOM = 999


@dataclass(frozen=True, slots=True)
class Contact:
    """Where a municipality's exit preparedness lies, and preferably with whom (ORG-2).

    Attributes:
        person: None where no one is named.
    """

    office: str
    phone: str
    person: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a municipality has of one service.

    Attributes:
        present: False where it declares that it has none.
        room: free room in persons; None where it does not tell.
    """

    present: bool
    room: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """All that a municipality declares at once; what it leaves out is not known.

    Attributes:
        offers: by the key of the service, as the policy of placement has it.
        candidates: how many it can receive in the period; None where it does not tell.
        approved_because: the central unit's reason for accepting so few (REL-6 knows no veto); it
            says so in the municipality's place, and the next declaration asks for it anew.
    """

    contact: Contact
    offers: Mapping[str, Offer]
    candidates: int | None = None
    approved_because: str | None = None


class Freshness(StrEnum):
    """What the central unit sees at once of each municipality."""

    CURRENT = "current"
    STALE = "stale"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One municipality in the directory.

    Attributes:
        as_of: the day of what it declared; None where it never did.
        by_central_unit: whether the central unit wrote it in the municipality's place.
        exit_unit: the organisation of the police that it lies with, whoever is named there.
    """

    municipality: MunicipalityCode
    freshness: Freshness
    exit_unit: OrganisationId
    declared: Declared | None = None
    as_of: date | None = None
    by_central_unit: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not hold, by its place, never with what stands there."""

    place: str
    rule: str
    remedy: str


def faults(
    declared: Declared, services: Collection[str], *, by_central_unit: bool
) -> Iterator[Fault]:
    """Find what cannot be declared."""
    contact = declared.contact
    texts = {
        "contact.office": contact.office,
        "contact.person": contact.person,
        "approved_because": declared.approved_because,
    }
    for place, text in texts.items():
        if text is None:
            continue
        if not text.strip() or len(text) > MOST_TEXT or not text.isprintable():
            rule = f"a text here has 1 to {MOST_TEXT} letters on one line"
            yield Fault(place, rule, "Write what a caller should ask for.")
    if not PHONE.fullmatch(contact.phone.replace(" ", "")):
        yield Fault("contact.phone", "this is no Danish telephone number", "Give its 8 digits.")
    for at, (service, offer) in enumerate(declared.offers.items()):
        yield from _of_offer(at, service, offer, services)
    yield from _of_room("candidates", declared.candidates)
    if declared.approved_because is not None and not (by_central_unit and declared.candidates):
        rule = "the central unit alone approves room, and only room that is told"
        yield Fault("approved_because", rule, "Leave it out; the central unit approves.")


def _of_offer(at: int, service: str, offer: Offer, known: Collection[str]) -> Iterator[Fault]:
    if service not in known:
        rule = "the policy of placement knows no such service"
        yield Fault(f"offers.{at}", rule, "Choose one of its services.")
    if not offer.present and offer.room is not None:
        rule = "there is no room in a service that is not there"
        yield Fault(f"offers.{at}.room", rule, "Leave the room out, or say that it is there.")
    yield from _of_room(f"offers.{at}.room", offer.room)


def _of_room(place: str, room: int | None) -> Iterator[Fault]:
    if room is not None and not 0 <= room <= MOST_ROOM:
        yield Fault(place, f"room is 0 to {MOST_ROOM}", "Give a whole number of persons.")
