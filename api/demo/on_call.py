"""Lives in which it changes who works on a case: a colleague for a while, and emergencies."""

from api.demo import entering
from api.demo.entering import WHY
from api.demo.world import Case, World
from relocation.actor import Actor
from relocation.keys.pseudonyms import handle
from relocation.permissions import Role
from relocation.staffing import leaving
from relocation.staffing import service as staffing
from relocation.staffing.model import Whom
from relocation.store import keys_of


def colleague_for_a_while(world: World) -> None:
    """Somebody stood in, and was taken off the list again."""
    case = entering.referred(world)
    who, stands_in = case.home.coordinator, case.consultant(world)
    world.hands.name(who, case.id, stands_in, Role.MUNI_SENDER)
    world.hands.press(leaving.take_off, who, case.id, Whom(stands_in.user, WHY))


def kin_kept_out(world: World) -> None:
    """Somebody of the municipality is of the candidate's family, and is kept out of the case."""
    case = entering.referred(world)
    kin = Whom(case.consultant(world).user, "made up: a cousin of the candidate")
    world.hands.press(leaving.deny, case.home.coordinator, case.id, kin)


def kept_out_by_mistake(world: World) -> None:
    """It was a namesake, and may be named again."""
    case = entering.referred(world)
    namesake = Whom(case.consultant(world).user, WHY)
    for button in (leaving.deny, leaving.lift):
        world.hands.press(button, case.home.coordinator, case.id, namesake)


def left_without_a_word(world: World) -> None:
    """The police on call open a case, and nobody takes responsibility for it."""
    case = entering.screened_in(world)
    _broken(world, case, world.staff.on_call[case.home.police.organisation])


def vouched_for(world: World) -> None:
    """The consultant opens a case at night, and the police take responsibility."""
    case = entering.referred(world)
    glass = _broken(world, case, case.consultant(world))
    world.hands.press(staffing.countersign, case.home.police, glass, WHY)


def just_opened(world: World) -> None:
    """The consultant opened a case, and the hours for a countersignature are running."""
    case = entering.referred(world)
    _broken(world, case, case.consultant(world))


def _broken(world: World, case: Case, who: Actor) -> str:
    """Open a case in an emergency; gives the id of that."""
    hands = world.hands
    with hands.store.transaction() as session:
        own = handle(keys_of(session), who.organisation, case.id)
        return staffing.break_glass(session, who, own, WHY, hands.pressed(0)).row
