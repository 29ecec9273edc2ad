"""A made-up case brought towards its programme, button by button."""

from datetime import timedelta

from api.demo.world import Case, World
from relocation.cases import excluding, inquiries, papers
from relocation.cases import service as cases
from relocation.cases.agreement import Agreement, Authority, Measure
from relocation.cases.eligibility import Exclusion, ExclusionGround
from relocation.cases.model import Crime, Criterion, RelocationAnswer
from relocation.deadlines.working_days import civil_day
from relocation.permissions import Role

WHY = "made up: as the inquiries say"
PRECAUTIONS = papers.Precautions(for_candidate="made up: stay in", for_staff="made up: in pairs")
FORM = papers.ClarificationForm(
    picture="made up: tired of it", own_needs="made up: work", premises_explained=True,
    motivation_is_real=True, is_in_target_group=True,
)  # fmt: skip
ANSWERS = papers.MunicipalAnswers(
    centres=dict.fromkeys(papers.Centre, "made up: no case"), employment="made up: none",
    means_of_support="made up: aid", housing="made up: a flat",
)  # fmt: skip
MET = papers.Judged(is_met=True, degree="made up: clearly", reasons=WHY)
CONTACT = papers.NamedPerson(name="Made-up contact person", reached_by="made up: telephone")
INQUIRIES = ("police_inquiry", "municipal_inquiry")
MEASURE = timedelta(days=240)
"""How long a made-up measure lasts."""


def drafted(world: World) -> Case:
    """A new case, with everybody of the local and the central unit on its list."""
    who, staff, hands = next(world.coming), world.staff, world.hands
    home = staff.sides[who.home]
    referral = papers.Referral(channel=papers.Channel.THE_PERSON, account="made up: wants out")
    with hands.store.transaction() as session:
        moved = cases.draft(session, home.coordinator, who.identity, referral, hands.pressed(0))
    case = Case(moved.row, who, home)
    hands.name(home.coordinator, case.id, home.police, Role.POLICE_SENDER)
    return case


def referred(world: World) -> Case:
    case = drafted(world)
    world.hands.press(cases.refer, case.home.coordinator, case.id)
    return case


def sent_on(world: World, *, is_under_18: bool) -> Case:
    """Situational crime, which others deal with."""
    case = referred(world)
    screened = papers.Screening(crime=Crime.SITUATIONAL, is_under_18=is_under_18, reasons=WHY)
    world.hands.press(cases.screen, case.home.coordinator, case.id, screened)
    button = cases.send_to_ssp_nu if is_under_18 else cases.send_to_ksp
    world.hands.press(button, case.home.coordinator, case.id)
    return case


def screened_in(world: World) -> Case:
    case = referred(world)
    screening = papers.Screening(crime=Crime.ORGANISED, is_under_18=False, reasons=WHY)
    world.hands.press(cases.screen, case.home.coordinator, case.id, screening)
    world.hands.press(cases.screen_in, case.home.police, case.id)
    return case


def pre_visited(world: World) -> Case:
    case = screened_in(world)
    world.hands.press(cases.pre_visit, case.home.coordinator, case.id, "made up: worth a look")
    return case


def asked(world: World) -> Case:
    """Both inquiries are asked for."""
    case, hands = pre_visited(world), world.hands
    police, municipal = (hands.below(case.id, name) for name in INQUIRIES)
    hands.press(inquiries.ask_police, case.home.coordinator, police)
    hands.press(inquiries.ask_centres, case.home.coordinator, municipal)
    return case


def inquired(world: World, *, releases: bool = True) -> Case:
    """Both inquiries are on record, and what may be said of them released."""
    case, hands = asked(world), world.hands
    police, municipal = (hands.below(case.id, name) for name in INQUIRIES)
    findings = papers.PoliceFindings(
        crime_picture="made up: charges", sincerity="made up: sincere", is_eligible=True
    )
    found = (findings, case.who.picture, PRECAUTIONS)
    hands.press(inquiries.record_answers, case.home.coordinator, municipal, ANSWERS)
    hands.press(inquiries.record_findings, case.home.police, police, found)
    if releases:
        text = "made up: you are known to us"
        hands.press(inquiries.release_for_interview, case.home.police, police, text)
    return case


def interviewed(world: World) -> Case:
    case = inquired(world)
    world.hands.press(cases.hold_interview, case.home.coordinator, case.id, FORM)
    return case


def not_eligible(world: World) -> Case:
    """Two find so, each with a ground of its own; it is looked at anew when the policy says."""
    case, hands = interviewed(world), world.hands
    ground = Exclusion(ground=ExclusionGround.ILLNESS, reasons=WHY)
    for who in (case.home.coordinator, case.home.police):
        hands.press(excluding.write_exclusion, who, case.id, ground)
    hands.press(excluding.find_not_eligible, case.home.police, case.id)
    return case


def visited(world: World) -> Case:
    """Two recommend and the police decide."""
    case, hands = interviewed(world), world.hands
    consultant = case.consultant(world)
    hands.name(case.home.coordinator, case.id, consultant, Role.MUNI_SENDER)
    hands.press(cases.recommend_as_coordinator, case.home.coordinator, case.id, WHY)
    hands.press(cases.recommend_as_consultant, consultant, case.id, WHY)
    visitation = papers.Visitation(criteria=dict.fromkeys(Criterion, MET))
    hands.press(cases.decide_visitation, case.home.police, case.id, visitation)
    return case


def admitted(world: World) -> Case:
    case, hands = visited(world), world.hands
    held = papers.Meeting(held=civil_day(hands.now), police_coordinator_was_summoned=True)
    hands.press(cases.hold_meeting, case.home.coordinator, case.id, held)
    hands.press(cases.name_contact_person, case.home.coordinator, case.id, CONTACT)
    hands.press(cases.admit, case.home.coordinator, case.id)
    return case


def stays(world: World, case: Case) -> None:
    """Nobody finds that a permanent relocation is needed."""
    answer = papers.AnswerOnRelocation(answer=RelocationAnswer.NOT_NEEDED, reasons=WHY)
    world.hands.press(cases.answer_relocation, case.home.coordinator, case.id, answer)


def agreed(world: World, case: Case) -> None:
    """The agreement is drawn up and signed."""
    hands, who = world.hands, case.home.coordinator
    day = civil_day(hands.now)
    measure = Measure(
        what="made up: a job", authority=Authority.MUNICIPALITY, legal_basis="made up: the act",
        since=day, until=civil_day(hands.now + MEASURE),
    )  # fmt: skip
    agreement = Agreement(
        course="made up: a year", measures=(measure,), requirements=("made up: no contact",),
        can_start={Authority.MUNICIPALITY: ("made up: a job",)}, relapse="made up: it may lapse",
    )  # fmt: skip
    hands.press(cases.draw_up_agreement, who, case.id, agreement)
    hands.press(
        cases.sign_agreement, who, case.id, papers.Signatures(candidate=day, coordinator=day)
    )


def in_course(world: World) -> Case:
    case = admitted(world)
    stays(world, case)
    agreed(world, case)
    return case
