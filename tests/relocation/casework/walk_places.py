"""The buttons of a walk that name a place, who works there, or the other case of a person."""

from dataclasses import dataclass
from random import Random

from relocation.actor import CENTRAL_UNIT, Actor, Function
from relocation.cases.doubles import end_centrally
from relocation.cases.endings import CentralEnding
from relocation.keys.pseudonyms import handle
from relocation.organisations.register import exit_unit_of
from relocation.permissions import Role
from tests.relocation.casework.desk import COORDINATOR, MONDAY, POLICE, account
from tests.relocation.casework.nominating import WHY
from tests.relocation.casework.reference import Given, Line, Thing
from tests.relocation.casework.walk_compared import SHORT
from tests.relocation.casework.walk_presses import Button, button_for, contact, decision
from tests.relocation.casework.walking import Walk

WISHED_FOR, ELSEWHERE = "0751", ("0851", "0461")
OTHER_CASES = {"d" * 32: "a course", "e" * 32: "a home"}
"""Other cases of everybody's who walks, with what each has come to: one number is all of theirs."""


@dataclass(frozen=True)
class Receivers:
    """Who works where somebody will live."""

    municipality: Actor
    police: Actor
    probation: Actor

    @classmethod
    def of(cls, place: str) -> "Receivers":
        return cls(
            account(f"receiver-{place}", f"municipality-{place}", COORDINATOR.function),
            account(f"police-{place}", _police_of(place), POLICE.function),
            account(f"probation-{place}", "probation", Function.PROBATION_OFFICER),
        )


def _police_of(place: str) -> str:
    return exit_unit_of(place, MONDAY.date())


def receivers(walk: Walk) -> Receivers:
    """Those of the newest place that was chosen."""
    chosen = [each.papers["place"] for each in walk.reference.things if "place" in each.papers]
    return Receivers.of(chosen[-1] if chosen else WISHED_FOR)


def wanted(walk: Walk) -> str:
    """The place that was chosen last, else the one proposed, else the one wished for."""
    things = walk.reference.of("placement")
    named = [each.papers.get("place") or each.papers.get("proposed") for each in things]
    return next((each for each in reversed(named) if each), WISHED_FOR)


def button_of(
    walk: Walk, random: Random, thing: Thing, step: str, *, is_whole: bool
) -> Button | None:
    """The button of a step, with a place where it names one; None where nobody presses it."""
    if (thing.kind, step) == ("placement", "decide"):
        return _choice(walk, random, thing, is_whole=is_whole)
    if (thing.kind, step) == ("placement", "contact_receiver"):
        return _contact(walk, random, thing, is_whole=is_whole)
    if (thing.kind, step) == ("case", "end_centrally"):
        return _ending(walk, random, is_whole=is_whole)
    return button_for(random, thing.kind, step, is_whole=is_whole)


def _choice(walk: Walk, random: Random, thing: Thing, *, is_whole: bool) -> Button:
    place = thing.papers.get("proposed") or WISHED_FOR
    others = walk.reference.engine.open_to(thing.row)[:5] if random.random() < 0.3 else ()
    place = random.choice(others) if others else place
    return decision(place, is_whole=is_whole, deviates=random.random() < 0.7)


def _ending(walk: Walk, random: Random, *, is_whole: bool) -> Button:
    """Mostly for another case of the person, as far on or not; sometimes for one of nobody's."""
    other = random.choices((*OTHER_CASES, None), (3, 4, 3))[0]
    named = handle(walk.desk.store.keys, CENTRAL_UNIT, other) if other else "a" * 26
    ending = CentralEnding(other=named, reasons=WHY if is_whole else " ")
    says = {"other_has": OTHER_CASES[other]} if other else {}
    return Button(end_centrally, (ending,), Given(is_whole, says))


def _contact(walk: Walk, random: Random, thing: Thing, *, is_whole: bool) -> Button:
    """Who is named may be of another place; of none before a place is chosen."""
    if "place" not in thing.papers:
        return contact((), (), is_whole=is_whole, are_there=False)
    place, are_there = thing.papers["place"], random.random() < 0.9
    elsewhere = next(each for each in ELSEWHERE if each != place)
    who = Receivers.of(place if are_there else elsewhere)
    named = {who.municipality: Role.MUNI_RECEIVER, who.police: Role.POLICE_RECEIVER}
    if random.random() < 0.4:
        named[who.probation] = Role.PROBATION_PARTY
    walk.actors += [each for each in named if each not in walk.actors]
    entries = walk.desk.at_receiver(*named)
    walk.reference.enrolled |= {each.user for each in named}
    lines = tuple(
        Line(each.user, each.organisation, SHORT[role.value], is_there=True)
        for each, role in named.items()
    )
    return contact(entries, lines, is_whole=is_whole, are_there=are_there)
