"""The life of a safety assessment, one at each change, and of each receipt (WF-19)."""

from enum import StrEnum

from relocation.deadlines.awaited import Awaited
from relocation.parties import COURSE, POLICE
from relocation.permissions import DataClass
from relocation.safety import record
from relocation.safety.model import Facts, ReceiptFacts
from relocation.workflow import BY_ITSELF, Step, Workflow

PRECAUTIONS = frozenset({DataClass.EXISTENCE, DataClass.SAFETY})
"""What somebody must read to open the precautions, and so to take part: no more of the case."""


class State(StrEnum):
    """How far an assessment has come; it begins with the report of a change."""

    REPORTED = "change_reported"
    ANSWERED = "answered"
    WRITTEN = "written"
    INFORMED = "staff_informed"
    CONFIRMED = "confirmed"
    SUPERSEDED = "superseded"
    FALLEN_AWAY = "fallen_away"


ASSESSMENT = Workflow[State, Facts](
    name="safety_assessment",
    start=State.REPORTED,
    steps=(
        Step(
            "write_assessment", (State.REPORTED,), State.WRITTEN, POLICE,
            (record.PICTURE, record.PRECAUTIONS, record.NEWEST_REPORT), ("SafetyReassessed",),
            rule="WF-19", source="KL 5",
        ),
        # Reports of one event ask for one picture: that on the newest answers the earlier.
        Step(
            "note_picture", (State.REPORTED,), State.ANSWERED, BY_ITSELF, (record.ANSWERED,),
            rule="WF-19", source="KL 5",
        ),
        Step(
            "inform_staff", (State.WRITTEN,), State.INFORMED, POLICE, (record.RECIPIENTS,),
            ("PrecautionsSent",), rule="WF-19", source="KL 5", also_by_itself=True,
        ),
        Step(
            "note_receipts", (State.INFORMED,), State.CONFIRMED, BY_ITSELF,
            (record.ALL_CONFIRMED,), rule="WF-19", source="KL 5",
        ),
        Step(
            "supersede", (State.WRITTEN, State.INFORMED, State.CONFIRMED), State.SUPERSEDED,
            BY_ITSELF, (record.NEWER_WRITTEN,), rule="WF-19", source="KL 5",
        ),
        # In a closed case nobody reads the precautions any more.
        Step(
            "fall_away", (State.REPORTED, State.WRITTEN, State.INFORMED), State.FALLEN_AWAY,
            BY_ITSELF, (record.CASE_CLOSED,), rule="WF-19", source="—",
        ),
    ),
    final=frozenset({
        State.ANSWERED, State.CONFIRMED, State.SUPERSEDED, State.FALLEN_AWAY,
    }),
    awaits={
        State.REPORTED: Awaited.ASSESSMENT,
        State.WRITTEN: Awaited.INFORMING,
        State.INFORMED: Awaited.INFORMING,
    },
    narrowed=PRECAUTIONS,
)  # fmt: skip


class Receipt(StrEnum):
    """Whether one member of staff has the precautions."""

    SENT = "sent"
    UNREAD = "unread"
    CONFIRMED = "confirmed"
    NOT_NEEDED = "not_needed"


RECEIPT = Workflow[Receipt, ReceiptFacts](
    name="receipt",
    start=Receipt.SENT,
    steps=(
        Step(
            "confirm_receipt", (Receipt.SENT, Receipt.UNREAD), Receipt.CONFIRMED, COURSE,
            (record.OWN,), ("PrecautionsConfirmed",), rule="WF-19", source="KL 5",
        ),
        Step(
            "escalate", (Receipt.SENT,), Receipt.UNREAD, BY_ITSELF, (record.UNREAD,),
            ("PrecautionsUnread",), rule="RE-8", source="design for reliability",
        ),
        Step(
            "let_go", (Receipt.SENT, Receipt.UNREAD), Receipt.NOT_NEEDED, BY_ITSELF,
            (record.NOT_NEEDED,), rule="RE-8", source="design for reliability",
        ),
    ),
    final=frozenset({Receipt.CONFIRMED, Receipt.NOT_NEEDED}),
    awaits={Receipt.SENT: Awaited.INFORMING, Receipt.UNREAD: Awaited.INFORMING},
    narrowed=PRECAUTIONS,
)  # fmt: skip
