"""What the administrator does for signing in: enrolments, sessions ended, outside subjects.

Every act is in the log. Services of organisations are kept in `services`.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select
from sqlalchemy.orm import Session

from relocation.actor import Actor, UserId
from relocation.case_free import Act, demand
from relocation.case_free import Subject as Asked
from relocation.deadlines.working_days import civil_day
from relocation.errors import EntryRefused
from relocation.people.acting import note
from relocation.people.administering import let_administer
from relocation.people.tables import AccountRow
from relocation.policies.versions import sign_in_on
from relocation.signing_in import pauses
from relocation.signing_in.codes import code_hash, new_code, new_name
from relocation.signing_in.credentials import is_able, name_ref
from relocation.signing_in.enrolling import ENROLMENT
from relocation.signing_in.model import (
    LONGEST_NAME,
    MOST_DIGITS,
    SHORTEST_NAME,
    Issued,
    Subject,
    as_typed,
    can_be_named,
    is_id,
)
from relocation.signing_in.outside import subject_ref
from relocation.signing_in.providers import Provider
from relocation.signing_in.sessions import end_all
from relocation.signing_in.tables import NAME, CredentialRow, OutsideSubjectRow, RecoveryCodeRow


def sign_in_names(session: Session, actor: Actor, now: datetime) -> Mapping[UserId, str]:
    """The sign-in name of every account that has one; for the administrator, and logged.

    Raises:
        NotFound: the actor is no administrator.
    """
    demand(actor, Asked.USERS, Act.READ)
    note(session, actor, "users.sign_in_names", now)
    rows = session.scalars(select(CredentialRow))
    return {UserId(row.account_id): NAME.opened(session, row.account_id, row.name) for row in rows}


def issue_enrolment(
    session: Session, actor: Actor, user: UserId, name: str | None, now: datetime
) -> Issued:
    """Give a code of enrolment, which replaces all that the account signed in with until now.

    Password, second factor and codes of recovery are gone, and every session has ended.

    Args:
        session: the unit of work.
        actor: the administrator.
        user: the account.
        name: a sign-in name; None for the one that there is, or else a random one.
        now: the moment.

    Raises:
        NotFound: the actor is no administrator.
        EntryRefused: the account may not act, or the name cannot be or is another account's.
    """
    let_administer(session, actor)
    _must_be_able(session, user, now)
    policy, code = sign_in_on(session, civil_day(now)), new_code()
    row = session.get(CredentialRow, user, with_for_update=True)
    called = _called(session, user, row, name)
    until = now + timedelta(hours=policy.enrolment.valid_hours)
    row = row or CredentialRow(account_id=user)
    row.name_ref, row.name = name_ref(session, called), NAME.sealed(session, user, called)
    row.enrolment, row.enrolment_until = code_hash(session, code, ENROLMENT), until
    row.password, row.secret, row.confirmed = None, None, False
    session.add(row)
    session.flush()
    session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.account_id == user))
    pauses.forget(session, pauses.of_name(session, called, policy.pauses))
    end_all(session, user)
    note(session, actor, f"users.enrol.{user}", now)
    return Issued(called, code, until)


def end_sessions(session: Session, actor: Actor, user: UserId, now: datetime) -> int:
    """End every session of an account; gives how many there were.

    Raises:
        NotFound: the actor is no administrator.
        EntryRefused: there is no such account.
    """
    let_administer(session, actor)
    _must_be_there(session, user)
    ended = end_all(session, user)
    note(session, actor, f"users.end_sessions.{user}", now)
    return ended


def bind_subject(
    session: Session, actor: Actor, user: UserId, subject: Subject, now: datetime
) -> None:
    """Let somebody of an outside provider sign in to an account. Twice is once.

    Raises:
        NotFound: the actor is no administrator.
        EntryRefused: the account may not act, the subject cannot be or is another account's.
    """
    let_administer(session, actor)
    _must_be_able(session, user, now)
    if not subject.can_be:
        rule = "issuer and subject are texts that are neither empty nor long"
        raise EntryRefused("subject", rule, "Take both as the provider tells them.")
    ref = subject_ref(session, subject)
    row = session.get(OutsideSubjectRow, ref)
    if row is not None and row.account_id != user:
        rule = "it signs in to another account already"
        raise EntryRefused("subject", rule, "Unbind that account first.")
    if row is None:
        session.add(OutsideSubjectRow(ref=ref, account_id=user, since=now))
        session.flush()
        note(session, actor, f"users.bind.{user}", now)


def bind_at_provider(
    session: Session, actor: Actor, user: UserId, at: Provider | None, subject: str, now: datetime
) -> None:
    """As `bind_subject`, for a provider that vouches for the account's organisation.

    Raises:
        NotFound: the actor is no administrator.
        EntryRefused: there is no such provider, it vouches for others, or as for `bind_subject`.
    """
    let_administer(session, actor)
    _must_be_there(session, user)
    if at is None:
        rule = "there is none of this id"
        raise EntryRefused("provider", rule, "Take one from the list of providers.")
    if session.get_one(AccountRow, user).organisation != at.organisation:
        rule = "it vouches for another organisation than the account's"
        raise EntryRefused("provider", rule, "Take the provider of the account's organisation.")
    bind_subject(session, actor, user, Subject(at.issuer, subject), now)


def unbind_subjects(session: Session, actor: Actor, user: UserId, now: datetime) -> int:
    """Let nobody of an outside provider sign in to an account; its sessions end. Gives how many.

    Raises:
        NotFound: the actor is no administrator.
        EntryRefused: there is no such account.
    """
    let_administer(session, actor)
    _must_be_there(session, user)
    gone = session.execute(delete(OutsideSubjectRow).where(OutsideSubjectRow.account_id == user))
    end_all(session, user)
    note(session, actor, f"users.unbind.{user}", now)
    return cast("CursorResult[Any]", gone).rowcount


def _called(session: Session, user: UserId, row: CredentialRow | None, name: str | None) -> str:
    if name is None:
        return _free_name(session) if row is None else NAME.opened(session, user, row.name)
    called = as_typed(name)
    if not can_be_named(called):
        rule = (
            f"a sign-in name has {SHORTEST_NAME} to {LONGEST_NAME} small letters and digits, parts "
            f"joined by dots or dashes, begins with a letter and has at most {MOST_DIGITS} digits"
        )
        raise EntryRefused("sign-in name", rule, "Choose another, or leave it to the program.")
    if _owner(session, called) not in {None, user}:
        rule = "another account signs in by it"
        raise EntryRefused("sign-in name", rule, "Choose another, or leave it to the program.")
    return called


def _free_name(session: Session) -> str:
    while _owner(session, name := new_name()) is not None:
        pass
    return name


def _owner(session: Session, name: str) -> str | None:
    is_it = CredentialRow.name_ref == name_ref(session, name)
    return session.scalar(select(CredentialRow.account_id).where(is_it))


def _must_be_able(session: Session, user: UserId, now: datetime) -> None:
    _must_be_there(session, user)
    if not is_able(session, user, now):
        rule = "it may not act any more"
        raise EntryRefused("account", rule, "Add another account to the person.")


def _must_be_there(session: Session, user: UserId) -> None:
    if not is_id(user) or session.get(AccountRow, user) is None:
        rule = "there is no such account"
        raise EntryRefused("account", rule, "Take the id from the list of accounts.")
