"""A closed case: who the person is opens to nobody by having been written by its authority."""

import pytest

from relocation.access.service import standing
from relocation.audit.model import Purpose
from relocation.cases import service as cases
from relocation.cases.kinds import IDENTITY as IDENTITIES
from relocation.documents.service import Question, read
from relocation.permissions import DataClass, Level, Role, Stage
from tests.relocation.casework.desk import COORDINATOR, POLICE
from tests.relocation.casework.entering import IDENTITY, LEAVES, REFERRAL


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
