"""Whose hand it is that moves something in a case."""

from datetime import datetime

from sqlalchemy.orm import Session

from relocation.access.service import standing
from relocation.errors import NotFound
from relocation.moves import By, Hand
from relocation.permissions import DataClass, Level
from relocation.proceedings.service import account_ref, taker_ref
from relocation.store import person_of


def hand_of(session: Session, by: By, case: str, now: datetime) -> Hand:
    """What whoever presses is to a case.

    Raises:
        NotFound: nothing, or nothing that it may know of at this stage.
    """
    stands = standing(session, by.actor, case, now)
    if stands.level(DataClass.EXISTENCE) is Level.NOTHING:
        raise NotFound
    person = person_of(session, by.actor)
    return Hand(
        person=person,
        actor=by.actor,
        acting=taker_ref(session, case, person),
        account=account_ref(session, case, by.actor.user),
        roles=stands.roles,
        purpose=by.press.purpose,
    )
