"""A made-up case nominated for permanent relocation, up to the placement that it opens."""

from api.demo.entering import WHY, admitted
from api.demo.staff import Side
from api.demo.world import Case, Waiting, World
from relocation.cases import service as cases
from relocation.nominations import service as nominations
from relocation.nominations.model import Ground, Outcome
from relocation.nominations.papers import Judgement, Question, Request
from relocation.permissions import Role
from scoring.person import Urgency

NEEDED = Judgement(outcome=Outcome.NEEDED_FOR_SAFETY, reasons=WHY)
NOT_NEEDED = Judgement(outcome=Outcome.CAN_BE_MANAGED_OTHERWISE, reasons=WHY)
ASKS = Question(asks_for="made up: the position", reasons="made up: the picture is thin")


def drafted(world: World, case: Case, home: Side, urgency: Urgency | None = None) -> str:
    """A nomination from where the candidate lives, at the draft; gives its id."""
    argued = {Ground.DECISIVE_FOR_SAFETY: "made up: attacked twice"}
    asked = Request(grounds=argued, urgency=urgency or case.who.urgency)
    return world.hands.press(nominations.draft, home.coordinator, case.id, asked).row


def requested(world: World, case: Case, home: Side, urgency: Urgency | None = None) -> str:
    nomination = drafted(world, case, home, urgency)
    world.hands.press(nominations.request, home.coordinator, nomination)
    return nomination


def endorsed(world: World, case: Case, home: Side, urgency: Urgency | None = None) -> str:
    nomination = requested(world, case, home, urgency)
    world.hands.press(nominations.endorse, home.police, nomination, WHY)
    return nomination


def submitted(world: World, case: Case, home: Side, urgency: Urgency | None = None) -> str:
    """With the central unit, whose caseworker stands on the list from now on."""
    nomination, staff, hands = endorsed(world, case, home, urgency), world.staff, world.hands
    hands.name(home.coordinator, case.id, staff.caseworker, Role.CENTRAL_CASEWORKER)
    for decider in staff.deciders:
        hands.name(staff.caseworker, case.id, decider, Role.CENTRAL_DECISION_MAKER)
    hands.press(nominations.submit, home.coordinator, nomination)
    return nomination


def returned(world: World, case: Case) -> str:
    nomination = submitted(world, case, case.home)
    world.hands.press(nominations.return_for_information, world.staff.caseworker, nomination, ASKS)
    return nomination


def judged(
    world: World,
    case: Case,
    home: Side,
    judgement: Judgement = NEEDED,
    urgency: Urgency | None = None,
) -> str:
    """Judged by the caseworker; nobody has confirmed it."""
    nomination = submitted(world, case, home, urgency)
    button = (
        nominations.find_necessary
        if judgement.outcome.is_of_necessity
        else nominations.find_not_necessary
    )
    world.hands.press(button, world.staff.caseworker, nomination, judgement)
    return nomination


def confirmed(
    world: World,
    case: Case,
    home: Side,
    judgement: Judgement = NEEDED,
    urgency: Urgency | None = None,
) -> str:
    """The central unit's answer is there."""
    nomination = judged(world, case, home, judgement, urgency)
    world.hands.press(nominations.confirm, world.staff.deciders[0], nomination, WHY)
    return nomination


def waiting(world: World, case: Case, home: Side) -> str:
    """The move was found necessary, and the case says what the engine asks; the placement's id."""
    nomination = confirmed(world, case, home)
    # After the draft: from then on whoever lives beside the candidate now is its sender.
    described(world, case, home)
    return world.hands.below(nomination, "placement")


def described(world: World, case: Case, home: Side) -> None:
    """Household, needs and milieu, as the engine is told them."""
    hands, who = world.hands, case.who
    hands.press(cases.describe_household, home.coordinator, case.id, who.household)
    hands.press(cases.describe_needs, home.coordinator, case.id, who.needs)
    hands.press(cases.describe_origin, home.police, case.id, who.origin)


def new_waiting(world: World) -> Waiting:
    """Somebody new who waits for a place."""
    case = admitted(world)
    return Waiting(case, waiting(world, case, case.home))
