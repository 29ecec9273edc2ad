"""Who is put on a case's list in the reference, leaves it, is kept out, or breaks its glass."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from relocation.permissions import DataClass
from tests.relocation.casework import reference_follows as follows
from tests.relocation.casework.reference import (
    CENTRAL,
    COORDINATORS,
    COURSE,
    LOCAL,
    RECEIVING,
    Given,
    Line,
    Reference,
    Refused,
    Thing,
    Who,
)
from tests.relocation.casework.reference_facts import Pressed
from tests.relocation.casework.reference_lists import able, staying
from tests.relocation.casework.reference_needs import missing
from tests.relocation.casework.reference_safety import brief

Begin = Callable[[Reference, Who, Thing, Given], None]
GLASS_OPEN, GLASS_DUE = timedelta(minutes=60), timedelta(hours=24)
FUNCTION = {"mr": "ms", "pr": "ps"}
"""What an account must be for a role, where that is called otherwise."""
NAMED_BY = {
    **dict.fromkeys(COORDINATORS, COORDINATORS), "pp": COORDINATORS | RECEIVING,
    "cw": COORDINATORS | CENTRAL, "dm": CENTRAL,
    **dict.fromkeys(RECEIVING, RECEIVING | CENTRAL),
}  # fmt: skip


def may(ref: Reference, who: Who, roles: set[str]) -> None:
    if not ref.knows(who):
        raise Refused("NotFound")
    if not ref.acting(who):
        raise Refused("NotAllowed")
    if not ref.mine_of(who, roles):
        raise Refused("NotAllowed")


def name(ref: Reference, who: Who, _thing: Thing, given: Given) -> None:
    """A colleague becomes what who names it is; others become what who names may give (SE-3)."""
    mine = _own(ref, who, is_naming=True)
    other, wished = given.says["account"], given.says["role"]
    own = next((each for each in mine if each.role == wished), mine[0])
    role = wished or own.role
    is_elsewhere = role == own.role and other.organisation != who.organisation
    if other.function != FUNCTION.get(role, role) or is_elsewhere or other.user in ref.locked:
        raise Refused("NoAccount")
    if own.until is not None and (role != own.role or other.person == who.person):
        raise Refused("NotAllowed")
    if not given.is_whole:
        raise Refused("EntryRefused")
    may(ref, who, {role} if role == own.role else _namers(ref, role))
    of_role = [each for each in ref.lines if each.role == role and each.counts(ref.now)]
    there = {each.organisation for each in of_role}
    is_unknown = role in RECEIVING and not there
    if other.user in {each.user for each in ref.denied}:
        raise Refused("NoAccount")
    if role != own.role and (is_unknown or len(there | {other.organisation}) > 1):
        raise Refused("NoAccount")
    is_there = own.is_there or role in RECEIVING
    others = [x for x in ref.lines if x.user == other.user and x.until is None]
    if role == "pp" and any(x.left or x.is_there != is_there for x in others):
        raise Refused("NoAccount")
    ref.begin("colleague", "named", who.person, owner=other.user)
    ref.lines.append(Line(other.user, other.organisation, role, is_there))
    brief(ref, {other.user} & ref.entitled())


def _namers(ref: Reference, role: str) -> set[str]:
    """The whole local exit unit names a coordinator of it where nobody who can act is one."""
    is_lacking = role in COORDINATORS and ref.stage not in {"S7", "S8"} and not able(ref, role)
    return NAMED_BY.get(role, set()) | (LOCAL if is_lacking else set())


ASKED_OF_POLICE = {"change_reported", "written"}


def to_name(ref: Reference, who: Who, thing: Thing, at: datetime) -> set[str]:
    """As what of the police somebody can name another, where a picture is owed and none can act.

    Nothing waits in silence (WF-25): before the move it is the sender's police, at the receiver a
    successor of somebody who stands there, and who names either is told.
    """
    if thing.kind != "safety_assessment" or thing.state not in ASKED_OF_POLICE:
        return set()
    police = {"ps", "pr"} - ({"ps"} if ref.stage in {"S7", "S8"} else set())
    police = {each for each in police if ref.reads(each, DataClass.EXISTENCE)}
    if any(able(ref, each) for each in police):
        return set()
    known = {"ps"} | {each.role for each in staying(ref)}
    return {each for each in police & known if ref.mine_of(who, _namers(ref, each), at)}


def _is_deserted(ref: Reference, role: str) -> bool:
    """Whether nobody who can act stands there who could name somebody in a role."""
    gone = COORDINATORS if ref.stage in {"S7", "S8"} else set()
    naming = {x for x in {role} | _namers(ref, role) if ref.reads(x, DataClass.EXISTENCE)}
    return not any(able(ref, each) for each in naming - gone)


def _own(ref: Reference, who: Who, *, is_naming: bool = False) -> list[Line]:
    """By which lines somebody sees to the list: of roles that act, and by no broken glass.

    A successor is named by broken glass too, where nobody else can act who could.
    """
    if not ref.knows(who):
        raise Refused("NotFound")
    mine = [x for x in ref.lines if x.user == who.user and x.counts(ref.now)]
    mine = [each for each in mine if each.role in ref.acting(who)]
    own = [each for each in mine if each.until is None]
    own = own or [each for each in mine if is_naming and _is_deserted(ref, each.role)]
    if not own:
        raise Refused("NotAllowed")
    return own


def about(kind: str, start: str, step: str) -> Begin:
    """A step about somebody's place on the list, of which the case has a thing or not yet."""

    def press(ref: Reference, who: Who, _thing: Thing, given: Given) -> None:
        own, other = _own(ref, who)[0], given.says["account"]
        of_it = [x for x in ref.of(kind) if x.owner == other.user and x.state != "taken_off"]
        thing = of_it[-1] if of_it else Thing(kind, start, ref.now, owner=other.user)
        denied = (Line(other.user, other.organisation, own.role, own.is_there),)
        told = replace(given, says={"denied": denied} if step == "deny" else {})
        row, role = ref.role_in(who, thing, step)
        pressed = Pressed(ref, thing, step, who.user, who.person, role, told)
        if lacks := missing(pressed, row.needs):
            raise Refused("Missing", *lacks)
        if not of_it:
            thing = ref.begin(kind, start, owner=other.user)
        follows.press(ref, who, thing, step, told)

    return press


def break_glass(ref: Reference, who: Who, _thing: Thing, given: Given) -> None:
    """Whoever stands on no list opens one case for an hour, as what its colleagues are (SE-16)."""
    if not given.is_whole:
        raise Refused("EntryRefused")
    if ref.stage == "S9":
        raise Refused("NotFound")
    whole = [each for each in ref.lines if each.until is None]
    others = [x for x in whole if x.user != who.user and x.organisation == who.organisation]
    roles = {each.role for each in others if not each.left}
    roles &= {who.function} if who.function in CENTRAL else COURSE
    mine = [each for each in whole if each.user == who.user]
    own = {each.role for each in mine if not each.left}
    roles &= own or roles
    is_denied = who.user in {each.user for each in ref.denied}
    if not roles or (mine and not own) or is_denied:
        raise Refused("NotFound")
    fitting = [each for each in others if each.role in roles and not each.left]
    is_moved = ref.stage in {"S7", "S8"}
    here = [x for x in fitting if (x.is_there or x.role in RECEIVING) == is_moved] or fitting
    role, before = _first({each.role for each in here}), list(ref.lines)
    is_there = all(each.is_there for each in here if each.role == role)
    until = ref.now + GLASS_OPEN
    ref.lines.append(Line(who.user, who.organisation, role, is_there, until))
    try:
        may(ref, who, {role})
    except Refused:
        ref.lines = before
        raise
    due = ref.now + GLASS_DUE
    ref.begin("break_glass", "glass_broken", who.person, owner=who.user, due=due)


def _first(roles: set[str]) -> str:
    """Of several the first by its long name, as the tables of expectation have them."""
    return min(roles, key=("mr", "ms", "pr", "ps", "pp", "cw", "dm").index)
