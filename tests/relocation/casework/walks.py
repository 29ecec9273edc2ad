"""Walks through the casework by chance: who presses what, mostly what is open, often not."""

from collections import Counter
from dataclasses import dataclass, field
from random import Random

from relocation.actor import Actor
from relocation.handovers.papers import Performer
from tests.relocation.casework.desk import MONDAY, Desk
from tests.relocation.casework.reference import Refused, Thing
from tests.relocation.casework.reference_begins import BEGINS, WRITINGS
from tests.relocation.casework.reference_facts import Pressed
from tests.relocation.casework.reference_needs import missing
from tests.relocation.casework.reference_table import TABLE
from tests.relocation.casework.walk_compared import Differs, who_is
from tests.relocation.casework.walk_people import (
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    OTHER_DECIDER,
    POLICE,
    STRANGER,
)
from tests.relocation.casework.walk_places import button_of, wanted
from tests.relocation.casework.walk_presses import Button, begin_for, writing_for
from tests.relocation.casework.walk_starts import go, retired, start_of
from tests.relocation.casework.walk_steps import (
    OF_THE_ENGINE,
    OFTEN_MISSED,
    RARELY,
    SELDOM,
    TEMPTING,
)
from tests.relocation.casework.walking import Walk

WAITS = ({"hours": 1}, {"hours": 30}, {"days": 4}, {"days": 30}, {"days": 200}, {"days": 800})
HOW_OFTEN = (6, 5, 5, 3, 4, 1)
HOW_OFTEN_BEGUN = (2, 4, 2, 1, 2, 1, 1, 1, 1)
BREAK_GLASS = (STRANGER, STRANGER, COORDINATOR, POLICE, DECIDER, OTHER_DECIDER)
"""Mostly somebody whose case it is not."""
TRIED, IN_VAIN, OFFERED = 40, 8, 0.3


@dataclass
class Walked:
    """What came of walks.

    Attributes:
        wrong: of each walk that went otherwise, its number and how.
        took: how often each step was accepted, by kind and name.
        refused: how often presses were, by the way of refusing.
        missed: how often each need was missed.
    """

    wrong: list[str] = field(default_factory=list)
    took: Counter[tuple[str, str]] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)


def walked(desk: Desk, start: int, count: int, steps: int) -> Walked:
    """So many walks of so many steps at a furnished desk, each from a seed of its own number."""
    found = Walked()
    for seed in range(start, start + count):
        _walk(desk, seed, steps, found)
    return found


def _walk(desk: Desk, seed: int, steps: int, found: Walked) -> None:
    random, desk.now = Random(seed), MONDAY
    name, walk = start_of(desk, random, seed)
    try:
        go(walk, name)
        for _ in range(steps):
            if walk.reference.stage == "S9":
                break
            _stride(walk, random)
            if random.random() < OFFERED:
                walk.offered(random.choice(walk.actors))
        walk.compare()
    except Differs as differs:
        found.wrong.append(f"walk {seed} from '{name}': {differs}")
    except Exception as other:
        other.add_note("\n".join([f"walk {seed} from '{name}', after", *walk.done]))
        raise
    for each in walk.reference.things:
        found.took.update((each.kind, step) for _, step, _ in each.took)
    for how, *needs in walk.answers:
        found.refused[how] += 1
        found.missed.update(needs)
    retired(walk)


def _stride(walk: Walk, random: Random) -> None:
    chance = random.random()
    if chance < 0.055:
        _wait(walk, random)
    elif chance < 0.12 and walk.reference.of("placement"):
        walk.propose(CASEWORKER if random.random() < 0.5 else _somebody(walk, random))
    elif chance < 0.14 and walk.reference.of("placement"):
        _close_or_open(walk)
    elif chance < 0.20:
        _begin(walk, random)
    elif chance < 0.28:
        _write(walk, random)
    elif chance < 0.64:
        _press_what_is_open(walk, random)
    elif chance < 0.85:
        _press_in_vain(walk, random)
    else:
        _press_anything(walk, random)


def _wait(walk: Walk, random: Random) -> None:
    """Once or several times: who is warned of something may go on doing nothing."""
    walk.wait(**random.choices(WAITS, HOW_OFTEN)[0])
    while random.random() < 0.2 and walk.reference.stage != "S9":
        walk.wait(**random.choices(WAITS, HOW_OFTEN)[0])


def _close_or_open(walk: Walk) -> None:
    """The place in question is closed to newcomers, or what is closed is open again."""
    closed = sorted(walk.reference.papers.get("shut", ()))
    if closed:
        walk.open_again(closed[0])
    else:
        walk.shut(wanted(walk))


def _somebody(walk: Walk, random: Random) -> Actor:
    return random.choice(walk.actors)


def _begin(walk: Walk, random: Random) -> None:
    what = random.choices(tuple(BEGINS), HOW_OFTEN_BEGUN)[0]
    handovers = walk.reference.of("handover")
    if what == "propose_term" and not handovers:
        what = "draft"
    thing = handovers[-1] if what == "propose_term" else walk.reference.case
    performer = random.choice(tuple(Performer)).value
    button = begin_for(random, what, performer, is_whole=random.random() < 0.85)
    who = random.choice(BREAK_GLASS) if what == "break_glass" else _somebody(walk, random)
    walk.begin(who, thing, what, button)


def _write(walk: Walk, random: Random) -> None:
    """Something to put on record where it can be, if anywhere."""
    things = walk.reference.things
    here = [
        (what, each)
        for what, writing in WRITINGS.items()
        for each in things
        if each.kind == writing.kind and (each.state in writing.states or random.random() < 0.1)
    ]
    if not here:
        return
    what, thing = random.choice(here)
    who = _somebody(walk, random)
    if random.random() < 0.7:
        roles = WRITINGS[what].who
        may = [each for each in walk.actors if walk.reference.acting(who_is(each)) & roles]
        who = random.choice(may) if may else who
    performer = thing.papers.get("performer", Performer.MUNICIPALITY.value)
    button = writing_for(random, what, performer, is_whole=random.random() < 0.85)
    walk.write(who, thing, what, button)


def _press_what_is_open(walk: Walk, random: Random) -> None:
    """A press that the reference accepts, where one is found in some tries."""
    seldom = _of(walk, SELDOM)
    if seldom and random.random() < 0.5:
        thing, step = random.choice(seldom)
        tried = _fitting(walk, random, thing, step)
    else:
        tried = _likely(walk, random)
    for _ in range(TRIED):
        who, thing, step = tried
        button = _open(walk, random, who, thing, step)
        if button is not None:
            walk.press(who, thing, step, button)
            return
        tried = _likely(walk, random)
    _press_anything(walk, random)


def _open(walk: Walk, random: Random, actor: Actor, thing: Thing, step: str) -> Button | None:
    """The button, where it would be accepted and ends nothing without need."""
    if step in RARELY and (thing.kind, step) not in SELDOM and random.random() < 0.9:
        return None
    button = button_of(walk, random, thing, step, is_whole=True)
    is_open = button is not None and _lacks(walk, actor, thing, step, button) == []
    return button if is_open else None


def _lacks(walk: Walk, actor: Actor, thing: Thing, step: str, button: Button) -> list[str] | None:
    """What a press would be refused for want of; None where it is refused otherwise."""
    who = who_is(actor)
    try:
        row, role = walk.reference.role_in(who, thing, step)
    except Refused:
        return None
    pressed = Pressed(walk.reference, thing, step, who.user, who.person, role, button.given)
    return missing(pressed, row.needs)


def _press_in_vain(walk: Walk, random: Random) -> None:
    """A press of somebody whose step it is, for want of one thing or another."""
    found: dict[tuple[str, ...], tuple[Actor, Thing, str, Button]] = {}
    for _ in range(IN_VAIN):
        who, thing, step = _likely(walk, random)
        is_asked = (thing.kind, step) not in OF_THE_ENGINE or random.random() < 0.2
        button = button_of(walk, random, thing, step, is_whole=random.random() < 0.6)
        lacks = _lacks(walk, who, thing, step, button) if button and is_asked else None
        if lacks and button:
            found[tuple(lacks)] = who, thing, step, button
    if not found:
        _press_anything(walk, random)
        return
    rare = [each for each in sorted(found) if not OFTEN_MISSED & set(each)]
    walk.press(*found[random.choice(rare or sorted(found))])


def _press_anything(walk: Walk, random: Random) -> None:
    """Whatever anybody could press on anything, open or not, and sometimes with nothing said."""
    for _ in range(TRIED):
        who, thing, step = _anything(walk, random)
        is_whole = random.random() < 0.75
        button = button_of(walk, random, thing, step, is_whole=is_whole)
        if button is not None:
            is_stale = thing.version > 1 and random.random() < 0.05
            walk.press(who, thing, step, button, stale=is_stale)
            return


def _anything(walk: Walk, random: Random) -> tuple[Actor, Thing, str]:
    """Mostly by somebody whose step it is, mostly from where the thing stands."""
    tempting = _of(walk, TEMPTING)
    if tempting and random.random() < 0.4:
        kind = random.choice(sorted({(thing.kind, step) for thing, step in tempting}))
        of_it = [(thing, step) for thing, step in tempting if (thing.kind, step) == kind]
        return _fitting(walk, random, *random.choice(of_it))
    if random.random() < 0.4:
        return _likely(walk, random)
    thing = random.choice(walk.reference.things)
    steps = sorted({step for kind, step, _ in TABLE if kind == thing.kind})
    return _somebody(walk, random), thing, random.choice(steps)


def _likely(walk: Walk, random: Random) -> tuple[Actor, Thing, str]:
    kinds = sorted({each.kind for each in walk.reference.things})
    thing = random.choice(walk.reference.of(random.choice(kinds)))
    steps = [step for kind, step, state in TABLE if (kind, state) == (thing.kind, thing.state)]
    if not steps:
        return _somebody(walk, random), thing, _any_step(random, thing)
    return _fitting(walk, random, thing, random.choice(steps))


def _of(walk: Walk, steps: set[tuple[str, str]]) -> list[tuple[Thing, str]]:
    """Where one of these steps leads on from where a thing stands."""
    return [
        (each, step)
        for each in walk.reference.things
        for kind, step, state in TABLE
        if (kind, state) == (each.kind, each.state) and (kind, step) in steps
    ]


def _fitting(walk: Walk, random: Random, thing: Thing, step: str) -> tuple[Actor, Thing, str]:
    """A step from where a thing stands, with somebody whose it is, where there is anybody."""
    row = TABLE[thing.kind, step, thing.state]
    may = [each for each in walk.actors if walk.reference.role_for(who_is(each), row)]
    who = random.choice(may) if may else _somebody(walk, random)
    return who, thing, step


def _any_step(random: Random, thing: Thing) -> str:
    return random.choice(sorted({step for kind, step, _ in TABLE if kind == thing.kind}))
