"""Changes of residence of somebody without fixed abode: who reports them to whom, until when."""

from dataclasses import replace
from datetime import timedelta

import pytest

from relocation.case_view import case_view
from relocation.cases import service as cases
from relocation.handovers import papers, residence
from relocation.handovers import service as handovers
from relocation.handovers.kinds import RESIDENCE_REPORT
from relocation.keys.pseudonyms import handle
from relocation.nominations import service as nominations
from relocation.notices.waiting import waiting_for
from relocation.overdue import overdue
from relocation.permissions import Stage
from relocation.store import keys_of
from tests.relocation.casefile.reading import asked
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    POLICE,
    POLICE_THERE,
    PROBATION,
    RECEIVER,
)
from tests.relocation.casework.entering import IDENTITY, LEAVES
from tests.relocation.casework.handing_over import assessed, opened
from tests.relocation.casework.nominating import REQUEST, WHY
from tests.relocation.casework.placing import approved
from tests.relocation.casework.relocating import (
    CHOSEN,
    ELSEWHERE,
    HOME,
    arrive,
    complete,
    contact,
    decide,
    find_necessary,
    nominate,
)
from tests.relocation.casework.telling import lacks
from tests.relocation.casework.test_residence_told import NOTICE

FLAT, OTHER = papers.Address(address="Havnegade 1"), papers.Address(address="Havnegade 2")
TOLD = papers.ResidenceReport(on=NOTICE.on, text="lives in Havnegade by now")
SENDING = (COORDINATOR, POLICE, PROBATION, CASEWORKER, DECIDER)
KIND = "residence_report"


def given(desk, handover, by=POLICE_THERE):
    desk.do(handovers.give_notice, by, desk.below(handover, "registration"), NOTICE)


def moved(desk):
    """The police gave notice, and the move is confirmed; gives handover and report."""
    handover = opened(desk)
    given(desk, handover)
    arrive(desk, handover, CHOSEN)
    return handover, desk.below(handover, KIND)


def relocated(desk):
    """Notice, address and move of a completed handover; gives handover and report."""
    handover = contact(desk, approved(desk, assessed), CHOSEN)
    given(desk, handover)
    desk.do(handovers.record_address, RECEIVER, handover, FLAT)
    complete(desk, handover, HOME, CHOSEN)
    return handover, desk.below(handover, KIND)


def states(desk, handover):
    return [each.state for each in desk.rows(KIND) if each.parent == handover]


def sees(desk, who):
    """Whether anything tells somebody that a report is there: the case, notices, what is late."""
    with desk.store.transaction() as session:
        own = handle(keys_of(session), who.organisation, CASE)
        things = case_view(session, who, own, desk.now).things
        waits = set(waiting_for(session, who, CASE, desk.now))
        late = overdue(session, who, desk.now + timedelta(days=400))
    rows = {each.id for each in desk.rows(KIND)}
    in_view = any(each.kind == KIND for each in things)
    return in_view, bool(waits & rows), [x.steps for x in late if x.row in rows]


@pytest.mark.rule("HO-7")
def test_a_change_of_residence_after_the_notice_is_told_to_the_police_there_who_acknowledge(desk):
    _, report = moved(desk)
    assert desk.now < desk.row(report).due < desk.now + timedelta(days=9)
    assert sees(desk, RECEIVER) == (True, True, [("tell_police",)])
    unsaid = replace(TOLD, text=" ")
    assert lacks(desk, residence.tell_police, RECEIVER, report, unsaid) == {"reported"}
    to_come = replace(TOLD, on=TOLD.on + timedelta(days=30))
    assert lacks(desk, residence.tell_police, RECEIVER, report, to_come) == {"reported"}
    assert desk.do(residence.tell_police, RECEIVER, report, TOLD).state == "reported"
    assert desk.now < desk.row(report).due < desk.now + timedelta(days=9)
    assert sees(desk, POLICE_THERE) == (True, True, [("acknowledge",)])
    assert desk.do(residence.acknowledge, POLICE_THERE, report).state == "acknowledged"
    assert desk.row(report).due is None
    told = {kind for kind, row in desk.messages() if row == report}
    assert told == {
        "residence_changed", "residence_reported", "residence_report_acknowledged",
    }  # fmt: skip


@pytest.mark.rule("HO-7")
def test_addresses_until_the_report_are_one_change_and_each_after_it_is_another(desk):
    handover, first = moved(desk)
    due = desk.row(first).due
    desk.later(hours=30)
    for each in (FLAT, OTHER):
        desk.do(handovers.record_address, RECEIVER, handover, each)
    assert (states(desk, handover), desk.row(first).due) == (["report_owed"], due)
    desk.do(residence.tell_police, RECEIVER, first, TOLD)
    again = replace(OTHER, address=" havnegade  2")
    desk.do(handovers.record_address, POLICE_THERE, handover, again)
    assert states(desk, handover) == ["reported"]
    desk.do(handovers.record_address, POLICE_THERE, handover, FLAT)
    assert states(desk, handover) == ["reported", "report_owed"]
    desk.do(residence.acknowledge, POLICE_THERE, first)
    assert states(desk, handover) == ["acknowledged", "report_owed"]


@pytest.mark.rule("HO-7")
def test_without_a_notice_nothing_is_owed_nor_of_the_address_that_was_there_before_it(desk):
    handover = opened(desk)
    desk.do(handovers.record_address, RECEIVER, handover, OTHER)
    arrive(desk, handover, CHOSEN)
    desk.do(handovers.record_address, RECEIVER, handover, FLAT)
    assert desk.rows(KIND) == []
    given(desk, handover, POLICE)
    assert desk.rows(KIND) == []
    desk.do(handovers.record_address, RECEIVER, handover, OTHER)
    assert states(desk, handover) == ["report_owed"]


@pytest.mark.rule("HO-7", "HO-8")
def test_who_sent_and_the_central_unit_hear_nothing_of_a_change_of_residence(desk):
    handover, report = moved(desk)
    desk.do(handovers.record_address, RECEIVER, handover, FLAT)
    for who in (COORDINATOR, POLICE, PROBATION, CASEWORKER):
        assert sees(desk, who) == (False, False, [])
    # Who decides centrally is told of whatever others leave undone for long, and may do nothing.
    assert sees(desk, DECIDER) == (False, False, [()])
    own = lacks(desk, residence.tell_police, COORDINATOR, report, TOLD)
    assert own == {"where_it_lives"}
    desk.do(residence.tell_police, RECEIVER, report, TOLD)
    assert sees(desk, POLICE) == (False, False, [])
    assert lacks(desk, residence.acknowledge, POLICE, report) == {"where_it_lives"}
    with desk.store.transaction() as session:
        reads = [bool(asked(session, who, CASE, RESIDENCE_REPORT)) for who in SENDING]
        there = [
            bool(asked(session, who, CASE, RESIDENCE_REPORT)) for who in (RECEIVER, POLICE_THERE)
        ]
    assert (reads, there) == ([False] * 5, [True] * 2)


@pytest.mark.slow
@pytest.mark.rule("HO-7")
def test_a_residence_that_sends_anew_goes_on_reporting_to_the_police_where_the_person_lives(desk):
    handover, report = relocated(desk)
    second = desk.do(nominations.draft, RECEIVER, CASE, REQUEST).row
    desk.do(nominations.withdraw, RECEIVER, second, WHY)
    assert desk.stage() == Stage.ENROLLED
    desk.do(residence.tell_police, RECEIVER, report, TOLD)
    desk.do(residence.acknowledge, POLICE_THERE, report)
    lives = replace(IDENTITY, address=FLAT.address)
    desk.do(cases.correct_identity, RECEIVER, CASE, lives)
    assert states(desk, handover) == ["acknowledged"]
    desk.do(cases.correct_identity, RECEIVER, CASE, replace(lives, name="K. Madsen"))
    assert states(desk, handover) == ["acknowledged"]
    desk.do(cases.correct_identity, RECEIVER, CASE, replace(lives, address=OTHER.address))
    assert states(desk, handover) == ["acknowledged", "report_owed"]


@pytest.mark.slow
@pytest.mark.rule("HO-7", "HO-8")
def test_a_second_move_is_reported_to_the_police_there_and_what_was_open_before_falls_away(desk):
    first, open_ = relocated(desk)
    second = find_necessary(desk, nominate(desk, CASE, CHOSEN))
    decide(desk, second, CHOSEN, ELSEWHERE)
    handover, there = contact(desk, second, ELSEWHERE), ELSEWHERE
    assert lacks(desk, residence.tell_police, there.coordinator, open_, TOLD) == {"where_it_lives"}
    assert sees(desk, there.coordinator)[0] is False
    assert sees(desk, RECEIVER)[0] is True
    desk.do(handovers.record_address, there.coordinator, handover, OTHER)
    assert states(desk, handover) == []
    arrive(desk, handover, there)
    assert (states(desk, first), states(desk, handover)) == (["fallen_away"], ["report_owed"])
    for who in (RECEIVER, POLICE_THERE):
        assert sees(desk, who) == (False, False, [])
    new = desk.below(handover, KIND)
    desk.do(cases.correct_identity, RECEIVER, CASE, replace(IDENTITY, address="Torvet 1"))
    assert states(desk, first) == ["fallen_away"]
    desk.do(residence.tell_police, there.coordinator, new, TOLD)
    assert desk.do(residence.acknowledge, there.police, new).state == "acknowledged"


@pytest.mark.slow
@pytest.mark.rule("HO-7")
def test_an_open_report_holds_no_case_open_and_a_closed_case_owes_none(desk):
    handover, report = relocated(desk)
    desk.do(cases.withdraw, RECEIVER, CASE, LEAVES)
    assert desk.stage() == Stage.CLOSED
    assert (desk.row(report).state, desk.row(report).due) == ("fallen_away", None)
    for who in (RECEIVER, POLICE_THERE):
        assert lacks(desk, handovers.record_address, who, handover, OTHER) == {"case_open"}
    assert states(desk, handover) == ["fallen_away"]
