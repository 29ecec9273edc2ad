"""What is due in the reference though nobody presses: warnings, ends, locks, checks (WF-25)."""

from tests.relocation.casework.reference import Reference, Thing
from tests.relocation.casework.reference_calls import is_answered
from tests.relocation.casework.reference_checks import (
    begin_check,
    call_if_closed,
    waiting_for_a_look,
)
from tests.relocation.casework.reference_facts import closes
from tests.relocation.casework.reference_follows import (
    ENDS,
    note_receipts,
    of_itself,
    settle,
)
from tests.relocation.casework.reference_homes import where_it_lives
from tests.relocation.casework.reference_times import expiry_of


def run_due(ref: Reference) -> None:
    """Everything that is due now, one thing after another, each with what follows."""
    for kind in ("case", "nomination"):
        for each in ref.of(kind):
            _warn(ref, each)
    for kind, step in DUE:
        for each in ref.of(kind):
            if _is_due(ref, each, step):
                is_taken = of_itself(ref, each, step)
                if is_taken and step == "let_go":
                    note_receipts(ref, each)
                settle(ref)
    settle(ref)


DUE = (
    ("case", "expire"), ("nomination", "expire"), ("receipt", "let_go"), ("receipt", "escalate"),
    ("break_glass", "lock_account"), ("term", "mediate"), ("placement", "try_again"),
    ("placement", "reopen_for_safety"), ("placement", "check"), ("address_protection", "remind"),
    ("case", "close"),
)  # fmt: skip


def _is_due(ref: Reference, thing: Thing, step: str) -> bool:
    """Whether a job is there for it; of some it does what its table has no step for."""
    if step == "check":
        if thing is where_it_lives(ref) and closes(ref, thing):
            _look_at_home(ref, thing)
        return False
    is_late = thing.due is not None and ref.now > thing.due
    if step == "lock_account" and thing.state == "glass_broken" and is_late:
        ref.locked.add(thing.owner or "")
    # What the central unit calls for is mediated at once by whoever presses; a job goes by the day.
    if step == "mediate":
        return is_late
    return step != "close" or thing.state in ENDS


def _look_at_home(ref: Reference, home: Thing) -> None:
    """What is closed is called from: by the look that is waited for, or by one that begins."""
    waiting = waiting_for_a_look(ref, home)
    for each in waiting:
        call_if_closed(ref, each, of_itself)
    newest = {each.state for each in ref.below(home, "place_check")[-1:]}
    is_asked = newest & {"nomination_called_for", "nominated"}
    if not waiting and not is_asked and not is_answered(ref, home):
        begin_check(ref, home, of_itself)


def _warn(ref: Reference, thing: Thing) -> None:
    expiry = expiry_of(thing.kind, thing.state, thing.touched)
    is_warned = thing.warned is not None and thing.warned >= (thing.touched or ref.now)
    if expiry is not None and not is_warned and expiry.must_warn(ref.now):
        thing.warned = ref.now
        ref.note(thing, "warn", None)
