"""The life of a handover: its points one by one, and beside them the move, which never waits."""

from enum import StrEnum

from relocation.deadlines.awaited import Awaited
from relocation.handovers import record
from relocation.handovers.model import (
    ContactPerson,
    Facts,
    Knowledge,
    PointFacts,
    Protection,
    ProtectionFacts,
    RegistrationFacts,
    Signature,
    Term,
    TermFacts,
)
from relocation.parties import (
    CASEWORKER,
    CENTRAL_UNIT,
    COORDINATORS,
    EXIT_COORDINATOR,
    PERFORMERS,
    POLICE,
    RECEIVING,
    RECEIVING_MUNICIPALITY,
    RESIDENCE,
)
from relocation.permissions import Stage
from relocation.workflow import BY_ITSELF, Step, Workflow

TERM = Workflow[Term, TermFacts](
    name="term",
    start=Term.PROPOSED,
    steps=(
        Step(
            "accept", (Term.PROPOSED, Term.MEDIATED), Term.ACCEPTED, PERFORMERS,
            (record.PERFORMS_IT, record.WITHIN_REACH), ("TermAccepted",),
            rule="HO-2", source="KL 6",
        ),
        Step(
            "counter", (Term.PROPOSED,), Term.COUNTERED, PERFORMERS,
            (record.PERFORMS_IT, record.OTHER_WORDING, record.TERM_REASONS),
            ("TermCountered",), rule="HO-2", source="KL 6",
        ),
        Step(
            "accept", (Term.COUNTERED,), Term.ACCEPTED, COORDINATORS,
            (record.WITHIN_REACH,), ("TermAccepted",), rule="HO-1", source="KL 6",
        ),
        Step(
            "propose_again", (Term.COUNTERED,), Term.PROPOSED, COORDINATORS,
            (record.OTHER_WORDING, record.TERM_REASONS), ("TermProposed",),
            rule="HO-1", source="KL 6",
        ),
        Step(
            "mediate", (Term.PROPOSED, Term.COUNTERED), Term.MEDIATED, CASEWORKER,
            (record.TOO_LATE,), ("TermMediated",), rule="HO-10", source="KL 6 —",
            also_by_itself=True,
        ),
        Step(
            "leave_out", (Term.MEDIATED,), Term.LEFT_OUT, CENTRAL_UNIT,
            (record.LAW_DOES_NOT_OBLIGE, record.TERM_REASONS), ("TermLeftOut",),
            rule="HO-10", source="KL 6 —",
        ),
        Step(
            "note_as_duty", (Term.MEDIATED,), Term.NOTED_AS_DUTY, CENTRAL_UNIT,
            (record.LAW_OBLIGES, record.TERM_REASONS), ("TermNotedAsDuty",),
            rule="HO-10", source="KL 6 —",
        ),
        Step(
            "fall_away", (Term.PROPOSED, Term.COUNTERED, Term.MEDIATED),
            Term.FALLEN_AWAY, BY_ITSELF, (record.TERM_CALLED_OFF,),
            rule="REL-9", source="KL 5 —",
        ),
    ),
    final=frozenset({
        Term.ACCEPTED, Term.LEFT_OUT, Term.NOTED_AS_DUTY, Term.FALLEN_AWAY,
    }),
    awaits={
        Term.PROPOSED: Awaited.TERM,
        Term.COUNTERED: Awaited.TERM,
        Term.MEDIATED: Awaited.MEDIATION,
    },
)  # fmt: skip

TO_SIGN = (Signature.UNSIGNED, Signature.SIGNED)
"""What binds after a signature is signed too."""

SIGNATURE = Workflow[Signature, PointFacts](
    name="signature",
    start=Signature.UNSIGNED,
    steps=(
        Step(
            "sign", TO_SIGN, Signature.SIGNED, RECEIVING_MUNICIPALITY,
            (
                record.UNDER_WAY, record.TERMS_SETTLED, record.MISMATCHES_ANSWERED,
                record.SIGNATURES,
            ),
            ("AgreementSigned",), rule="HO-5", source="KL 6",
        ),
        Step(
            "close_signature", TO_SIGN, Signature.CLOSED_BY_CENTRAL, CENTRAL_UNIT,
            (record.MOVE_CONFIRMED, record.NOT_SIGNED, record.POINT_REASONS), ("PointClosed",),
            rule="HO-10", source="—",
        ),
        Step(
            "fall_away", TO_SIGN, Signature.FALLEN_AWAY, BY_ITSELF,
            (record.POINT_CALLED_OFF,), rule="REL-9", source="KL 5 —",
        ),
    ),
    final=frozenset({Signature.SIGNED, Signature.CLOSED_BY_CENTRAL, Signature.FALLEN_AWAY}),
    awaits={Signature.UNSIGNED: Awaited.SIGNATURE},
)  # fmt: skip

KNOWLEDGE = Workflow[Knowledge, PointFacts](
    name="knowledge_item",
    start=Knowledge.AWAITED,
    steps=(
        Step(
            "give", (Knowledge.AWAITED,), Knowledge.GIVEN, EXIT_COORDINATOR,
            (record.CONTENT, record.POLICES_PRECAUTIONS), ("KnowledgeGiven",),
            rule="HO-3", source="KL 6",
        ),
        Step(
            "receive", (Knowledge.GIVEN,), Knowledge.RECEIVED, RECEIVING_MUNICIPALITY,
            rule="HO-3", source="KL 6",
        ),
        Step(
            "ask_for_more", (Knowledge.RECEIVED,), Knowledge.AWAITED, RECEIVING_MUNICIPALITY,
            (record.LACKS,), ("KnowledgeAskedFor",), rule="HO-3", source="—",
        ),
        Step(
            "confirm", (Knowledge.RECEIVED,), Knowledge.CONFIRMED, RECEIVING_MUNICIPALITY,
            (), ("KnowledgeConfirmed",), rule="HO-3", source="KL 6",
        ),
        Step(
            "close_item", (Knowledge.AWAITED, Knowledge.GIVEN, Knowledge.RECEIVED),
            Knowledge.CLOSED_BY_CENTRAL, CENTRAL_UNIT,
            (record.MOVE_CONFIRMED, record.POINT_REASONS), ("PointClosed",),
            rule="HO-10", source="—",
        ),
        Step(
            "fall_away", (Knowledge.AWAITED, Knowledge.GIVEN, Knowledge.RECEIVED),
            Knowledge.FALLEN_AWAY, BY_ITSELF, (record.POINT_CALLED_OFF,),
            rule="REL-9", source="KL 5 —",
        ),
    ),
    final=frozenset({
        Knowledge.CONFIRMED, Knowledge.CLOSED_BY_CENTRAL, Knowledge.FALLEN_AWAY,
    }),
    awaits={
        Knowledge.AWAITED: Awaited.KNOWLEDGE,
        Knowledge.GIVEN: Awaited.KNOWLEDGE,
        Knowledge.RECEIVED: Awaited.KNOWLEDGE,
    },
)  # fmt: skip

CONTACT_PERSON = Workflow[ContactPerson, PointFacts](
    name="contact_person",
    start=ContactPerson.AWAITED,
    steps=(
        Step(
            "name", (ContactPerson.AWAITED,), ContactPerson.NAMED, RECEIVING, (record.NAME,),
            ("ContactPersonNamed",), rule="HO-5", source="KL 6 —",
        ),
        Step(
            "hand_on", (ContactPerson.NAMED,), ContactPerson.NAMED, RECEIVING,
            (record.NAME, record.HANDED_ON, record.POINT_OF_NOW, record.POINT_CASE_OPEN),
            ("ContactPersonNamed",),
            rule="WF-22", source="KL 3",
        ),
        Step(
            "close_contact_person", (ContactPerson.AWAITED,), ContactPerson.CLOSED_BY_CENTRAL,
            CENTRAL_UNIT, (record.MOVE_CONFIRMED, record.POINT_REASONS), ("PointClosed",),
            rule="HO-10", source="—",
        ),
        Step(
            "fall_away", (ContactPerson.AWAITED, ContactPerson.NAMED), ContactPerson.FALLEN_AWAY,
            BY_ITSELF, (record.POINT_CALLED_OFF,), rule="REL-9", source="KL 5 —",
        ),
    ),
    final=frozenset({
        ContactPerson.NAMED, ContactPerson.CLOSED_BY_CENTRAL, ContactPerson.FALLEN_AWAY,
    }),
    awaits={ContactPerson.AWAITED: Awaited.CONTACT_PERSON},
)  # fmt: skip


class Registration(StrEnum):
    """Whether the person is registered as being without fixed abode."""

    NOT_ASKED = "not_asked"
    NOTICE_GIVEN = "notice_given"
    REGISTERED = "registered"
    FALLEN_AWAY = "fallen_away"


REGISTRATION = Workflow[Registration, RegistrationFacts](
    name="registration",
    start=Registration.NOT_ASKED,
    steps=(
        Step(
            "give_notice", (Registration.NOT_ASKED,), Registration.NOTICE_GIVEN, POLICE,
            (record.WRITTEN_NOTICE, record.CAN_BE_ASKED_FOR), ("RegistrationAsked",),
            rule="HO-7", source="CPR-loven § 6, stk. 6, nr. 2",
        ),
        Step(
            "register", (Registration.NOTICE_GIVEN,), Registration.REGISTERED,
            RESIDENCE, (record.RESIDENCE_REGISTERS, record.REGISTERED), ("Registered",),
            rule="HO-7", source="CPR-loven § 6, stk. 6, nr. 2",
        ),
        Step(
            "fall_away", (Registration.NOT_ASKED, Registration.NOTICE_GIVEN),
            Registration.FALLEN_AWAY, BY_ITSELF, (record.NOBODY_REGISTERS,),
            rule="REL-9", source="KL 5 —",
        ),
    ),
    final=frozenset({
        Registration.NOT_ASKED, Registration.REGISTERED, Registration.FALLEN_AWAY,
    }),
    awaits={Registration.NOTICE_GIVEN: Awaited.REGISTRATION},
)  # fmt: skip


PROTECTION = Workflow[Protection, ProtectionFacts](
    name="address_protection",
    start=Protection.RUNNING,
    steps=(
        Step(
            "remind", (Protection.RUNNING,), Protection.REMINDED, BY_ITSELF,
            (record.LAPSES_SOON,), ("ProtectionLapses",),
            rule="HO-7", source="CPR-loven § 28",
        ),
        Step(
            "ask_anew", (Protection.RUNNING, Protection.REMINDED), Protection.ASKED_ANEW,
            RESIDENCE, (record.RESIDENCE_ASKS, record.ASKED_ANEW), ("ProtectionAskedAnew",),
            rule="HO-7", source="CPR-loven § 28",
        ),
    ),
    final=frozenset({Protection.REMINDED, Protection.ASKED_ANEW}),
)  # fmt: skip


class State(StrEnum):
    """How far the handover has come; its points have tables of their own above."""

    OPENED = "opened"
    READY_TO_MOVE = "ready_to_move"
    NOT_ARRIVED = "not_arrived"
    MOVED = "moved"
    COMPLETED = "completed"
    CALLED_OFF = "called_off"


BEFORE_THE_MOVE = (State.OPENED, State.READY_TO_MOVE, State.NOT_ARRIVED)

HANDOVER = Workflow[State, Facts](
    name="handover",
    start=State.OPENED,
    steps=(
        Step(
            "clear_move", (State.OPENED,), State.READY_TO_MOVE, RECEIVING | CASEWORKER,
            (record.PRECAUTIONS, record.CONTACT_PERSON_NAMED), ("MoveCleared",),
            rule="HO-10", source="KL 6 —",
        ),
        # A move is a fact: whoever arrives early is there, and payment follows the day (FIN-2).
        Step(
            "confirm_move", BEFORE_THE_MOVE, State.MOVED, RECEIVING, (record.DAY_OF_STAY,),
            ("MoveConfirmed",), rule="HO-5", source="KL 6 —",
        ),
        Step(
            "record_non_arrival", (State.OPENED, State.READY_TO_MOVE), State.NOT_ARRIVED,
            RECEIVING, (record.DAY_OF_ABSENCE,), ("NotArrived",), rule="HO-10", source="KL 6 —",
        ),
        Step(
            "answer_non_arrival", (State.NOT_ARRIVED,), State.OPENED,
            EXIT_COORDINATOR | CASEWORKER, (record.ANSWER,), ("NonArrivalAnswered",),
            rule="HO-10", source="KL 6 —",
        ),
        Step(
            "call_off", BEFORE_THE_MOVE, State.CALLED_OFF, CENTRAL_UNIT,
            (record.OVER, record.REASONS), ("HandoverCalledOff",), rule="REL-9", source="KL 5 —",
            also_by_itself=True,
        ),
        Step(
            "complete", (State.MOVED,), State.COMPLETED, RECEIVING_MUNICIPALITY | CASEWORKER,
            (*record.EVERY_POINT, record.CENTRAL_UNIT_ANSWERED),
            ("HandoverCompleted",), rule="HO-5", source="KL 6 —", stage=Stage.RELOCATED,
        ),
    ),
    final=frozenset({State.COMPLETED, State.CALLED_OFF}),
    awaits={
        State.OPENED: Awaited.MOVE,
        State.READY_TO_MOVE: Awaited.MOVE,
        State.NOT_ARRIVED: Awaited.ARRIVAL,
        State.MOVED: Awaited.COMPLETION,
    },
)  # fmt: skip
