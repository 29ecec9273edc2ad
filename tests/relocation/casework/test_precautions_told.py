"""Who gets the precautions after they were first sent, and that a closed case sends none."""

import pytest

from relocation.cases import service as cases
from relocation.errors import Missing, StepNotOpen
from relocation.handovers import service as handovers
from relocation.permissions import DataClass, Stage
from relocation.safety import service as safety
from relocation.staffing import leaving
from relocation.staffing.model import Naming, Whom
from relocation.staffing.naming import name
from tests.relocation.casework.desk import (
    CASE,
    COORDINATOR,
    POLICE,
    RECEIVER,
    STRANGER,
    account,
)
from tests.relocation.casework.due import ran
from tests.relocation.casework.entering import LEAVES, PICTURE, PRECAUTIONS, admitted, inquired
from tests.relocation.casework.handing_over import assessed, briefed, name_person, opened
from tests.relocation.casework.nominating import WHY

NEWCOMER = account("receiver-new", RECEIVER.organisation, RECEIVER.function)
TO_THE_PRECAUTIONS = frozenset({DataClass.EXISTENCE, DataClass.SAFETY})


def named(desk, by, who, case=CASE, classes=None):
    desk.at_receiver(who)
    desk.do(name, by, case, Naming(who.user, WHY, classes=classes))


def receipts(desk, who, case=CASE):
    """The states of the receipts of precautions that somebody has."""
    owner = desk.account_ref(who, case)
    return [row.state for row in desk.rows("receipt") if row.owner == owner]


@pytest.mark.rule("WF-19")
@pytest.mark.slow
def test_a_colleague_named_at_the_receiver_confirms_the_precautions_before_the_move(desk):
    handover = opened(desk)
    name_person(desk, handover)
    briefed(desk)
    named(desk, RECEIVER, NEWCOMER)
    assert receipts(desk, NEWCOMER) == ["sent"]
    with pytest.raises(Missing) as refused:
        desk.do(handovers.clear_move, RECEIVER, handover)
    assert set(refused.value.needs) == {"precautions"}
    (own,) = (x.id for x in desk.rows("receipt") if x.state == "sent" and is_of(desk, x, NEWCOMER))
    desk.do(safety.confirm_receipt, NEWCOMER, own)
    assert desk.do(handovers.clear_move, RECEIVER, handover).state == "ready_to_move"


def is_of(desk, receipt, who):
    return receipt.owner == desk.account_ref(who, receipt.case_id)


@pytest.mark.rule("WF-19")
def test_whoever_is_named_for_the_precautions_alone_gets_them_and_nobody_gets_them_twice(desk):
    desk.open_case()
    assessed(desk)
    before = len(desk.rows("receipt"))
    named(desk, COORDINATOR, STRANGER, classes=TO_THE_PRECAUTIONS)
    assert receipts(desk, STRANGER) == ["sent"]
    assert len(desk.rows("receipt")) == before + 1


@pytest.mark.rule("WF-19")
def test_whoever_comes_back_gets_anew_what_it_was_let_go_of(desk):
    desk.open_case()
    assessed(desk)
    named(desk, COORDINATOR, STRANGER)
    desk.at_receiver(COORDINATOR)
    desk.do(leaving.take_off, COORDINATOR, CASE, Whom(STRANGER.user, WHY))
    ran(desk)
    assert receipts(desk, STRANGER) == ["not_needed"]
    named(desk, COORDINATOR, STRANGER)
    assert sorted(receipts(desk, STRANGER)) == ["not_needed", "sent"]


@pytest.mark.rule("WF-19")
def test_whoever_is_named_after_the_first_findings_gets_their_precautions_and_not_before(desk):
    case = inquired(desk)
    named(desk, COORDINATOR, STRANGER, case)
    assert receipts(desk, STRANGER, case) == ["sent"]
    assert len(desk.rows("receipt")) == 1


@pytest.mark.rule("WF-19")
def test_whoever_is_named_where_no_precautions_are_written_gets_none(desk):
    desk.open_case()
    named(desk, COORDINATOR, STRANGER)
    assert desk.rows("receipt") == []


def closed(desk):
    """A case whose candidate withdrew."""
    case = admitted(desk)
    desk.do(cases.withdraw, COORDINATOR, case, LEAVES)
    assert desk.stage(case) == Stage.CLOSED
    return case


@pytest.mark.rule("WF-19")
def test_in_a_closed_case_no_change_of_safety_is_reported(desk):
    case = closed(desk)
    with pytest.raises(StepNotOpen):
        desk.do(safety.report_change, COORDINATOR, case)
    assert desk.rows("safety_assessment") == []


@pytest.mark.rule("WF-19")
def test_what_is_not_assessed_or_confirmed_when_a_case_closes_falls_away_with_it(desk):
    case = admitted(desk)
    first = desk.do(safety.report_change, COORDINATOR, case).row
    desk.do(safety.write_assessment, POLICE, first, (PICTURE, PRECAUTIONS))
    second = desk.do(safety.report_change, COORDINATOR, case).row
    desk.do(cases.withdraw, COORDINATOR, case, LEAVES)
    assert [desk.row(each).state for each in (first, second)] == ["fallen_away", "fallen_away"]
    assert {row.state for row in desk.rows("receipt")} == {"not_needed"}
    with pytest.raises(StepNotOpen):
        desk.do(safety.write_assessment, POLICE, second, (PICTURE, PRECAUTIONS))
