"""What both sides agreed on, version by version: each term, and the agreement whole (HO-4)."""

from datetime import datetime

from sqlalchemy.orm import Session

from relocation.access.service import standing
from relocation.actor import Actor
from relocation.audit.model import Purpose
from relocation.cases.kinds import AGREEMENT, SIGNATURES
from relocation.documents.history import Asked, Version, history
from relocation.handovers import kinds
from relocation.proceedings.service import case_id_of


def term_versions(
    session: Session, actor: Actor, term: str, purpose: Purpose | None, now: datetime
) -> tuple[Version, ...]:
    """Every wording of a term, which side proposed it, and who accepted it; logged.

    Raises:
        NotFound: the actor is nothing to the case.
    """
    stands = standing(session, actor, case_id_of(session, term), now)
    asked = Asked(kinds.WORDING, term, kinds.ACCEPTANCE, term, purpose)
    return history(session, actor, stands, asked, now)


def agreement_versions(
    session: Session, actor: Actor, case: str, purpose: Purpose | None, now: datetime
) -> tuple[Version, ...]:
    """Every version of the agreement, which side wrote it, and who signed it; logged.

    Raises:
        NotFound: the actor is nothing to the case.
    """
    stands = standing(session, actor, case, now)
    asked = Asked(AGREEMENT, case, SIGNATURES, None, purpose)
    return history(session, actor, stands, asked, now)
