"""What the reference asks of a chosen place and of one in which somebody lives."""

from relocation.permissions import DataClass, Level
from tests.relocation.casework.reference import ROLES, STAGES
from tests.relocation.casework.reference_facts import (
    DECIDING,
    Pressed,
    closes,
    is_awaited,
    is_closed_to,
    is_moved,
    lived_in_before,
    parent_of,
)
from tests.relocation.expected_access import EXPECTED


def reads_safety(press: Pressed) -> bool:
    """Whether who presses may know of safety, where the case stands; the product may."""
    if press.role is None:
        return True
    at = EXPECTED[ROLES[press.role], DataClass.SAFETY, STAGES[press.ref.stage]]
    return at is Level.FULL


def can_be_found(press: Pressed) -> bool:
    """Who knows nothing of safety may find so where nothing is called for and nothing closes."""
    is_so = press.thing.state == "check_due" and closes(press.ref, parent_of(press.thing)) is False
    return reads_safety(press) or is_so


def is_closed_again(press: Pressed, place: str) -> bool:
    """Whether it is closed to newcomers since the receiver was told: that sends nobody away."""
    return is_awaited(press.thing) and place in press.ref.papers.get("shut", ())


def closed_or_said_why(press: Pressed) -> bool:
    """That the place is closed, for who may know it, or reasons."""
    is_closed = reads_safety(press) and closes(press.ref, parent_of(press.thing))
    return bool(is_closed) or press.given.is_whole


def needed_place_is_open(press: Pressed) -> bool:
    """That nothing closes the place today; before it is decided, also that there is room."""
    if press.thing.kind == "place_check":
        return not reads_safety(press) or closes(press.ref, parent_of(press.thing)) is False
    if is_moved(press.ref, press.thing):
        return False
    if press.step in DECIDING:
        place = press.given.says.get("place", press.thing.papers.get("place"))
        if place is None or place in lived_in_before(press.ref, press.thing):
            return False
        if press.step == "uphold" and is_closed_again(press, place):
            return press.ref.papers["picture"] != "nowhere"
        return place in press.ref.engine.open_to(press.thing.row)
    is_open = closes(press.ref, press.thing) is False and not is_closed_to(press.ref, press.thing)
    return "place" in press.thing.papers and is_open
