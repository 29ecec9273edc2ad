"""Whom words that answer a call for a nomination, and papers of a home, are for (REL-9, HO-6)."""

from sqlalchemy.orm import Session

from relocation.access.model import Standing
from relocation.handovers.call_steps import NOMINATION_CALL
from relocation.handovers.where import holds_residence, receives_by
from relocation.parties import CENTRAL_UNIT, PERFORMERS, POLICE, acting
from relocation.permissions import Role
from relocation.proceedings.tables import ProceedingRow


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


def is_of_another(session: Session, standing: Standing, row: str) -> bool:
    """Whether a paper is of another handover than the one by which its reader receives (HO-6).

    Whoever receives next may never have the person: until the move it still lives at the home
    before, and after it nobody there has to know where that was.
    """
    if any(each.role not in PERFORMERS for each in standing.entries):
        return False
    if any(each.role is Role.PROBATION_PARTY and not each.is_there for each in standing.entries):
        return False
    thing = session.get(ProceedingRow, row)
    return thing is not None and not receives_by(session, thing)
