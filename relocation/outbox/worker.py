"""One step of a worker: take the next message, do the work and say so, or let it rest."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from relocation.database import transaction
from relocation.outbox.model import Taken, TryAgain
from relocation.outbox.service import done, failed, hold, take
from relocation.store_policy import OutboxNumbers

Handler = Callable[[Session, Taken], None]
"""Does the work of a message; raises `TryAgain` where a channel could not be reached."""


def handle_next(
    engine: Engine, handler: Handler, now: datetime, lease: timedelta, numbers: OutboxNumbers
) -> Taken | None:
    """Handle the next message that is due; None where none is.

    Any other error than `TryAgain` ends the worker as a power cut would: what it wrote is undone,
    and the message is due again when the lease ends.

    Raises:
        LeaseLost: the lease ended before the work began, and another worker has the message by now.
    """
    with transaction(engine) as session:
        taken = take(session, now, lease, numbers)
    if taken is None:
        return None
    try:
        with transaction(engine) as session:
            hold(session, taken)
            handler(session, taken)
            done(session, taken, now)
    except TryAgain:
        with transaction(engine) as session:
            failed(session, taken, now, numbers)
    return taken
