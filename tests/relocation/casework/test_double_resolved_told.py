"""The central unit ends one of two cases of one person; who sent it in is not told why."""

from dataclasses import replace

import pytest

from relocation.access.service import entries
from relocation.audit.model import Purpose
from relocation.cases import service as cases
from relocation.cases.doubles import all_doubles, doubles, end_centrally
from relocation.cases.endings import CentralEnding
from relocation.cases.kinds import CENTRAL_ENDING
from relocation.documents.table import kinds
from relocation.errors import Missing, NotAllowed, NotFound
from relocation.keys.pseudonyms import handle
from relocation.nominations import service as nominations
from relocation.permissions import Role, Stage
from tests.relocation.casework.desk import (
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    OTHER_DECIDER,
    POLICE,
    RECEIVER,
    account,
)
from tests.relocation.casework.entering import IDENTITY, REFERRAL
from tests.relocation.casework.nominating import REQUEST, WHY
from tests.relocation.casework.test_known_told import OTHER_POLICE, UNKNOWN, told
from tests.relocation.casework.waiting import row

STAYS, GOES = (COORDINATOR, POLICE), (RECEIVER, OTHER_POLICE)
ELSEWHERE = account("decider-elsewhere", "central-elsewhere", DECIDER.function)


def nominated(desk, sender, police, identity=IDENTITY):
    """A case sent in by two authorities, with the central unit's officers on its list."""
    with desk.store.transaction() as session:
        case = cases.draft(session, sender, identity, REFERRAL, desk.press(0)).row
    desk.join(police, Role.POLICE_SENDER, case)
    desk.join(CASEWORKER, Role.CENTRAL_CASEWORKER, case)
    desk.join(DECIDER, Role.CENTRAL_DECISION_MAKER, case)
    desk.join(OTHER_DECIDER, Role.CENTRAL_DECISION_MAKER, case)
    desk.stands(case, "admitted", Stage.ENROLLED)
    nomination = desk.do(nominations.draft, sender, case, REQUEST).row
    desk.do(nominations.request, sender, nomination)
    desk.do(nominations.endorse, police, nomination, WHY)
    desk.do(nominations.submit, sender, nomination)
    return case, nomination


def ending(desk, case, why=WHY):
    return CentralEnding(other=handle(desk.store.keys, DECIDER.organisation, case), reasons=why)


def lacking(desk, case, said):
    with pytest.raises(Missing) as refused:
        desk.do(end_centrally, DECIDER, case, said)
    return set(refused.value.needs)


@pytest.mark.slow
@pytest.mark.rule("SE-13")
def test_the_central_unit_ends_one_of_two_cases_and_the_other_goes_on_with_its_papers(desk):
    stays, _ = nominated(desk, *STAYS)
    goes, nomination = nominated(desk, *GOES)
    before = told(desk, COORDINATOR, stays)
    assert desk.do(end_centrally, DECIDER, goes, ending(desk, stays)).state == "ended_centrally"
    assert (desk.row(goes).state, desk.stage(goes)) == ("closed", Stage.CLOSED)
    assert desk.row(nomination).state == "withdrawn"
    assert told(desk, COORDINATOR, stays) == before
    assert desk.kept(goes, goes, CENTRAL_ENDING).reasons == WHY
    with desk.store.transaction() as session:
        assert all_doubles(session, DECIDER, desk.now) == ()


@pytest.mark.slow
@pytest.mark.rule("SE-13")
def test_the_senders_learn_that_their_case_was_ended_and_neither_why_nor_of_another_one(desk):
    stays, _ = nominated(desk, *STAYS)
    goes, _ = nominated(desk, *GOES)
    desk.do(end_centrally, DECIDER, goes, ending(desk, stays))
    assert "case_ended_centrally" in {each[0] for each in desk.messages()}
    for who in GOES:
        _, papers = told(desk, who, goes)
        assert CENTRAL_ENDING.name not in {each[0] for each in papers}
        with pytest.raises(NotFound):
            told(desk, who, stays)
    assert CENTRAL_ENDING.name in {each[0] for each in told(desk, CASEWORKER, goes)[1]}
    assert not any("double" in name for name in (*kinds(), "end_centrally", "ended_centrally"))


@pytest.mark.slow
@pytest.mark.rule("SE-13")
def test_a_case_is_not_ended_for_one_of_somebody_else_an_ended_one_itself_or_without_reasons(desk):
    goes, _ = nominated(desk, *GOES)
    stranger, _ = nominated(desk, *STAYS, UNKNOWN)
    stays, _ = nominated(desk, *STAYS)
    assert lacking(desk, goes, ending(desk, stays, " ")) == {"reasons"}
    for other in (stranger, goes):
        assert lacking(desk, goes, ending(desk, other)) == {"double"}
    assert lacking(desk, goes, replace(ending(desk, stays), other="a" * 26)) == {"double"}
    forged = CentralEnding(other="a" * 26, reasons=WHY, stays=stays)
    assert lacking(desk, goes, forged) == {"double"}
    for who in (CASEWORKER, *GOES):
        with pytest.raises(NotAllowed):
            desk.do(end_centrally, who, goes, ending(desk, stays))
    with pytest.raises(NotFound):
        desk.do(end_centrally, ELSEWHERE, goes, ending(desk, stays))
    desk.stands(stays, "closed", Stage.CLOSED)
    assert lacking(desk, goes, ending(desk, stays)) == {"double"}


@pytest.mark.rule("SE-13")
@pytest.mark.parametrize("state", ["opened", "moved", "completed"])
def test_a_case_by_which_somebody_receives_the_person_is_the_one_that_stays(desk, state):
    stays, _ = nominated(desk, *STAYS)
    goes, _ = nominated(desk, *GOES)
    row(desk, goes, "handover", state)
    row(desk, stays, "handover", "moved")
    assert lacking(desk, goes, ending(desk, stays)) == {"nobody_contacted"}


@pytest.mark.rule("SE-13")
def test_once_one_is_erased_there_is_no_double_left(desk):
    stays, _ = nominated(desk, *STAYS)
    goes, _ = nominated(desk, *GOES)
    desk.do(end_centrally, DECIDER, goes, ending(desk, stays))
    desk.stands(goes, "erased", Stage.ERASED)
    desk.stands(stays, "admitted", Stage.NECESSITY)
    with desk.store.transaction() as session:
        assert all_doubles(session, DECIDER, desk.now) == ()
        assert doubles(session, CASEWORKER, stays, Purpose.CASEWORK, desk.now) == ()
        assert {each.reader for each in entries(session, stays)} >= {"caseworker", "decider"}
