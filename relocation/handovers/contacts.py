"""What a receiver reads of contacts that came to nothing: two days, and nothing of any case."""

from datetime import datetime

from sqlalchemy.orm import Session

from relocation.access.contacted import Contacted, kept_for
from relocation.actor import Actor
from relocation.audit.outside import note_outside
from relocation.case_free import Act, Subject, demand


def contacts(session: Session, actor: Actor, now: datetime) -> tuple[Contacted, ...]:
    """When the own account was contacted, and when that was over; the reading is logged.

    Raises:
        NotFound: no account of this function is ever contacted.
    """
    demand(actor, Subject.CONTACTS, Act.READ_OWN)
    note_outside(session, actor, "contacts.read", now)
    return kept_for(session, actor)
