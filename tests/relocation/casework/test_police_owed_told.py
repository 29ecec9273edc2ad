"""A change of safety that nobody of the police on the list can assess waits for who names one."""

from datetime import timedelta

import pytest

from relocation.case_view import in_tray
from relocation.cases import service as cases
from relocation.cases.model import Crime
from relocation.cases.papers import Screening
from relocation.errors import NoAccount
from relocation.keys.pseudonyms import handle
from relocation.notices.waiting import waiting_for
from relocation.overdue import overdue
from relocation.people.tables import AccountRow
from relocation.permissions import Role, Stage
from relocation.safety import service as safety
from relocation.staffing.model import Naming
from relocation.staffing.naming import name
from relocation.still_missing import one_thing
from relocation.store import keys_of
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    POLICE,
    POLICE_THERE,
    PROBATION,
    RECEIVER,
    ROLES,
    Desk,
    account,
    enrol,
)
from tests.relocation.casework.due import ran
from tests.relocation.casework.enrolled import enrolled
from tests.relocation.casework.entering import IDENTITY, PICTURE, PRECAUTIONS, REFERRAL
from tests.relocation.casework.handing_over import assessed
from tests.relocation.casework.nominating import WHY
from tests.relocation.casework.placing import approved
from tests.relocation.casework.relocating import CHOSEN, HOME, complete, contact

LOCAL = account("police-local", "police-koebenhavn", POLICE.function)
SUCCESSOR = account("police-successor", LOCAL.organisation, POLICE.function)
NEXT_THERE = account("police-next-there", POLICE_THERE.organisation, POLICE_THERE.function)
STRANGE = account("police-strange", "police-fyn", POLICE.function)
POLICE_SENDER, POLICE_RECEIVER = (Role.POLICE_SENDER,), (Role.POLICE_RECEIVER,)
SENT_ON = Screening(crime=Crime.SITUATIONAL, is_under_18=True, reasons="no group")


@pytest.fixture
def desk(whole_store):
    enrolled(whole_store)
    with whole_store.transaction() as session:
        for who in (RECEIVER, POLICE_THERE, LOCAL, SUCCESSOR, NEXT_THERE, STRANGE):
            enrol(session, who)
    return Desk(whole_store)


def told(desk, who, row, case):
    """As what somebody is told to name another: by the list of what is late, and by the thing."""
    with desk.store.transaction() as session:
        late = overdue(session, who, desk.now + timedelta(days=400))
        found = [each.to_name for each in late if each.row == row]
        if not found or not any(found):
            return ()
        own, of_row = (handle(keys_of(session), who.organisation, each) for each in (case, row))
        thing = one_thing(session, who, own, of_row, "safety_assessment", desk.now).thing
        (line,) = (each for each in in_tray(session, who, desk.now).lines if each.id == own)
        assert line.due is not None
        assert line.due <= thing.due
    assert found == [thing.to_name]
    return thing.to_name


def draft(desk):
    """A case that only the municipality knows of."""
    with desk.store.transaction() as session:
        return cases.draft(session, COORDINATOR, IDENTITY, REFERRAL, desk.press(0)).row


def sent_on(desk):
    """One that is sent on; gives the case and the change that was reported in it."""
    case = draft(desk)
    desk.do(cases.refer, COORDINATOR, case)
    desk.do(cases.screen, COORDINATOR, case, SENT_ON)
    assessment = desk.do(safety.report_change, COORDINATOR, case).row
    desk.do(cases.send_to_ssp_nu, COORDINATOR, case)
    return case, assessment


def expired(desk):
    """A draft that expires."""
    case = draft(desk)
    assessment = desk.do(safety.report_change, COORDINATOR, case).row
    for _ in range(2):
        desk.later(days=40)
        ran(desk)
    assert desk.row(case).state == "expired"
    return case, assessment


@pytest.mark.rule("WF-25", "WF-19")
@pytest.mark.parametrize("end", [sent_on, expired])
def test_an_ended_case_is_held_open_by_no_word_that_waits_for_nobody(desk, end):
    case, assessment = end(desk)
    desk.later(days=40)
    ran(desk)
    assert desk.stage(case) == Stage.REFERRED
    assert told(desk, COORDINATOR, assessment, case) == POLICE_SENDER
    desk.do(name, COORDINATOR, case, Naming(LOCAL.user, WHY, Role.POLICE_SENDER))
    assert told(desk, COORDINATOR, assessment, case) == ()
    desk.do(safety.write_assessment, LOCAL, assessment, (PICTURE, PRECAUTIONS))
    assert ran(desk).done["close"] == 1
    assert desk.stage(case) == Stage.CLOSED


def ends(desk, who):
    """The account acts no more, as the register of people has it."""
    with desk.store.transaction() as session:
        session.get_one(AccountRow, who.user).disabled_since = desk.now


@pytest.mark.slow
@pytest.mark.rule("WF-25", "REL-10")
def test_a_change_whose_police_can_act_no_more_waits_for_the_local_exit_unit_to_name_others(desk):
    there = {who: role for who, role in ROLES.items() if who is not POLICE}
    case = desk.open_case(roles={**there, LOCAL: Role.POLICE_SENDER})
    assessment = desk.do(safety.report_change, COORDINATOR, case).row
    assert told(desk, COORDINATOR, assessment, case) == ()
    assert told(desk, PROBATION, assessment, case) == ()
    ends(desk, LOCAL)
    assert told(desk, COORDINATOR, assessment, case) == POLICE_SENDER
    assert told(desk, PROBATION, assessment, case) == POLICE_SENDER
    assert told(desk, CASEWORKER, assessment, case) == ()
    with desk.store.transaction() as session:
        assert assessment in waiting_for(session, PROBATION, case, desk.now)
        # Who reported it is waited for, and needs no notice of what it did itself.
        assert assessment not in waiting_for(session, COORDINATOR, case, desk.now)
        assert assessment not in waiting_for(session, CASEWORKER, case, desk.now)
    desk.do(name, PROBATION, case, Naming(SUCCESSOR.user, WHY, Role.POLICE_SENDER))
    assert told(desk, COORDINATOR, assessment, case) == ()
    desk.do(safety.write_assessment, SUCCESSOR, assessment, (PICTURE, PRECAUTIONS))


@pytest.mark.slow
@pytest.mark.rule("WF-25", "HO-8")
def test_after_the_move_it_waits_for_the_receiver_and_the_central_unit_and_no_more_the_sender(desk):
    complete(desk, contact(desk, approved(desk, assessed), CHOSEN), HOME, CHOSEN)
    assessment = desk.do(safety.report_change, RECEIVER, CASE).row
    assert told(desk, RECEIVER, assessment, CASE) == ()
    ends(desk, POLICE_THERE)
    for who in (RECEIVER, CASEWORKER, DECIDER):
        assert told(desk, who, assessment, CASE) == POLICE_RECEIVER
    for who in (COORDINATOR, POLICE):
        assert told(desk, who, assessment, CASE) == ()
    with pytest.raises(NoAccount):
        desk.do(name, RECEIVER, CASE, Naming(STRANGE.user, WHY, Role.POLICE_RECEIVER))
    desk.do(name, RECEIVER, CASE, Naming(NEXT_THERE.user, WHY, Role.POLICE_RECEIVER))
    assert told(desk, RECEIVER, assessment, CASE) == ()
    desk.do(safety.write_assessment, NEXT_THERE, assessment, (PICTURE, PRECAUTIONS))
