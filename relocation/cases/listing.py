"""Who else is on a case: somebody on its list names others there, and says why (SE-3)."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from relocation.access.model import Entry
from relocation.access.service import listed_at, standing
from relocation.actor import Actor, Assurance, Function, UserId
from relocation.cases.facts import FLOW
from relocation.cases.steps import State
from relocation.errors import NoAccount, NotAllowed
from relocation.moves import Writing
from relocation.parties import CENTRAL_UNIT, COORDINATORS, LOCAL_UNIT
from relocation.people.acting import actor_of
from relocation.permissions import Role
from relocation.proceedings.model import Moved, Press
from relocation.proceedings.service import state_of
from relocation.transition import put_on_record

FITS: Mapping[Role, Function] = {
    Role.MUNI_SENDER: Function.MUNICIPAL_EXIT_COORDINATOR,
    Role.MUNI_RECEIVER: Function.MUNICIPAL_EXIT_COORDINATOR,
    Role.POLICE_SENDER: Function.POLICE_EXIT_COORDINATOR,
    Role.POLICE_RECEIVER: Function.POLICE_EXIT_COORDINATOR,
    Role.PROBATION_PARTY: Function.PROBATION_OFFICER,
    Role.CENTRAL_CASEWORKER: Function.CENTRAL_CASEWORKER,
    Role.CENTRAL_DECISION_MAKER: Function.CENTRAL_DECISION_MAKER,
}
"""What an account must be for each role that a list gives."""
NAMED_BY: Mapping[Role, frozenset[Role]] = {
    **dict.fromkeys(LOCAL_UNIT, COORDINATORS),
    Role.CENTRAL_CASEWORKER: COORDINATORS | CENTRAL_UNIT,
    Role.CENTRAL_DECISION_MAKER: CENTRAL_UNIT,
    Role.MUNI_RECEIVER: frozenset({Role.MUNI_RECEIVER}),
    Role.POLICE_RECEIVER: frozenset({Role.POLICE_RECEIVER}),
}
"""Who names whom: the coordinators their unit and who takes the case up centrally; the central unit
its own; a receiver, whom the contact brought there, colleagues of its own."""
KEPT = frozenset(set(State) - {State.ERASED})


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody to be put on a case's list.

    Attributes:
        reason: why this account; sealed in the line.
    """

    user: UserId
    role: Role
    reason: str


def name(session: Session, actor: Actor, case: str, named: Named, press: Press) -> Moved:
    """Put somebody on the case's list, from now on.

    A municipality or police unit that has somebody there in this role is not joined by another.

    Raises:
        NoAccount: there is no such account, or it does not fit; told alike.
        NotFound: the actor is nothing to the case.
        NotAllowed: it is not the actor's to name, or it stands there by broken glass alone.
    """
    stands = standing(session, actor, case, press.now)
    if all(each.until is not None for each in stands.entries):
        raise NotAllowed(FLOW.workflow.name, "name", state_of(session, case))
    found = actor_of(session, named.user, Assurance.SIGNED_IN, press.now)
    if found.function is not FITS.get(named.role) or not named.reason.strip():
        raise NoAccount
    entry = Entry(
        reader=found.user,
        organisation=found.organisation,
        role=named.role,
        since=press.now,
        reason=named.reason,
    )
    writing = Writing(FLOW, case, None, NAMED_BY[named.role], KEPT, listed=(entry,))
    moved = put_on_record(session, actor, writing, press)
    # Asked last, of whoever may name: nobody else learns who is on the list.
    if len(listed_at(session, case, named.role, press.now)) > 1:
        raise NoAccount
    return moved
