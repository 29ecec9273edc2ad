"""A call for a nomination reaches those who can nominate: where the person lives now (REL-9).

That one is called for is told, with its day, and not why: the check it comes from is the central
unit's alone. A nomination answers it by itself; words do where the central unit accepts them.
"""

from sqlalchemy.orm import Session

from relocation.actor import Actor
from relocation.documents.kinds import Paper
from relocation.documents.reasons import Reasons
from relocation.events import Event
from relocation.handovers import kinds
from relocation.handovers.call_steps import NOMINATION_CALL, OPEN
from relocation.handovers.model import CallFacts
from relocation.handovers.steps import HANDOVER
from relocation.handovers.where import MOVED, holds_residence
from relocation.moves import Beginning, Flow, Move
from relocation.placements.answered import danger
from relocation.placements.home import is_waiting_for_one
from relocation.proceedings.model import At, Moved, Press
from relocation.proceedings.service import below, newest_below, of_case, parent_of
from relocation.transition import transition
from relocation.work import Work


def call_facts(session: Session, at: At) -> CallFacts:
    given = at.handed_in(Reasons)
    return CallFacts(
        is_where_it_lives=holds_residence(session, at.case, at.row, NOMINATION_CALL.name, at.taker),
        has_words=given is not None and bool(given.reasons.strip()),
        is_called_for=_stands(session, at.row),
    )


CALLING = Flow(NOMINATION_CALL, call_facts)


def answer_call(session: Session, actor: Actor, call: str, why: str, press: Press) -> Moved:
    """Say why no nomination is needed; the central unit settles it, or calls again."""
    words = Paper(kinds.CALL_ANSWER, Reasons(reasons=why))
    return transition(session, actor, Move(CALLING, call, "answer_call", (words,)), press)


def tell(work: Work, event: Event) -> None:
    """One call is open for a home at a time: a newer one stands for those before it."""
    session, placement = work.session, parent_of(work.session, event.row)
    home = next((x for x in below(session, placement, HANDOVER.name) if x.state in MOVED), None)
    if home is not None:
        about = danger(session, placement, work.now)
        work.begin(Beginning(CALLING, event.case, parent=home.id, topic=about))
        settle(work, event)


def settle(work: Work, event: Event) -> None:
    """Once no check of a home waits for a nomination, or a newer call stands, nobody is asked."""
    for each in of_case(work.session, event.case, NOMINATION_CALL.name):
        if each.state in OPEN and not _stands(work.session, each.id):
            work.take(Move(CALLING, each.id, "settle"))


def _stands(session: Session, call: str) -> bool:
    """Whether a check of the home waits for a nomination, and this is its newest call."""
    placement = parent_of(session, parent_of(session, call))
    newest = newest_below(session, placement, NOMINATION_CALL.name)
    is_newest = newest is not None and newest.id == call
    return is_newest and is_waiting_for_one(session, placement)
