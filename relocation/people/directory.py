"""Who works where: whom somebody can name in a case, call on, or ask (ORG-3)."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from relocation.actor import Actor, Function, OrganisationId, UserId
from relocation.case_free import Act, Subject, demand, may
from relocation.people.acting import note
from relocation.people.reading import all_accounts

IN_CASES = frozenset(
    {
        Function.CENTRAL_CASEWORKER,
        Function.CENTRAL_DECISION_MAKER,
        Function.MUNICIPAL_EXIT_COORDINATOR,
        Function.POLICE_EXIT_COORDINATOR,
        Function.PROBATION_OFFICER,
    }
)
"""Whoever can stand on the list of a case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colleague:
    """An account that can be named in a case.

    Attributes:
        user: what a step that names somebody is handed.
    """

    user: UserId
    name: str = field(repr=False)
    organisation: OrganisationId
    function: Function


def directory(session: Session, actor: Actor, now: datetime) -> tuple[Colleague, ...]:
    """Who works on cases, by organisation and name; the reading is logged.

    Whoever works on cases reads those of the own organisation; whoever names people of others, or
    calls on them, reads all. Nobody asks for one organisation: beside a step of the same minute the
    question, in whatever log of addresses, would say where a case goes.

    Raises:
        NotFound: it is not the actor's to read.
    """
    own = None if may(actor, Subject.COLLEAGUES, Act.READ) else actor.organisation
    if own is not None:
        demand(actor, Subject.COLLEAGUES, Act.READ_OWN)
    note(session, actor, "users.directory", now)
    found = (
        Colleague(
            user=each.user,
            name=each.name,
            organisation=each.organisation,
            function=each.function,
        )
        for each in all_accounts(session, own)
        if each.function in IN_CASES
        # What the product itself locked stays: that it goes would say that a glass was broken.
        and (each.disabled_since is None or not each.since < each.disabled_since <= now)
    )
    return tuple(sorted(found, key=lambda each: (each.organisation, each.name, each.user)))
