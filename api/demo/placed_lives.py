"""Lives with a decided place: each is one made-up case from its proposal on."""

from api.demo import entering, handing_over, nominating, placing
from api.demo.entering import WHY
from api.demo.handing_over import term
from api.demo.lives import Life
from api.demo.staff import Side
from api.demo.world import Case, Waiting, World
from relocation.cases import papers
from relocation.cases import service as cases
from relocation.deadlines.working_days import civil_day
from relocation.handovers import papers as handover_papers
from relocation.handovers import protection, residence, terms
from relocation.handovers import service as handovers
from relocation.nominations import service as nominations
from relocation.placements import checks, hearings
from relocation.placements import service as placements
from relocation.safety import service as safety


def approved(world: World, *, rank: int = 0) -> tuple[Waiting, Side]:
    """A place decided by two; nobody there knows."""
    ready = world.ready.pop()
    case = ready.case
    entering.agreed(world, case)
    return ready, placing.approved(world, case, ready.placement, case.home, rank=rank)


def contacted(world: World) -> tuple[Case, str, Side]:
    """A handover that was opened; gives its id."""
    ready, to = approved(world)
    world.receiving.append(to)
    return ready.case, placing.contacted(world, ready.placement, to), to


def relocated(world: World) -> tuple[Case, Side]:
    """A completed handover: responsibility is the receiver's."""
    case, handover, to = contacted(world)
    handing_over.completed(world, case, handover, case.home, to)
    return case, to


def moved_twice(world: World) -> None:
    """Called for twice from where it lives: answered in words, then by a second relocation."""
    case, before = relocated(world)
    check = handing_over.called_for(world, case, before)
    handing_over.answered(world, case, before)
    world.hands.press(checks.accept_answer, world.staff.caseworker, check, WHY)
    handing_over.called_for(world, case, before)
    placement = nominating.waiting(world, case, before)
    placing.propose(world)
    to = placing.approved(world, case, placement, before)
    handover = placing.contacted(world, placement, to)
    handing_over.completed(world, case, handover, before, to)


def settled(world: World) -> None:
    """A receiver who confirms nothing is responsible in the end, and hears of a call since."""
    case, handover, to = contacted(world)
    handing_over.settled(world, handover, case.home, to)
    handing_over.called_for(world, case, to)


def nominated_from_there(world: World) -> None:
    """Unsafe after the move: nominated anew, from where it lives now."""
    case, to = relocated(world)
    handing_over.reassessed(world, case, to.police)
    nominating.submitted(world, case, to)


def withdrawn_there(world: World) -> None:
    """Handed over, and then the person withdraws: no word that others owe holds it (REL-12).

    What the police were still to be told of the residence falls away with the case, and so does the
    check of the place that a new picture asked for; a course that is done would wait for it.
    """
    case, to = relocated(world)
    (handover,) = world.hands.of_case(case.id, "handover")
    handing_over.notice_given(world, handover.id, to)
    handing_over.lives_at(world, handover.id, to, "made up: Havnegade 1")
    handing_over.reassessed(world, case, to.police)
    word = papers.CandidatesWord(said="made up: I stop", on=civil_day(world.hands.now))
    world.hands.press(cases.withdraw, to.coordinator, case.id, word)


def withdrawn_when_asked(world: World) -> None:
    """Withdrawn while sender and candidate are asked about a place."""
    it = world.ready.pop()
    placing.withheld(world, it.placement)
    placing.asked(world, it.placement)
    (nomination,) = world.hands.of_case(it.case.id, "nomination")
    world.hands.press(nominations.withdraw, it.case.home.coordinator, nomination.id, WHY)


def checked_after_the_move(world: World, *, is_called_for: bool) -> None:
    """A new picture after the handover: it holds, or the words of those there are to be judged."""
    case, to = relocated(world)
    if is_called_for:
        handing_over.called_for(world, case, to)
        handing_over.answered(world, case, to)
        return
    handing_over.reassessed(world, case, to.police)
    (check,) = world.hands.of_case(case.id, "place_check")
    world.hands.press(checks.find_it_holds, world.staff.caseworker, check.id, WHY)


def only_decided(world: World) -> Waiting:
    ready = world.ready.pop()
    placing.withheld(world, ready.placement)
    placing.heard(world, ready.placement, ready.case.home)
    placing.decided(world, ready.case, ready.placement)
    return ready


def decided_elsewhere(world: World) -> None:
    """Decided otherwise than proposed, with a reason of its own."""
    approved(world, rank=1)


def decision_sent_back(world: World, decided: Waiting) -> None:
    button, who = placements.send_back, world.staff.deciders[1]
    world.hands.press(button, who, decided.placement, WHY)


def stopped(world: World) -> None:
    """The candidate withdraws after the contact: nobody there learns more."""
    case, handover, _ = contacted(world)
    term(world, handover, case.home)
    word = papers.CandidatesWord(said="made up: I stop", on=civil_day(world.hands.now))
    world.hands.press(cases.withdraw, case.home.coordinator, case.id, word)


def withdrawn_after_the_move(world: World) -> None:
    """Withdrawn while the handover is under way: closed when that is over."""
    case, handover, to = contacted(world)
    handing_over.arrived(world, handover, to)
    word = papers.CandidatesWord(said="made up: I stop", on=civil_day(world.hands.now))
    world.hands.press(cases.withdraw, to.coordinator, case.id, word)


def reconsidered(world: World, it: Waiting, *, is_granted: bool) -> None:
    """The sender asks for another look; whoever took no part answers."""
    row = world.hands.below(it.placement, "reconsideration")
    world.hands.press(hearings.ask_as_sender, it.case.home.coordinator, row, WHY)
    button = hearings.grant if is_granted else hearings.uphold
    world.hands.press(button, world.staff.deciders[2], row, WHY)


def upheld(world: World) -> None:
    """Looked at anew, and the decision stands."""
    reconsidered(world, approved(world)[0], is_granted=False)


def asked_to_reconsider(world: World) -> None:
    it, _ = approved(world)
    row = world.hands.below(it.placement, "reconsideration")
    word = papers.CandidatesWord(said="made up: too far", on=civil_day(world.hands.now))
    world.hands.press(hearings.ask_for_candidate, it.case.home.coordinator, row, word)


def change_reported(world: World) -> None:
    it, _ = approved(world)
    world.hands.press(safety.report_change, it.case.home.coordinator, it.case.id)


def bargaining(world: World) -> None:
    """A handover before the move: one term accepted, one countered, one waiting; notice given."""
    case, handover, to = contacted(world)
    hands = world.hands
    hands.press(terms.accept, to.coordinator, term(world, handover, case.home))
    other = handover_papers.Wording(
        text="made up: a flat within three months",
        performed_by=handover_papers.Performer.MUNICIPALITY,
        reasons=WHY,
    )
    hands.press(terms.counter, to.coordinator, term(world, handover, case.home), other)
    term(world, handover, case.home)
    item = hands.all_below(handover, handing_over.ITEMS)[0]
    hands.press(handovers.give, case.home.coordinator, item.id, handing_over.KNOWN)
    handing_over.notice_given(world, handover, to)


def ready_to_move(world: World) -> None:
    case, handover, to = contacted(world)
    handing_over.ready(world, case, handover, to)


def not_arrived(world: World) -> None:
    _, handover, to = contacted(world)
    handing_over.not_arrived(world, handover, to)


def moved(world: World) -> None:
    """Arrived and registered, and the police told of the first home; the handover goes on."""
    case, handover, to = contacted(world)
    handing_over.ready(world, case, handover, to)
    handing_over.arrived(world, handover, to)
    handing_over.registered(world, case, handover, to)
    handing_over.lives_at(world, handover, to, "made up: Havnegade 1")
    handing_over.told(world, handover, to)


def protected(world: World) -> None:
    """Moved and registered, protection of name and address asked for anew; by now elsewhere."""
    case, handover, to = contacted(world)
    handing_over.ready(world, case, handover, to)
    handing_over.arrived(world, handover, to)
    handing_over.registered(world, case, handover, to)
    (running,) = world.hands.of_case(case.id, "address_protection")
    asked = handover_papers.Notice(on=civil_day(world.hands.now), text="made up: asked for anew")
    world.hands.press(protection.ask_anew, to.coordinator, running.id, asked)
    handing_over.lives_at(world, handover, to, "made up: Havnegade 1")
    report = handing_over.told(world, handover, to)
    world.hands.press(residence.acknowledge, to.police, report)
    handing_over.lives_at(world, handover, to, "made up: Torvet 2")


OF_EARLIER: tuple[Life, ...] = (
    moved_twice,
    settled,
    relocated,
    withdrawn_there,
    nominated_from_there,
    lambda world: checked_after_the_move(world, is_called_for=True),
    lambda world: checked_after_the_move(world, is_called_for=False),
)
"""Handed over some months ago."""
OF_NOW: tuple[Life, ...] = (
    moved,
    not_arrived,
    ready_to_move,
    bargaining,
    stopped,
    withdrawn_after_the_move,
    contacted,
    decided_elsewhere,
    approved,
    change_reported,
    asked_to_reconsider,
    upheld,
    only_decided,
    withdrawn_when_asked,
    protected,
)
"""Decided in these weeks."""
