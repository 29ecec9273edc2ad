"""What an organisation calls a case and what is in it: its own handles, in every answer (SE-4).

Ids of rows are the same for everybody, so no row's own id leaves the product: two organisations
that laid what they see side by side could join it by them.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from relocation.access.model import Standing
from relocation.access.service import case_of
from relocation.actor import Actor
from relocation.errors import NotFound
from relocation.keys.pseudonyms import handle
from relocation.permissions import DataClass, Level
from relocation.proceedings.held import in_case
from relocation.proceedings.service import case_id_of
from relocation.proceedings.tables import ProceedingRow
from relocation.store import keys_of


def own_handle(session: Session, actor: Actor, row: str) -> str:
    """What the actor's organisation calls a case, or something in one."""
    return handle(keys_of(session), actor.organisation, row)


def known_case(session: Session, actor: Actor, own: str, now: datetime) -> Standing:
    """What the actor is to the case that its organisation knows by this handle.

    Raises:
        NotFound: nothing, or nothing that it may know of; told alike for a handle of no case.
    """
    stands = case_of(session, actor, own, now)
    if stands.level(DataClass.EXISTENCE) is Level.NOTHING:
        raise NotFound
    return stands


def row_of(session: Session, actor: Actor, case: str, own: str, workflow: str) -> ProceedingRow:
    """What moves by this table of steps in a case, by the handle of the actor's organisation.

    Raises:
        NotFound: the case has none; told alike for a thing of another kind or case.
    """
    for row in in_case(session, case):
        if row.workflow == workflow and own_handle(session, actor, row.id) == own:
            return row
    raise NotFound


def own_case_of(session: Session, actor: Actor, row: str) -> str:
    """What the actor's organisation calls the case that something belongs to.

    Raises:
        NotFound: there is no such thing.
    """
    return own_handle(session, actor, case_id_of(session, row))
