"""A made-up handover brought to its end, or as far as a life goes."""

from api.demo.entering import CONTACT, PRECAUTIONS, WHY
from api.demo.staff import Side
from api.demo.world import Case, World
from relocation.actor import Actor
from relocation.cases.papers import Signatures
from relocation.deadlines.working_days import civil_day
from relocation.handovers import calls, papers, residence, terms
from relocation.handovers import service as handovers
from relocation.placements import checks
from relocation.placements.candidate import ADULT
from relocation.proceedings.service import account_ref
from relocation.safety import service as safety

FLAT = papers.Wording(
    text="made up: a flat within a month", performed_by=papers.Performer.MUNICIPALITY
)
KNOWN = papers.Knowledge(text=PRECAUTIONS.for_staff)
"""Of the item on precautions nothing else may be said; of the others it says little."""
ITEMS = "knowledge_item"


def term(world: World, handover: str, home: Side) -> str:
    """A term proposed by where the candidate lives."""
    return world.hands.press(terms.propose, home.coordinator, handover, FLAT).row


def briefed(world: World, case: Case, to: Side) -> None:
    """Everybody at the receiver confirms the precautions."""
    _confirm(world, case, to.coordinator, to.police)


def _confirm(world: World, case: Case, *all_: Actor) -> None:
    for who in all_:
        for receipt in world.hands.of_case(case.id, "receipt"):
            if receipt.state == "sent" and receipt.owner == _account(world, case, who):
                world.hands.press(safety.confirm_receipt, who, receipt.id)


def _account(world: World, case: Case, who: Actor) -> str:
    with world.hands.store.transaction() as session:
        return account_ref(session, case.id, who.user)


def name_person(world: World, handover: str, to: Side) -> None:
    contact = world.hands.below(handover, "contact_person")
    world.hands.press(handovers.name_contact_person, to.coordinator, contact, CONTACT)


def ready(world: World, case: Case, handover: str, to: Side) -> None:
    """Precautions and contact person suffice for the move."""
    briefed(world, case, to)
    name_person(world, handover, to)
    world.hands.press(handovers.clear_move, to.coordinator, handover)


def arrived(world: World, handover: str, to: Side) -> None:
    stays = papers.Arrival(day=civil_day(world.hands.now), arrived=True)
    world.hands.press(handovers.confirm_move, to.coordinator, handover, stays)


def not_arrived(world: World, handover: str, to: Side) -> None:
    absent = papers.Arrival(day=civil_day(world.hands.now), arrived=False)
    world.hands.press(handovers.record_non_arrival, to.coordinator, handover, absent)


def hand_over_knowledge(world: World, handover: str, home: Side, to: Side) -> None:
    for item in world.hands.all_below(handover, ITEMS):
        world.hands.press(handovers.give, home.coordinator, item.id, KNOWN)
        world.hands.press(handovers.receive, to.coordinator, item.id)
        world.hands.press(handovers.confirm_item, to.coordinator, item.id)


def signed_anew(world: World, handover: str, to: Side) -> None:
    hands, day = world.hands, civil_day(world.hands.now)
    answers = papers.Mismatches(answers=("made up: none",))
    hands.press(terms.answer_mismatches, to.coordinator, handover, answers)
    both = Signatures(candidate=day, coordinator=day)
    hands.press(handovers.sign, to.coordinator, hands.below(handover, "signature"), both)


def completed(world: World, case: Case, handover: str, home: Side, to: Side) -> None:
    """Every point done, from the contact on; then the receiver is responsible."""
    ready(world, case, handover, to)
    world.hands.press(terms.accept, to.coordinator, term(world, handover, home))
    arrived(world, handover, to)
    signed_anew(world, handover, to)
    hand_over_knowledge(world, handover, home, to)
    world.hands.press(handovers.complete, to.coordinator, handover)


def notice_given(world: World, handover: str, to: Side) -> str:
    """The police give notice; gives the registration's id."""
    hands = world.hands
    registration = hands.below(handover, "registration")
    notice = papers.Notice(on=civil_day(hands.now), text="made up: without fixed abode")
    hands.press(handovers.give_notice, to.police, registration, notice)
    return registration


def registered(world: World, case: Case, handover: str, to: Side) -> None:
    """The municipality has acted on the notice, children who live along included."""
    registration, hands = notice_given(world, handover, to), world.hands
    children = sum(each.age < ADULT for each in case.who.household.members)
    notice = papers.Notice(
        on=civil_day(hands.now), text="made up: without fixed abode", children=children
    )
    hands.press(handovers.register, to.coordinator, registration, notice)


def lives_at(world: World, handover: str, to: Side, address: str) -> None:
    """The person lives there by now; of somebody without fixed abode a report is owed."""
    lives = papers.Address(address=address)
    world.hands.press(handovers.record_address, to.coordinator, handover, lives)


def told(world: World, handover: str, to: Side) -> str:
    """The police are told of the change of residence; gives the report's id."""
    hands = world.hands
    report = hands.below(handover, "residence_report")
    words = papers.ResidenceReport(on=civil_day(hands.now), text="made up: told by telephone")
    hands.press(residence.tell_police, to.coordinator, report, words)
    return report


def settled(world: World, handover: str, home: Side, to: Side) -> None:
    """The receiver confirmed nothing in time: the central unit settles each point (HO-10)."""
    hands, who = world.hands, world.staff.caseworker
    open_terms = [term(world, handover, home), term(world, handover, home)]
    arrived(world, handover, to)
    hands.later(days=45)
    for each, obliges in zip(open_terms, (True, False), strict=True):
        hands.press(terms.mediate, who, each)
        settle = terms.note_as_duty if obliges else terms.leave_out
        hands.press(settle, who, each, papers.Mediation(reasons=WHY, law_obliges=obliges))
    for workflow, close in CLOSED_BY.items():
        for row in hands.all_below(handover, workflow):
            hands.press(close, who, row.id, WHY)
    hands.press(handovers.complete, who, handover)


CLOSED_BY = {
    "signature": handovers.close_signature,
    "contact_person": handovers.close_contact_person,
    ITEMS: handovers.close_item,
}


def reassessed(world: World, case: Case, police: Actor) -> None:
    """The police write a new picture after a change; precautions go out with it."""
    hands = world.hands
    assessment = hands.press(safety.report_change, police, case.id).row
    hands.press(safety.write_assessment, police, assessment, (case.who.picture, PRECAUTIONS))


def called_for(world: World, case: Case, to: Side) -> str:
    """A new picture, on which the central unit calls for a nomination; gives the check's id."""
    reassessed(world, case, to.police)
    (check,) = (x for x in world.hands.of_case(case.id, "place_check") if x.state == "check_due")
    world.hands.press(checks.call_for_nomination, world.staff.caseworker, check.id, WHY)
    return check.id


def answered(world: World, case: Case, to: Side) -> None:
    """Those where the person lives say why none is needed."""
    (call,) = (x for x in world.hands.of_case(case.id, "nomination_call") if x.state == "called")
    world.hands.press(calls.answer_call, to.coordinator, call.id, WHY)


def confirmed_by_all(world: World, case: Case) -> None:
    """Everybody at the candidate's home confirms the newest precautions."""
    _confirm(world, case, case.home.coordinator, case.consultant(world), case.home.police)
