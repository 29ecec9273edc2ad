"""The life of a measure: the coordinator extends it, its own authority alone ends it."""

from relocation.measures import record
from relocation.measures.model import Facts, Measure
from relocation.parties import COURSE, RESIDENCE
from relocation.workflow import BY_ITSELF, Step, Workflow

COORDINATED = (Measure.PLANNED, Measure.UNDER_WAY)

MEASURE = Workflow[Measure, Facts](
    name="measure",
    start=Measure.PLANNED,
    steps=(
        Step(
            "start", (Measure.PLANNED,), Measure.UNDER_WAY, COURSE, (record.OWN_AUTHORITY,),
            ("MeasureStarted",), rule="WF-14", source="ISH",
        ),
        Step(
            "extend_measure", (Measure.UNDER_WAY,), Measure.UNDER_WAY, RESIDENCE,
            (record.RESPONSIBLE, record.NEW_TIME_FRAME, record.REASONS), ("MeasureExtended",),
            rule="WF-14", source="ISH",
        ),
        Step(
            "end", (*COORDINATED, Measure.PASSED_ON), Measure.ENDED, COURSE,
            (record.OWN_AUTHORITY, record.REASONS), ("MeasureEnded",), rule="WF-17", source="ISH",
        ),
        Step(
            "pass_on", COORDINATED, Measure.PASSED_ON, BY_ITSELF, (record.COORDINATION_OVER,),
            rule="WF-17", source="ISH",
        ),
    ),
    final=frozenset({Measure.PASSED_ON, Measure.ENDED}),
)  # fmt: skip
