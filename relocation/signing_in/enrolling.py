"""Enrolment with a code of the administrator: a password, an authenticator, codes of recovery.

It counts once a code of the authenticator was confirmed; until then the code of enrolment lets the
same person begin anew, with another password and another secret.
"""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from relocation.actor import Assurance, UserId
from relocation.deadlines.working_days import civil_day
from relocation.errors import SignInRefused
from relocation.people.acting import actor_of, note
from relocation.policies.versions import sign_in_on
from relocation.sign_in_policy import SignInPolicy
from relocation.signing_in import pauses
from relocation.signing_in.choosing import must_be_good
from relocation.signing_in.codes import code_hash, new_secret, uri_of
from relocation.signing_in.credentials import (
    is_able,
    new_recovery,
    own_words,
    step_in,
    use_step,
)
from relocation.signing_in.model import Enrolling, Enrolment
from relocation.signing_in.noting import note_refused
from relocation.signing_in.passwords import hashed
from relocation.signing_in.pauses import Counted
from relocation.signing_in.tables import NAME, PASSWORD, SECRET, CredentialRow
from relocation.spans import runs_for
from relocation.store import Store

ENROLMENT = "enrolment"


def enrol(store: Store, enrolment: Enrolment, password: str, now: datetime) -> Enrolling:
    """Choose a password with a code of enrolment, and get what an authenticator is set up with.

    Raises:
        SignInRefused: the code is unknown, over or used, or its account may not act; told alike.
        Throttled: too many failed from this address, or too many are at it.
        EntryRefused: the password may not be chosen; the code stays good.
    """
    policy, counted = _counted(store, enrolment, now)
    with store.transaction() as session:
        own = _own_words(session, _row(session, enrolment, now), now)
        if own is None:
            note_refused(session, "sign_in.enrolment_refused", None, now)
        else:
            pauses.take_back(session, counted)
    if own is None:
        raise SignInRefused
    must_be_good(password, own, policy.passwords)
    kept = hashed(password, policy.passwords)
    with store.transaction() as session:
        return _begun(session, enrolment, kept, now)


def confirm(store: Store, enrolment: Enrolment, code: str, now: datetime) -> tuple[str, ...]:
    """Show a code of the authenticator: the enrolment counts, and its codes of recovery are told.

    Raises:
        SignInRefused: a code is wrong, over or used, or the account may not act; told alike.
        Throttled: too many failed from this address.
    """
    policy, counted = _counted(store, enrolment, now)
    with store.transaction() as session:
        told = _confirmed(session, _row(session, enrolment, now), code, policy, now)
        if told is None:
            note_refused(session, "sign_in.enrolment_refused", None, now)
        else:
            pauses.take_back(session, counted)
    if told is None:
        raise SignInRefused
    return told


def _counted(
    store: Store, enrolment: Enrolment, now: datetime
) -> tuple[SignInPolicy, tuple[Counted, ...]]:
    with store.transaction() as session:
        policy = sign_in_on(session, civil_day(now))
        whom = pauses.of_address(session, enrolment.address, policy.pauses)
        return policy, pauses.count(session, (whom,), policy.pauses, now)


def _row(session: Session, enrolment: Enrolment, now: datetime) -> CredentialRow | None:
    """The row of a code that is good now, locked."""
    is_it = CredentialRow.enrolment == code_hash(session, enrolment.code, ENROLMENT)
    row = session.scalar(select(CredentialRow).where(is_it).with_for_update())
    if row is None or row.enrolment_until is None:
        return None
    valid = timedelta(hours=sign_in_on(session, civil_day(now)).enrolment.valid_hours)
    if not runs_for(valid, row.enrolment_until, now):
        return None
    return row if is_able(session, UserId(row.account_id), now) else None


def _own_words(
    session: Session, row: CredentialRow | None, now: datetime
) -> tuple[str, ...] | None:
    if row is None:
        return None
    name = NAME.opened(session, row.account_id, row.name)
    return own_words(session, UserId(row.account_id), name, now)


def _begun(session: Session, enrolment: Enrolment, kept: str, now: datetime) -> Enrolling:
    row = _row(session, enrolment, now)
    if row is None:
        raise SignInRefused  # It was used, or another code was issued, in this very moment.
    user, secret = row.account_id, new_secret()
    row.password = PASSWORD.sealed(session, user, kept)
    row.secret = SECRET.sealed(session, user, (secret, None))
    session.flush()
    name = NAME.opened(session, user, row.name)
    return Enrolling(name, secret, uri_of(secret, name))


def _confirmed(
    session: Session, row: CredentialRow | None, code: str, policy: SignInPolicy, now: datetime
) -> tuple[str, ...] | None:
    step = step_in(session, row, code, now, policy.codes)
    if row is None or step is None:
        return None
    row.confirmed, row.enrolment, row.enrolment_until = True, None, None
    use_step(session, row, step)
    user = UserId(row.account_id)
    codes = new_recovery(session, user, policy.enrolment.recovery_codes)
    name = NAME.opened(session, user, row.name)
    pauses.forget(session, pauses.of_name(session, name, policy.pauses))
    note(session, actor_of(session, user, Assurance.SIGNED_IN, now), "sign_in.enrolled", now)
    return codes
