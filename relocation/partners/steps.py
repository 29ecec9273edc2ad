"""A partner takes part on a recorded basis, and each thing that is shared is on record (WF-23)."""

from relocation.parties import LOCAL_UNIT, RECEIVING
from relocation.partners import record
from relocation.partners.model import Facts, Partner
from relocation.workflow import Step, Workflow

WITH = LOCAL_UNIT | RECEIVING
"""Whoever works with partners where the candidate lives, or will live."""

PARTNER = Workflow[Partner, Facts](
    name="partner",
    start=Partner.NAMED,
    steps=(
        Step(
            "take_part", (Partner.NAMED,), Partner.TAKING_PART, WITH,
            (record.BASIS,),
            rule="WF-23", source="—",
        ),
        Step(
            "share", (Partner.TAKING_PART,), Partner.TAKING_PART, WITH,
            (record.BASIS, record.SHARED), rule="WF-23", source="—",
        ),
        Step(
            "stop", (Partner.NAMED, Partner.TAKING_PART), Partner.ENDED, WITH,
            (record.REASONS,),
            rule="WF-23", source="—", also_by_itself=True,
        ),
    ),
    final=frozenset({Partner.ENDED}),
)  # fmt: skip
