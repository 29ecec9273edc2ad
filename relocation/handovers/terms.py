"""Terms of the agreement, one by one: proposed, countered, accepted, mediated, settled."""

from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from relocation.access.service import standing
from relocation.actor import Actor
from relocation.documents.kinds import Paper
from relocation.documents.service import on_record
from relocation.handovers import kinds, papers, record
from relocation.handovers.facts import FLOW, TERMS
from relocation.handovers.model import Term
from relocation.handovers.steps import BEFORE_THE_MOVE, State
from relocation.moves import Beginning, Move, Writing
from relocation.parties import CASEWORKER, CENTRAL_UNIT, COORDINATORS, PERFORMERS
from relocation.proceedings.model import Moved, Press
from relocation.proceedings.service import case_id_of
from relocation.transition import begin, by_itself, put_on_record, transition
from relocation.wall import let_in

UNDER_WAY = frozenset({*BEFORE_THE_MOVE, State.MOVED})
OPEN = frozenset({Term.PROPOSED, Term.COUNTERED, Term.MEDIATED})


def propose(
    session: Session, actor: Actor, handover: str, wording: papers.Wording, press: Press
) -> Moved:
    """Propose a term to whoever will perform it; `press.version` is the case's.

    The central unit may too, so that a handover for which nobody drew up terms can be completed
    with what ordinary law requires (HO-10).
    """
    beginning = Beginning(
        TERMS,
        case_id_of(session, handover),
        who=COORDINATORS | CASEWORKER,
        papers=(Paper(kinds.WORDING, wording),),
        parent=handover,
        within=(FLOW, UNDER_WAY),
    )
    return begin(session, actor, beginning, press)


def accept(session: Session, actor: Actor, term: str, press: Press) -> Moved:
    """Accept a term: it binds from now on."""
    accepted = Paper(kinds.ACCEPTANCE, papers.Acceptance())
    return _step(session, actor, (term, "accept"), accepted, press)


def counter(
    session: Session, actor: Actor, term: str, wording: papers.Wording, press: Press
) -> Moved:
    """Propose another wording, with reasons; who performs it stays, since nobody else was asked.

    Raises:
        NotFound: the actor is nothing to the case.
    """
    stands = _as_it_stands(session, actor, term, press)
    other = wording if stands is None else replace(wording, performed_by=stands.performed_by)
    paper = Paper(kinds.WORDING, other, frozenset({"performed_by"}))
    return _step(session, actor, (term, "counter"), paper, press)


def propose_again(
    session: Session, actor: Actor, term: str, wording: papers.Wording, press: Press
) -> Moved:
    """Answer another wording with one's own."""
    return _step(session, actor, (term, "propose_again"), Paper(kinds.WORDING, wording), press)


def say_out_of_reach(
    session: Session, actor: Actor, term: str, wording: papers.Wording, press: Press
) -> Moved:
    """Say that it cannot or will not be kept: nobody can accept it so (HO-2).

    Of the wording handed in the reasons alone count: what the term says stays as it is.

    Raises:
        NotFound: the actor is nothing to the case.
    """
    stands = _as_it_stands(session, actor, term, press) or wording
    said = replace(stands, reasons=wording.reasons, out_of_reach=True)
    kept = frozenset(each.name for each in fields(said)) - {"reasons"}
    paper = Paper(kinds.WORDING, said, kept)
    writing = Writing(TERMS, term, paper, PERFORMERS, OPEN, (record.PERFORMS_IT,))
    return put_on_record(session, actor, writing, press)


def _as_it_stands(session: Session, actor: Actor, term: str, press: Press) -> papers.Wording | None:
    case = standing(session, actor, case_id_of(session, term), press.now).case
    let_in(session, case)
    return on_record(session, case, term, kinds.WORDING)


def mediate(session: Session, actor: Actor, term: str, press: Press) -> Moved:
    """Take up a term that was not agreed in time."""
    return transition(session, actor, Move(TERMS, term, "mediate"), press)


def mediate_by_itself(session: Session, term: str, now: datetime) -> Moved:
    """Give a term to the central unit once its time is over; a job's to do."""
    return by_itself(session, Move(TERMS, term, "mediate"), now)


def leave_out(
    session: Session, actor: Actor, term: str, mediation: papers.Mediation, press: Press
) -> Moved:
    """Leave a term out that no law obliges to."""
    return _step(session, actor, (term, "leave_out"), Paper(kinds.MEDIATION, mediation), press)


def note_as_duty(
    session: Session, actor: Actor, term: str, mediation: papers.Mediation, press: Press
) -> Moved:
    """Note a term as the receiver's duty by law."""
    return _step(session, actor, (term, "note_as_duty"), Paper(kinds.MEDIATION, mediation), press)


def answer_mismatches(
    session: Session, actor: Actor, handover: str, answers: papers.Mismatches, press: Press
) -> Moved:
    """Answer what the receiver's declared services do not meet, before anything is signed."""
    who = COORDINATORS | PERFORMERS | CENTRAL_UNIT
    writing = Writing(FLOW, handover, Paper(kinds.MISMATCHES, answers), who, UNDER_WAY)
    return put_on_record(session, actor, writing, press)


def _step(
    session: Session, actor: Actor, step: tuple[str, str], written: Paper[Any], press: Press
) -> Moved:
    return transition(session, actor, Move(TERMS, *step, (written,)), press)
