"""What the administrator does with accounts; every change is in the log."""

from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from relocation.actor import (
    Actor,
    Assurance,
    Function,
    OrganisationId,
    PersonId,
    Qualification,
    UserId,
)
from relocation.case_free import Act, Subject, demand
from relocation.deadlines.working_days import civil_day
from relocation.errors import EntryRefused
from relocation.people import checks
from relocation.people.acting import note
from relocation.people.administering import let_administer
from relocation.people.model import FITS, Account, NewAccount, NewPerson
from relocation.people.reading import NAME, all_accounts
from relocation.people.tables import AccountRow, PersonRow, QualificationRow


def accounts(session: Session, actor: Actor, now: datetime) -> tuple[Account, ...]:
    """Every account with its person's name; for the administrator, and logged.

    Raises:
        NotFound: the actor is no administrator.
    """
    demand(actor, Subject.USERS, Act.READ)
    note(session, actor, "users.list", now)
    return all_accounts(session)


def can_be_added(
    session: Session,
    actor: Actor | None,
    organisation: OrganisationId,
    function: Function,
    now: datetime,
) -> None:
    """See that there can be such an account, before anybody's name is asked for.

    Args:
        session: the unit of work.
        actor: None where it would be the store's first.
        organisation: whose account it would be.
        function: what it would be.
        now: the moment of asking.

    Raises:
        NotFound: the actor is no administrator.
        EntryRefused: organisation or function does not hold, or it is not the first.
    """
    if actor is None:
        checks.can_be_first(session, function)
    else:
        let_administer(session, actor)
    checks.fits_organisation(organisation, function, civil_day(now))


def first_account(session: Session, new: NewAccount, now: datetime) -> UserId:
    """Make the first account of a store, an administrator's, by whoever holds the store itself.

    Raises:
        EntryRefused: there is an account already, or this is no administrator's.
    """
    checks.can_be_first(session, new.function)
    user = _add(session, new, now)
    itself = Actor(user, new.organisation, new.function, frozenset(), Assurance.SIGNED_IN)
    note(session, itself, "users.first", now)
    return user


def add_account(session: Session, actor: Actor, new: NewAccount, now: datetime) -> UserId:
    """Add an account, of a new person or of one who has others; gives its id.

    Raises:
        NotFound: the actor is no administrator.
        EntryRefused: organisation, function, name or person does not hold.
    """
    let_administer(session, actor)
    user = _add(session, new, now)
    note(session, actor, f"users.add.{user}", now)
    return user


def disable(session: Session, actor: Actor, user: UserId, now: datetime) -> None:
    """End an account, from now on; what it did stays. Twice is once.

    Raises:
        NotFound: the actor is no administrator.
        EntryRefused: there is no such account, or nobody could administer any longer.
    """
    there = let_administer(session, actor)
    row = _row(session, user)
    # What the product itself locked can be ended besides, and leaves the directory then.
    if row.disabled_since not in (None, row.since):
        return
    if row.function == Function.ADMINISTRATOR and len(there) == 1:
        rule = "this is the last administrator"
        raise EntryRefused("account", rule, "Add another administrator first.")
    row.disabled_since = now
    session.flush()
    note(session, actor, f"users.disable.{user}", now)


def qualify(
    session: Session, actor: Actor, user: UserId, given: Qualification, since: date, now: datetime
) -> None:
    """Give an account a qualification from a day on.

    Raises:
        NotFound: the actor is no administrator.
        EntryRefused: there is no such account, it does not fit its function, or it has it already.
    """
    let_administer(session, actor)
    row = _row(session, user)
    if Function(row.function) not in FITS[given]:
        rule = "no account of this function can have the qualification"
        raise EntryRefused("qualification", rule, "Choose another one, or another account.")
    if since < civil_day(now):
        rule = "the day is over: what somebody was allowed then cannot be changed"
        raise EntryRefused("since", rule, "Give today or a later day.")
    if any(each.until is None or each.until > since for each in _held(session, user, given)):
        rule = "the account has it then already"
        raise EntryRefused("qualification", rule, "End that one first.")
    session.add(QualificationRow(id=uuid4().hex, account_id=user, qualification=given, since=since))
    session.flush()
    note(session, actor, f"users.qualify.{user}", now)


def end_qualification(
    session: Session, actor: Actor, user: UserId, held: Qualification, until: date, now: datetime
) -> None:
    """Let a qualification end: the day given is the first without it.

    Raises:
        NotFound: the actor is no administrator.
        EntryRefused: there is no such account, it has none that is open, or the day is over.
    """
    let_administer(session, actor)
    _row(session, user)
    row = next((each for each in _held(session, user, held) if each.until is None), None)
    if row is None:
        rule = "the account has none that is open"
        raise EntryRefused("qualification", rule, "See the list of accounts.")
    if until < civil_day(now) or until <= row.since:
        rule = "the day is over, or not later than the qualification's first"
        raise EntryRefused("until", rule, "Give a later day.")
    row.until = until
    session.flush()
    note(session, actor, f"users.unqualify.{user}", now)


def _add(session: Session, new: NewAccount, now: datetime) -> UserId:
    checks.fits_organisation(new.organisation, new.function, civil_day(now))
    person = _person(session, new)
    checks.can_be_added(session, person, new)
    user = UserId(uuid4().hex)
    session.add(
        AccountRow(
            id=user,
            person_id=person,
            organisation=new.organisation,
            function=new.function,
            since=now,
        )
    )
    session.flush()
    return user


def _person(session: Session, new: NewAccount) -> PersonId:
    if not isinstance(new.whose, NewPerson):
        checks.is_known(session, new.whose)
        return new.whose
    name, person = checks.is_new(session, new.whose), PersonId(uuid4().hex)
    session.add(PersonRow(id=person, name=NAME.sealed(session, person, name)))
    session.flush()
    return person


def _row(session: Session, user: UserId) -> AccountRow:
    row = session.get(AccountRow, user)
    if row is None:
        rule = "there is no such account"
        raise EntryRefused("account", rule, "Take the id from the list of accounts.")
    return row


def _held(session: Session, user: UserId, which: Qualification) -> list[QualificationRow]:
    rows = select(QualificationRow).where(
        QualificationRow.account_id == user, QualificationRow.qualification == which
    )
    return list(session.scalars(rows))
