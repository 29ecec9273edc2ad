"""What happens seldom and must be right all the same: each told here alone."""

from dataclasses import replace

import pytest

from relocation.cases import service as cases
from relocation.cases.kinds import PICTURE as PICTURES
from relocation.cases.papers import Ending
from relocation.errors import Missing, NotFound
from relocation.handovers import terms
from relocation.handovers.papers import Performer
from relocation.jobs.service import run_due
from relocation.nominations import service as nominations
from relocation.placements import service as placements
from relocation.safety import service as safety
from tests.relocation.casework.buttons import HANDED_ON
from tests.relocation.casework.desk import CASE, CASEWORKER, COORDINATOR, DECIDER, POLICE, RECEIVER
from tests.relocation.casework.entering import (
    CONTACT,
    ORGANISED,
    PICTURE,
    PRECAUTIONS,
    decided,
    in_course,
)
from tests.relocation.casework.entering import opened as opened_case
from tests.relocation.casework.handing_over import POLICE_THERE, TERM, opened, term
from tests.relocation.casework.nominating import (
    ACUTE,
    NOT_NEEDED,
    REQUEST,
    TO_SUBMITTED,
    WHY,
    brought,
    drafted,
    take,
)
from tests.relocation.casework.placing import approved, propose
from tests.relocation.casework.telling import lacks
from tests.relocation.casework.test_erasing import DONE
from tests.relocation.casework.waiting import is_in, waits

WORSE = replace(PICTURE, account="an attack this morning")


def reassessed(desk, picture=PICTURE):
    """The police write a picture after a change; its id."""
    assessment = desk.do(safety.report_change, COORDINATOR, CASE).row
    desk.do(safety.write_assessment, POLICE, assessment, (picture, PRECAUTIONS))
    return assessment


@pytest.mark.rule("RE-16", "WF-19")
def test_a_new_assessment_counts_as_the_newer_one_also_where_the_clock_stepped_back(desk):
    desk.open_case()
    first = reassessed(desk)
    desk.later(hours=-3)
    second = reassessed(desk, WORSE)
    assert [desk.row(each).state for each in (first, second)] == ["superseded", "staff_informed"]
    assert desk.kept(CASE, None, PICTURES) == WORSE


@pytest.mark.rule("RE-16", "REL-9")
@pytest.mark.slow
def test_a_decision_is_opened_by_what_came_after_it_also_where_the_clock_stepped_back(desk):
    placement = approved(desk)
    desk.later(hours=-3)
    reassessed(desk)
    assert desk.row(placement).state == "reopened"


@pytest.mark.rule("REL-9")
@pytest.mark.slow
def test_an_upheld_decision_is_not_opened_again_by_the_change_that_it_was_upheld_after(desk):
    placement = approved(desk)
    desk.later(hours=1)
    reassessed(desk)
    desk.later(hours=1)
    desk.do(placements.uphold, DECIDER, placement, WHY)
    assert "reopen" not in run_due(desk.store, desk.now).done
    assert desk.row(placement).state == "decided"
    reassessed(desk)
    assert desk.row(placement).state == "reopened"


@pytest.mark.rule("REL-11", "SC-8")
def test_a_round_whose_only_case_says_too_little_names_what_it_lacks(desk):
    placement = waits(desk, picture=replace(PICTURE, threat_level=None))
    found = propose(desk)
    assert (found.moved, found.lacking) == ({}, {placement: ("safety_picture.threat_level",)})
    is_in(desk, placement, "proposed")
    with pytest.raises(Missing, match="proposal made with the facts"):
        desk.do(placements.withhold_shortlist, CASEWORKER, placement, WHY)


def test_a_round_in_which_nobody_waits_is_not_there(desk):
    desk.open_case()
    with pytest.raises(NotFound):
        propose(desk)


@pytest.mark.rule("HO-2")
@pytest.mark.slow
def test_nobody_counters_a_term_by_naming_itself_as_who_performs_it(desk):
    agreed = term(desk, opened(desk))
    own = replace(TERM, performed_by=Performer.POLICE, reasons=WHY)
    with pytest.raises(Missing) as refused:
        desk.do(terms.counter, POLICE_THERE, agreed, own)
    assert set(refused.value.needs) == {"performs_it"}
    assert desk.do(terms.counter, RECEIVER, agreed, own).state == "countered"


@pytest.mark.rule("REL-12")
def test_a_course_that_ended_closes_once_the_last_answer_on_a_nomination_is_no(desk):
    case = in_course(desk)
    nomination = drafted(desk, case=case)
    for step in TO_SUBMITTED:
        take(desk, nomination, step)
    desk.do(nominations.find_not_necessary, CASEWORKER, nomination, NOT_NEEDED)
    desk.do(cases.complete, COORDINATOR, case, DONE)
    assert desk.row(case).state == "completed"
    take(desk, nomination, "confirm")
    assert desk.row(case).state == "closed"


@pytest.mark.rule("REL-10")
def test_an_urgency_written_anew_moves_the_due_date_and_asks_for_the_review(desk):
    nomination = brought(desk, "request", request=REQUEST)
    standard = desk.row(nomination).due
    desk.do(nominations.revise, COORDINATOR, nomination, ACUTE)
    assert desk.row(nomination).due < standard
    for step in ("endorse", "submit", "find_necessary", "confirm"):
        take(desk, nomination, step)
    assert [each.state for each in desk.rows("acute_review")] == ["review_due"]


@pytest.mark.rule("WF-22")
def test_nobody_is_handed_on_before_a_first_contact_person_is_named_who_then_is_not_overwritten(
    desk,
):
    case = decided(desk)
    told = CONTACT, HANDED_ON
    assert lacks(desk, cases.hand_on_contact_person, COORDINATOR, case, told) == {"handed_on"}
    desk.do(cases.name_contact_person, COORDINATOR, case, CONTACT)
    desk.do(cases.hand_on_contact_person, COORDINATOR, case, told)
    named = lacks(desk, cases.name_contact_person, COORDINATOR, case, CONTACT)
    assert named == {"first_contact_person"}


@pytest.mark.rule("WF-3")
def test_a_first_look_in_which_nothing_stands_is_none(desk):
    case = opened_case(desk)
    desk.do(cases.refer, COORDINATOR, case)
    desk.do(cases.screen, COORDINATOR, case, ORGANISED)
    desk.do(cases.screen_in, POLICE, case)
    assert lacks(desk, cases.pre_visit, COORDINATOR, case, " ") == {"first_look"}


@pytest.mark.rule("WF-17")
def test_a_requirement_without_a_word_is_none_that_was_disregarded(desk):
    case = in_course(desk)
    ending = Ending(reasons=WHY, disregarded=(" ",))
    assert lacks(desk, cases.let_lapse, COORDINATOR, case, ending) == {"disregarded"}
