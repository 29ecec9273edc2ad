"""What happens after today's round: hearings begin, and decisions are opened again."""

from collections.abc import Sequence
from dataclasses import dataclass

from api.demo import handing_over, nominating, placed_lives, placing
from api.demo.world import Waiting, World
from scoring.policy_file import load_policy


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
    for _ in range(2):
        handing_over.reassessed(world, unsafe, unsafe.home.police)
    handing_over.confirmed_by_all(world, unsafe)
    _hear(world, waiting)
    nominating.new_waiting(world)


def _hear(world: World, waiting: Sequence[Waiting]) -> None:
    """A list is released to one, who is asked; withheld from another, who is not; one was heard."""
    least = load_policy().shortlist.open_places_at_least
    open_enough = (it for it in waiting if _open_places(world, it) >= least)
    first, second = next(open_enough).placement, next(open_enough).placement
    placing.released(world, first)
    placing.asked(world, first)
    placing.withheld(world, second)
    placing.left_out(world, second)
    third = next(open_enough)
    placing.released(world, third.placement)
    placing.heard(world, third.placement, third.case.home)


def _open_places(world: World, it: Waiting) -> int:
    (row,) = (r for r in world.hands.of_case(it.case.id, "placement") if r.id == it.placement)
    if row.state != "proposed":
        return 0
    return len(placing.proposal(world, it.case, it.placement)["ranking"])
