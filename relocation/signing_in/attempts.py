"""Who left for an outside provider, and comes back from it: once, in time, and in one browser.

What was sent along and what is expected back is kept here and nowhere else: the browser has a
random cookie, the provider a random state, and each is of no use without the other.
"""

import hmac
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from relocation.deadlines.working_days import civil_day
from relocation.keys.parts import keyed_hash
from relocation.keys.purposes import KeyPurpose
from relocation.policies.versions import sign_in_on
from relocation.sign_in_policy import OutsideNumbers
from relocation.signing_in import pauses
from relocation.signing_in.model import SignedIn, readable
from relocation.signing_in.noting import note_refused
from relocation.signing_in.pauses import Counted
from relocation.signing_in.tables import ATTEMPT, OutsideAttemptRow
from relocation.spans import runs
from relocation.store import Store, keys_of

RANDOM_BYTES = 32
VERIFIER_BYTES = 48
"""In base64 64 characters; RFC 7636 asks for 43 to 128."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What goes along to the provider, and what stays in the browser; told once.

    Attributes:
        state, nonce, verifier: as OpenID Connect and PKCE have them.
        browser: kept by the browser alone.
        until: the first moment at which coming back is too late.
        numbers: of the policy.
    """

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    browser: str = field(repr=False)
    until: datetime
    numbers: OutsideNumbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """What a browser comes back with.

    Attributes:
        provider: the id in the address that it came to.
        browser: the cookie's value.
        address: where the request came from.
    """

    provider: str
    state: str = field(repr=False)
    browser: str = field(repr=False)
    address: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """An attempt whose browser came back in time; nobody comes back by it again.

    Attributes:
        begun: when it left.
        return_to: a path of the own pages.
        steps_up: the id of the session to be stepped up; None for a sign-in.
        numbers: of the policy, as it is when the browser comes back.
        counted: a failure, until it is none.
    """

    provider: str
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    begun: datetime
    return_to: str
    steps_up: str | None = field(repr=False)
    numbers: OutsideNumbers
    counted: tuple[Counted, ...]


def leave(
    session: Session,
    provider: str,
    return_to: str,
    now: datetime,
    *,
    steps_up: SignedIn | None = None,
) -> Leaving:
    """Note that somebody leaves for a provider, to sign in or to step a session up."""
    numbers = outside_numbers(session, now)
    leaving = Leaving(
        state=secrets.token_urlsafe(RANDOM_BYTES),
        nonce=secrets.token_urlsafe(RANDOM_BYTES),
        verifier=secrets.token_urlsafe(VERIFIER_BYTES),
        browser=secrets.token_urlsafe(RANDOM_BYTES),
        until=now + timedelta(minutes=numbers.attempt_minutes),
        numbers=numbers,
    )
    state = _hash(session, "state", leaving.state)
    content = {
        "provider": provider,
        "browser": _hash(session, "browser", leaving.browser).hex(),
        "nonce": leaving.nonce,
        "verifier": leaving.verifier,
        "begun": now.isoformat(),
        "return_to": return_to,
        "steps_up": None if steps_up is None else steps_up.id,
    }
    sealed = ATTEMPT.sealed(session, state.hex(), content)
    session.add(OutsideAttemptRow(state=state, content=sealed, until=leaving.until))
    session.flush()
    return leaving


def outside_numbers(session: Session, now: datetime) -> OutsideNumbers:
    """What the policy says of outside providers at a moment."""
    return sign_in_on(session, civil_day(now)).outside


def come_back(store: Store, back: Back, now: datetime) -> Returned | None:
    """The attempt that somebody comes back from, used up; None where there is none, as is logged.

    A failure is counted for the address, before anybody knows whether it is one.

    Raises:
        Throttled: too many failed from this address.
    """
    with store.transaction() as session:
        policy = sign_in_on(session, civil_day(now))
        whom = pauses.of_address(session, back.address, policy.pauses)
        counted = pauses.count(session, (whom,), policy.pauses, now)
        content = _taken(session, back, now)
        if content is None:
            note_refused(session, "sign_in.outside_refused.attempt", None, now)
            return None
        begun = datetime.fromisoformat(content.pop("begun"))
        return Returned(**content, begun=begun, numbers=policy.outside, counted=counted)


def _taken(session: Session, back: Back, now: datetime) -> dict[str, Any] | None:
    state = _hash(session, "state", back.state)
    used = delete(OutsideAttemptRow).where(OutsideAttemptRow.state == state)
    row = session.execute(
        used.returning(OutsideAttemptRow.content, OutsideAttemptRow.until)
    ).one_or_none()
    if row is None:
        return None
    content: dict[str, Any] = ATTEMPT.opened(session, state.hex(), row.content)
    if not runs(datetime.fromisoformat(content["begun"]), row.until, now):
        return None
    browser = _hash(session, "browser", back.browser).hex()
    is_same = hmac.compare_digest(content.pop("browser"), browser)
    return content if is_same and content["provider"] == back.provider else None


def _hash(session: Session, what: str, text: str) -> bytes:
    key = keys_of(session).purpose_key(KeyPurpose.OUTSIDE_ATTEMPT)
    return keyed_hash(key, what, readable(text))
