"""What is kept of an account's password and codes, looked up, compared and used up."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, delete, func, select
from sqlalchemy.orm import Session

from relocation.actor import Assurance, OrganisationId, UserId
from relocation.deadlines.working_days import civil_day
from relocation.errors import NoAccount
from relocation.keys.purposes import KeyPurpose
from relocation.organisations.register import organisations_on
from relocation.people.acting import actor_of
from relocation.people.reading import NAME as PERSONS_NAME
from relocation.people.tables import AccountRow, PersonRow
from relocation.sealed import pseudonym_of
from relocation.sign_in_policy import CodeNumbers
from relocation.signing_in.codes import code_hash, new_code, new_secret, step_of
from relocation.signing_in.model import as_typed
from relocation.signing_in.tables import NAME, PASSWORD, SECRET, CredentialRow, RecoveryCodeRow

RECOVERY = "recovery"
NOBODYS_SECRET = new_secret()
"""Codes are compared with it where there is no account, as long as with anybody's."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What an account was found to have; of nobody where there is none that signs in.

    Attributes:
        password: its Argon2id hash.
        sealed: the same as it stands in the row: another one by now is another password.
    """

    user: UserId | None = None
    name: str = field(default="", repr=False)
    password: str | None = field(default=None, repr=False)
    sealed: bytes | None = field(default=None, repr=False)


def kept_under(session: Session, name: str) -> Kept:
    """What the account of a sign-in name has."""
    return _kept(session, CredentialRow.name_ref == name_ref(session, name))


def kept_of(session: Session, user: UserId) -> Kept:
    """What an account has."""
    return _kept(session, CredentialRow.account_id == user)


def name_ref(session: Session, name: str) -> str:
    """What stands for a sign-in name."""
    return pseudonym_of(session, KeyPurpose.SIGN_IN_NAME, as_typed(name))


def held(session: Session, kept: Kept) -> CredentialRow | None:
    """The row that it was found in, locked; None where it has another password by now."""
    row = session.scalar(
        select(CredentialRow).where(CredentialRow.account_id == (kept.user or "")).with_for_update()
    )
    is_same = row is not None and row.confirmed and row.password == kept.sealed
    return row if is_same else None


def is_able(session: Session, user: UserId, now: datetime) -> bool:
    """Whether the account may act."""
    try:
        actor_of(session, user, Assurance.SIGNED_IN, now)
    except NoAccount:
        return False
    return True


def step_in(
    session: Session, row: CredentialRow | None, code: str, now: datetime, numbers: CodeNumbers
) -> int | None:
    """The step that a one-time code is of; None where it is wrong, or a later one was used."""
    if row is None or row.secret is None:
        step_of(NOBODYS_SECRET, code, None, now, numbers)
        return None
    secret, last = SECRET.opened(session, row.account_id, row.secret)
    return step_of(secret, code, last, now, numbers)


def use_step(session: Session, row: CredentialRow, step: int) -> None:
    """Accept no one-time code of this step or an earlier one any more."""
    secret, _ = SECRET.opened(session, row.account_id, row.secret or b"")
    row.secret = SECRET.sealed(session, row.account_id, (secret, step))
    session.flush()


def is_recovery(session: Session, user: UserId | None, code: str) -> bool:
    """Whether it is a code of recovery that the account has left."""
    is_it = RecoveryCodeRow.hash == code_hash(session, code, RECOVERY)
    there = select(func.count()).where(is_it, RecoveryCodeRow.account_id == (user or ""))
    return bool(session.scalar(there))


def use_recovery(session: Session, user: UserId, code: str) -> bool:
    """Use up a code of recovery; False where somebody was faster."""
    is_it = RecoveryCodeRow.hash == code_hash(session, code, RECOVERY)
    used = session.execute(delete(RecoveryCodeRow).where(is_it, RecoveryCodeRow.account_id == user))
    return cast("CursorResult[Any]", used).rowcount == 1


def new_recovery(session: Session, user: UserId, count: int) -> tuple[str, ...]:
    """Codes of recovery, told now and never again; those that the account had are gone."""
    session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.account_id == user))
    codes = tuple(new_code() for _ in range(count))
    kept = (code_hash(session, each, RECOVERY) for each in codes)
    session.add_all(RecoveryCodeRow(hash=each, account_id=user) for each in kept)
    session.flush()
    return codes


def recovery_left(session: Session, user: UserId) -> int:
    """How many codes of recovery an account has left."""
    return session.scalar(select(func.count()).where(RecoveryCodeRow.account_id == user)) or 0


def own_words(session: Session, user: UserId, name: str, now: datetime) -> tuple[str, ...]:
    """Texts that belong to an account, and so into no password of it."""
    account = session.get_one(AccountRow, user)
    person = session.get_one(PersonRow, account.person_id)
    organisation = organisations_on(civil_day(now)).get(OrganisationId(account.organisation))
    called = (organisation.name_da, organisation.name_en) if organisation else ()
    own = PERSONS_NAME.opened(session, person.id, person.name)
    return (name, own, account.organisation, account.function, *called)


def _kept(session: Session, which: ColumnElement[bool]) -> Kept:
    row = session.scalar(select(CredentialRow).where(which))
    if row is None or not row.confirmed or row.password is None:
        return Kept()
    user = UserId(row.account_id)
    name = NAME.opened(session, user, row.name)
    return Kept(user, name, PASSWORD.opened(session, user, row.password), row.password)
