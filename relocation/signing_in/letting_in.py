"""Signing in with name, password and code: whatever does not hold, the answer is the same.

A password is compared between two transactions, so that nobody waits for a tenth of a second of
somebody else's; the try is counted in the first of them and taken back in the second.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.orm import Session

from relocation.deadlines.working_days import civil_day
from relocation.errors import SignInRefused, Throttled
from relocation.policies.versions import sign_in_on
from relocation.sign_in_policy import PasswordNumbers, SignInPolicy
from relocation.signing_in import pauses
from relocation.signing_in.credentials import (
    Kept,
    held,
    is_able,
    is_recovery,
    kept_under,
    recovery_left,
    step_in,
    use_recovery,
    use_step,
)
from relocation.signing_in.model import Attempt, Begun, Source
from relocation.signing_in.noting import note_refused
from relocation.signing_in.passwords import hashed, is_outdated, is_right
from relocation.signing_in.pauses import Counted
from relocation.signing_in.sessions import begin_session
from relocation.signing_in.tables import PASSWORD, CredentialRow
from relocation.store import Store


@dataclass(frozen=True, slots=True)
class _Tried:
    """A try that was counted, with what it is compared with."""

    kept: Kept
    of_name: Counted
    of_address: Counted
    policy: SignInPolicy


@dataclass(frozen=True, slots=True)
class _Compared:
    """A password that was compared; with its hash at today's costs, where it has an older one."""

    is_right: bool
    renewed: str | None = field(default=None, repr=False)


def sign_in(store: Store, attempt: Attempt, now: datetime) -> Begun:
    """Let somebody in who shows name, password and a code, and begin a session.

    Raises:
        SignInRefused: something does not hold; told alike, and in the log.
        Throttled: too many failed under this name or from this address, or too many are at it.
    """
    tried = _counted(store, attempt, now)
    kept, numbers = tried.kept, tried.policy.passwords
    try:
        password = _compared(attempt.password, kept, numbers)
    except Throttled:
        with store.transaction() as session:
            pauses.take_back(session, (tried.of_name, tried.of_address))
        raise
    with store.transaction() as session:
        begun = _begun(session, attempt, tried, password, now)
        if begun is None:
            note_refused(session, "sign_in.refused", kept.user, now)
    if begun is None:
        raise SignInRefused
    return begun


def _counted(store: Store, attempt: Attempt, now: datetime) -> _Tried:
    with store.transaction() as session:
        policy = sign_in_on(session, civil_day(now))
        of_name = pauses.of_name(session, attempt.name, policy.pauses)
        of_address = pauses.of_address(session, attempt.address, policy.pauses)
        counted = pauses.count(session, (of_name, of_address), policy.pauses, now)
        by_ref = {each.ref: each for each in counted}
        kept = kept_under(session, attempt.name)
        return _Tried(kept, by_ref[of_name.ref], by_ref[of_address.ref], policy)


def _compared(password: str, kept: Kept, numbers: PasswordNumbers) -> _Compared:
    if not is_right(password, kept.password, numbers):
        return _Compared(is_right=False)
    is_old = kept.password is not None and is_outdated(kept.password, numbers)
    return _Compared(is_right=True, renewed=hashed(password, numbers) if is_old else None)


def _begun(
    session: Session, attempt: Attempt, tried: _Tried, password: _Compared, now: datetime
) -> Begun | None:
    """The session, where all holds; every question is asked, whatever the answer to another is."""
    kept = tried.kept
    row = held(session, kept)
    step = step_in(session, row, attempt.code, now, tried.policy.codes)
    has_recovery = is_recovery(session, kept.user, attempt.code)
    holds = password.is_right and (step is not None or has_recovery)
    if row is None or kept.user is None or not holds or not is_able(session, kept.user, now):
        return None
    if step is None and not use_recovery(session, kept.user, attempt.code):
        return None
    _keep(session, row, step, password.renewed)
    pauses.take_back(session, (tried.of_name, tried.of_address))
    pauses.forget(session, tried.of_name)
    begun = begin_session(session, kept.user, Source.LOCAL, now)
    if step is not None:
        return begun
    return replace(begun, codes_left=recovery_left(session, kept.user))


def _keep(session: Session, row: CredentialRow, step: int | None, renewed: str | None) -> None:
    if step is not None:
        use_step(session, row, step)
    if renewed is not None:
        row.password = PASSWORD.sealed(session, row.account_id, renewed)
    session.flush()
