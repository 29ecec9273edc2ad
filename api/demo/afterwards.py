"""What happens after today's round: hearings begin, and decisions are opened again."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.demo import handing_over, nominating, on_call, placed_lives, placing
from api.demo.world import Waiting, World
from relocation.safety import service as safety
from scoring.policy_file import load_policy

LOOKED_AT = 20
"""Proposals that are opened for it, of however many wait: a quota holds for a day."""


@dataclass(frozen=True)
class Before:
    """Placements that were decided before the round, for what opens them again."""

    unsafe: Waiting
    reconsidered: Waiting
    sent_back: Waiting


def before_the_round(world: World) -> Before:
    """Decide three places that do not stay decided."""
    return Before(
        placed_lives.approved(world)[0],
        placed_lives.approved(world)[0],
        placed_lives.only_decided(world),
    )


def after_the_round(world: World, before: Before, waiting: Sequence[Waiting]) -> None:
    """Open them again, and begin hearings; one more waits for a round."""
    placed_lives.decision_sent_back(world, before.sent_back)
    placed_lives.reconsidered(world, before.reconsidered, is_granted=True)
    unsafe = before.unsafe.case
    # The same event as the police report: their picture answers both.
    world.hands.press(safety.report_change, unsafe.home.coordinator, unsafe.id)
    for _ in range(2):
        handing_over.reassessed(world, unsafe, unsafe.home.police)
    handing_over.confirmed_by_all(world, unsafe)
    _hear(world, waiting)
    nominating.new_waiting(world)
    on_call.just_opened(world)


def _hear(world: World, waiting: Sequence[Waiting]) -> None:
    """One was heard, one is asked, of one the candidate's hearing is left out."""
    looked_at = waiting[:LOOKED_AT]
    places = {it.placement: _open_places(world, it) for it in looked_at}
    proposed = [it for it in looked_at if places[it.placement]]
    proposed.sort(key=lambda it: -places[it.placement])
    for it, go_on in zip(proposed, (_heard, _asked, _left_out), strict=False):
        _open_hearing(world, it, places[it.placement])
        go_on(world, it)


def _open_hearing(world: World, it: Waiting, places: int) -> None:
    """With a list where enough places are open, else without."""
    if places >= load_policy().shortlist.open_places_at_least:
        placing.released(world, it.placement)
    else:
        placing.withheld(world, it.placement)


def _heard(world: World, it: Waiting) -> None:
    placing.heard(world, it.placement, it.case.home)


def _asked(world: World, it: Waiting) -> None:
    placing.asked(world, it.placement)


def _left_out(world: World, it: Waiting) -> None:
    placing.left_out(world, it.placement)


def _open_places(world: World, it: Waiting) -> int:
    (row,) = (r for r in world.hands.of_case(it.case.id, "placement") if r.id == it.placement)
    if row.state != "proposed":
        return 0
    return len(placing.proposal(world, it.case, it.placement)["ranking"])
