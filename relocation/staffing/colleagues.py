"""Who of the reader's own side works on a case: whom to ask, to take off, to hand over to."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from relocation.access.model import Entry
from relocation.access.service import entries
from relocation.actor import Actor
from relocation.existence import note_told
from relocation.handles import known_case
from relocation.parties import CENTRAL_UNIT
from relocation.people.reading import names_of
from relocation.permissions import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCase:
    """Somebody on the list of a case, by the account that stands there.

    Attributes:
        user: what a step that takes somebody off is handed.
        is_narrowed: it reads only some of what its role may.
        until: when it ends by itself; None for as long as the role lasts.
    """

    user: str
    name: str = field(repr=False)
    role: Role
    is_narrowed: bool
    until: datetime | None


def own_side(session: Session, actor: Actor, own: str, now: datetime) -> tuple[OnCase, ...]:
    """Who works on a case for the reader's organisation on the reader's side of it; logged.

    One police district can be both sides of a relocation: neither is told of the other's. Of the
    central unit everybody sees everybody. Who is kept from the case is not told.

    Raises:
        NotFound: there is no case that the reader may know of.
        LogUnwritable: nothing is answered.
    """
    stands = known_case(session, actor, own, now)
    note_told(session, actor, stands, now)
    sides = {_side_of(each) for each in stands.entries}
    there = [
        each
        for each in entries(session, stands.case)
        if each.counts(now) and not each.excluded and _side_of(each) in sides
    ]
    called = names_of(session, {each.reader for each in there})
    found = {
        OnCase(
            user=each.reader,
            name=called[each.reader],
            role=each.role,
            is_narrowed=each.classes is not None,
            until=each.until,
        )
        for each in there
        if each.reader in called
    }
    return tuple(sorted(found, key=lambda each: (each.role, each.name, each.user)))


def _side_of(line: Entry) -> tuple[str, bool, frozenset[Role]]:
    roles = CENTRAL_UNIT if line.role in CENTRAL_UNIT else frozenset({line.role})
    return line.organisation, line.is_there, roles
