"""How often and why decisions left the proposal: counted over all cases, for the central unit.

Every decision counts, also one that was made anew since; whoever was erased counts no more.
"""

from collections import Counter
from datetime import datetime

from sqlalchemy.orm import Session

from relocation.actor import Actor
from relocation.audit.outside import note_outside
from relocation.case_free import Act, Subject, demand
from relocation.documents.for_engine import every_version
from relocation.placements.kinds import CHOICE
from relocation.placements.model import Deviations
from relocation.placements.steps import PLACEMENT
from relocation.proceedings.every import standings
from relocation.store import case_keys


def deviations(session: Session, actor: Actor, now: datetime) -> Deviations:
    """Decisions made, and by reason those that left the proposal; the reading is logged.

    No case and no place is told, and of nobody who is on no list anything but the count.

    Raises:
        NotFound: the actor is not of the central unit.
    """
    demand(actor, Subject.DEVIATIONS, Act.READ)
    note_outside(session, actor, "deviations.read", now)
    there = [each for each in standings(session, PLACEMENT.name) if each.is_there]
    keys = case_keys(session, (each.case for each in there))
    choices = every_version(session, keys, CHOICE)
    left = Counter(each.deviates_for for each in choices if each.leaves_proposal)
    return Deviations(len(choices), left)
