"""Eight press at once wherever a second person is asked for: one wins, and nothing is half done."""

from dataclasses import replace

import pytest

from relocation.errors import Missing, Stale
from relocation.nominations import service as nominations
from relocation.permissions import Role
from relocation.placements import hearings
from relocation.placements import service as placements
from relocation.proceedings.model import Moved
from tests.relocation.casework.desk import CASE, CASEWORKER, COORDINATOR, POLICE
from tests.relocation.casework.nominating import ACUTE, WHY, brought, take
from tests.relocation.casework.placing import FIRST, described, propose
from tests.relocation.casework.test_killed import is_whole
from tests.relocation.casework.test_transition import EIGHT, outcome
from tests.relocation.casework.waiting import is_heard
from tests.relocation.store.at_once import at_once

ANOTHER = replace(CASEWORKER, user="another-caseworker")


def race(desk, row, one, other, barred=()):
    """Four press one button and four the other; what won, and the person who pressed it.

    Whoever is barred is told so, or that it is too late; all others that it is too late.
    """
    seen, before = desk.version(row), len(desk.logged())
    buttons = [(who, (one, other)[at % 2]) for at, who in enumerate(EIGHT)]
    got = at_once(
        [
            lambda who=who, press=press: outcome(
                desk.do, press[0], who, row, *press[1:], version=seen
            )
            for who, press in buttons
        ]
    )
    ((winner, won),) = [pair for pair in zip(EIGHT, got, strict=True) if isinstance(pair[1], Moved)]
    assert won.version == seen + 1 == desk.version(row)
    assert (won.row, won.state) == (row, desk.row(row).state)
    assert winner not in barred
    late = [each for each in got if isinstance(each, Stale)]
    assert {(each.version, len(each.changed)) for each in late} <= {(seen + 1, 1)}
    told = [who for who, each in zip(EIGHT, got, strict=True) if isinstance(each, Missing)]
    assert set(told) <= set(barred)
    assert len(late) + len(told) == len(EIGHT) - 1
    assert len(desk.logged()) > before
    return winner, won.state


def nominated_by_races(desk):
    """Endorsed, confirmed and reviewed, each after a race; its placement, and who took part."""
    nomination = brought(desk, "request", request=ACUTE)
    for who in EIGHT:
        for role in (Role.POLICE_SENDER, Role.CENTRAL_DECISION_MAKER):
            desk.join(who, role)
    both = (nominations.endorse, WHY), (nominations.send_back, WHY)
    if race(desk, nomination, *both)[1] != "endorsed":
        take(desk, nomination, "request")
        take(desk, nomination, "endorse", POLICE)
    for step in ("submit", "find_necessary"):
        take(desk, nomination, step)
    winner, state = race(
        desk, nomination, (nominations.confirm, WHY), (nominations.ask_to_judge_again, WHY)
    )
    took_part = {winner}
    if state != "necessary":
        take(desk, nomination, "find_necessary")
        winner = EIGHT[0]
        take(desk, nomination, "confirm", winner)
    (review,) = desk.rows("acute_review")
    both = (nominations.uphold, WHY), (nominations.put_right, WHY)
    reviewer, state = race(desk, review.id, *both, barred=(winner,))
    took_part |= {winner, reviewer}
    if state != "upheld":
        # Judged anew by others than who answered.
        desk.join(ANOTHER, Role.CENTRAL_CASEWORKER)
        take(desk, nomination, "find_necessary", ANOTHER)
        other = next(each for each in EIGHT if each not in took_part)
        take(desk, nomination, "confirm", other)
        took_part.add(other)
    (placement,) = (x.id for x in desk.rows("placement") if x.state != "stopped")
    return placement, took_part


@pytest.mark.slow
@pytest.mark.rule("RE-2")
def test_of_eight_at_once_at_every_step_that_two_persons_share_one_wins(desk):
    placement, took_part = nominated_by_races(desk)
    described(desk, CASE)
    desk.later(minutes=1)
    propose(desk)
    is_heard(desk, placement)
    decider, _ = race(desk, placement, *[(placements.decide, FIRST)] * 2)
    both = (placements.approve,), (placements.send_back, WHY)
    second, state = race(desk, placement, *both, barred=(decider,))
    took_part |= {decider, second}
    if state != "approved":
        took_part |= {*EIGHT[:2]}
        desk.do(placements.decide, EIGHT[0], placement, FIRST)
        desk.do(placements.approve, EIGHT[1], placement)
    anew = desk.below(placement, "reconsideration")
    desk.do(hearings.ask_as_sender, COORDINATOR, anew, WHY)
    race(desk, anew, (hearings.grant, WHY), (hearings.uphold, WHY), barred=took_part)
    assert is_whole(desk)
