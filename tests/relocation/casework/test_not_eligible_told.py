"""Not eligible: whatever the ground, everybody but its authors is told the same, to the byte."""

from dataclasses import replace
from datetime import date

import pytest

from relocation.access.service import standing
from relocation.audit.model import Purpose
from relocation.cases import excluding
from relocation.cases import service as cases
from relocation.cases.eligibility import Exclusion, ExclusionGround, NotEligible
from relocation.cases.kinds import EXCLUSION, NOT_ELIGIBLE, POLICE_FINDINGS, REFERRAL
from relocation.cases.steps import BEFORE_AGREEMENT
from relocation.documents.service import Question, read
from relocation.documents.table import kinds
from relocation.errors import RelocationError
from relocation.permissions import Role, Stage
from relocation.proceedings.service import changed_since
from tests.relocation.casework.desk import (
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    POLICE,
    PROBATION,
    ROLES,
)
from tests.relocation.casework.entering import CONSULTANT, FINDINGS, FORM
from tests.relocation.casework.entering import REFERRAL as REFERRED
from tests.relocation.casework.telling import lacks

OTHERS = (CONSULTANT, PROBATION, CASEWORKER, DECIDER)
"""Everybody on the list but the two authors."""
GROUNDS = tuple(ExclusionGround)


def interviewed(desk, number, ground, state="interviewed"):
    """A case whose interview was held, by no steps; the police found so or found nothing."""
    stage = Stage.ENROLLED if state == "admitted" else Stage.REFERRED
    case = desk.open_case(f"{number:032x}", stage, {**ROLES, CONSULTANT: Role.MUNI_SENDER})
    desk.stands(case, state)
    desk.write(case, REFERRAL, REFERRED)
    of_the_police = ground is ExclusionGround.SHARED_OUTCOME
    desk.write(case, POLICE_FINDINGS, replace(FINDINGS, is_eligible=not of_the_police))
    return case


def excluded(desk, number, ground, state):
    case = interviewed(desk, number, ground, state)
    find(desk, case, Exclusion(ground=ground, reasons=f"since {ground} is so"))
    return case


def find(desk, case, exclusion, authors=(COORDINATOR, POLICE)):
    for who in authors:
        desk.do(excluding.write_exclusion, who, case, exclusion)
    return desk.do(excluding.find_not_eligible, authors[-1], case)


def told(desk, case):
    """All that the others get of a case, and all that stands in clear; without its random ids."""
    with desk.store.transaction() as session:
        asks = Question(tuple(kinds().values()), Purpose.CASEWORK, every_version=True)
        papers = [
            (who.user, d.kind, d.version, d.written, d.level, d.content)
            for who in OTHERS
            if (stands := standing(session, who, case, desk.now))
            for d in read(session, who, stands, asks, desk.now)
        ]
        steps = changed_since(session, case, 0)
    row = desk.row(case)
    clear = (row.state, row.version, row.due, row.touched, desk.stage(case))
    return papers, steps, clear, [kind for kind, subject in desk.messages() if subject == case]


def refused(desk, case):
    """What each of them is told who presses what is not theirs, or too early."""
    answers = []
    for who in OTHERS:
        for button, *given in (
            (excluding.find_not_eligible,),
            (excluding.assess_again,),
            (cases.close,),
            (cases.hold_interview, FORM),
        ):
            with pytest.raises(RelocationError) as error:
                desk.do(button, who, case, *given)
            answers.append(str(error.value))
    return answers


@pytest.mark.rule("WF-8")
def test_a_third_who_writes_why_stands_in_nobodys_way_and_only_who_wrote_reads_it(desk):
    case = interviewed(desk, 1, ExclusionGround.ILLNESS)
    exclusion = Exclusion(ground=ExclusionGround.ILLNESS, reasons="it overshadows all")
    wrote = (COORDINATOR, CONSULTANT, POLICE)
    assert find(desk, case, exclusion, wrote).state == "not_eligible"
    asked = Question((EXCLUSION,), Purpose.CASEWORK)
    with desk.store.transaction() as session:
        readers = {
            who
            for who in (*wrote, PROBATION, CASEWORKER, DECIDER)
            if read(session, who, standing(session, who, case, desk.now), asked, desk.now)
        }
    assert readers == set(wrote)


def grounds_read(desk, who, case):
    """The reasons of every version that somebody reads."""
    asked = Question((EXCLUSION,), Purpose.CASEWORK, every_version=True)
    with desk.store.transaction() as session:
        found = read(session, who, standing(session, who, case, desk.now), asked, desk.now)
    return [each.content["reasons"] for each in found]


@pytest.mark.rule("WF-8")
def test_whoever_writes_of_a_renewed_assessment_reads_nothing_of_the_ground_before(desk):
    case = interviewed(desk, 1, ExclusionGround.ILLNESS)
    before = Exclusion(ground=ExclusionGround.ILLNESS, reasons="the ground before")
    find(desk, case, before)
    assert grounds_read(desk, POLICE, case) == ["the ground before"] * 2
    desk.later(days=200)
    newcomer = replace(COORDINATOR, user="newcomer")
    desk.join(newcomer, Role.MUNI_SENDER, case)
    desk.do(excluding.assess_again, newcomer, case)
    desk.do(cases.pre_visit, newcomer, case, "again")
    for who, reasons in ((newcomer, "the newcomer's"), (POLICE, "the ground now")):
        written = Exclusion(ground=ExclusionGround.STAFF_SAFETY, reasons=reasons)
        desk.do(excluding.write_exclusion, who, case, written)
    of_now = ["the newcomer's", "the ground now"]
    assert grounds_read(desk, newcomer, case) == of_now
    assert grounds_read(desk, COORDINATOR, case) == ["the ground before"]
    assert grounds_read(desk, POLICE, case) == ["the ground before", *of_now]


@pytest.mark.rule("WF-8", "WF-9")
@pytest.mark.slow
@pytest.mark.parametrize("state", BEFORE_AGREEMENT)
def test_whatever_the_ground_other_authorities_are_told_the_same_to_the_byte(desk, state):
    worlds = [excluded(desk, number, ground, state) for number, ground in enumerate(GROUNDS, 1)]
    one, *others = [(told(desk, case), refused(desk, case)) for case in worlds]
    assert others == [one] * len(others)
    assert "not eligible" in str(one)
    assert [ground for ground in GROUNDS if ground in str(one)] == []


@pytest.mark.rule("WF-8")
@pytest.mark.slow
def test_each_ground_needs_reasons_of_both_and_the_date_is_the_policys_whatever_the_ground(desk):
    for number, ground in enumerate(GROUNDS, 1):
        case = interviewed(desk, number, ground)
        blank = Exclusion(ground=ground, reasons=" ")
        assert lacks(desk, excluding.write_exclusion, POLICE, case, blank) == {"exclusion_reasons"}
        assert lacks(desk, excluding.find_not_eligible, POLICE, case) == {"two_authors", "reasons"}
        for who in (COORDINATOR, POLICE):
            desk.do(
                excluding.write_exclusion, who, case, Exclusion(ground=ground, reasons="so it is")
            )
        desk.do(excluding.find_not_eligible, POLICE, case)
        found = desk.kept(case, case, NOT_ELIGIBLE)
        assert found == NotEligible(renewed_assessment=date(2027, 5, 23))
    assert [ground.value for ground in GROUNDS[:3]] == [
        "illness", "substance_abuse", "staff_safety",
    ]  # fmt: skip


@pytest.mark.rule("RE-5")
def test_the_outcome_pressed_again_the_next_day_keeps_its_date_and_its_answer(desk):
    case = interviewed(desk, 1, GROUNDS[0])
    for who in (COORDINATOR, POLICE):
        written = Exclusion(ground=GROUNDS[0], reasons="so it is")
        desk.do(excluding.write_exclusion, who, case, written)
    shown = {"version": desk.version(case), "key": "the outcome"}
    before = desk.do(excluding.find_not_eligible, POLICE, case, **shown)
    desk.later(hours=20)
    assert desk.do(excluding.find_not_eligible, POLICE, case, **shown) == before
    found = desk.kept(case, case, NOT_ELIGIBLE)
    assert found == NotEligible(renewed_assessment=date(2027, 5, 23))


@pytest.mark.rule("WF-9")
def test_of_the_polices_check_nothing_is_stored_but_eligible_or_not_and_no_other_reads_it(desk):
    case = interviewed(desk, 1, ExclusionGround.SHARED_OUTCOME)
    stored = POLICE_FINDINGS.written(desk.kept(case, case, POLICE_FINDINGS)).decode()
    assert stored == (
        '{"crime_picture":"three charges","sincerity":"seems sincere","is_eligible":false}'
    )
    papers, *_ = told(desk, case)
    assert {kind for _, kind, *_ in papers} == {"referral"}
