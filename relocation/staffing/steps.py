"""The life of a colleague's place on the list, and of an opening in an emergency."""

from relocation.parties import CENTRAL_UNIT, COORDINATORS, EVERYBODY, RECEIVING
from relocation.staffing import record
from relocation.staffing.model import (
    Colleague,
    ColleagueFacts,
    Denial,
    DenialFacts,
    Glass,
    GlassFacts,
)
from relocation.workflow import BY_ITSELF, Step, Workflow

ENTITLED = COORDINATORS | RECEIVING | CENTRAL_UNIT
"""Whoever answers for a side of a case says whom it must be kept from."""

COLLEAGUE = Workflow[Colleague, ColleagueFacts](
    name="colleague",
    start=Colleague.NAMED,
    steps=(
        Step(
            "take_off", (Colleague.NAMED,), Colleague.TAKEN_OFF, EVERYBODY,
            (record.SAME_SIDE, record.NOT_ONESELF, record.ENOUGH_STAY, record.REASONS),
            ("ColleagueTakenOff",), rule="SE-3", source="design for secrecy",
        ),
    ),
    final=frozenset(Colleague),
    narrowed=frozenset(),
)  # fmt: skip

DENIAL = Workflow[Denial, DenialFacts](
    name="denial",
    start=Denial.NOT_DENIED,
    steps=(
        Step(
            "deny", (Denial.NOT_DENIED,), Denial.DENIED, ENTITLED,
            (
                record.ENTITLED, record.NOT_ONESELF_DENIED, record.ENOUGH_STAY_BESIDE,
                record.DENIAL_REASONS,
            ),
            ("AccountDenied",), rule="SE-3", source="design for secrecy",
        ),
        Step(
            "lift", (Denial.DENIED,), Denial.NOT_DENIED, ENTITLED,
            (record.OF_WHO_DENIED, record.DENIAL_REASONS), ("DenialLifted",),
            rule="SE-3", source="design for secrecy",
        ),
    ),
    final=frozenset(Denial),
)  # fmt: skip
"""Whom a case excludes, on its list or not; deny beats allow. Lifted, nobody is back by itself."""

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
