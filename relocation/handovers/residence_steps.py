"""The life of a report of a change of residence, from when it is owed until the police have it."""

from relocation.deadlines.awaited import Awaited
from relocation.handovers import record
from relocation.handovers.model import ReportFacts, ResidenceReport
from relocation.parties import POLICE, RESIDENCE
from relocation.workflow import BY_ITSELF, Step, Workflow

OPEN = (ResidenceReport.OWED, ResidenceReport.REPORTED)

RESIDENCE_REPORT = Workflow[ResidenceReport, ReportFacts](
    name="residence_report",
    start=ResidenceReport.OWED,
    steps=(
        Step(
            "tell_police", (ResidenceReport.OWED,), ResidenceReport.REPORTED, RESIDENCE,
            (record.RESIDENCE_REPORTS, record.REPORTED), ("ResidenceReported",),
            rule="HO-7", source="CPR-loven § 6, stk. 6, nr. 2",
        ),
        # A press from before it is stale: the police are told where the person lives by now.
        Step(
            "note_newer_address", (ResidenceReport.OWED,), ResidenceReport.OWED, BY_ITSELF,
            (record.NEWER_ADDRESS,), rule="HO-7", source="CPR-loven § 6, stk. 6, nr. 2 —",
        ),
        Step(
            "acknowledge", (ResidenceReport.REPORTED,), ResidenceReport.ACKNOWLEDGED, POLICE,
            (record.RESIDENCE_REPORTS,), ("ResidenceReportAcknowledged",),
            rule="HO-7", source="—",
        ),
        # In a closed case nobody reads an address, and the police of an earlier home need none.
        Step(
            "fall_away", OPEN, ResidenceReport.FALLEN_AWAY, BY_ITSELF, (record.NOBODY_ASKS,),
            rule="HO-7", source="—",
        ),
    ),
    final=frozenset({ResidenceReport.ACKNOWLEDGED, ResidenceReport.FALLEN_AWAY}),
    awaits={
        ResidenceReport.OWED: Awaited.RESIDENCE_REPORT,
        ResidenceReport.REPORTED: Awaited.REPORT_RECEIPT,
    },
)  # fmt: skip
