"""The made-up years of a demonstration, from the first account to today's round."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain

from api.demo import entering, lives, nominating, numbers, on_call, placed_lives, placing
from api.demo.afterwards import after_the_round, before_the_round
from api.demo.candidates import Candidate, Drawn, candidates, made_up_round, shut_out
from api.demo.days import days_of
from api.demo.hands import Hands
from api.demo.staff import Side, Staff, hire
from api.demo.world import Case, Waiting, World
from relocation.audit_policy import load_audit_policy
from relocation.cases import excluding
from relocation.deadlines.working_days import civil_day
from relocation.jobs import erasing
from relocation.jobs.service import run_due
from relocation.municipalities.on_day import country_on
from relocation.placements.rounds import COUNTED, Proposed
from relocation.store import Store
from scoring.country import Country
from scoring.limit import Limit
from scoring.policy_file import load_policy
from scoring.round import Round

RETURNING = 3
"""Decided before today's round and opened again after it."""
OTHERS = 80
"""More candidates than all lives take that are no part of today's round."""
Tell = Callable[[str], object]
STEPS = ("staff", "earlier", "cases", "placed", "waiting", "round", "after")
"""What is told of, in this order."""


def days_ago(now: datetime, days: int) -> datetime:
    """A morning so many days before."""
    return now - timedelta(days=days)


@dataclass(frozen=True)
class Lived:
    """What came of it.

    Attributes:
        proposed: today's round, for the caseworker's cases.
        sender: the side that most of those who wait come from.
        receiver: the side that most were received by, of another police district where one is.
        now: when the last button was pressed.
        presses: how many were pressed.
    """

    staff: Staff
    proposed: Proposed
    sender: Side
    receiver: Side
    now: datetime
    presses: int


def live(
    store: Store,
    drawn: Drawn,
    now: datetime,
    *,
    limit: Limit = COUNTED,
    tell: Tell = lambda _: None,
) -> Lived:
    """Fill a store without rows, every press by somebody who may; today's round comes last.

    Args:
        store: without accounts yet.
        drawn: how many people wait today, and what all is drawn from.
        now: today; everything happened before.
        limit: of today's round.
        tell: called with a code of what comes next.
    """
    hands = Hands(store, days_ago(now, 830))
    country = country_on(civil_day(days_ago(now, 200)))
    day = civil_day(days_ago(now, 200))
    made = made_up_round(country, load_policy(), replace(drawn, people=drawn.people + OTHERS), day)
    people = list(candidates(made))
    tell("staff")
    staff = hire(store, country, {each.home for each in people}, hands.now)
    numbers.adopt_policies(store, staff, hands.now)
    world = World(hands, staff, chain(people, _nobody_more()))
    tell("earlier")
    _earlier(world, made, now)
    tell("cases")
    hands.now = days_ago(now, 36)
    for each in (*lives.CASES, *lives.NOMINATIONS):
        each(world)
    tell("placed")
    _proposed(world, len(placed_lives.OF_NOW) + RETURNING)
    for each in placed_lives.OF_NOW:
        each(world)
    before = before_the_round(world)
    hands.later(days=1)
    tell("waiting")
    waiting = _all_wait(world, drawn.people, country)
    tell("round")
    hands.now = max(hands.now, days_ago(now, 1))
    proposed = placing.propose(world, limit)
    tell("after")
    after_the_round(world, before, waiting)
    sender = _most_often(staff, (each.case.home for each in waiting))
    elsewhere = [each for each in world.receiving if each.police != sender.police]
    receiver = _most_often(staff, elsewhere or world.receiving)
    return Lived(staff, proposed, sender, receiver, hands.now, hands.presses)


def _most_often(staff: Staff, sides: Iterable[Side]) -> Side:
    ((code, _),) = Counter(each.code for each in sides).most_common(1)
    return staff.sides[code]


def _nobody_more() -> Iterator[Candidate]:
    """Say what is wrong, where all lives together take more candidates than were drawn."""
    raise ValueError("demo: more lives than candidates; OTHERS says how many are drawn for them")
    yield


def _earlier(world: World, made: Round, now: datetime) -> None:
    """One course long ago; then what is known of groups and places, and the first relocations."""
    hands, staff = world.hands, world.staff
    lives.completed(world)
    hands.now = days_ago(now, 230)
    renewed = entering.not_eligible(world)
    hands.now = days_ago(now, 200)
    numbers.tell_threats(hands.store, staff, made, hands.now)
    numbers.declare_all(hands.store, staff, made, hands.now)
    _half_a_year_ago(world, now, renewed)


def _half_a_year_ago(world: World, now: datetime, renewed: Case) -> None:
    hands = world.hands
    hands.now = days_ago(now, 199)
    _proposed(world, len(placed_lives.OF_EARLIER))
    for each in placed_lives.OF_EARLIER:
        each(world)
    hands.now = days_ago(now, 110)
    entering.drafted(world)
    on_call.left_without_a_word(world)
    case = entering.admitted(world)
    nominating.requested(world, case, case.home)
    for days in (80, 58, 45, 38):
        # The runner of due jobs warns, expires and closes as it does every minute.
        run_due(hands.store, days_ago(now, days))
    hands.now = days_ago(now, 37)
    hands.press(excluding.assess_again, renewed.home.coordinator, renewed.id)
    for erased in erasing.to_erase(hands.store, hands.now):
        erasing.erase(hands.store, erased, hands.now)


def _proposed(world: World, count: int) -> None:
    """So many wait, and are proposed together."""
    world.ready = [nominating.new_waiting(world) for _ in range(count)]
    placing.propose(world)


def _all_wait(world: World, people: int, country: Country) -> list[Waiting]:
    """Everybody of today's round; the police close all of Denmark to the last one."""
    coming = [next(world.coming) for _ in range(people)]
    rest = world.coming
    coming[-1] = shut_out(coming[-1], country)
    world.coming = iter(coming)
    waiting = []
    for day in days_of(coming, country, load_audit_policy()):
        waiting += [nominating.new_waiting(world) for _ in day]
        world.hands.later(days=1)
    world.coming = rest
    return waiting
