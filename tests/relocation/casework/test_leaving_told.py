"""Who leaves a case: taken off its list by the own side, or kept out of it altogether."""

import pytest

from relocation.access.service import entries, standing, standings
from relocation.actor import Function
from relocation.cases import service as cases
from relocation.errors import NoAccount, NotAllowed, NotFound, StepNotOpen
from relocation.keys.pseudonyms import handle
from relocation.nominations import service as nominations
from relocation.people.acting import person_of
from relocation.people.service import disable
from relocation.permissions import DataClass, Role, Stage
from relocation.staffing import service as staffing
from relocation.staffing.leaving import deny, lift, take_off
from relocation.staffing.model import Naming, Whom
from relocation.staffing.naming import name
from relocation.store import keys_of
from tests.relocation.casework.desk import CASE, Desk
from tests.relocation.casework.entering import IDENTITY, REFERRAL
from tests.relocation.casework.nominating import REQUEST, WHY
from tests.relocation.casework.telling import lacks, on_the_list
from tests.relocation.desk import NOW

COORDINATES = Function.MUNICIPAL_EXIT_COORDINATOR
LEADS = Function.POLICE_EXIT_COORDINATOR
DECIDES = Function.CENTRAL_DECISION_MAKER


def whom(who, why="has left the job"):
    return Whom(who.user, why)


def named(desk, by, who, case=CASE, **how):
    return desk.do(name, by, case, Naming(who.user, "joins", **how))


@pytest.mark.rule("SE-3")
def test_whoever_opened_a_case_leaves_it_once_a_colleague_is_there_and_not_before(people):
    desk = Desk(people.store, now=NOW)
    opener, colleague, police = (people.actor(each) for each in (COORDINATES, COORDINATES, LEADS))
    with desk.store.transaction() as session:
        case = cases.draft(session, opener, IDENTITY, REFERRAL, desk.press(0)).row
    named(desk, opener, police, case, role=Role.POLICE_SENDER)
    press = take_off, police, case, whom(opener)
    assert lacks(desk, *press) == {"enough_stay"}
    named(desk, opener, colleague, case)
    assert lacks(desk, take_off, opener, case, whom(opener)) == {"not_oneself"}
    assert lacks(desk, take_off, colleague, case, whom(police)) == {"same_side", "enough_stay"}
    assert lacks(desk, take_off, colleague, case, whom(opener, " ")) == {"reasons"}
    assert desk.do(take_off, colleague, case, whom(opener)).state == "taken_off"
    assert on_the_list(desk, case) == {colleague.user, police.user}


@pytest.mark.rule("SE-3")
def test_whoever_is_assigned_leaves_when_as_many_stay_as_decide_together(people, at_home):
    desk, coordinator, police = at_home
    worker, *deciders = (
        people.actor(each) for each in (Function.CENTRAL_CASEWORKER, DECIDES, DECIDES)
    )
    nomination = desk.do(nominations.draft, coordinator, CASE, REQUEST).row
    desk.do(nominations.request, coordinator, nomination)
    desk.do(nominations.endorse, police, nomination, WHY)
    desk.do(nominations.submit, coordinator, nomination)
    one, other = deciders
    assert lacks(desk, take_off, one, CASE, whom(other)) == {"enough_stay"}
    third = people.actor(DECIDES)
    named(desk, one, third)
    assert lacks(desk, take_off, worker, CASE, whom(other)) == {"same_side"}
    desk.do(take_off, one, CASE, whom(other))
    assert on_the_list(desk, CASE) >= {one.user, third.user, worker.user}
    assert other.user not in on_the_list(desk, CASE)


@pytest.mark.rule("SE-3")
def test_an_account_that_can_act_no_more_is_nobody_who_stays(people, at_home):
    desk, coordinator, police = at_home
    gone = people.actor(COORDINATES)
    named(desk, coordinator, gone)
    with people.transaction() as session:
        disable(session, people.admin, gone.user, NOW)
    assert lacks(desk, take_off, police, CASE, whom(coordinator)) == {"enough_stay"}
    desk.do(take_off, police, CASE, whom(gone))
    assert on_the_list(desk, CASE) == {coordinator.user, police.user}


@pytest.mark.rule("SE-3", "SE-16")
def test_nobody_is_taken_off_by_a_narrowed_line_or_by_broken_glass(people, at_home):
    desk, coordinator, _ = at_home
    narrowed, night = people.actor(COORDINATES), people.actor(COORDINATES)
    named(desk, coordinator, narrowed, classes=frozenset({DataClass.EXISTENCE}))
    assert lacks(desk, take_off, narrowed, CASE, whom(coordinator)) == {"same_side"}
    with pytest.raises(NotAllowed):
        desk.do(deny, narrowed, CASE, whom(night))
    broken(desk, night)
    for button in (take_off, deny):
        with pytest.raises(NotAllowed):
            desk.do(button, night, CASE, whom(narrowed))


@pytest.mark.rule("SE-3", "SE-2")
def test_to_whom_a_case_excludes_there_is_no_such_case_on_its_list_or_not(people, at_home):
    desk, coordinator, police = at_home
    kin, colleague = people.actor(COORDINATES), people.actor(COORDINATES)
    named(desk, coordinator, colleague)
    for who in (kin, colleague):
        desk.do(deny, coordinator, CASE, whom(who, "is a cousin"))
        with desk.store.transaction() as session:
            assert list(standings(session, who, desk.now)) == []
        told = {told_of(desk, who, case) for case in (CASE, "f" * 32)}
        told |= {broken_in_vain(desk, who, own) for own in (None, "0" * 26)}
        assert told == {str(NotFound())}
        unknown = Naming("nobody", WHY)
        for naming in (Naming(who.user, WHY), unknown):
            with pytest.raises(NoAccount) as refused:
                desk.do(name, coordinator, CASE, naming)
            assert str(refused.value) == str(NoAccount())
    assert on_the_list(desk, CASE) == {coordinator.user, police.user}


@pytest.mark.rule("SE-3", "RE-4")
def test_a_person_is_excluded_by_every_account_also_by_one_that_is_added_later(people, at_home):
    desk, coordinator, police = at_home
    kin = people.actor(COORDINATES)
    with people.transaction() as session:
        person = person_of(session, kin)
    other = people.actor(LEADS, whose=person)
    named(desk, police, other)
    assert lacks(desk, deny, coordinator, CASE, whom(kin)) == {"entitled"}
    desk.do(deny, police, CASE, whom(kin, "is a cousin"))
    assert on_the_list(desk, CASE) == {coordinator.user, police.user}
    later = people.actor(Function.CENTRAL_CASEWORKER, whose=person)
    with pytest.raises(NoAccount):
        named(desk, coordinator, later, role=Role.CENTRAL_CASEWORKER)
    nomination = desk.do(nominations.draft, coordinator, CASE, REQUEST).row
    desk.do(nominations.request, coordinator, nomination)
    desk.do(nominations.endorse, police, nomination, WHY)
    for _ in range(2):
        people.actor(DECIDES)
    assert lacks(desk, nominations.submit, coordinator, nomination) == {"central_unit"}


@pytest.mark.rule("SE-3")
def test_each_side_excludes_for_itself_the_central_unit_for_all_and_nobody_the_last(
    people, at_home
):
    desk, coordinator, police = at_home
    probation, worker = (
        people.actor(Function.PROBATION_OFFICER),
        people.actor(Function.CENTRAL_CASEWORKER),
    )
    desk.join(probation, Role.PROBATION_PARTY)
    desk.join(worker, Role.CENTRAL_CASEWORKER)
    desk.stands(CASE, "admitted", Stage.NOMINATED)
    kin = people.actor(COORDINATES)
    with pytest.raises(NotAllowed):
        desk.do(deny, probation, CASE, whom(kin))
    assert lacks(desk, deny, coordinator, CASE, whom(probation)) == {"entitled"}
    assert lacks(desk, deny, coordinator, CASE, whom(coordinator)) == {
        "not_oneself", "enough_stay",
    }  # fmt: skip
    assert lacks(desk, deny, worker, CASE, whom(coordinator)) == {"enough_stay"}
    with pytest.raises(NoAccount):
        desk.do(deny, coordinator, CASE, Whom("nobody", WHY))
    desk.do(deny, worker, CASE, whom(probation))
    assert on_the_list(desk, CASE) == {coordinator.user, police.user, worker.user}


@pytest.mark.rule("SE-3")
def test_an_exclusion_is_lifted_by_who_made_it_and_gives_nothing_back_by_that(people, at_home):
    desk, coordinator, police = at_home
    kin = people.actor(COORDINATES)
    named(desk, coordinator, kin)
    desk.do(deny, police, CASE, whom(kin, "a mistake"))
    with pytest.raises(StepNotOpen):
        desk.do(deny, police, CASE, whom(kin))
    assert lacks(desk, lift, coordinator, CASE, whom(kin)) == {"of_who_denied"}
    assert desk.do(lift, police, CASE, whom(kin)).state == "not_denied"
    assert on_the_list(desk, CASE) == {coordinator.user, police.user}
    named(desk, coordinator, kin)
    assert kin.user in on_the_list(desk, CASE)
    assert desk.logged()[-4:] == ["denial.begin", "denial.deny", "denial.lift", "colleague.begin"]


@pytest.mark.rule("RE-5")
def test_whoever_is_excluded_twice_by_one_key_is_excluded_once(people, at_home):
    desk, coordinator, _ = at_home
    kin, seen = people.actor(COORDINATES), desk.version(CASE, True)
    answers = {desk.do(deny, coordinator, CASE, whom(kin), version=seen, key="one") for _ in "12"}
    assert len(answers) == 1
    with desk.store.transaction() as session:
        assert [each.reader for each in entries(session, CASE) if each.excluded] == [kin.user]


def told_of(desk, who, case):
    with desk.store.transaction() as session, pytest.raises(NotFound) as refused:
        standing(session, who, case, desk.now)
    return str(refused.value)


def broken(desk, who, own=None):
    with desk.store.transaction() as session:
        own = own or handle(keys_of(session), who.organisation, CASE)
        return staffing.break_glass(session, who, own, WHY, desk.press(0)).row


def broken_in_vain(desk, who, own):
    with pytest.raises(NotFound) as refused:
        broken(desk, who, own)
    return str(refused.value)
