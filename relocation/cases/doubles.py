"""Cases of one and the same person, shown to whoever may read in each of them who it is (SE-13)."""

from datetime import datetime

from sqlalchemy.orm import Session

from relocation.access.known import known_among
from relocation.access.service import standing, standings
from relocation.actor import Actor
from relocation.audit.model import Purpose
from relocation.cases.kinds import IDENTITY
from relocation.documents.service import Question, read
from relocation.keys.pseudonyms import handle
from relocation.permissions import DataClass, Level
from relocation.store import keys_of


def doubles(
    session: Session, actor: Actor, case: str, purpose: Purpose, now: datetime
) -> tuple[str, ...]:
    """The own handles of other cases of this case's person; reading who it is is logged.

    Raises:
        NotFound: the case is not there, or nothing that the actor may know of.
        QuotaReached: the person has opened as many cases today as may be.
    """
    asks = Question((IDENTITY,), purpose, row=case)
    found = read(session, actor, standing(session, actor, case, now), asks, now)
    mine = [
        each.case
        for each in standings(session, actor, now)
        if each.level(DataClass.IDENTITY) is Level.FULL and each.case != case
    ]
    cprs = [each.content["cpr"] for each in found if each.level is Level.FULL]
    same = frozenset(double for cpr in cprs for double in known_among(session, cpr, mine))
    return tuple(sorted(handle(keys_of(session), actor.organisation, each) for each in same))
