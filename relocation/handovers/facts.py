"""What is known when a step in a handover or in one of its points is taken."""

from contextlib import suppress

from sqlalchemy.orm import Session

from relocation.access.service import readers_of
from relocation.cases.agreement import ContactHandover
from relocation.cases.kinds import HOUSEHOLD
from relocation.cases.kinds import PRECAUTIONS as POLICES_WORD
from relocation.cases.papers import NamedPerson, Signatures
from relocation.deadlines.working_days import civil_day
from relocation.documents.reasons import Reasons
from relocation.documents.service import before_newest, on_record
from relocation.errors import NotFound
from relocation.handovers import kinds, papers
from relocation.handovers.mismatches import found_in
from relocation.handovers.model import (
    ContactPerson,
    Facts,
    Knowledge,
    PointFacts,
    ProtectionFacts,
    RegistrationFacts,
    Signature,
    Term,
    TermFacts,
)
from relocation.handovers.steps import (
    BEFORE_THE_MOVE,
    CONTACT_PERSON,
    HANDOVER,
    KNOWLEDGE,
    PROTECTION,
    REGISTRATION,
    SIGNATURE,
    TERM,
    State,
)
from relocation.handovers.where import MOVED, holds_residence, lived_by
from relocation.moves import Flow
from relocation.parties import RECEIVING
from relocation.permissions import Stage
from relocation.placements.candidate import ADULT
from relocation.placements.facts import request_waits
from relocation.placements.home import is_called_for
from relocation.proceedings.model import At
from relocation.proceedings.service import (
    account_ref,
    below,
    of_case,
    order_of,
    parent_of,
    state_of,
    topic_of,
)
from relocation.safety.steps import PRECAUTIONS, Receipt

OVER = {"reopened", "stopped"}
"""States of a placement in which its handover is called off."""
UNDER_WAY = {*BEFORE_THE_MOVE, State.MOVED}
BOUND, BINDING = {Term.ACCEPTED, Term.NOTED_AS_DUTY}, ("accept", "note_as_duty")
"""States in which a term binds, and the steps by which it came to."""
WORDED = ("begin", "counter", "propose_again")
ANSWERED = f"write.{kinds.MISMATCHES.name}"


def term_facts(session: Session, at: At) -> TermFacts:
    handed_in, mediation = at.handed_in(papers.Wording), at.handed_in(papers.Mediation)
    # Who performs it is asked of the term as it stands, and not of the other wording of a counter.
    asked = on_record if handed_in is None else before_newest
    wording = asked(session, at.case, at.row, kinds.WORDING)
    is_late = at.due is not None and at.now > at.due
    placement = parent_of(session, parent_of(session, at.row))
    performed = wording.performed_by if wording else None
    by_the_actor = performed is papers.Performer.CANDIDATE or performed == str(at.taker)
    return TermFacts(
        performs_it=by_the_actor,
        is_within_reach=wording is not None and not wording.out_of_reach,
        has_other_wording=handed_in is not None and bool(handed_in.text.strip()),
        has_reasons=any(each and each.reasons.strip() for each in (handed_in, mediation)),
        is_settled_too_late=is_late or is_called_for(session, placement),
        law_obliges=mediation.law_obliges if mediation else None,
        handover_is_called_off=_is_called_off(session, at),
    )


def point_facts(session: Session, at: At) -> PointFacts:
    handover, signed = parent_of(session, at.row), at.handed_in(Signatures)
    knowledge, person = at.handed_in(papers.Knowledge), at.handed_in(NamedPerson)
    reasons = at.handed_in(Reasons)
    handed_on = at.handed_in(ContactHandover)
    is_reasoned = reasons is not None and bool(reasons.reasons.strip())
    return PointFacts(
        terms=_terms(session, handover),
        mismatches_are_answered=_are_answered(session, at, handover),
        is_signed=_is_signed(session, handover),
        handover_is_under_way=state_of(session, handover) in UNDER_WAY,
        candidate_signed=signed is not None and at.has_been(signed.candidate),
        receiving_coordinator_signed=signed is not None and at.has_been(signed.coordinator),
        has_content=knowledge is not None and bool(knowledge.text.strip()),
        is_the_polices=_is_the_polices(session, at, knowledge),
        lacks_are_named=is_reasoned,
        has_name=person is not None and bool(person.name.strip()),
        is_handed_on=handed_on is not None and handed_on.is_told and at.has_been(handed_on.on),
        has_reasons=is_reasoned,
        move_is_confirmed=state_of(session, handover) in MOVED,
        handover_is_called_off=_is_called_off(session, at),
        is_newest=_is_newest(session, at.case, handover),
        case_is_open=at.stage is not Stage.CLOSED,
    )


def _is_the_polices(session: Session, at: At, given: papers.Knowledge | None) -> bool:
    """Whether an item on precautions repeats those of the police; any other item is its giver's.

    Compared with these alone, which the giver reads: asked of the threats, the answer would tell
    whoever tries names which of them stand there.
    """
    with suppress(NotFound):  # A contact person is about nothing.
        if topic_of(session, at.row) != papers.Subject.SAFETY_PRECAUTIONS:
            return True
    said = on_record(session, at.case, None, POLICES_WORD)
    return given is not None and said is not None and given.is_of(said)


def registration_facts(session: Session, at: At) -> RegistrationFacts:
    notice = at.handed_in(papers.Notice)
    is_told = notice is not None and bool(notice.text.strip()) and at.has_been(notice.on)
    is_there = holds_residence(session, at.case, at.row, REGISTRATION.name, at.taker)
    nobody_waits = (
        at.stage is Stage.CLOSED or _is_called_off(session, at) or _lives_elsewhere(session, at)
    )
    return RegistrationFacts(
        has_written_notice=is_told,
        is_registered=notice is not None
        and is_told
        and notice.children >= _children(session, at.case),
        is_where_it_lives=is_there,
        nobody_waits=nobody_waits,
        # The police that send may tell of where the person moves to; who receives of there alone.
        can_be_asked_for=not nobody_waits and (is_there or at.taker not in RECEIVING),
    )


def _lives_elsewhere(session: Session, at: At) -> bool:
    """Whether the person moved on since it came by the handover of this registration."""
    lived, own = lived_by(session, at.case), parent_of(session, at.row)
    return lived is not None and lived.id != own and state_of(session, own) in MOVED


def facts(session: Session, at: At) -> Facts:
    reasons = at.handed_in(Reasons)
    is_over = state_of(session, parent_of(session, at.row)) in OVER
    is_reasoned = reasons is not None and bool(reasons.reasons.strip())
    items = tuple(Knowledge(each.state) for each in below(session, at.row, KNOWLEDGE.name))
    return Facts(
        precautions_are_confirmed=_precautions_are_confirmed(session, at),
        is_newest=_is_newest(session, at.case, at.row),
        case_is_open=at.stage is not Stage.CLOSED,
        has_day_of_stay=_came(at, arrived=True),
        has_day_of_absence=_came(at, arrived=False),
        has_answer=is_reasoned,
        has_reasons=is_reasoned or (at.is_by_itself and is_over),
        is_over=is_over,
        terms=_terms(session, at.row),
        signature=Signature(_state(session, at.row, SIGNATURE.name)),
        is_signed=_is_signed(session, at.row),
        knowledge=items or None,
        contact_person=ContactPerson(_state(session, at.row, CONTACT_PERSON.name)),
        central_unit_answered=not request_waits(session, parent_of(session, at.row)),
    )


def _came(at: At, *, arrived: bool) -> bool:
    """Whether a day is told on which the person came, or on which nobody did."""
    arrival = at.handed_in(papers.Arrival)
    return arrival is not None and arrival.arrived is arrived and at.has_been(arrival.day)


def _terms(session: Session, handover: str) -> tuple[Term, ...] | None:
    found = tuple(Term(each.state) for each in below(session, handover, TERM.name))
    return found or None


def _is_signed(session: Session, handover: str) -> bool:
    """Whether the newest signature came after the newest term that binds (HO-5)."""
    signature = next(below(session, handover, SIGNATURE.name))
    signed = order_of(session, signature.id, "sign")
    bound = (
        order_of(session, each.id, *BINDING)
        for each in below(session, handover, TERM.name)
        if each.state in BOUND
    )
    return signature.state == Signature.SIGNED and signed > max(bound, default=0)


def protection_facts(session: Session, at: At) -> ProtectionFacts:
    """Name and address protection, which lapses by the law's day whatever anybody does here."""
    asked = at.handed_in(papers.Notice)
    return ProtectionFacts(
        lapses_soon=at.due is not None and at.now > at.due,
        is_asked_for=asked is not None and bool(asked.text.strip()) and at.has_been(asked.on),
        is_where_it_lives=holds_residence(session, at.case, at.row, PROTECTION.name, at.taker),
    )


def _is_newest(session: Session, case: str, handover: str) -> bool:
    """Whether no later one stands: who receives now has no part in an earlier home."""
    every = of_case(session, case, HANDOVER.name)
    return next((x.id for x in every if x.state != State.CALLED_OFF), None) == handover


def _children(session: Session, case: str) -> int:
    """How many children move along, as far as anybody wrote it down."""
    household = on_record(session, case, None, HOUSEHOLD)
    members = () if household is None else household.members
    return sum(each.age < ADULT for each in members)


def _are_answered(session: Session, at: At, handover: str) -> bool:
    """Whether somebody compared the terms with what is declared, and answered what was flagged."""
    answered = on_record(session, at.case, handover, kinds.MISMATCHES)
    if answered is None:
        return False
    said = order_of(session, handover, ANSWERED)
    flagged = list(found_in(session, handover, civil_day(at.now)))
    return all(
        answered.of_terms.get(each.term, "").strip()
        and order_of(session, each.term, *WORDED) < said
        for each in flagged
    )


def _is_called_off(session: Session, at: At) -> bool:
    return state_of(session, parent_of(session, at.row)) == State.CALLED_OFF


def _state(session: Session, handover: str, workflow: str) -> str:
    return next(below(session, handover, workflow)).state


def _precautions_are_confirmed(session: Session, at: At) -> bool:
    """Whether somebody at the receiver has confirmed them, and nobody there has them unread."""
    there = readers_of(session, at.case, RECEIVING, at.now, PRECAUTIONS)
    refs = {account_ref(session, at.case, user) for user in there}
    receipts = [each.state for each in of_case(session, at.case, "receipt") if each.owner in refs]
    return set(receipts) - {Receipt.NOT_NEEDED} == {Receipt.CONFIRMED}


FLOW = Flow(HANDOVER, facts)
TERMS = Flow(TERM, term_facts)
SIGNING = Flow(SIGNATURE, point_facts)
ITEMS = Flow(KNOWLEDGE, point_facts)
CONTACT = Flow(CONTACT_PERSON, point_facts)
REGISTERING = Flow(REGISTRATION, registration_facts)
PROTECTING = Flow(PROTECTION, protection_facts)
