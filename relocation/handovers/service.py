"""What people do with a handover: the move, and its points beside it; terms have their own file."""

from typing import Any

from sqlalchemy.orm import Session

from relocation.actor import Actor
from relocation.cases.agreement import ContactHandover
from relocation.cases.kinds import CONTACT_HANDOVER, CONTACT_PERSON, SIGNATURES
from relocation.cases.papers import NamedPerson, Signatures
from relocation.documents.kinds import Paper
from relocation.documents.reasons import Reasons
from relocation.documents.service import set_aside
from relocation.events import Event
from relocation.handovers import kinds, papers, record
from relocation.handovers.facts import CONTACT, FLOW, ITEMS, REGISTERING, SIGNING, TERMS
from relocation.handovers.papers import Subject
from relocation.handovers.steps import BEFORE_THE_MOVE
from relocation.handovers.where import MOVED
from relocation.moves import Beginning, Flow, Move, Writing
from relocation.parties import RECEIVING
from relocation.placements.kinds import CONTACT as CONTACTED
from relocation.proceedings.model import Moved, Press
from relocation.proceedings.service import below, parent_of, topic_of
from relocation.transition import put_on_record, transition
from relocation.work import Work

POINTS = (TERMS, SIGNING, ITEMS, CONTACT, REGISTERING)
"""What stands under a handover and moves by a table of its own."""

WITH_AN_ADDRESS = frozenset({*BEFORE_THE_MOVE, *MOVED})


def clear_move(session: Session, actor: Actor, handover: str, press: Press) -> Moved:
    """Say that the move can happen: precautions and contact person suffice."""
    return _step(session, actor, (FLOW, handover, "clear_move"), press)


def confirm_move(
    session: Session, actor: Actor, handover: str, arrival: papers.Arrival, press: Press
) -> Moved:
    """Record the day from which the person stays there."""
    paper = Paper(kinds.ARRIVAL, arrival)
    return _step(session, actor, (FLOW, handover, "confirm_move"), press, paper)


def record_non_arrival(
    session: Session, actor: Actor, handover: str, arrival: papers.Arrival, press: Press
) -> Moved:
    """Record the day on which nobody came."""
    paper = Paper(kinds.ARRIVAL, arrival)
    return _step(session, actor, (FLOW, handover, "record_non_arrival"), press, paper)


def answer_non_arrival(
    session: Session, actor: Actor, handover: str, answer: str, press: Press
) -> Moved:
    """Say what was done about it."""
    return _step(session, actor, (FLOW, handover, "answer_non_arrival"), press, _reasons(answer))


def call_off(session: Session, actor: Actor, handover: str, why: str, press: Press) -> Moved:
    """End a handover whose placement is over."""
    return _step(session, actor, (FLOW, handover, "call_off"), press, _reasons(why))


def complete(session: Session, actor: Actor, handover: str, press: Press) -> Moved:
    """Pass responsibility to the receiver, once every point is done or settled."""
    return _step(session, actor, (FLOW, handover, "complete"), press)


def record_address(
    session: Session, actor: Actor, handover: str, address: papers.Address, press: Press
) -> Moved:
    """Write where the person lives, there alone; a later address is another version (HO-8).

    Of somebody without fixed abode the police are owed a report of the change (HO-7). In a closed
    case nobody is, and nobody reads an address: none is written.
    """
    paper, tells = Paper(kinds.ADDRESS, address), ("AddressWritten",)
    needs = (record.OF_NOW, record.CASE_OPEN)
    writing = Writing(FLOW, handover, paper, RECEIVING, WITH_AN_ADDRESS, needs, tells=tells)
    return put_on_record(session, actor, writing, press)


def sign(session: Session, actor: Actor, signature: str, signed: Signatures, press: Press) -> Moved:
    """Record that the agreement was signed anew."""
    return _step(session, actor, (SIGNING, signature, "sign"), press, Paper(SIGNATURES, signed))


def close_signature(
    session: Session, actor: Actor, signature: str, why: str, press: Press
) -> Moved:
    """Settle a signature that is missing after the move; the duty stays the receiver's."""
    return _step(session, actor, (SIGNING, signature, "close_signature"), press, _reasons(why))


def give(
    session: Session, actor: Actor, item: str, knowledge: papers.Knowledge, press: Press
) -> Moved:
    """Give what is known on the item's subject."""
    kind = kinds.KNOWLEDGE[Subject(topic_of(session, item))]
    return _step(session, actor, (ITEMS, item, "give"), press, Paper(kind, knowledge))


def receive(session: Session, actor: Actor, item: str, press: Press) -> Moved:
    """Take it in."""
    return _step(session, actor, (ITEMS, item, "receive"), press)


def ask_for_more(session: Session, actor: Actor, item: str, lacks: str, press: Press) -> Moved:
    """Say what is lacking."""
    return _step(session, actor, (ITEMS, item, "ask_for_more"), press, _reasons(lacks))


def confirm_item(session: Session, actor: Actor, item: str, press: Press) -> Moved:
    """Confirm that the item suffices."""
    return _step(session, actor, (ITEMS, item, "confirm"), press)


def close_item(session: Session, actor: Actor, item: str, why: str, press: Press) -> Moved:
    """Settle an item that is missing after the move."""
    return _step(session, actor, (ITEMS, item, "close_item"), press, _reasons(why))


def name_contact_person(
    session: Session, actor: Actor, contact: str, person: NamedPerson, press: Press
) -> Moved:
    """Name the candidate's own person at the receiver."""
    return _step(session, actor, (CONTACT, contact, "name"), press, Paper(CONTACT_PERSON, person))


def hand_on(
    session: Session,
    actor: Actor,
    contact: str,
    change: tuple[NamedPerson, ContactHandover],
    press: Press,
) -> Moved:
    """Hand the candidate on to another contact person; the earlier one stays on record."""
    person, handed_on = change
    written = (Paper(CONTACT_PERSON, person), Paper(CONTACT_HANDOVER, handed_on))
    return _step(session, actor, (CONTACT, contact, "hand_on"), press, *written)


def close_contact_person(
    session: Session, actor: Actor, contact: str, why: str, press: Press
) -> Moved:
    """Settle a contact person who is missing after the move."""
    return _step(session, actor, (CONTACT, contact, "close_contact_person"), press, _reasons(why))


def give_notice(
    session: Session, actor: Actor, registration: str, notice: papers.Notice, press: Press
) -> Moved:
    """Give the police's written notice (CPR-loven § 6, stk. 6, nr. 2)."""
    paper = Paper(kinds.NOTICE, notice)
    return _step(session, actor, (REGISTERING, registration, "give_notice"), press, paper)


def register(
    session: Session, actor: Actor, registration: str, done: papers.Notice, press: Press
) -> Moved:
    """Record the registration, children who live along included."""
    paper = Paper(kinds.NOTICE, done)
    return _step(session, actor, (REGISTERING, registration, "register"), press, paper)


def open_for(work: Work, event: Event) -> None:
    """Contact opens a handover with its points; an item for every subject of the checklist."""
    opened = work.begin(Beginning(FLOW, event.case, parent=event.row))
    for flow in (SIGNING, CONTACT, REGISTERING):
        work.begin(Beginning(flow, event.case, parent=opened.row))
    for subject in Subject:
        work.begin(Beginning(ITEMS, event.case, parent=opened.row, topic=subject))


def call_off_for(work: Work, event: Event) -> None:
    """Without its placement a handover ends, until the move is confirmed."""
    for each in below(work.session, event.row, FLOW.workflow.name):
        if each.state in BEFORE_THE_MOVE:
            work.take(Move(FLOW, each.id, "call_off"))


def let_points_fall(work: Work, event: Event) -> None:
    """Nothing in a handover that was called off waits for anybody, or can be done any more."""
    for flow in POINTS:
        falling = {step.name: step.frm for step in flow.workflow.steps}["fall_away"]
        for each in list(below(work.session, event.row, flow.workflow.name)):
            if each.state in falling:
                work.take(Move(flow, each.id, "fall_away"))


def set_papers_aside(work: Work, event: Event) -> None:
    """Whoever receives later reads nothing of a handover that was called off (HO-6)."""
    points = (
        each for flow in POINTS for each in below(work.session, event.row, flow.workflow.name)
    )
    set_aside(work.session, event.case, [event.row, *(each.id for each in points)])
    set_aside(work.session, event.case, [parent_of(work.session, event.row)], CONTACTED)


def _step(
    session: Session,
    actor: Actor,
    step: tuple[Flow[Any, Any], str, str],
    press: Press,
    *written: Paper[Any],
) -> Moved:
    return transition(session, actor, Move(*step, written), press)


def _reasons(why: str) -> Paper[Reasons]:
    return Paper(kinds.REASONS, Reasons(reasons=why))
