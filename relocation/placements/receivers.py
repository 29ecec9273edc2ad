"""Who is named at the contact: accounts, as the register of people knows them today (REL-7)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from relocation.access.model import Entry
from relocation.actor import Assurance, Function, UserId, municipality_id
from relocation.errors import NoAccount
from relocation.organisations.register import exit_unit_of
from relocation.people.acting import actor_of
from relocation.permissions import Role
from relocation.placements import papers
from relocation.placements.model import Receiver
from relocation.proceedings.model import At, Press
from relocation.staffing.sides import has_another_side, is_denied

BECOMES: Mapping[Function, Role] = {
    Function.MUNICIPAL_EXIT_COORDINATOR: Role.MUNI_RECEIVER,
    Function.POLICE_EXIT_COORDINATOR: Role.POLICE_RECEIVER,
    Function.PROBATION_OFFICER: Role.PROBATION_PARTY,
}
"""What an account of each function is to a case at the receiver."""
ASKED_FOR = {Role.MUNI_RECEIVER, Role.POLICE_RECEIVER}
"""Of whom somebody must be named who reads all of the role's row: they clear the move and take
in what the other side knows."""


def lines(session: Session, named: tuple[Receiver, ...], press: Press) -> tuple[Entry, ...]:
    """The lines by which they stand on the list from the contact on.

    Raises:
        NoAccount: there is no such account, it is disabled, or of no function that receives; told
            alike.
    """
    return tuple(_line(session, each, press) for each in named)


def asked(named: Receiver) -> tuple[Any, ...]:
    """What a repetition of the press must say alike of somebody."""
    return named.user, named.why, None if named.classes is None else sorted(named.classes)


def are_there(session: Session, at: At, chosen: papers.Choice | None, day: date) -> bool:
    """Whether both authorities of the chosen place are named, and nobody but them and probation.

    Whoever works on the case for another side, by whichever account, is none of there.
    """
    if chosen is None or not at.named:
        return False
    of_role = _organisations(chosen, day)
    fits = all(
        of_role.get(each.role, each.organisation) == each.organisation
        and not has_another_side(session, at.case, each)
        for each in at.named
    )
    return fits and {each.role for each in at.named if each.classes is None} >= ASKED_FOR


def none_is_denied(session: Session, at: At) -> bool:
    """Whether the case excludes nobody of them, by whichever account."""
    return not any(is_denied(session, at.case, each.reader) for each in at.named)


def _line(session: Session, named: Receiver, press: Press) -> Entry:
    actor = actor_of(session, UserId(named.user), Assurance.SIGNED_IN, press.now)
    if actor.function not in BECOMES:
        raise NoAccount
    return Entry(
        reader=actor.user,
        organisation=actor.organisation,
        role=BECOMES[actor.function],
        since=press.now,
        reason=named.why,
        classes=named.classes,
        is_there=True,
    )


def _organisations(chosen: papers.Choice, day: date) -> Mapping[Role, str]:
    """The municipality and the police of its district; probation is one for the whole country."""
    return {
        Role.MUNI_RECEIVER: municipality_id(chosen.municipality),
        Role.POLICE_RECEIVER: exit_unit_of(chosen.municipality, day),
    }
