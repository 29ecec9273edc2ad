"""The life of a call for a nomination, as those hear of it where the person lives (REL-9)."""

from relocation.deadlines.awaited import Awaited
from relocation.handovers import record
from relocation.handovers.model import CallFacts, NominationCall
from relocation.parties import POLICE, RESIDENCE
from relocation.workflow import BY_ITSELF, Step, Workflow

OPEN = (NominationCall.CALLED, NominationCall.ANSWERED)

NOMINATION_CALL = Workflow[NominationCall, CallFacts](
    name="nomination_call",
    start=NominationCall.CALLED,
    steps=(
        Step(
            "answer_call", (NominationCall.CALLED,), NominationCall.ANSWERED, RESIDENCE | POLICE,
            (record.RESIDENCE_ANSWERS, record.CALL_WORDS), ("CallAnswered",),
            rule="REL-9", source="KL 5 —",
        ),
        # A newer call stands, a nomination came, or the central unit asks for none any more.
        Step(
            "settle", OPEN, NominationCall.SETTLED, BY_ITSELF, (record.NO_MORE_CALLED_FOR,),
            rule="REL-9", source="KL 5 —",
        ),
    ),
    final=frozenset({NominationCall.SETTLED}),
    awaits={NominationCall.CALLED: Awaited.NOMINATION},
)  # fmt: skip
