"""Whom the words that answer a call for a nomination are for (REL-9, HO-6)."""

from sqlalchemy.orm import Session

from relocation.access.model import Standing
from relocation.handovers.call_steps import NOMINATION_CALL
from relocation.handovers.where import holds_residence
from relocation.parties import CENTRAL_UNIT, POLICE, acting


def call_answer_is_for(session: Session, standing: Standing, call: str) -> bool:
    """Whether they are for somebody else than the authority that wrote them.

    The central unit settles the call. Of those who hear of it the police read what the municipality
    wrote; what the police write there may tell of safety, of which a municipality reads precautions
    alone.
    """
    roles, where = acting(standing.roles, standing.stage), (standing.case, call)
    if roles & CENTRAL_UNIT:
        return True
    return any(
        holds_residence(session, *where, NOMINATION_CALL.name, role) for role in roles & POLICE
    )
