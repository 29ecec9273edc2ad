"""One relocation of a case from wherever the person lives, by whoever is there."""

from dataclasses import dataclass, replace
from typing import Any

from relocation.cases.papers import NamedPerson
from relocation.handovers import papers, terms
from relocation.handovers import service as handovers
from relocation.nominations import service as nominations
from relocation.placements import service as placements
from relocation.safety import service as safety
from tests.relocation.casework.desk import (
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    OTHER_DECIDER,
    POLICE,
    RECEIVER,
    account,
)
from tests.relocation.casework.entering import PICTURE, PRECAUTIONS
from tests.relocation.casework.handing_over import (
    ARRIVED,
    KNOWN,
    PERSON,
    POLICE_THERE,
    SIGNED,
    TERM,
)
from tests.relocation.casework.nominating import NEEDED, REQUEST, WHY
from tests.relocation.casework.placing import CONTACT, FIRST, described, hear, propose

NOTICE = papers.Notice(on=ARRIVED.day, text="without fixed abode")
FLAT = papers.Address(address="Havnegade 1")


@dataclass(frozen=True)
class Side:
    """Where somebody lives: a municipality by its code, its coordinator and the police there."""

    code: str
    coordinator: Any
    police: Any


HOME = Side("0101", COORDINATOR, POLICE)
CHOSEN = Side("0751", RECEIVER, POLICE_THERE)
ELSEWHERE = Side(
    "0851",
    account("receiver-2", "municipality-0851", COORDINATOR.function),
    account("police-2", "police-nordjylland", POLICE.function),
)


def nominate(desk, case, home, request=REQUEST):
    nomination = desk.do(nominations.draft, home.coordinator, case, request).row
    desk.do(nominations.request, home.coordinator, nomination)
    desk.do(nominations.endorse, home.police, nomination, WHY)
    desk.do(nominations.submit, home.coordinator, nomination)
    return nomination


def find_necessary(desk, nomination):
    desk.do(nominations.find_necessary, CASEWORKER, nomination, NEEDED)
    desk.do(nominations.confirm, DECIDER, nomination, WHY)
    return desk.below(nomination, "placement")


def decide(desk, placement, home, to):
    """From the proposal to the approval."""
    desk.later(hours=1)
    if home is HOME:
        described(desk, desk.row(placement).case_id)
    desk.later(minutes=1)
    propose(desk)
    desk.do(placements.release_shortlist, CASEWORKER, placement)
    hear(desk, placement, home.coordinator)
    desk.do(
        placements.decide,
        DECIDER,
        placement,
        replace(FIRST, municipality=to.code, reason_for_deviating=WHY),
    )
    desk.do(placements.approve, OTHER_DECIDER, placement)


def contact(desk, placement, to):
    desk.contact(placement, CONTACT, to.coordinator, to.police)
    return desk.below(placement, "handover")


def arrive(desk, handover, to):
    desk.do(handovers.confirm_move, to.coordinator, handover, ARRIVED)


def arrive_without_fixed_abode(desk, handover, to):
    """On the notice of the police there, who are owed a report of the move from then on."""
    desk.do(handovers.give_notice, to.police, desk.below(handover, "registration"), NOTICE)
    desk.do(handovers.record_address, to.coordinator, handover, FLAT)
    arrive(desk, handover, to)


def agree(desk, handover, home, to):
    """One term, proposed by where the person lives and accepted where it will live."""
    term = desk.do(terms.propose, home.coordinator, handover, TERM).row
    desk.do(terms.accept, to.coordinator, term)


def hand_over_knowledge(desk, handover, home, to):
    for item in [row.id for row in desk.rows("knowledge_item") if row.parent == handover]:
        desk.do(handovers.give, home.coordinator, item, KNOWN)
        desk.do(handovers.receive, to.coordinator, item)
        desk.do(handovers.confirm_item, to.coordinator, item)


def name_person(desk, handover, to, person: NamedPerson = PERSON):
    row = desk.below(handover, "contact_person")
    desk.do(handovers.name_contact_person, to.coordinator, row, person)


def sign_anew(desk, handover, to):
    answers = papers.Mismatches(answers=("none",))
    desk.do(terms.answer_mismatches, to.coordinator, handover, answers)
    desk.do(handovers.sign, to.coordinator, desk.below(handover, "signature"), SIGNED)


def complete(desk, handover, home, to):
    """Every point done by both sides, the arrival, and the end of the handover."""
    agree(desk, handover, home, to)
    hand_over_knowledge(desk, handover, home, to)
    name_person(desk, handover, to)
    sign_anew(desk, handover, to)
    arrive(desk, handover, to)
    desk.do(handovers.complete, to.coordinator, handover)


def settle_centrally(desk, handover):
    """The central unit closes every point that is still missing after the move (HO-10)."""
    for term in [row for row in desk.rows("term") if row.parent == handover]:
        if term.state in {"proposed", "countered"}:
            desk.do(terms.mediate, CASEWORKER, term.id)
            duty = papers.Mediation(reasons=WHY, law_obliges=True)
            desk.do(terms.note_as_duty, CASEWORKER, term.id, duty)
    for workflow, button in CLOSED_BY.items():
        for row in desk.rows(workflow):
            if row.parent == handover and row.state in {"awaited", "unsigned", "given"}:
                desk.do(button, CASEWORKER, row.id, WHY)


CLOSED_BY = {
    "signature": handovers.close_signature,
    "contact_person": handovers.close_contact_person,
    "knowledge_item": handovers.close_item,
}


def assess_anew(desk, case, who):
    """The police write a new picture after a change; precautions go out with it."""
    desk.later(hours=1)
    assessment = desk.do(safety.report_change, who, case).row
    desk.do(safety.write_assessment, who, assessment, (PICTURE, PRECAUTIONS))
