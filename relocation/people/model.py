"""Accounts and the people behind them; what may not be held by one person at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from relocation.actor import Function, OrganisationId, PersonId, Qualification, UserId

APART = frozenset({Function.ADMINISTRATOR, Function.AUDITOR})
"""Who gives accounts or reads the log has no other function: not even by an own second account."""
LOCAL = frozenset({Function.MUNICIPAL_EXIT_COORDINATOR, Function.PROBATION_OFFICER})
CENTRAL = frozenset({Function.CENTRAL_CASEWORKER, Function.CENTRAL_DECISION_MAKER})
FITS: Mapping[Qualification, frozenset[Function]] = {
    Qualification.PREVENTION_CONSULTANT: frozenset({Function.MUNICIPAL_EXIT_COORDINATOR}),
    Qualification.FINANCE: LOCAL | CENTRAL,
    Qualification.NETWORK_MEMBER: LOCAL,
}
"""What each qualification can narrow (ORG-4: the network is of municipalities and probation)."""
MOST_NAME = 100
"""Characters of a name."""


@dataclass(frozen=True, slots=True)
class Held:
    """A qualification, from `since` until the day before `until`."""

    qualification: Qualification
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it counts on that day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account; its organisation and function never change, another one is added instead.

    Attributes:
        name: the person's.
        disabled_since: from then on it cannot act.
    """

    user: UserId
    person: PersonId
    name: str = field(repr=False)
    organisation: OrganisationId
    function: Function
    since: datetime
    disabled_since: datetime | None
    qualifications: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody who had no account so far.

    Attributes:
        is_namesake: somebody else with this name has an account, and that is known.
    """

    name: str = field(repr=False)
    is_namesake: bool = False


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to be added.

    Attributes:
        whose: a new person, or the id of one who has an account already: two accounts of one
            person must be known as such (RE-4, SE-17).
    """

    whose: NewPerson | PersonId
    organisation: OrganisationId
    function: Function


def may_be_held_together(functions: frozenset[Function]) -> bool:
    """Whether one person may have accounts of all these functions."""
    return len(functions) < 2 or not functions & APART
