"""Checks of a home and calls for a nomination in the reference: who is asked, and what answers."""

from collections.abc import Callable

from relocation.permissions import DataClass, Level
from tests.relocation.casework.reference import ROLES, STAGES, Reference, Thing
from tests.relocation.casework.reference_facts import Pressed, closes, is_moved, parent_of
from tests.relocation.casework.reference_homes import where_it_lives
from tests.relocation.casework.reference_reviews import last_put_right
from tests.relocation.expected_access import EXPECTED

Take = Callable[[Reference, Thing, str], bool]
CALLING = ("call_for_nomination", "call_again", "call_anew")
CALLED = "nomination_called_for"
LEFT = {"withdrawn", "expired"}


def is_called_for(ref: Reference, home: Thing) -> bool:
    """Whether a check of the home waits for a nomination."""
    return any(each.state == CALLED for each in ref.below(home, "place_check"))


def calls_of(ref: Reference, home: Thing) -> list[Thing]:
    return ref.below(home, "nomination_call")


def call(ref: Reference, check: Thing, take: Take) -> None:
    """Those who live there hear of it; the newest call stands for all before it."""
    home = parent_of(check)
    moved = [x for x in ref.below(home, "handover") if x.state in {"moved", "completed"}]
    if moved:
        begun = ref.begin("nomination_call", "called", parent=moved[-1])
        begun.papers["about"] = danger(ref, home)
        settle(ref, check, take)


def settle(ref: Reference, _thing: Thing, take: Take) -> None:
    for each in ref.of("nomination_call")[::-1]:
        take(ref, each, "settle")


def not_necessary(ref: Reference, _nomination: Thing, take: Take) -> None:
    _note(ref, "note_not_necessary", take)


def came_to_nothing(ref: Reference, _nomination: Thing, take: Take) -> None:
    _note(ref, "call_anew", take)


def _note(ref: Reference, step: str, take: Take) -> None:
    home = where_it_lives(ref)
    for each in ref.below(home, "place_check") if home else ():
        take(ref, each, step)


def open_again(ref: Reference, _nomination: Thing, take: Take) -> None:
    """What a wrong answer settled waits for the right one (REL-10)."""
    for each in ref.of("place_check"):
        take(ref, each, "note_judged_anew")


def danger(ref: Reference, home: Thing) -> bool | None:
    """What the walks know of it: whether the police close the place, or that nobody can tell."""
    return closes(ref, home)


def is_answered(ref: Reference, home: Thing) -> bool:
    """Whether the newest check was answered, about the danger of today (REL-9)."""
    check, called = ref.below(home, "place_check")[-1:], calls_of(ref, home)[-1:]
    if not check or not called or check[0].state != "answered":
        return False
    if last_put_right(ref) > check[0].order("accept_answer", "note_not_necessary"):
        return False
    about = called[0].papers["about"]
    return about is not None and about == danger(ref, home)


# What the steps ask for.


def no_more_called_for(press: Pressed) -> bool:
    home = parent_of(parent_of(press.thing))
    is_newest = calls_of(press.ref, home)[-1:] == [press.thing]
    return not (is_newest and is_called_for(press.ref, home))


def call_answered(press: Pressed) -> bool:
    newest = calls_of(press.ref, parent_of(press.thing))[-1:]
    return [each.state for each in newest] == ["answered"]


def reads_answer(press: Pressed) -> bool:
    """The words are of the contract's class: who settles them has all of it where the case stands.

    The matrix gives it to who judges from the enrolment on, to who decides from the decision.
    """
    cell = ROLES[press.role or ""], DataClass.CONTRACT, STAGES[press.ref.stage]
    return EXPECTED[cell] is Level.FULL


def not_who_answered(press: Pressed) -> bool:
    newest = calls_of(press.ref, parent_of(press.thing))[-1:]
    took = {each.taker("answer_call") for each in newest}
    return bool(took) and not took & {None, press.person}


def _later(press: Pressed) -> str | None:
    newest = press.ref.of("nomination")[-1]
    return None if newest is parent_of(parent_of(press.thing)) else newest.state


def found_not_necessary(press: Pressed) -> bool:
    return _later(press) == "not_necessary"


def judged_anew(press: Pressed) -> bool:
    """That the last answer of the newest nomination settled this check, and was wrong."""
    newest = press.ref.of("nomination")[-1]
    given, wrong = newest.order("confirm"), newest.order("judge_anew")
    return given < min(wrong, press.thing.order("note_not_necessary"))


def nothing_came(press: Pressed) -> bool:
    is_closed = press.ref.stage == "S8"
    is_home = _newest_home(press.ref) is parent_of(press.thing)
    return _later(press) in LEFT and is_home and not is_closed


def _newest_home(ref: Reference) -> Thing | None:
    """Where the person lives, wherever the case stands."""
    lived = [each for each in ref.of("placement") if is_moved(ref, each)]
    return lived[-1] if lived else None
