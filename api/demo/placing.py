"""A made-up placement brought on from the engine's proposal: hearings, decision by two, contact."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from api.demo.staff import Side
from api.demo.world import Case, World
from relocation.access.service import standing
from relocation.audit.model import Purpose
from relocation.deadlines.working_days import civil_day
from relocation.documents.service import Question, read
from relocation.errors import Missing
from relocation.placements import hearings, papers
from relocation.placements import service as placements
from relocation.placements.kinds import PROPOSAL
from relocation.placements.model import Criterion, Receiver
from relocation.placements.rounds import COUNTED, Proposed, propose_round
from scoring.limit import Limit

HEARINGS = ("sender_hearing", "candidate_hearing")


def propose(world: World, limit: Limit = COUNTED) -> Proposed:
    """A round of everybody who waits, pressed by the caseworker."""
    hands = world.hands
    press = hands.pressed(0)
    return propose_round(hands.store, world.staff.caseworker, press.key, press.now, limit)


def proposal(world: World, case: Case, placement: str) -> Mapping[str, Any]:
    """The newest proposal as the decision-maker reads it."""
    decider, hands = world.staff.deciders[0], world.hands
    asked = Question((PROPOSAL,), Purpose.PLACEMENT, placement)
    with hands.store.transaction() as session:
        stands = standing(session, decider, case.id, hands.now)
        (found,) = read(session, decider, stands, asked, hands.now)
    return found.content


def released(world: World, placement: str) -> None:
    """Sender and candidate may see a shortlist; where too few are open, the hearing has none."""
    hands, who = world.hands, world.staff.caseworker
    hands.press(placements.release_shortlist, who, placement)


def withheld(world: World, placement: str) -> None:
    """The hearing is opened without a list, on a proposal that holds today."""
    try:
        _withhold(world, placement)
    except Missing:
        # Somebody else was placed since, which is told in a new round.
        propose(world)
        _withhold(world, placement)


def _withhold(world: World, placement: str) -> None:
    hands, who = world.hands, world.staff.caseworker
    hands.press(placements.withhold_shortlist, who, placement, "made up: few places are open")


def asked(world: World, placement: str) -> tuple[str, str]:
    """Both are asked; gives the ids of their hearings."""
    hands, who = world.hands, world.staff.caseworker
    sender, candidate = (hands.below(placement, name) for name in HEARINGS)
    hands.press(hearings.ask_sender, who, sender)
    hands.press(hearings.ask_candidate, who, candidate)
    return sender, candidate


def left_out(world: World, placement: str) -> None:
    """The candidate's hearing is left out on a ground of the law."""
    hearing, who = world.hands.below(placement, HEARINGS[1]), world.staff.deciders[0]
    world.hands.press(hearings.leave_out, who, hearing, "made up: § 19, stk. 2, nr. 3")


def heard(world: World, placement: str, home: Side) -> None:
    """Both said what they had to say."""
    hands = world.hands
    sender, candidate = asked(world, placement)
    said = papers.Statement(said="made up: not too far", on=civil_day(hands.now))
    hands.press(hearings.record_senders_statement, home.coordinator, sender, said)
    hands.press(hearings.record_candidates_statement, home.coordinator, candidate, said)


def decided(world: World, case: Case, placement: str, *, rank: int = 0) -> Side:
    """The place is chosen as proposed, or the next best that is open; gives where it is."""
    ranking = proposal(world, case, placement)["ranking"]
    for code in ranking[rank:]:
        choice = papers.Choice(
            municipality=code,
            reasons=dict.fromkeys(Criterion, "made up: as the sheet says"),
            reason_for_deviating="" if code == ranking[0] else "made up: nearer to a relative",
        )
        # What was open when it was proposed may be full by now, or too near to somebody.
        with suppress(Missing):
            world.hands.press(placements.decide, world.staff.deciders[0], placement, choice)
            return world.staff.sides[code]
    raise ValueError("demo: none of the proposed places is open any more")


def approved(world: World, case: Case, placement: str, home: Side, *, rank: int = 0) -> Side:
    """From a proposal to the approval by a second officer."""
    withheld(world, placement)
    heard(world, placement, home)
    to = decided(world, case, placement, rank=rank)
    world.hands.press(placements.approve, world.staff.deciders[1], placement)
    return to


def contacted(world: World, placement: str, to: Side) -> str:
    """The receiver knows, and stands on the list; gives the handover's id."""
    hands = world.hands
    there = (Receiver(to.coordinator.user), Receiver(to.police.user))
    contact = papers.Contact(who="made up: the coordinator there", on=civil_day(hands.now))
    hands.press(placements.contact_receiver, world.staff.caseworker, placement, (contact, there))
    return hands.below(placement, "handover")
