"""Who works where: the own organisation for everybody who works on cases, others for who names."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from relocation.actor import CENTRAL_UNIT, Function, municipality_id
from relocation.audit.tables import AuditLine
from relocation.errors import NotFound
from relocation.people.directory import IN_CASES, directory
from relocation.people.locking import lock
from relocation.people.service import disable
from tests.relocation.desk import NOW

COORDINATOR = Function.MUNICIPAL_EXIT_COORDINATOR
THERE = municipality_id("0751")
LATER = NOW + timedelta(hours=1)


def read(desk, actor, organisation, now=LATER):
    with desk.transaction() as session:
        told = directory(session, actor, now)
    return tuple(each for each in told if each.organisation == organisation)


@pytest.mark.rule("SE-1")
@pytest.mark.parametrize("function", list(Function))
def test_the_own_organisation_is_read_by_who_works_on_cases_and_others_by_who_names_there(
    desk, function
):
    own = desk.admin if function is Function.ADMINISTRATOR else desk.actor(function)
    there = desk.added(COORDINATOR, THERE)
    if function in IN_CASES:
        assert own.user in {each.user for each in read(desk, own, own.organisation)}
    else:
        with pytest.raises(NotFound):
            read(desk, own, own.organisation)
    if function in IN_CASES - {Function.PROBATION_OFFICER}:
        (found,) = read(desk, own, THERE)
        assert (found.user, found.function, found.organisation) == (there, COORDINATOR, THERE)
        assert found.name == f"{COORDINATOR} of {THERE}"
    elif function in IN_CASES:
        assert read(desk, own, THERE) == ()


@pytest.mark.rule("SE-1")
def test_of_the_central_unit_only_who_works_on_cases_is_in_the_directory(desk):
    caseworker = desk.actor(Function.CENTRAL_CASEWORKER)
    decider = desk.actor(Function.CENTRAL_DECISION_MAKER)
    desk.actor(Function.ANALYST), desk.actor(Function.AUDITOR)
    police = desk.actor(Function.POLICE_EXIT_COORDINATOR)
    assert {each.user for each in read(desk, police, CENTRAL_UNIT)} == {
        caseworker.user,
        decider.user,
    }


@pytest.mark.rule("SE-16")
def test_whoever_left_is_not_there_and_who_was_locked_stays_until_the_administrator_ends_it(desk):
    caseworker = desk.actor(Function.CENTRAL_CASEWORKER)
    gone, locked, stays = (desk.added(COORDINATOR, THERE) for _ in range(3))
    with desk.transaction() as session:
        disable(session, desk.admin, gone, LATER)
        lock(session, locked, LATER)
    # That it goes would say that a glass was broken there, to people who know nothing of the case.
    assert {each.user for each in read(desk, caseworker, THERE)} == {locked, stays}
    assert {each.user for each in read(desk, caseworker, THERE, NOW)} == {gone, locked, stays}
    with desk.transaction() as session:
        disable(session, desk.admin, locked, LATER)
    assert {each.user for each in read(desk, caseworker, THERE)} == {stays}


@pytest.mark.rule("SE-17")
def test_that_it_was_read_is_logged_and_not_of_whom(desk):
    caseworker = desk.actor(Function.CENTRAL_CASEWORKER)
    read(desk, caseworker, THERE)
    with desk.transaction() as session:
        last = session.scalars(select(AuditLine).order_by(AuditLine.number.desc())).first()
        assert last.detail == "users.directory"
