"""The agreement and what happens under it: measures, versions, contact person, partners."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import MetaData, func, select

from relocation.access.service import standing
from relocation.audit.model import Purpose
from relocation.cases import papers as written
from relocation.cases import service as cases
from relocation.cases.agreement import Authority, ContactHandover, FollowUp, Measure
from relocation.cases.kinds import AGREEMENT as AGREEMENTS
from relocation.cases.kinds import CONTACT_HANDOVER, CONTACT_PERSON, FOLLOW_UP, ORIGIN
from relocation.documents.service import Question, read
from relocation.errors import StepNotOpen
from relocation.measures import service as measures
from relocation.nominations import service as nominations
from relocation.partners import papers
from relocation.partners import service as partners
from relocation.partners.kinds import BASIS, SHARING
from relocation.wall import let_into_all
from tests.relocation.casework.agreeing import (
    CONSENT,
    SHARED,
    WHY,
    agreed,
    drawn_up,
    measures_of,
    met,
    with_partner,
)
from tests.relocation.casework.desk import COORDINATOR, POLICE, PROBATION
from tests.relocation.casework.entering import (
    AGREEMENT,
    CAN_START,
    CONTACT,
    LEAVES,
    MEASURE,
    MEETING,
    SIGNED,
    STAYS,
    TODAY,
    decided,
    in_course,
    opened,
)
from tests.relocation.casework.nominating import REQUEST, take
from tests.relocation.casework.telling import lacks

LATER = Measure(
    what="a patrol", authority=Authority.POLICE, legal_basis="police act", since=TODAY, until=TODAY
)
TWO = replace(AGREEMENT, measures=(MEASURE, LATER))
ANOTHER = written.NamedPerson(name="Ida", reached_by="telephone")
HANDED_ON = ContactHandover(handed_on="whom to ring at night", on=TODAY)
DONE = written.Ending(reasons="the year is over")


def versions(desk, case, who, kind):
    """Every version of a kind that somebody reads, the oldest first."""
    with desk.store.transaction() as session:
        stands = standing(session, who, case, desk.now)
        asks = Question((kind,), Purpose.CASEWORK, every_version=True)
        return [each.content for each in read(session, who, stands, asks, desk.now)]


def kinds_told(desk, case):
    return [kind for kind, subject in desk.messages() if subject == case]


@pytest.mark.rule("WF-10")
def test_no_agreement_is_drawn_up_before_it_is_answered_with_reasons_whether_the_candidate_moves(
    desk,
):
    case = met(desk)
    draw_up = (cases.draw_up_agreement, COORDINATOR, case, AGREEMENT)
    assert lacks(desk, *draw_up) == {"relocation_answered"}
    blank = replace(STAYS, reasons=" ")
    assert lacks(desk, cases.answer_relocation, COORDINATOR, case, blank) == {"reasons"}
    nomination = desk.do(nominations.draft, COORDINATOR, case, REQUEST).row
    for step in ("request", "endorse"):
        take(desk, nomination, step)
    assert lacks(desk, *draw_up) == {"relocation_answered"}
    take(desk, nomination, "submit")
    desk.do(*draw_up)


@pytest.mark.rule("WF-12")
def test_a_signed_agreement_is_told_to_nec_and_the_exit_unit_and_begins_the_programme(desk):
    case = drawn_up(desk)
    told = ("exit_unit_told_of_agreement", "nec_told_of_agreement")
    assert [each for each in kinds_told(desk, case) if each in told] == []
    assert desk.do(cases.sign_agreement, COORDINATOR, case, SIGNED).state == "in_course"
    assert [each for each in kinds_told(desk, case) if each in told] == [*told]
    (read_by_the_police,) = versions(desk, case, POLICE, AGREEMENTS)
    assert read_by_the_police["course"] == AGREEMENT.course


@pytest.mark.rule("WF-12")
@pytest.mark.slow
def test_nec_is_told_of_every_visitation_change_and_end_and_never_of_whoever_came_to_none(desk):
    case, never = in_course(desk), opened(desk)
    longer = written.CourseChange(until=TODAY + timedelta(days=400), reasons="a new job")
    desk.do(cases.extend, COORDINATOR, case, longer)
    desk.do(cases.draw_up_agreement, COORDINATOR, case, TWO)
    desk.do(cases.sign_new_version, COORDINATOR, case, SIGNED)
    desk.do(cases.complete, COORDINATOR, case, DONE)
    desk.do(cases.withdraw, COORDINATOR, never, LEAVES)
    nec = [each for each in kinds_told(desk, case) if each.startswith("nec_")]
    assert nec == [
        *["nec_told_of_agreement"] * 2, "nec_told_of_change", "nec_told_of_end",
        *["nec_told_of_visitation"] * 2,
    ]  # fmt: skip
    assert [each for each in kinds_told(desk, never) if each.startswith("nec_")] == []


def counts(desk):
    """How many rows each table has."""
    with desk.store.database.begin() as connection:
        let_into_all(connection)
        tables = MetaData()
        tables.reflect(connection)
        return {
            table.name: connection.scalar(select(func.count()).select_from(table))
            for table in tables.sorted_tables
        }


@pytest.mark.rule("WF-13")
def test_enrolment_writes_in_the_persons_own_case_and_nothing_of_a_milieu(desk):
    case = drawn_up(desk)
    before = counts(desk)
    desk.do(cases.sign_agreement, COORDINATOR, case, SIGNED)
    grown = {name for name, count in counts(desk).items() if count != before[name]}
    assert grown == {
        "audit_lines", "documents", "kept_answers", "outbox_messages", "proceedings",
        "taken_steps",
    }  # fmt: skip
    with desk.store.transaction() as session:
        stands = standing(session, POLICE, case, desk.now)
        asks = Question((ORIGIN,), Purpose.CASEWORK)
        assert read(session, POLICE, stands, asks, desk.now) == ()


@pytest.mark.rule("WF-14")
def test_every_measure_has_authority_legal_basis_time_frame_and_status(desk):
    case = met(desk)
    desk.do(cases.answer_relocation, COORDINATOR, case, STAYS)
    for wrong in (
        replace(LATER, legal_basis=" "),
        replace(LATER, until=TODAY - timedelta(days=1)),
        replace(LATER, what=""),
    ):
        desk.do(cases.draw_up_agreement, COORDINATOR, case, replace(TWO, measures=(MEASURE, wrong)))
        assert lacks(desk, cases.sign_agreement, COORDINATOR, case, SIGNED) == {"agreement"}
    desk.do(cases.draw_up_agreement, COORDINATOR, case, TWO)
    desk.do(cases.sign_agreement, COORDINATOR, case, SIGNED)
    job, patrol = measures_of(desk)
    assert [job.state, patrol.state] == ["planned", "planned"]
    assert lacks(desk, measures.start, COORDINATOR, patrol.id) == {"own_authority"}
    assert desk.do(measures.start, POLICE, patrol.id).state == "under_way"
    assert desk.do(measures.end, COORDINATOR, job.id, WHY).state == "ended"


@pytest.mark.rule("WF-14")
def test_the_coordinator_follows_up_judges_the_requirements_and_extends_a_measure(desk):
    case = agreed(desk)
    (measure,) = (row.id for row in measures_of(desk))
    desk.do(measures.start, COORDINATOR, measure)
    found = FollowUp(on=TODAY, account="at work each day", requirements_are_met=False)
    unsaid = replace(found, account=" ")
    assert lacks(desk, cases.follow_up, COORDINATOR, case, unsaid) == {"followed_up"}
    assert desk.do(cases.follow_up, COORDINATOR, case, found).state == "in_course"
    assert desk.kept(case, case, FOLLOW_UP) == found
    longer = written.CourseChange(until=MEASURE.until + timedelta(days=90), reasons=" ")
    assert lacks(desk, measures.extend_measure, COORDINATOR, measure, longer) == {"reasons"}
    reasoned = replace(longer, reasons="not there yet")
    assert desk.do(measures.extend_measure, COORDINATOR, measure, reasoned).state == "under_way"


@pytest.mark.rule("WF-21")
def test_an_agreement_says_course_measures_requirements_and_what_a_relapse_means(desk):
    case = drawn_up(desk)
    for without in (
        {"course": " "}, {"can_start": {}}, {"measures": ()}, {"requirements": ()},
        {"requirements": ("",)}, {"relapse": ""},
    ):  # fmt: skip
        desk.do(cases.draw_up_agreement, COORDINATOR, case, replace(AGREEMENT, **without))
        assert lacks(desk, cases.sign_agreement, COORDINATOR, case, SIGNED) == {"agreement"}
    desk.do(cases.draw_up_agreement, COORDINATOR, case, AGREEMENT)
    desk.do(cases.sign_agreement, COORDINATOR, case, SIGNED)
    assert desk.kept(case, case, AGREEMENTS) == AGREEMENT


@pytest.mark.rule("WF-21")
def test_what_each_authority_could_start_stands_apart_from_what_is_started(desk):
    case = agreed(desk)
    (told,) = versions(desk, case, COORDINATOR, AGREEMENTS)
    assert told["can_start"] == {of: [*offers] for of, offers in CAN_START.items()}
    assert [each["what"] for each in told["measures"]] == ["a job"]
    assert len(measures_of(desk)) == 1


@pytest.mark.rule("WF-21")
def test_a_later_measure_counts_from_a_new_signed_version_which_drops_none_of_the_earlier(desk):
    case = agreed(desk)
    sign = (cases.sign_new_version, COORDINATOR, case, SIGNED)
    assert lacks(desk, *sign) == {"new_version"}
    desk.do(cases.draw_up_agreement, COORDINATOR, case, replace(AGREEMENT, measures=(LATER,)))
    assert lacks(desk, *sign) == {"measures_kept"}
    desk.do(cases.draw_up_agreement, COORDINATOR, case, TWO)
    assert len(measures_of(desk)) == 1
    desk.do(*sign)
    assert [row.topic for row in measures_of(desk)] == ["1", "2"]
    counted = [len(each["measures"]) for each in versions(desk, case, COORDINATOR, AGREEMENTS)]
    assert counted == [1, 1, 2]


@pytest.mark.rule("WF-22")
def test_a_contact_person_is_handed_on_with_what_was_known_and_the_earlier_one_stays(desk):
    case = agreed(desk)
    change = (cases.hand_on_contact_person, POLICE, case)
    nothing = (ANOTHER, replace(HANDED_ON, handed_on=" "))
    assert lacks(desk, *change, nothing) == {"handed_on"}
    desk.do(*change, (ANOTHER, HANDED_ON))
    names = [each["name"] for each in versions(desk, case, COORDINATOR, CONTACT_PERSON)]
    assert names == [CONTACT.name, ANOTHER.name]
    assert desk.kept(case, case, CONTACT_HANDOVER) == HANDED_ON
    first = replace(CONTACT, name=" ")
    lacking = lacks(desk, cases.name_contact_person, COORDINATOR, case, first)
    assert lacking == {"contact_person", "first_contact_person"}


@pytest.mark.rule("WF-22")
def test_a_contact_person_who_was_named_is_not_overwritten_by_naming_another(desk):
    case = decided(desk)
    desk.do(cases.name_contact_person, COORDINATOR, case, CONTACT)
    again = (cases.name_contact_person, COORDINATOR, case, ANOTHER)
    assert lacks(desk, *again) == {"first_contact_person"}
    desk.do(cases.hold_meeting, COORDINATOR, case, MEETING)
    desk.do(cases.admit, COORDINATOR, case)
    (told,) = versions(desk, case, POLICE, CONTACT_PERSON)
    assert told["name"] == CONTACT.name


@pytest.mark.rule("WF-23")
@pytest.mark.parametrize(
    ("basis", "is_lawful"),
    [
        (CONSENT, True),
        (replace(CONSENT, consented=None, legal_basis="the social services act"), True),
        (replace(CONSENT, consented=None), False),
        (replace(CONSENT, consented=TODAY + timedelta(days=1)), False),
    ],
    ids=["consent", "law", "neither", "later"],
)
def test_a_partner_takes_part_on_consent_or_another_legal_basis_on_record(desk, basis, is_lawful):
    case = met(desk)
    partner = desk.do(partners.name_partner, COORDINATOR, case, basis).row
    if is_lawful:
        assert desk.do(partners.take_part, COORDINATOR, partner).state == "taking_part"
        assert desk.kept(case, partner, BASIS) == basis
    else:
        assert lacks(desk, partners.take_part, COORDINATOR, partner) == {"basis"}


@pytest.mark.rule("WF-23")
def test_what_was_shared_with_whom_and_why_it_was_lawful_is_on_record_until_the_partner_leaves(
    desk,
):
    case = met(desk)
    partner = with_partner(desk, case)
    for wrong in ({"what": " "}, {"basis": ""}, {"on": TODAY + timedelta(days=1)}):
        pressed = (partners.share, COORDINATOR, partner, replace(SHARED, **wrong))
        assert lacks(desk, *pressed) == {"shared"}
    desk.do(partners.share, COORDINATOR, partner, SHARED)
    assert desk.kept(case, partner, SHARING) == SHARED
    (told,) = versions(desk, case, PROBATION, SHARING)
    assert told == {"what": SHARED.what, "basis": SHARED.basis, "on": str(SHARED.on)}
    assert lacks(desk, partners.stop, COORDINATOR, partner, " ") == {"reasons"}
    desk.do(partners.stop, COORDINATOR, partner, "the consent was taken back")
    with pytest.raises(StepNotOpen):
        desk.do(partners.share, COORDINATOR, partner, SHARED)


def test_nobody_becomes_a_partner_in_a_case_that_has_ended(desk):
    case = met(desk)
    desk.stands(case, "withdrawn")
    with pytest.raises(StepNotOpen):
        desk.do(partners.name_partner, COORDINATOR, case, papers.Basis(partner="a club"))
