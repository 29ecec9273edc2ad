"""What the reference knows of a case's list when somebody comes, leaves or vouches for a glass."""

from collections.abc import Iterable

from relocation.permissions import DataClass, Level
from tests.relocation.casework.reference import (
    RECEIVING,
    ROLES,
    STAGES,
    Line,
    Reference,
    Thing,
    Who,
)
from tests.relocation.casework.reference_facts import Pressed, parent_of
from tests.relocation.casework.reference_reviews import were_wrong
from tests.relocation.expected_access import EXPECTED


def staying(ref: Reference) -> list[Line]:
    """Who stands on the list for longer than an emergency."""
    return [each for each in ref.lines if each.until is None and not each.left]


def able(ref: Reference, role: str) -> set[str]:
    """The persons who stand there in a role and can act."""
    users = {each.user for each in staying(ref) if each.role == role}
    return {each.split(".")[0] for each in users & ref.enrolled - ref.locked}


def free(ref: Reference, role: str) -> list[Who]:
    """Whom the central unit has for a role, beside all who have or had to do with the case."""
    known = {each.user for each in (*ref.lines, *ref.denied)} | ref.locked
    return [each for each in ref.registered if each.function == role and each.user not in known]


def central_unit_is_there(press: Pressed) -> bool:
    """One judges and another confirms, or could be assigned to."""
    cw, dm = (
        able(press.ref, role) | {each.person for each in free(press.ref, role)}
        for role in ("cw", "dm")
    )
    return bool(cw) and bool(dm) and len(cw | dm) > 1


def holds_the_residence(press: Pressed) -> bool:
    return press.ref.holds(press.role, press.thing)


def of_their_side(press: Pressed, lines: list[Line]) -> bool:
    """Whether who presses is what each of them is, or leads its side."""
    own = [x for x in staying(press.ref) if (x.user, x.role) == (press.user, press.role)]
    return all(
        any(
            (mine.role, mine.is_there) == (each.role, each.is_there)
            or mine.role == lead(each, press.ref.stage)
            for mine in own
        )
        for each in lines
    )


def lead(line: Line, stage: str) -> str:
    is_over = stage in {"S7", "S8"}
    if line.role in {"cw", "dm"} or (line.role in {"ms", "ps"} and is_over):
        return "dm"
    return "pr" if line.is_there or line.role in RECEIVING or is_over else "ps"


def same_side(press: Pressed) -> bool:
    lines = [x for x in press.ref.lines if x.user == press.thing.owner and x.counts(press.ref.now)]
    return bool(lines) and of_their_side(press, lines)


def entitled(press: Pressed) -> bool:
    """Centrally anybody; else somebody who is not on the list, or there for the own side."""
    lines = [x for x in press.ref.lines if x.user == press.thing.owner and x.counts(press.ref.now)]
    own = [x for x in staying(press.ref) if (x.user, x.role) == (press.user, press.role)]
    return bool(own) and (press.role in {"cw", "dm"} or of_their_side(press, lines))


def of_who_denied(press: Pressed) -> bool:
    lines = [each for each in press.ref.denied if each.user == press.thing.owner]
    return press.role in {"cw", "dm"} or of_their_side(press, lines)


def enough_stay(press: Pressed) -> bool:
    """One other in each role that acts, two who decide; probation may leave whole (RE-4)."""
    ref, gone = press.ref, press.thing.owner
    acts = {"cw", "dm", "mr", "pr"} | ({"ms", "ps"} if ref.stage not in {"S7", "S8"} else set())
    for role in acts & {each.role for each in staying(ref) if each.user == gone}:
        others = {each.user for each in staying(ref) if each.role == role} - {gone}
        persons = {each.split(".")[0] for each in others & ref.enrolled - ref.locked}
        if len(persons) < (2 if role == "dm" else 1):
            return False
    return True


def stands_there(press: Pressed) -> bool:
    return (press.user, press.role) in {(each.user, each.role) for each in staying(press.ref)}


def may_vouch(press: Pressed) -> bool:
    """Who decides; where nobody else does and could know of the case, a colleague (SE-16)."""
    ref, broke = press.ref, press.thing.owner
    gone = {"ps"} if ref.stage in {"S7", "S8"} else set()
    decides = {each for each in {"dm", "ps"} - gone if ref.reads(each, DataClass.EXISTENCE)}
    others = [each for each in staying(ref) if each.user != broke]
    opened = {each.role for each in ref.lines if each.until is not None and each.user == broke}
    is_alone = not decides & {each.role for each in others}
    return press.role in {"dm", "ps"} or (press.role in opened and is_alone)


WRITTEN = {
    "describe": DataClass.FAMILY, "describe_needs": DataClass.NEEDS,
    "describe_origin": DataClass.ORIGIN_GANG,
}  # fmt: skip


def reads_it_all(press: Pressed) -> bool:
    """Nobody writes over what it reads in part (the matrix)."""
    cell = ROLES[press.role or ""], WRITTEN[press.step], STAGES[press.ref.stage]
    return EXPECTED[cell] is Level.FULL


def users_of(lines: Iterable[Line]) -> set[str]:
    return {each.user for each in lines}


def named_are_there(press: Pressed) -> bool:
    """Of both authorities; probation of the other side, or that left, is none of there."""
    listed = users_of(each for each in press.given.says["listed"] if each.role == "pp")
    others = [x for x in press.ref.lines if x.user in listed and x.until is None]
    return press.given.says["are_there"] and all(x.is_there and not x.left for x in others)


def nomination_is_in(press: Pressed) -> bool:
    """That the nomination called for has reached the central unit."""
    newest = press.ref.of("nomination")[-1]
    is_another = newest is not parent_of(parent_of(press.thing))
    return is_another and newest.state not in {
        "draft", "requested", "endorsed", "not_necessary", "withdrawn", "expired",
    }  # fmt: skip


def is_of_this_relocation(press: Pressed) -> bool:
    """That it is of the newest handover that was not called off."""
    kept = [each for each in press.ref.of("handover") if each.state != "called_off"]
    return bool(kept) and kept[-1] in {press.thing, press.thing.parent}


def assign(ref: Reference, nomination: Thing) -> None:
    """A caseworker and two others who decide, where not as many who can act are there yet.

    Whoever gave an answer that was wrong counts for none of them.
    """
    out = were_wrong(nomination)
    for role, least in (("cw", 1), ("dm", 2)):
        there = able(ref, role) - (able(ref, "dm") if role == "cw" else set()) - out
        for each in free(ref, role)[: max(0, least - len(there))]:
            ref.lines.append(Line(each.user, each.organisation, role))


def leave(ref: Reference, colleague: Thing) -> None:
    ref.lines = [each for each in ref.lines if each.left or each.user != colleague.owner]


def let_be_named(ref: Reference, denial: Thing) -> None:
    ref.denied = [each for each in ref.denied if each.user != denial.owner]
