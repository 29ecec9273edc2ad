"""Pictures of safety in the reference, as what is about to be settled meets them (REL-9, RE-6).

Nobody settles what was asked before a picture without having read it, and no picture of a home is
left untested: also none that came while another relocation from there was considered.
"""

from tests.relocation.casework.reference import Reference, Thing
from tests.relocation.casework.reference_calls import Take
from tests.relocation.casework.reference_facts import Pressed, closes
from tests.relocation.casework.reference_homes import where_it_lives
from tests.relocation.casework.reference_safety import newest_picture

NOTE = "note_newer_picture"
ABOUT_TO_BE_SETTLED = ("placement", "place_check")


def meet(ref: Reference, take: Take) -> None:
    """A picture is noted by all that waits for somebody who settles it by what is known."""
    for each in [x for kind in ABOUT_TO_BE_SETTLED for x in ref.of(kind)]:
        take(ref, each, NOTE)


def look_anew(ref: Reference, take: Take) -> None:
    """One test of where the person lives is open for every picture that none has met."""
    home = where_it_lives(ref)
    if home is None:
        return
    waiting = waiting_for_a_look(ref, home)
    if not waiting and is_met(ref, home):
        return
    for each in waiting or [ref.begin("place_check", "check_due", parent=home)]:
        call_if_closed(ref, each, take)


def begin_check(ref: Reference, home: Thing, take: Take) -> None:
    call_if_closed(ref, ref.begin("place_check", "check_due", parent=home), take)


def call_if_closed(ref: Reference, check: Thing, take: Take) -> None:
    if check.parent is not None and closes(ref, check.parent):
        take(ref, check, "call_for_nomination")


def waiting_for_a_look(ref: Reference, home: Thing) -> list[Thing]:
    return [each for each in ref.below(home, "place_check") if each.state == "check_due"]


def is_met(ref: Reference, home: Thing) -> bool:
    """Whether a test of the home began with the newest picture, or noted it; else the move did."""
    met = [each.order("confirm_move") for each in ref.below(home, "handover")]
    met += [each.order("begin", NOTE) for each in ref.below(home, "place_check")]
    return newest_picture(ref)[0] < max(met)


def newer_picture(press: Pressed) -> bool:
    """That one was written since it began, or since it noted another."""
    return press.thing.order("begin", NOTE) < newest_picture(press.ref)[0]


def answered_at_once(ref: Reference, check: Thing, take: Take) -> None:
    """Where a nomination is in before the call, it answers it."""
    take(ref, check, "note_nomination")
