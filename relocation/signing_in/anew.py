"""Proof asked for anew within a session: before what weighs most, and for what lets in later."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from relocation.deadlines.working_days import civil_day
from relocation.errors import SignInRefused, Throttled
from relocation.people.acting import note
from relocation.policies.versions import sign_in_on
from relocation.sign_in_policy import SignInPolicy
from relocation.signing_in import pauses
from relocation.signing_in.choosing import must_be_good
from relocation.signing_in.credentials import (
    Kept,
    held,
    kept_of,
    new_recovery,
    own_words,
    step_in,
    use_recovery,
    use_step,
)
from relocation.signing_in.model import Begun, Change, Code, Password, SignedIn, Source
from relocation.signing_in.noting import note_refused
from relocation.signing_in.passwords import hashed, is_right
from relocation.signing_in.pauses import Counted
from relocation.signing_in.sessions import end_others, session_of, step_up_session
from relocation.signing_in.tables import PASSWORD
from relocation.store import Store


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who is asked anew, with the failure that was counted meanwhile."""

    signed_in: SignedIn
    kept: Kept
    counted: tuple[Counted, ...]
    policy: SignInPolicy


def step_up(store: Store, token: str, proof: Password | Code, now: datetime) -> Begun:
    """Step a session up that began here, by password or one-time code; its old token is dead.

    Raises:
        NoSession: there is none under this token, it ended, or its account may not act.
        SignInRefused: the proof is wrong or was used, or an outside provider has to ask for it.
        Throttled: too many failed under this account's name, or too many are at it.
    """
    asked = _asked(store, token, now)
    is_it = isinstance(proof, Password) and _is_password(store, asked, proof.text)
    with store.transaction() as session:
        row = held(session, asked.kept)
        if isinstance(proof, Code):
            step = step_in(session, row, proof.text, now, asked.policy.codes)
            is_it = step is not None
            if row is not None and step is not None:
                use_step(session, row, step)
        if is_it and row is not None:
            pauses.take_back(session, asked.counted)
            return step_up_session(session, token, now)
        note_refused(session, "sign_in.step_up_refused", asked.kept.user, now)
    raise SignInRefused


def change_password(store: Store, token: str, change: Change, now: datetime) -> Begun:
    """Take another password, for the old one and a code; every other session of the account ends.

    Raises:
        NoSession: there is none under this token, it ended, or its account may not act.
        EntryRefused: the new password may not be chosen; nothing was counted.
        SignInRefused: the old one or the code is wrong or was used, or the session began outside.
        Throttled: too many failed under this account's name, or too many are at it.
    """
    asked = _asked(store, token, now, change.new)
    is_it = _is_password(store, asked, change.old)
    new = _hashed(store, asked, change.new) if is_it else None
    with store.transaction() as session:
        if new is not None and _is_changed(session, asked, change.code, new, now):
            return _goes_on(session, asked, token, now)
        note_refused(session, "sign_in.password_refused", asked.kept.user, now)
    raise SignInRefused


def renew_recovery(
    store: Store, token: str, password: str, code: str, now: datetime
) -> tuple[str, ...]:
    """New codes of recovery, for the password and a one-time code; those there were are gone.

    A code of recovery makes no others: whoever found one of them would have them for ever.

    Raises:
        NoSession: there is none under this token, it ended, or its account may not act.
        SignInRefused: the password or the code is wrong or was used, or the session began outside.
        Throttled: too many failed under this account's name, or too many are at it.
    """
    asked = _asked(store, token, now)
    is_it = _is_password(store, asked, password)
    with store.transaction() as session:
        row, actor = held(session, asked.kept), asked.signed_in.actor
        step = step_in(session, row, code, now, asked.policy.codes)
        if is_it and row is not None and step is not None:
            use_step(session, row, step)
            pauses.take_back(session, asked.counted)
            note(session, actor, "sign_in.recovery", now)
            return new_recovery(session, actor.user, asked.policy.enrolment.recovery_codes)
        note_refused(session, "sign_in.recovery_refused", asked.kept.user, now)
    raise SignInRefused


def _asked(store: Store, token: str, now: datetime, new: str | None = None) -> _Asked:
    """Who sits there; a new password is looked at before the try is counted."""
    with store.transaction() as session:
        signed_in = session_of(session, token, now)
    with store.transaction() as session:
        user, policy = signed_in.actor.user, sign_in_on(session, civil_day(now))
        kept = kept_of(session, user)
        if signed_in.source is not Source.LOCAL or kept.user is None:
            raise SignInRefused
        if new is not None:
            must_be_good(new, own_words(session, user, kept.name, now), policy.passwords)
        of_name = pauses.of_name(session, kept.name, policy.pauses)
        counted = pauses.count(session, (of_name,), policy.pauses, now)
        return _Asked(signed_in, kept, counted, policy)


def _is_password(store: Store, asked: _Asked, given: str) -> bool:
    try:
        return is_right(given, asked.kept.password, asked.policy.passwords)
    except Throttled:
        _take_back(store, asked)
        raise


def _hashed(store: Store, asked: _Asked, new: str) -> str:
    try:
        return hashed(new, asked.policy.passwords)
    except Throttled:
        _take_back(store, asked)
        raise


def _take_back(store: Store, asked: _Asked) -> None:
    with store.transaction() as session:
        pauses.take_back(session, asked.counted)


def _is_changed(session: Session, asked: _Asked, code: str, new: str, now: datetime) -> bool:
    """Whether the code holds, and with it the new password counts."""
    row, user = held(session, asked.kept), asked.signed_in.actor.user
    step = step_in(session, row, code, now, asked.policy.codes)
    if row is None or (step is None and not use_recovery(session, user, code)):
        return False
    if step is not None:
        use_step(session, row, step)
    row.password = PASSWORD.sealed(session, user, new)
    session.flush()
    return True


def _goes_on(session: Session, asked: _Asked, token: str, now: datetime) -> Begun:
    signed_in = asked.signed_in
    pauses.take_back(session, asked.counted)
    end_others(session, signed_in)
    note(session, signed_in.actor, "sign_in.password", now)
    return step_up_session(session, token, now)
