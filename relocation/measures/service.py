"""What people do with a measure, and what follows when the agreement is signed or the case ends."""

from sqlalchemy.orm import Session

from relocation.actor import Actor
from relocation.cases.facts import signed_agreement
from relocation.cases.papers import CourseChange
from relocation.documents.kinds import Paper
from relocation.documents.reasons import Reasons
from relocation.events import Event
from relocation.measures.facts import FLOW
from relocation.measures.kinds import REASONS, TIME_FRAME
from relocation.measures.steps import COORDINATED
from relocation.moves import Beginning, Move
from relocation.proceedings.model import Moved, Press
from relocation.proceedings.service import of_case
from relocation.transition import transition
from relocation.work import Work


def start(session: Session, actor: Actor, measure: str, press: Press) -> Moved:
    """Say that it is under way."""
    return transition(session, actor, Move(FLOW, measure, "start"), press)


def extend_measure(
    session: Session, actor: Actor, measure: str, change: CourseChange, press: Press
) -> Moved:
    """Let it last longer than was expected."""
    move = Move(FLOW, measure, "extend_measure", (Paper(TIME_FRAME, change),))
    return transition(session, actor, move, press)


def end(session: Session, actor: Actor, measure: str, why: str, press: Press) -> Moved:
    """End it, as its own authority and under its own law."""
    move = Move(FLOW, measure, "end", (Paper(REASONS, Reasons(reasons=why)),))
    return transition(session, actor, move, press)


def begin_signed(work: Work, event: Event) -> None:
    """Follow each measure of the agreement as it is signed; a later version adds its own."""
    signed = signed_agreement(work.session, event.case)
    followed = len(list(of_case(work.session, event.case, FLOW.workflow.name)))
    for number in range(followed, len(signed.measures) if signed else 0):
        topic = str(number + 1)
        work.begin(Beginning(FLOW, event.case, parent=event.case, topic=topic))


def pass_on(work: Work, event: Event) -> None:
    """Only the coordination ends with the case: each measure stays with its own authority."""
    for each in list(of_case(work.session, event.case, FLOW.workflow.name)):
        if each.state in COORDINATED:
            work.take(Move(FLOW, each.id, "pass_on"))
