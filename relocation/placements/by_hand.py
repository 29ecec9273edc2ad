"""What the central unit settles by hand before a round: a place, a companion, somebody to avoid."""

from sqlalchemy.orm import Session

from relocation.access.service import standing
from relocation.actor import Actor
from relocation.documents.kinds import Paper
from relocation.errors import EntryRefused, NotAllowed
from relocation.moves import Writing
from relocation.parties import CENTRAL_UNIT
from relocation.placements import kinds, papers
from relocation.placements.facts import FLOW
from relocation.placements.steps import CONSIDERED, State
from relocation.proceedings.model import Moved, Press
from relocation.proceedings.service import case_id_of
from relocation.transition import put_on_record

WAITS = frozenset({*CONSIDERED, State.NO_MUNICIPALITY})


def settle_by_hand(
    session: Session, actor: Actor, placement: str, settled: papers.ByHand, press: Press
) -> Moved:
    """Write all that is settled by hand for a candidate; it replaces what was written before.

    Raises:
        NotFound: the actor is nothing to the case, or to that of a companion.
        NotAllowed: it is not of the central unit in each of them.
        EntryRefused: something has no reason.
    """
    for other in (*settled.together_with, *settled.apart_from):
        stands = standing(session, actor, case_id_of(session, other), press.now)
        if not stands.roles & CENTRAL_UNIT:
            raise NotAllowed(FLOW.workflow.name, "settle_by_hand", State.OPEN)
    reasons = (
        *(each.reason for each in settled.places),
        *settled.together_with.values(),
        *(each.reason for each in settled.apart_from.values()),
    )
    if not all(each.strip() for each in reasons):
        raise EntryRefused("reason", "something has none", "Say why for each.")
    writing = Writing(FLOW, placement, Paper(kinds.BY_HAND, settled), CENTRAL_UNIT, WAITS)
    return put_on_record(session, actor, writing, press)
