"""Where walks begin: a case that is just referred, or brought on to any point of its life."""

from random import Random
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, update

from relocation.access.known import put_known
from relocation.actor import Actor
from relocation.cases import service as cases
from relocation.cases.kinds import CONTACT_PERSON, IDENTITY, MEETING
from relocation.cases.kinds import PICTURE as PICTURES
from relocation.people.tables import AccountRow
from relocation.permissions import Stage
from relocation.preparedness.tables import ClosureRow
from tests.relocation.casework import entering
from tests.relocation.casework.desk import Desk, enrol
from tests.relocation.casework.placing import say_groups
from tests.relocation.casework.reference import Line, Reference, Thing
from tests.relocation.casework.waiting import row
from tests.relocation.casework.walk_compared import SHORT, who_is
from tests.relocation.casework.walk_engine import AsItIs
from tests.relocation.casework.walk_people import (
    CENTRALLY,
    COORDINATOR,
    LOCALLY,
    REGISTERED,
    STRANGER,
)
from tests.relocation.casework.walk_places import (
    OTHER_CASES,
    WISHED_FOR,
    Receivers,
    button_of,
    receivers,
    wanted,
)
from tests.relocation.casework.walk_presses import BY_THE_MUNICIPALITY, begin_for, writing_for
from tests.relocation.casework.walk_ways import EARLY, OWNER, POLICE_THERE, WAYS, Go
from tests.relocation.casework.walking import Walk


class Steady(Random):
    """Draws the same chance each time."""

    def __init__(self, seed: float, chance: float) -> None:
        super().__init__(seed)
        self._chance = chance

    def random(self) -> float:
        return self._chance


def furnished(desk: Desk) -> Desk:
    """A desk with its accounts in the register, groups in the threat picture, and two doubles."""
    for each in OTHER_CASES:
        desk.open_case(each, roles={})
    row(desk, tuple(OTHER_CASES)[-1], "handover", "completed")
    with desk.store.transaction() as session:
        for who in (*REGISTERED, STRANGER):
            enrol(session, who)
        for each in OTHER_CASES:
            put_known(session, each, entering.IDENTITY.cpr)
    say_groups(desk)
    return desk


def referred(desk: Desk, random: Random, *, with_central_unit: bool) -> Walk:
    """A case that somebody just opened."""
    with desk.store.transaction() as session:
        told = entering.IDENTITY, entering.REFERRAL
        case = cases.draft(session, COORDINATOR, *told, desk.press(0)).row
    roles = LOCALLY | (CENTRALLY if with_central_unit else {})
    for who, role in roles.items():
        if who is not COORDINATOR:
            desk.join(who, role, case)
    return _walk(desk, random, case, roles, "S0")


def admitted(desk: Desk, random: Random) -> Walk:
    """A case that was admitted, with the papers that an agreement asks for; by no steps."""
    case = desk.open_case(uuid4().hex, Stage.ENROLLED, LOCALLY | CENTRALLY)
    for kind, content in (
        (PICTURES, entering.PICTURE), (MEETING, entering.MEETING),
        (CONTACT_PERSON, entering.CONTACT), (IDENTITY, entering.IDENTITY),
    ):  # fmt: skip
        desk.write(case, kind, content)
    with desk.store.transaction() as session:
        put_known(session, case, entering.IDENTITY.cpr)
    walk = _walk(desk, random, case, LOCALLY | CENTRALLY, "S1")
    walk.reference.papers |= {"picture": "calm", "meeting": True, "contact_person": True}
    walk.reference.case.state = "admitted"
    walk.reference.version = desk.version(case, True)
    return walk


def _walk(desk: Desk, random: Random, case: str, roles: Any, stage: str) -> Walk:
    reference = Reference(AsItIs(desk), desk.now, stage)
    reference.registered = tuple(who_is(each) for each in REGISTERED)
    reference.enrolled = frozenset(each.user for each in (*REGISTERED, STRANGER))
    reference.begin("case", "draft", who_is(COORDINATOR).person).row = case
    reference.papers["identity"] = entering.IDENTITY.address
    for who, role in roles.items():
        reference.lines.append(Line(who.user, who.organisation, SHORT[role.value]))
    actors = [*LOCALLY, *CENTRALLY, STRANGER, Receivers.of(WISHED_FOR).municipality]
    return Walk(desk, case, reference, actors, random)


def retired(walk: Walk) -> None:
    """Nobody meets the case of this walk any more, and no account stays locked; by no steps."""
    for place in sorted(walk.reference.papers.get("shut", ())):
        walk.open_again(place)
    walk.desk.stands(walk.case, walk.reference.case.state, Stage.ERASED)
    with walk.desk.store.transaction() as session:
        session.execute(update(AccountRow).values(disabled_since=None))
        # The next walk begins on the same Monday: what was closed later would close again in it.
        session.execute(delete(ClosureRow))


def drawn(random: Random, number: int) -> str:
    """Where a walk begins: every second at the next of all starts, the others as often as told."""
    if number % 2 == 0:
        return tuple(WAYS)[number // 2 % len(WAYS)]
    return random.choices(tuple(WAYS), [often for often, _ in WAYS.values()])[0]


def start_of(desk: Desk, random: Random, number: int) -> tuple[str, Walk]:
    """A case from which the way to one of the starts begins."""
    name = drawn(random, number)
    if name in EARLY:
        walk = referred(desk, random, with_central_unit=random.random() < 0.7)
    else:
        walk = admitted(desk, random)
    return name, walk


def go(walk: Walk, name: str) -> None:
    """All the way to a start, pressed like any other press."""
    walk.compare()
    for each in WAYS[name][1]:
        things = walk.reference.of(each.kind)
        for thing in things if each.each else things[-1:] or [walk.reference.case]:
            if not _gone(walk, _who(walk, each, thing), each, thing):
                raise AssertionError(f"the way to a start is closed at {walk.done[-1]}")


def _who(walk: Walk, each: Go, thing: Thing) -> Actor:
    if isinstance(each.who, Actor):
        return each.who
    if each.who == OWNER:
        return next(actor for actor in walk.actors if actor.user == thing.owner)
    there = receivers(walk)
    return there.police if each.who == POLICE_THERE else there.municipality


def _gone(walk: Walk, who: Actor, go: Go, thing: Thing) -> bool:
    steady = Steady(walk.random.random(), go.chance)
    if go.kind == "wait":
        walk.wait(days=go.days)
        return True
    if go.kind == "round":
        return walk.propose(who)
    if go.kind == "shut":
        return walk.shut(wanted(walk))
    if go.kind == "write":
        button = writing_for(steady, go.step, BY_THE_MUNICIPALITY, is_whole=True)
        return walk.write(who, _on(walk, go, thing), go.step, button)
    if go.kind == "begin":
        button = begin_for(steady, go.step, BY_THE_MUNICIPALITY, is_whole=True)
        return walk.begin(who, _on(walk, go, thing), go.step, button)
    button = button_of(walk, steady, thing, go.step, is_whole=True)
    return button is not None and walk.press(who, thing, go.step, button)


def _on(walk: Walk, go: Go, thing: Thing) -> Thing:
    return walk.reference.of("handover")[-1] if go.step in {"compare", "propose_term"} else thing
