"""A made-up person with two cases: seen by the central unit, which ends one of them."""

from dataclasses import replace
from itertools import chain

from api.demo import entering, nominating
from api.demo.candidates import Candidate
from api.demo.world import Case, World
from relocation.audit.model import Purpose
from relocation.cases.doubles import doubles, end_centrally
from relocation.cases.endings import CentralEnding


def nominated_twice(world: World) -> None:
    """By two municipalities that know nothing of each other, on two days: one case goes on."""
    stays = entering.admitted(world)
    nominating.submitted(world, stays, stays.home)
    world.hands.later(days=1)
    goes = _elsewhere(world, stays.who)
    nominating.submitted(world, goes, goes.home)
    # The central unit calls the case that stays by its handle, whoever of it asks.
    ending = CentralEnding(other=_seen(world, goes), reasons="made up: nominated twice")
    world.hands.press(end_centrally, world.staff.deciders[0], goes.id, ending)


def _elsewhere(world: World, who: Candidate) -> Case:
    """The same person, under the same number, in the programme of another municipality."""
    other = min(code for code in world.staff.consultants if code != who.home)
    again = replace(who, identity=replace(who.identity, municipality=other))
    world.coming = chain((again,), world.coming)
    return entering.admitted(world)


def _seen(world: World, case: Case) -> str:
    """The caseworker looks whether there is another case of the same person; gives its handle."""
    who, hands = world.staff.caseworker, world.hands
    with hands.store.transaction() as session:
        (other,) = doubles(session, who, case.id, Purpose.CASEWORK, hands.now)
    return other
