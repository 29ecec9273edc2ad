"""Who of the own side works on a case, told to whoever works on it there, and to nobody else."""

import pytest

from relocation.actor import Function
from relocation.errors import NotFound
from relocation.handles import own_handle
from relocation.permissions import DataClass, Role, Stage
from relocation.staffing import leaving
from relocation.staffing.colleagues import own_side
from relocation.staffing.model import Naming, Whom
from relocation.staffing.naming import name
from tests.relocation.casework.desk import CASE
from tests.relocation.casework.nominating import WHY

COORDINATES, POLICE = Function.MUNICIPAL_EXIT_COORDINATOR, Function.POLICE_EXIT_COORDINATOR
FEW = frozenset({DataClass.EXISTENCE, DataClass.CONTRACT})


def told(desk, who):
    with desk.store.transaction() as session:
        found = own_side(session, who, own_handle(session, who, CASE), desk.now)
    return {each.user: (each.role, each.is_narrowed) for each in found}


@pytest.mark.rule("SE-3")
def test_whoever_works_on_a_case_reads_who_else_of_its_side_does_until_they_leave(people, at_home):
    desk, coordinator, police = at_home
    colleague, other = people.actor(COORDINATES), people.actor(COORDINATES)
    assert told(desk, coordinator) == {coordinator.user: (Role.MUNI_SENDER, False)}
    assert told(desk, police) == {police.user: (Role.POLICE_SENDER, False)}
    with pytest.raises(NotFound):
        told(desk, colleague)
    desk.do(name, coordinator, CASE, Naming(colleague.user, WHY, classes=FEW))
    desk.do(leaving.deny, police, CASE, Whom(other.user, WHY))
    both = {
        coordinator.user: (Role.MUNI_SENDER, False),
        colleague.user: (Role.MUNI_SENDER, True),
    }
    assert told(desk, coordinator) == told(desk, colleague) == both
    with pytest.raises(NotFound):
        told(desk, other)
    desk.do(leaving.take_off, coordinator, CASE, Whom(colleague.user, WHY))
    assert told(desk, coordinator).keys() == {coordinator.user}
    with pytest.raises(NotFound):
        told(desk, colleague)


@pytest.mark.rule("SE-4")
def test_of_a_police_district_that_is_both_sides_neither_is_told_of_the_other(people, at_home):
    desk, _, police = at_home
    there = people.actor(POLICE)
    desk.stands(CASE, "admitted", Stage.HANDOVER)
    desk.join(there, Role.POLICE_RECEIVER)
    assert told(desk, police).keys() == {police.user}
    assert told(desk, there).keys() == {there.user}


def test_the_central_unit_reads_all_of_its_own_and_nobody_of_the_places(people, at_home):
    desk, _, _ = at_home
    there = people.actor(COORDINATES, "municipality-0751")
    case = people.actor(Function.CENTRAL_CASEWORKER)
    decider = people.actor(Function.CENTRAL_DECISION_MAKER)
    desk.stands(CASE, "admitted", Stage.HANDOVER)
    for who, role in (
        (there, Role.MUNI_RECEIVER),
        (case, Role.CENTRAL_CASEWORKER),
        (decider, Role.CENTRAL_DECISION_MAKER),
    ):
        desk.join(who, role)
    assert told(desk, case) == told(desk, decider)
    assert told(desk, case).keys() == {case.user, decider.user}
    assert told(desk, there).keys() == {there.user}
