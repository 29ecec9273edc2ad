"""Letting in whom an outside provider proved, where the register of people says the same of it."""

from datetime import datetime, timedelta
from typing import NoReturn

from sqlalchemy.orm import Session

from relocation.actor import Actor, Assurance, UserId
from relocation.errors import NoAccount, NoSession, SignInRefused
from relocation.people.acting import actor_of
from relocation.sign_in_policy import OutsideNumbers
from relocation.signing_in import pauses
from relocation.signing_in.attempts import Returned
from relocation.signing_in.model import Begun, Source
from relocation.signing_in.noting import note_refused
from relocation.signing_in.outside import account_of
from relocation.signing_in.providers import Vouched
from relocation.signing_in.sessions import begin_session, step_up_by_id
from relocation.store import Store

REFUSED, AWAY = "sign_in.outside_refused", "sign_in.outside_away"


def let_in(store: Store, returned: Returned, vouched: Vouched, now: datetime) -> Begun:
    """Begin a session of whom a provider vouched for, or step up the one that was to be.

    An account is found by the subject that the administrator bound and by nothing else; what the
    provider says of organisation, function and assurance must be what the register and the policy
    say.

    Raises:
        SignInRefused: something does not hold; told alike, and in the log.
    """
    with store.transaction() as session:
        user, why = _judged(session, returned, vouched, now)
        begun = None if user is None or why else _begun(session, returned, user, now)
        if begun is not None:
            pauses.take_back(session, returned.counted)
        else:
            note_refused(session, f"{REFUSED}.{why or 'session'}", user, now)
    if begun is None:
        raise SignInRefused
    return begun


def refuse_returned(store: Store, why: str, now: datetime) -> NoReturn:
    """Log that a return from a provider proved nothing, by code, and refuse it.

    Raises:
        SignInRefused: always.
    """
    with store.transaction() as session:
        note_refused(session, f"{REFUSED}.{why}", None, now)
    raise SignInRefused


def note_away(store: Store, returned: Returned | None, now: datetime) -> None:
    """Log that a provider could not be asked; it counts as nobody's failure."""
    with store.transaction() as session:
        if returned is not None:
            pauses.take_back(session, returned.counted)
        note_refused(session, AWAY, None, now)


def _judged(
    session: Session, returned: Returned, vouched: Vouched, now: datetime
) -> tuple[UserId | None, str | None]:
    """The account, where there is one, and what does not hold."""
    try:
        user = account_of(session, vouched.subject)
    except NoAccount:
        return None, "subject"
    try:
        actor = actor_of(session, user, Assurance.SIGNED_IN, now)
    except NoAccount:
        return user, "account"
    return user, _disagrees(actor, vouched, returned.numbers) or _is_old(returned, vouched, now)


def _disagrees(actor: Actor, vouched: Vouched, numbers: OutsideNumbers) -> str | None:
    if vouched.organisation != actor.organisation:
        return "organisation"
    if actor.function not in vouched.functions:
        return "role"
    if vouched.level is None or vouched.level < numbers.least_assurance:
        return "assurance"
    return None


def _is_old(returned: Returned, vouched: Vouched, now: datetime) -> str | None:
    """For a step-up the person has proved it since then, and not some time ago (`auth_time`)."""
    if returned.steps_up is None:
        return None
    skew = timedelta(seconds=returned.numbers.skew_seconds)
    is_new = vouched.proved is not None and returned.begun - skew <= vouched.proved <= now + skew
    return None if is_new else "moment"


def _begun(session: Session, returned: Returned, user: UserId, now: datetime) -> Begun | None:
    if returned.steps_up is None:
        return begin_session(session, user, Source.OUTSIDE, now)
    try:
        return step_up_by_id(session, returned.steps_up, user, now)
    except NoSession:
        return None  # It ended meanwhile, or somebody else came back than had left.
