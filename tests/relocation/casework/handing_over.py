"""A handover brought to any state by its buttons."""

from dataclasses import replace

from relocation.cases.papers import NamedPerson, Signatures
from relocation.handovers import papers, terms
from relocation.handovers import service as handovers
from relocation.handovers.papers import Performer, Subject
from relocation.safety import service as safety
from tests.relocation.casework.desk import (
    CASE,
    COORDINATOR,
    MONDAY,
    POLICE,
    POLICE_THERE,
    RECEIVER,
)
from tests.relocation.casework.entering import PICTURE, PRECAUTIONS
from tests.relocation.casework.placing import CONTACT, THERE, approved

TODAY = MONDAY.date()
TERM = papers.Wording(text="a flat within a month", performed_by=Performer.MUNICIPALITY)
ARRIVED = papers.Arrival(day=TODAY, arrived=True)
ABSENT = papers.Arrival(day=TODAY, arrived=False)
SIGNED = Signatures(candidate=TODAY, coordinator=TODAY)
PERSON = NamedPerson(name="Eva", reached_by="telephone")
KNOWN = papers.Knowledge(text=PRECAUTIONS.for_staff)


def opened_from(desk, placement):
    desk.contact(placement, CONTACT, *THERE)
    return desk.below(placement, "handover")


def opened(desk):
    """A handover of a case whose precautions were written before its placement."""
    return opened_from(desk, approved(desk, assessed))


def assessed(desk, *dangerous):
    assessment = desk.do(safety.report_change, COORDINATOR, CASE).row
    picture = replace(PICTURE, dangerous_places=dangerous)
    desk.do(safety.write_assessment, POLICE, assessment, (picture, PRECAUTIONS))


def briefed(desk):
    """Everybody at the receiver confirms the precautions."""
    for who in (RECEIVER, POLICE_THERE):
        for row in desk.rows("receipt"):
            if row.owner == desk.account_ref(who, row.case_id) and row.state == "sent":
                desk.do(safety.confirm_receipt, who, row.id)


def term(desk, handover, wording=TERM):
    return desk.do(terms.propose, COORDINATOR, handover, wording).row


def give_all(desk, handover):
    items = {row.topic: row.id for row in desk.rows("knowledge_item") if row.parent == handover}
    assert set(items) == set(Subject)
    for item in items.values():
        desk.do(handovers.give, COORDINATOR, item, KNOWN)
        desk.do(handovers.receive, RECEIVER, item)
        desk.do(handovers.confirm_item, RECEIVER, item)


def name_person(desk, handover):
    contact = desk.below(handover, "contact_person")
    desk.do(handovers.name_contact_person, RECEIVER, contact, PERSON)


def sign_anew(desk, handover):
    desk.do(terms.answer_mismatches, COORDINATOR, handover, papers.Mismatches(answers=("none",)))
    desk.do(handovers.sign, RECEIVER, desk.below(handover, "signature"), SIGNED)
