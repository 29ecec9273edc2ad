"""Requests to reconsider a place in the reference, once somebody moved by it (REL-13, REL-9)."""

from tests.relocation.casework.reference import Reference, Thing
from tests.relocation.casework.reference_facts import (
    DECIDING,
    Pressed,
    involved,
    is_moved,
    parent_of,
)

GRANTING = ("grant", "note_call")
TESTED = {"check_due", "nomination_called_for"}


def waits(ref: Reference, handover: Thing) -> bool:
    """Whether somebody who asked about the place has no answer."""
    asked = ref.below(parent_of(handover), "reconsideration")
    return "asked" in {each.state for each in asked}


def must_move_on(press: Pressed) -> bool:
    """Whether a nomination is called for from where somebody lives by the place asked about."""
    placement = parent_of(press.thing)
    checks = {each.state for each in press.ref.below(placement, "place_check")}
    return is_moved(press.ref, placement) and "nomination_called_for" in checks


def is_tested(ref: Reference, placement: Thing) -> bool:
    return any(each.state in TESTED for each in ref.below(placement, "place_check"))


def no_part_in_granted(press: Pressed) -> bool:
    """The new look that was granted is somebody's without part, until one such settled it."""
    ref, placement = press.ref, parent_of(press.thing)
    (asked,) = ref.below(placement, "reconsideration")
    since = asked.order(*GRANTING)
    is_about_it = asked.state == "granted" and since > placement.order(*DECIDING)
    looked = [
        each.order("find_it_holds", "accept_answer") for each in ref.below(placement, "place_check")
    ]
    if not is_about_it or max(looked) > since:
        return True
    return press.person not in involved(placement, ref)
