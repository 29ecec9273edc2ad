"""A closed case: having written who the person is opens it to nobody, and no more is written."""

import pytest

from relocation.access.service import standing
from relocation.audit.model import Purpose
from relocation.cases import service as cases
from relocation.cases.agreement import ContactHandover
from relocation.cases.kinds import IDENTITY as IDENTITIES
from relocation.documents.service import Question, read
from relocation.handovers import service as handovers
from relocation.permissions import DataClass, Level, Role, Stage
from tests.relocation.casework.desk import CASE, COORDINATOR, POLICE, POLICE_THERE, RECEIVER
from tests.relocation.casework.entering import IDENTITY, LEAVES, REFERRAL
from tests.relocation.casework.handing_over import PERSON, assessed
from tests.relocation.casework.placing import approved
from tests.relocation.casework.relocating import CHOSEN, FLAT, HOME, complete, contact
from tests.relocation.casework.telling import lacks


def identity_read(desk, who, case):
    with desk.store.transaction() as session:
        stands = standing(session, who, case, desk.now)
        asked = Question((IDENTITIES,), Purpose.CASEWORK)
        return stands.level(DataClass.IDENTITY), read(session, who, stands, asked, desk.now)


@pytest.mark.rule("SE-1", "HO-8")
def test_police_who_wrote_who_somebody_is_read_it_no_more_once_the_case_is_closed(desk):
    with desk.store.transaction() as session:
        case = cases.draft(session, POLICE, IDENTITY, REFERRAL, desk.press(0)).row
    desk.join(COORDINATOR, Role.MUNI_SENDER, case)
    desk.do(cases.refer, POLICE, case)
    level, (paper,) = identity_read(desk, POLICE, case)
    assert (level, paper.content["name"]) == (Level.FULL, IDENTITY.name)
    desk.do(cases.withdraw, POLICE, case, LEAVES)
    assert desk.stage(case) == Stage.CLOSED
    for days in (0, 600):
        desk.later(days=days)
        assert identity_read(desk, POLICE, case) == (Level.REDUCED, ())


@pytest.mark.slow
@pytest.mark.rule("HO-8", "WF-22")
def test_in_a_closed_case_nobody_writes_where_somebody_lives_or_who_its_contact_person_is(desk):
    handover = contact(desk, approved(desk, assessed), CHOSEN)
    complete(desk, handover, HOME, CHOSEN)
    person, on = desk.below(handover, "contact_person"), desk.now.date()
    handed_on = PERSON, ContactHandover(handed_on="all", on=on)
    desk.do(handovers.hand_on, RECEIVER, person, handed_on)
    desk.do(cases.withdraw, RECEIVER, CASE, LEAVES)
    assert desk.stage() == Stage.CLOSED
    for who in (RECEIVER, POLICE_THERE):
        assert lacks(desk, handovers.hand_on, who, person, handed_on) == {"case_open"}
        assert lacks(desk, handovers.record_address, who, handover, FLAT) == {"case_open"}
