"""A case brought towards a programme by its buttons, with what each of them needs."""

from dataclasses import replace
from datetime import timedelta

from relocation.actor import Qualification
from relocation.cases import agreement, inquiries
from relocation.cases import papers as written
from relocation.cases import service as cases
from relocation.cases.model import Crime, Criterion, RelocationAnswer
from relocation.permissions import Role
from tests.relocation.casework.desk import (
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    MONDAY,
    POLICE,
    PROBATION,
    account,
)

CONSULTANT = account(
    "consultant", "municipality-0101", COORDINATOR.function, Qualification.PREVENTION_CONSULTANT
)
TODAY = MONDAY.date()
IDENTITY = written.Identity(
    name="Kim Madsen", cpr="3102900000", address="Vej 1", municipality="0101"
)
REFERRAL = written.Referral(channel=written.Channel.THE_PERSON, account="wants out")
ORGANISED = written.Screening(crime=Crime.ORGANISED, is_under_18=False, reasons="the group")
FINDINGS = written.PoliceFindings(
    crime_picture="three charges", sincerity="seems sincere", is_eligible=True
)
PICTURE = written.Picture(
    account="threats", enemies=("a rival",), dangerous_places=("0153",),
    is_threatened=True, allows=True, threat_level=3, place_left="0101",
)  # fmt: skip
PRECAUTIONS = written.Precautions(for_candidate="stay in", for_staff="go in pairs")
FOUND = (FINDINGS, PICTURE, PRECAUTIONS)
ANSWERS = written.MunicipalAnswers(
    centres=dict.fromkeys(written.Centre, "no case under way"),
    employment="none", means_of_support="aid", housing="a flat",
)  # fmt: skip
FORM = written.ClarificationForm(
    picture="tired", own_needs="a job", premises_explained=True,
    motivation_is_real=True, is_in_target_group=True,
)  # fmt: skip
MET = written.Judged(is_met=True, degree="clearly", reasons="as the inquiries say")
VISITATION = written.Visitation(criteria=dict.fromkeys(Criterion, MET))
MEETING = written.Meeting(held=TODAY, police_coordinator_was_summoned=True)
CONTACT = written.NamedPerson(name="Bo", reached_by="telephone")
STAYS = written.AnswerOnRelocation(answer=RelocationAnswer.NOT_NEEDED, reasons="safe enough here")
MEASURE = agreement.Measure(
    what="a job",
    authority=agreement.Authority.MUNICIPALITY,
    legal_basis="the act",
    since=TODAY,
    until=TODAY + timedelta(days=200),
)
CAN_START = {
    agreement.Authority.MUNICIPALITY: ("a job", "a flat"),
    agreement.Authority.PROBATION: ("a mentor",),
}
AGREEMENT = agreement.Agreement(
    course="a year", can_start=CAN_START, measures=(MEASURE,),
    requirements=("no contact",), relapse="it may lapse",
)  # fmt: skip
SIGNED = written.Signatures(candidate=TODAY, coordinator=TODAY)
LEAVES = written.CandidatesWord(said="I stop", on=TODAY)


def opened(desk):
    """A new case with everybody of the local and the central unit on its list; nobody's double."""
    person = replace(IDENTITY, cpr=f"{int(IDENTITY.cpr) + len(desk.rows('case')):010}")
    with desk.store.transaction() as session:
        case = cases.draft(session, COORDINATOR, person, REFERRAL, desk.press(0)).row
    desk.join(POLICE, Role.POLICE_SENDER, case)
    desk.join(CONSULTANT, Role.MUNI_SENDER, case)
    desk.join(PROBATION, Role.PROBATION_PARTY, case)
    desk.join(CASEWORKER, Role.CENTRAL_CASEWORKER, case)
    desk.join(DECIDER, Role.CENTRAL_DECISION_MAKER, case)
    return case


def pre_visited(desk, screening=ORGANISED):
    case = opened(desk)
    desk.do(cases.refer, COORDINATOR, case)
    desk.do(cases.screen, COORDINATOR, case, screening)
    desk.do(cases.screen_in, POLICE, case)
    desk.do(cases.pre_visit, COORDINATOR, case, "worth a look")
    return case


def inquiries_of(desk, case):
    (police,) = (row for row in desk.rows("police_inquiry") if row.case_id == case)
    (municipal,) = (row for row in desk.rows("municipal_inquiry") if row.case_id == case)
    return police.id, municipal.id


def inquired(desk, found=FOUND):
    return inquire(desk, pre_visited(desk), found)


def inquire(desk, case, found=FOUND):
    police, municipal = inquiries_of(desk, case)
    desk.do(inquiries.ask_police, COORDINATOR, police)
    desk.do(inquiries.ask_centres, COORDINATOR, municipal)
    desk.do(inquiries.record_answers, COORDINATOR, municipal, ANSWERS)
    desk.do(inquiries.record_findings, POLICE, police, found)
    desk.do(inquiries.release_for_interview, POLICE, police, "you are known to us")
    return case


def interviewed(desk, found=FOUND):
    return interview(desk, inquired(desk, found))


def interview(desk, case):
    desk.do(cases.hold_interview, COORDINATOR, case, FORM)
    return case


def decided(desk):
    return decide(desk, interviewed(desk))


def decide(desk, case):
    desk.do(cases.recommend_as_coordinator, COORDINATOR, case, "motivated")
    desk.do(cases.recommend_as_consultant, CONSULTANT, case, "motivated")
    desk.do(cases.decide_visitation, POLICE, case, VISITATION)
    return case


def admitted(desk):
    return admit(desk, decided(desk))


def admit(desk, case):
    desk.do(cases.hold_meeting, COORDINATOR, case, MEETING)
    desk.do(cases.name_contact_person, COORDINATOR, case, CONTACT)
    desk.do(cases.admit, COORDINATOR, case)
    return case


def in_course(desk):
    case = admitted(desk)
    desk.do(cases.answer_relocation, COORDINATOR, case, STAYS)
    desk.do(cases.draw_up_agreement, COORDINATOR, case, AGREEMENT)
    desk.do(cases.sign_agreement, COORDINATOR, case, SIGNED)
    return case
