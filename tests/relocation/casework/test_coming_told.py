"""Who comes on a case's list where whoever it needs is not there, or can act no more."""

import pytest

from relocation.actor import Function
from relocation.cases import service as cases
from relocation.errors import NoAccount, NotAllowed
from relocation.people.locking import lock
from relocation.permissions import Role
from relocation.staffing.model import Naming
from relocation.staffing.naming import name
from tests.relocation.casework import entering as en
from tests.relocation.casework.desk import CASE, Desk
from tests.relocation.casework.nominating import WHY
from tests.relocation.desk import NOW

COORDINATES = Function.MUNICIPAL_EXIT_COORDINATOR


@pytest.mark.rule("WF-1")
def test_a_case_that_probation_opened_goes_on_by_the_coordinators_whom_it_names(people):
    desk, officer = Desk(people.store, now=NOW), people.actor(Function.PROBATION_OFFICER)
    coordinator, police = people.actor(COORDINATES), people.actor(Function.POLICE_EXIT_COORDINATOR)
    with desk.store.transaction() as session:
        case = cases.draft(session, officer, en.IDENTITY, en.REFERRAL, desk.press(0)).row
    desk.do(cases.refer, officer, case)
    for who, role in ((coordinator, Role.MUNI_SENDER), (police, Role.POLICE_SENDER)):
        desk.do(name, officer, case, Naming(who.user, WHY, role))
    desk.do(cases.screen, coordinator, case, en.ORGANISED)
    assert desk.do(cases.screen_in, police, case).state == "screened"


@pytest.mark.slow
@pytest.mark.rule("SE-3")
def test_probation_names_a_coordinator_where_none_can_act_and_of_the_same_authority(
    people, at_home
):
    desk, coordinator, _ = at_home
    officer, next_ = people.actor(Function.PROBATION_OFFICER), people.actor(COORDINATES)
    elsewhere = people.actor(COORDINATES, "municipality-0751")
    desk.join(officer, Role.PROBATION_PARTY)
    with pytest.raises(NotAllowed):
        desk.do(name, officer, CASE, Naming(next_.user, WHY, Role.MUNI_SENDER))
    with desk.store.transaction() as session:
        lock(session, coordinator.user, desk.now)
    with pytest.raises(NoAccount):
        desk.do(name, officer, CASE, Naming(elsewhere.user, WHY, Role.MUNI_SENDER))
    desk.do(name, officer, CASE, Naming(next_.user, WHY, Role.MUNI_SENDER))
    third = people.actor(COORDINATES)
    with pytest.raises(NotAllowed):
        desk.do(name, officer, CASE, Naming(third.user, WHY, Role.MUNI_SENDER))
