"""What a receiver gets: a CloudEvent that says what waits under its own handle, and a signature.

Nothing is in it but what the receiver's own view of the case has: a handle, a kind, a moment.
"""

import base64
import hmac
import json
import secrets
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from relocation.actor import OrganisationId
from relocation.keys.pseudonyms import handle
from relocation.notices.model import Taken
from relocation.store import keys_of

TYPE = "relocation.waiting."
"""What every event is called, before the kind of thing."""
MEDIA_TYPE = "application/cloudevents+json; charset=utf-8"
PREFIX = "whsec_"
"""In front of a secret's base64, as receivers know it (Standard Webhooks)."""
SECRET_BYTES = 32


def new_secret() -> str:
    """A secret that nobody tries out."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def event_of(session: Session, taken: Taken, organisation: OrganisationId, origin: str) -> bytes:
    """The notice as a CloudEvent 1.0 in structured mode; the same bytes at every attempt.

    Args:
        session: knows the keys from which the organisation's handles come.
        taken: the notice.
        organisation: who is told.
        origin: scheme, host and port of this application.
    """
    keys, notice = keys_of(session), taken.notice
    case = handle(keys, organisation, taken.case)
    thing = handle(keys, organisation, notice.thing)
    event = {
        "specversion": "1.0",
        "id": taken.id,
        "source": f"{origin}/api/v1",
        "type": f"{TYPE}{notice.kind}",
        "subject": thing,
        "time": notice.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "datacontenttype": "application/json",
        "data": {
            "case": case,
            "thing": thing,
            "kind": notice.kind,
            "url": f"{origin}/api/v1/cases/{case}",
        },
    }
    return json.dumps(event).encode()


def headers_of(
    id_: str, body: bytes, secrets_now: Collection[str], now: datetime
) -> Mapping[str, str]:
    """The headers that a receiver checks a body by; one signature for each secret that is good.

    What is signed is the id, the second of this attempt, and the body, with dots between them.
    """
    stamp = str(int(now.timestamp()))
    signed = b".".join((id_.encode(), stamp.encode(), body))
    return {
        "Content-Type": MEDIA_TYPE,
        "webhook-id": id_,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(_signature(secret, signed) for secret in secrets_now),
    }


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
