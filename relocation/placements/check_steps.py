"""The life of a check of a home: whether it holds, and what settles it where it does not."""

from relocation.deadlines.awaited import Awaited
from relocation.parties import CENTRAL_UNIT
from relocation.placements import record
from relocation.placements.model import Check, CheckFacts
from relocation.workflow import BY_ITSELF, Step, Workflow

PLACE_CHECK = Workflow[Check, CheckFacts](
    name="place_check",
    start=Check.DUE,
    steps=(
        Step(
            "find_it_holds", (Check.DUE, Check.CALLED_FOR), Check.HOLDS, CENTRAL_UNIT,
            (
                *(record.CAN_BE_FOUND, record.STILL_OPEN), record.CHECK_REASONS,
                record.NO_PART_IN_GRANTED,
            ),
            ("PlaceHolds",),
            rule="REL-9", source="KL 5 —",
        ),
        Step(
            "call_for_nomination", (Check.DUE,), Check.CALLED_FOR, CENTRAL_UNIT,
            (record.CLOSED_OR_REASONS,), ("NominationCalledFor",),
            rule="REL-9", source="KL 5 —", also_by_itself=True,
        ),
        # Where those of the home say why none is needed: the rule may close the place all the same.
        Step(
            "accept_answer", (Check.CALLED_FOR,), Check.ANSWERED, CENTRAL_UNIT,
            (
                *(record.CALL_ANSWERED, record.READS_ANSWER), record.CHECK_REASONS,
                *(record.NOT_WHO_ANSWERED, record.NO_PART_IN_GRANTED),
            ),
            ("CallSettled",), rule="REL-9", source="KL 5 —",
        ),
        Step(
            "call_again", (Check.CALLED_FOR,), Check.CALLED_FOR, CENTRAL_UNIT,
            (record.CALL_ANSWERED, record.READS_ANSWER, record.CHECK_REASONS),
            ("NominationCalledFor",),
            rule="REL-9", source="KL 5 —",
        ),
        # A press from before the picture is stale: whoever finds that it holds has read the newest.
        Step(
            "note_newer_picture", (Check.DUE,), Check.DUE, BY_ITSELF,
            (record.NEWER_PICTURE_OF_HOME,), rule="REL-9", source="KL 5 —",
        ),
        Step(
            "note_nomination", (Check.CALLED_FOR,), Check.NOMINATED, BY_ITSELF,
            (record.NOMINATION_IN,), rule="REL-9", source="KL 5 —",
        ),
        # Two of the central unit found it: for this danger nobody is asked again.
        Step(
            "note_not_necessary", (Check.NOMINATED,), Check.ANSWERED, BY_ITSELF,
            (record.FOUND_NOT_NECESSARY,), rule="REL-9", source="KL 5 —",
        ),
        # It was an acute answer, and wrong: what was called for waits for the one given anew.
        Step(
            "note_judged_anew", (Check.ANSWERED,), Check.NOMINATED, BY_ITSELF,
            (record.JUDGED_ANEW,), rule="REL-9", source="KL 5 —",
        ),
        Step(
            "call_anew", (Check.NOMINATED,), Check.CALLED_FOR, BY_ITSELF,
            (record.CAME_TO_NOTHING,), ("NominationCalledFor",), rule="REL-9", source="KL 5 —",
        ),
        # Of an earlier home nobody asks whether it holds, nor in a closed case of any.
        Step(
            "fall_away", (Check.DUE, Check.CALLED_FOR), Check.FALLEN_AWAY, BY_ITSELF,
            (record.NOBODY_ASKS_OF_PLACE,), rule="REL-9", source="—",
        ),
    ),
    final=frozenset({
        Check.HOLDS, Check.CALLED_FOR, Check.NOMINATED, Check.ANSWERED, Check.FALLEN_AWAY,
    }),
    awaits={Check.DUE: Awaited.REASSESSMENT, Check.CALLED_FOR: Awaited.REASSESSMENT},
)  # fmt: skip
