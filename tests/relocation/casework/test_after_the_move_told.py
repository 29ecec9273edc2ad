"""After a completed handover: who still reads what, who acts, and who never learns the address."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from relocation.cases import service as cases
from relocation.cases.facts import responsible_in
from relocation.cases.kinds import IDENTITY
from relocation.cases.kinds import PICTURE as PICTURES
from relocation.cases.kinds import PRECAUTIONS as OF_STAFF
from relocation.cases.papers import CourseChange
from relocation.errors import Missing, NotAllowed, NotFound
from relocation.handovers import papers, terms
from relocation.handovers import service as handovers
from relocation.handovers.kinds import ADDRESS
from relocation.nominations import service as nominations
from relocation.permissions import Role, Stage
from relocation.placements import checks
from relocation.placements.kinds import CHOICE
from relocation.proceedings.tables import ProceedingRow
from relocation.safety import service as safety
from tests.relocation.casefile.reading import asked
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    POLICE,
    PROBATION,
    RECEIVER,
    STRANGER,
    account,
    listed,
)
from tests.relocation.casework.due import ran
from tests.relocation.casework.entering import CONTACT, LEAVES, MEETING, PICTURE, PRECAUTIONS
from tests.relocation.casework.handing_over import (
    ARRIVED,
    POLICE_THERE,
    TERM,
    assessed,
    sign_anew,
    term,
)
from tests.relocation.casework.nominating import ACUTE, WHY
from tests.relocation.casework.placing import CONTACT as TOLD
from tests.relocation.casework.placing import THERE, approved
from tests.relocation.casework.telling import on_the_list, users
from tests.relocation.casework.waiting import reported

PROBATION_THERE = account("probation-there", "probation", PROBATION.function)
GIVES_THE_CASE = account("prison", "probation", PROBATION.function)

LONGER = CourseChange(until=date(2028, 1, 1), reasons="a new job")
HOME = papers.Address(address="Havnegade 1")
SETTLED = {
    "contact_person": "named",
    "knowledge_item": "confirmed",
}


def contacted(desk):
    """A handover in which the receiving side's probation was named as well."""
    placement = approved(desk, assessed)
    desk.contact(placement, TOLD, *THERE, PROBATION_THERE)
    return desk.below(placement, "handover")


def completed(desk, handover):
    """The move is confirmed, a term agreed and signed, every other point done by no steps."""
    desk.do(handovers.confirm_move, RECEIVER, handover, ARRIVED)
    desk.do(terms.accept, RECEIVER, term(desk, handover))
    sign_anew(desk, handover)
    with desk.store.transaction() as session:
        for workflow, state in SETTLED.items():
            for row in session.query(ProceedingRow).filter_by(workflow=workflow):
                row.state = state
    assert desk.do(handovers.complete, RECEIVER, handover).state == "completed"


def reads(desk, kind, *who):
    """Who of them gets to read something of a kind."""
    found = []
    for each in who:
        with desk.store.transaction() as session:
            try:
                found.append(bool(asked(session, each, CASE, kind)))
            except NotFound:
                found.append(None)
    return found


@pytest.mark.rule("HO-8")
@pytest.mark.slow
def test_the_sending_sides_probation_leaves_and_the_receiving_sides_stays(desk):
    handover = contacted(desk)
    with desk.store.transaction() as session:
        listed(session, CASE, GIVES_THE_CASE, Role.MUNI_SENDER)
    everybody = (COORDINATOR, POLICE, PROBATION, GIVES_THE_CASE)
    assert reads(desk, CHOICE, *everybody) == [True] * 4
    completed(desk, handover)
    assert reads(desk, CHOICE, *everybody) == [False, False, None, None]
    assert reads(desk, CHOICE, PROBATION_THERE, RECEIVER, POLICE_THERE) == [True] * 3
    assert on_the_list(desk, CASE) & users(PROBATION, GIVES_THE_CASE) == set()


@pytest.mark.rule("HO-8", "HO-5")
@pytest.mark.slow
def test_after_completion_the_earlier_sender_does_nothing_in_the_case_any_more(desk):
    completed(desk, contacted(desk))
    tried = (
        (cases.withdraw, CASE, LEAVES),
        (cases.name_contact_person, CASE, CONTACT),
        (cases.hold_meeting, CASE, MEETING),
    )
    for button, row, paper in tried:
        with pytest.raises(NotAllowed):
            desk.do(button, COORDINATOR, row, paper)
    with pytest.raises(NotAllowed):
        desk.do(safety.report_change, POLICE, CASE)
    assert desk.do(cases.withdraw, RECEIVER, CASE, LEAVES).state == "withdrawn"
    assert desk.stage() == Stage.CLOSED


@pytest.mark.rule("HO-5")
@pytest.mark.slow
def test_until_completion_the_sender_is_responsible_and_from_then_on_the_receiver(desk):
    handover = contacted(desk)
    with desk.store.transaction() as session:
        session.get_one(ProceedingRow, CASE).state = "in_course"
    with pytest.raises(Missing) as refused:
        desk.do(cases.extend, RECEIVER, CASE, LONGER)
    assert set(refused.value.needs) == {"responsible"}
    desk.do(cases.extend, COORDINATOR, CASE, LONGER)
    completed(desk, handover)
    with pytest.raises(NotAllowed):
        desk.do(cases.extend, COORDINATOR, CASE, LONGER)
    desk.do(cases.extend, RECEIVER, CASE, LONGER)
    assert [responsible_in(each) for each in (Stage.HANDOVER, Stage.RELOCATED)] == [
        Role.MUNI_SENDER,
        Role.MUNI_RECEIVER,
    ]


@pytest.mark.rule("HO-8")
@pytest.mark.slow
def test_no_address_reaches_the_central_unit_or_the_sender(desk):
    handover = contacted(desk)
    for who in (CASEWORKER, COORDINATOR):
        with pytest.raises(NotAllowed):
            desk.do(handovers.record_address, who, handover, HOME)
    desk.do(handovers.record_address, POLICE_THERE, handover, HOME)
    away = (CASEWORKER, DECIDER, COORDINATOR, POLICE, PROBATION)
    there = (RECEIVER, POLICE_THERE)
    assert (reads(desk, ADDRESS, *away), reads(desk, ADDRESS, *there)) == ([False] * 5, [True] * 2)
    completed(desk, handover)
    moved = replace(HOME, address="Havnegade 2")
    desk.do(handovers.record_address, RECEIVER, handover, moved)
    assert reads(desk, ADDRESS, *away) == [False] * 4 + [None]
    assert reads(desk, ADDRESS, *there) == [True] * 2
    desk.do(cases.withdraw, RECEIVER, CASE, LEAVES)
    assert not any(reads(desk, ADDRESS, *away, *there))


@pytest.mark.rule("HO-8", "HO-6")
@pytest.mark.slow
def test_the_new_municipality_gets_precautions_and_the_new_police_the_whole_picture(desk):
    completed(desk, contacted(desk))
    assert reads(desk, OF_STAFF, RECEIVER, POLICE_THERE) == [True, True]
    assert reads(desk, PICTURES, RECEIVER, POLICE_THERE) == [False, True]
    with desk.store.transaction() as session:
        ((reduced,), (whole,)) = (
            asked(session, who, CASE, kind)
            for who, kind in ((RECEIVER, OF_STAFF), (POLICE_THERE, PICTURES))
        )
    assert (set(reduced.content), "enemies" in whole.content) == (
        {"for_candidate", "for_staff"},
        True,
    )
    for who in (account("elsewhere", "municipality-0851", RECEIVER.function), STRANGER):
        assert reads(desk, IDENTITY, who) == reads(desk, CHOICE, who) == [None]
        with pytest.raises(NotFound):
            desk.do(cases.withdraw, who, CASE, LEAVES)


@pytest.mark.rule("REL-9")
@pytest.mark.slow
def test_new_facts_after_the_move_test_the_place_and_a_closed_one_calls_for_a_fast_nomination(desk):
    handover = contacted(desk)
    desk.do(handovers.confirm_move, RECEIVER, handover, ARRIVED)
    late = desk.do(terms.propose, COORDINATOR, handover, TERM).row
    reassessed(desk)
    (check,) = desk.rows("place_check")
    assert (check.state, desk.row(handover).state) == ("check_due", "moved")
    desk.do(checks.find_it_holds, DECIDER, check.id, WHY)
    assert missing(desk, terms.mediate, CASEWORKER, late) == {"too_late"}
    reported(desk, "0751", group="Ulvene")
    assert [ran(desk).done.get("check_place") for _ in range(2)] == [1, None]
    reassessed(desk, "0751")
    assert [row.state for row in desk.rows("place_check")] == [
        "holds",
        "nomination_called_for",
        "nomination_called_for",
    ]
    called = desk.rows("place_check")[-1]
    assert ("nomination_called_for", called.id) in desk.messages()
    assert users(RECEIVER, POLICE_THERE) <= on_the_list(desk, CASE)
    assert desk.do(terms.mediate, CASEWORKER, late).state == "mediated"


@pytest.mark.rule("REL-9")
@pytest.mark.slow
def test_where_somebody_lives_is_tested_also_after_a_later_nomination_came_to_nothing(desk):
    completed(desk, contacted(desk))
    desk.later(hours=1)
    nomination = desk.do(nominations.draft, RECEIVER, CASE, ACUTE).row
    desk.do(nominations.withdraw, RECEIVER, nomination, WHY)
    assert desk.stage() == Stage.ENROLLED
    desk.later(hours=1)
    assessment = desk.do(safety.report_change, POLICE_THERE, CASE).row
    found = (replace(PICTURE, dangerous_places=("0751",)), PRECAUTIONS)
    desk.do(safety.write_assessment, POLICE_THERE, assessment, found)
    assert [row.state for row in desk.rows("place_check")] == ["nomination_called_for"]


@pytest.mark.rule("REL-9", "REL-10")
@pytest.mark.slow
def test_after_the_move_a_nomination_from_there_can_take_the_acute_track(desk):
    completed(desk, contacted(desk))
    desk.later(hours=1)
    nomination = desk.do(nominations.draft, RECEIVER, CASE, ACUTE).row
    assert desk.do(nominations.request, RECEIVER, nomination).state == "requested"
    row = desk.row(nomination)
    assert (row.urgency, row.due - desk.now) == ("acute", timedelta(hours=6))
    desk.do(nominations.endorse, POLICE_THERE, nomination, WHY)
    desk.do(nominations.submit, RECEIVER, nomination)
    assert desk.row(nomination).due - desk.now == timedelta(hours=12)


def missing(desk, *press):
    """Codes of all that a button still needs."""
    with pytest.raises(Missing) as refused:
        desk.do(*press)
    return set(refused.value.needs)


def reassessed(desk, *dangerous):
    """A new picture, an hour later, by the police of where the person lives."""
    desk.later(hours=1)
    assessment = desk.do(safety.report_change, POLICE_THERE, CASE).row
    found = (replace(PICTURE, dangerous_places=dangerous), PRECAUTIONS)
    desk.do(safety.write_assessment, POLICE_THERE, assessment, found)
