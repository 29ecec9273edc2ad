"""The life of a colleague's place on the list, and of an opening in an emergency."""

from relocation.parties import EVERYBODY
from relocation.staffing import record
from relocation.staffing.model import Colleague, ColleagueFacts, Glass, GlassFacts
from relocation.workflow import BY_ITSELF, Step, Workflow

COLLEAGUE = Workflow[Colleague, ColleagueFacts](
    name="colleague",
    start=Colleague.NAMED,
    steps=(
        Step(
            "take_off", (Colleague.NAMED,), Colleague.TAKEN_OFF, EVERYBODY,
            (record.SAME_SIDE, record.REASONS), ("ColleagueTakenOff",),
            rule="SE-3", source="design for secrecy",
        ),
    ),
    final=frozenset(Colleague),
    narrowed=frozenset(),
)  # fmt: skip

BREAK_GLASS = Workflow[Glass, GlassFacts](
    name="break_glass",
    start=Glass.BROKEN,
    steps=(
        Step(
            "countersign", (Glass.BROKEN,), Glass.COUNTERSIGNED, EVERYBODY,
            (
                record.SOMEBODY_ELSE, record.STANDS_THERE, record.MAY_VOUCH, record.IN_TIME,
                record.GLASS_REASONS,
            ),
            ("GlassCountersigned",), rule="SE-16", source="design for secrecy",
        ),
        Step(
            "lock_account", (Glass.BROKEN,), Glass.LOCKED, BY_ITSELF, (record.TOO_LATE,),
            ("AccountLocked",), rule="SE-16", source="design for secrecy",
        ),
    ),
    final=frozenset({Glass.COUNTERSIGNED, Glass.LOCKED}),
)  # fmt: skip
"""Somebody who decides countersigns: of the central unit, or before it has the case the police.

Where neither is there, as in a case just referred or one closed without a move, it is a colleague
on whose row the glass was broken: there is one, or it could not have been.
"""
