"""One-time codes by RFC 6238, and codes that are typed once: of enrolment and of recovery."""

import hmac
import secrets
from base64 import b32encode
from datetime import datetime

from pyotp import TOTP, random_base32
from sqlalchemy.orm import Session

from relocation.keys.parts import keyed_hash
from relocation.keys.purposes import KeyPurpose
from relocation.sign_in_policy import CodeNumbers
from relocation.signing_in.model import readable
from relocation.store import keys_of

ISSUER = "Relocation"
"""What an authenticator calls us."""
STEP_SECONDS = 30
"""With six digits and SHA-1 the defaults of RFC 6238: some authenticators know nothing else."""
CODE_BYTES = 15
"""120 bits: nobody finds one by trying. In base32 they are four groups of six."""
GROUP = 6
PARTS = "bdfghjklmnprstv", "aeiouy"
"""Letters of a generated name, by turns: it can be said on the telephone."""


def new_secret() -> str:
    """160 random bits in base32, from which an authenticator makes its codes."""
    return random_base32()


def uri_of(secret: str, name: str) -> str:
    """What an authenticator is set up with, `otpauth://…`."""
    return TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def step_of(
    secret: str, code: str, after: int | None, now: datetime, numbers: CodeNumbers
) -> int | None:
    """The step whose code this is, later than the last one that was accepted; None for no such.

    Every step of the window is compared, whichever is right.
    """
    maker, present = TOTP(secret), int(now.timestamp()) // STEP_SECONDS
    given, found = readable(code).replace(" ", "").encode(), None
    for step in range(present - numbers.window_steps, present + numbers.window_steps + 1):
        is_it = hmac.compare_digest(maker.generate_otp(step).encode(), given)
        if is_it and (after is None or step > after):
            found = step
    return found


def new_code() -> str:
    """A random code in groups, to be typed once."""
    plain = b32encode(secrets.token_bytes(CODE_BYTES)).decode().lower()
    return "-".join(plain[at : at + GROUP] for at in range(0, len(plain), GROUP))


def code_hash(session: Session, code: str, kind: str) -> bytes:
    """What stands for a code of a kind, such as "enrolment", however it was typed."""
    plain = "".join(letter for letter in readable(code).casefold() if letter.isalnum())
    return keyed_hash(keys_of(session).purpose_key(KeyPurpose.ONE_TIME_CODE), kind, plain)


def new_name() -> str:
    """A sign-in name that says nothing of anybody: three syllables and two digits."""
    syllables = "".join(secrets.choice(PARTS[at % 2]) for at in range(6))
    return f"{syllables}-{secrets.randbelow(90) + 10}"
