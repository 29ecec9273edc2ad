"""Who comes on a case's list where whoever it needs is not there, or can act no more."""

import pytest

from relocation.access.service import standing
from relocation.actor import Function
from relocation.cases import service as cases
from relocation.errors import Missing, NoAccount, NotAllowed, NotFound
from relocation.nominations import service as nominations
from relocation.people.acting import person_of
from relocation.people.locking import lock
from relocation.permissions import Role, Stage
from relocation.staffing import service as staffing
from relocation.staffing.model import Naming
from relocation.staffing.naming import name
from tests.relocation.casework import entering as en
from tests.relocation.casework.desk import CASE, Desk
from tests.relocation.casework.nominating import ACUTE, NEEDED, NOT_NEEDED, QUESTION, WHY
from tests.relocation.casework.test_staffing_told import broken, endorsed, named, on_list
from tests.relocation.desk import NOW

COORDINATES = Function.MUNICIPAL_EXIT_COORDINATOR
JUDGES, DECIDES = Function.CENTRAL_CASEWORKER, Function.CENTRAL_DECISION_MAKER


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


def refused(desk, coordinator, nomination):
    """What a submission still needs."""
    with pytest.raises(Missing) as lacking:
        desk.do(nominations.submit, coordinator, nomination)
    return set(lacking.value.needs)


@pytest.mark.slow
@pytest.mark.rule("REL-3")
def test_one_person_of_the_central_unit_with_both_accounts_is_not_two(people, at_home):
    desk, coordinator, _ = at_home
    nomination, worker = endorsed(at_home), people.actor(JUDGES)
    with desk.store.transaction() as session:
        person = person_of(session, worker)
    own = people.actor(DECIDES, whose=person)
    assert refused(desk, coordinator, nomination) == {"central_unit"}
    other = people.actor(JUDGES)
    desk.do(nominations.submit, coordinator, nomination)
    assert on_list(desk, Role.CENTRAL_CASEWORKER) == {other.user}
    assert on_list(desk, Role.CENTRAL_DECISION_MAKER) == {own.user}
    desk.do(nominations.find_necessary, other, nomination, NEEDED)
    assert desk.do(nominations.confirm, own, nomination, WHY).state == "necessary"


@pytest.mark.slow
@pytest.mark.rule("REL-3")
def test_for_whoever_can_act_no_more_somebody_else_of_the_central_unit_is_assigned(people, at_home):
    desk, coordinator, police = at_home
    gone = [people.actor(each) for each in (JUDGES, DECIDES, DECIDES)]
    first = endorsed(at_home)
    desk.do(nominations.submit, coordinator, first)
    desk.do(nominations.withdraw, police, first, WHY)
    with desk.store.transaction() as session:
        for each in gone:
            lock(session, each.user, desk.now)
    second = endorsed(at_home)
    assert refused(desk, coordinator, second) == {"central_unit"}
    judging, *deciding = (people.actor(each) for each in (JUDGES, DECIDES, DECIDES))
    desk.do(nominations.submit, coordinator, second)
    desk.do(nominations.find_necessary, judging, second, NEEDED)
    assert desk.do(nominations.confirm, deciding[0], second, WHY).state == "necessary"
    assert {each.user for each in deciding} < on_list(desk, Role.CENTRAL_DECISION_MAKER)


@pytest.mark.slow
@pytest.mark.rule("REL-10")
def test_for_who_judges_anew_and_can_act_no_more_another_comes_than_gave_the_wrong_answer(
    people, at_home
):
    desk, coordinator, _ = at_home
    wrong, *deciding = (people.actor(each) for each in (JUDGES, DECIDES, DECIDES))
    nomination = endorsed(at_home, ACUTE)
    desk.do(nominations.submit, coordinator, nomination)
    desk.do(nominations.find_not_necessary, wrong, nomination, NOT_NEEDED)
    desk.do(nominations.confirm, deciding[0], nomination, WHY)
    anew = people.actor(JUDGES)
    desk.do(nominations.put_right, deciding[1], desk.rows("acute_review")[0].id, WHY)
    desk.do(nominations.return_for_information, anew, nomination, QUESTION)
    with desk.store.transaction() as session:
        lock(session, anew.user, desk.now)
    third = people.actor(JUDGES)
    desk.do(nominations.resubmit, coordinator, nomination, "so it is")
    desk.do(nominations.find_necessary, third, nomination, NEEDED)
    assert desk.do(nominations.confirm, deciding[1], nomination, WHY).state == "necessary"


@pytest.mark.slow
@pytest.mark.rule("SE-16")
def test_where_nobody_can_act_any_more_a_colleague_who_broke_the_glass_names_a_successor(people):
    desk = Desk(people.store, now=NOW)
    alone, night, next_ = (people.actor(COORDINATES) for _ in range(3))
    officer = people.actor(Function.POLICE_EXIT_COORDINATOR)
    desk.open_case(stage=Stage.REFERRED, roles={alone: Role.MUNI_SENDER})
    glass = broken(desk, night)
    with pytest.raises(NotAllowed):
        named(desk, night, next_)
    with desk.store.transaction() as session:
        lock(session, alone.user, desk.now)
    for naming in (Naming(night.user, WHY), Naming(officer.user, WHY, Role.POLICE_SENDER)):
        with pytest.raises(NotAllowed):
            desk.do(name, night, CASE, naming)
    named(desk, night, next_)
    assert desk.do(staffing.countersign, next_, glass, WHY).state == "countersigned"
    desk.do(cases.screen, next_, CASE, en.ORGANISED)
    desk.later(minutes=60)
    with desk.store.transaction() as session, pytest.raises(NotFound):
        standing(session, night, CASE, desk.now)


@pytest.mark.slow
@pytest.mark.rule("SE-16")
def test_as_long_as_somebody_can_act_who_could_name_a_successor_broken_glass_names_none(
    people, at_home
):
    desk, coordinator, _ = at_home
    night, next_ = people.actor(COORDINATES), people.actor(COORDINATES)
    with desk.store.transaction() as session:
        lock(session, coordinator.user, desk.now)
    broken(desk, night)
    with pytest.raises(NotAllowed):
        named(desk, night, next_)
