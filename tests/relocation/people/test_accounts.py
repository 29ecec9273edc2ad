"""Accounts: who may act, who may give one, what one person cannot hold, and what is in the log."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text

from relocation.actor import (
    CENTRAL_UNIT,
    Assurance,
    Function,
    OrganisationId,
    Qualification,
    municipality_id,
)
from relocation.audit.tables import AuditLine
from relocation.errors import EntryRefused, NoAccount, NotFound, RelocationError
from relocation.people.acting import actor_of, person_of
from relocation.people.model import NewAccount, NewPerson
from relocation.people.service import (
    accounts,
    add_account,
    disable,
    end_qualification,
    first_account,
    qualify,
)
from tests.relocation.desk import NOW, home_of
from tests.relocation.store.at_once import at_once

COORDINATOR = Function.MUNICIPAL_EXIT_COORDINATOR
CASEWORKER = Function.CENTRAL_CASEWORKER
CONSULTANT = Qualification.PREVENTION_CONSULTANT
LATER = NOW + timedelta(hours=1)
TODAY = NOW.date()
SOMEBODY = NewAccount(NewPerson("Bo Berg"), municipality_id("0101"), COORDINATOR)


def logged(session):
    return list(session.scalars(select(AuditLine.detail).order_by(AuditLine.number)))


def test_an_account_acts_for_its_organisation_in_its_function(desk):
    actor = desk.actor(COORDINATOR, municipality_id("0751"))
    assert (actor.organisation, actor.function) == ("municipality-0751", COORDINATOR)


@pytest.mark.parametrize("function", list(Function))
def test_an_account_of_every_function_can_be_given_in_an_organisation_that_has_it(desk, function):
    if function is not Function.ADMINISTRATOR:
        assert desk.actor(function).organisation == home_of(function)


def test_a_disabled_account_and_an_unknown_one_are_refused_alike(desk):
    user = desk.added(COORDINATOR)
    with desk.transaction() as session:
        disable(session, desk.admin, user, LATER)
    said = []
    for each in (user, "0" * 32):
        with desk.transaction() as session, pytest.raises(NoAccount) as refused:
            actor_of(session, each, Assurance.STEPPED_UP, LATER)
        said.append(str(refused.value))
    assert said[0] == said[1]


@pytest.mark.rule("RE-16")
def test_a_disabled_account_acts_by_no_clock_any_more_and_disabling_twice_is_once(desk):
    user = desk.added(COORDINATOR)
    assert desk.at_work(user, NOW).user == user
    with desk.transaction() as session:
        disable(session, desk.admin, user, LATER)
        disable(session, desk.admin, user, LATER + timedelta(hours=1))
        assert desk.admin.user in {a.user for a in accounts(session, desk.admin, LATER)}
        ended = {a.user: a.disabled_since for a in accounts(session, desk.admin, LATER)}[user]
    assert ended == LATER
    with pytest.raises(NoAccount):
        desk.at_work(user, NOW)


def test_an_account_of_an_organisation_that_is_no_more_cannot_act(desk):
    user = desk.added(COORDINATOR)
    with desk.transaction() as session:
        session.execute(text("UPDATE accounts SET organisation = 'municipality-0411'"))
    with pytest.raises(NoAccount):
        desk.at_work(user)


def test_who_has_no_account_is_no_person(desk):
    unknown = replace(desk.admin, user="0" * 32)
    with desk.transaction() as session, pytest.raises(NoAccount):
        person_of(session, unknown)


def test_an_account_that_is_not_there_cannot_be_disabled(desk):
    with desk.transaction() as session, pytest.raises(EntryRefused, match="no such account"):
        disable(session, desk.admin, "0" * 32, NOW)


@pytest.mark.rule("RE-4")
def test_several_accounts_of_one_person_are_one_person(desk):
    first = desk.actor(COORDINATOR)
    with desk.transaction() as session:
        person = person_of(session, first)
    second = desk.actor(Function.POLICE_EXIT_COORDINATOR, whose=person)
    with desk.transaction() as session:
        assert (person_of(session, second), first.user) == (person, first.user)
        assert first.user != second.user


@pytest.mark.rule("RE-4")
def test_nobody_is_entered_as_two_persons_unnoticed(desk):
    with desk.transaction() as session:
        add_account(session, desk.admin, SOMEBODY, NOW)
    again = NewAccount(NewPerson("bo  BERG"), CENTRAL_UNIT, CASEWORKER)
    with desk.transaction() as session, pytest.raises(EntryRefused, match="has an account already"):
        add_account(session, desk.admin, again, NOW)
    namesake = NewAccount(NewPerson("Bo Berg", is_namesake=True), CENTRAL_UNIT, CASEWORKER)
    with desk.transaction() as session:
        assert add_account(session, desk.admin, namesake, NOW)


def test_a_second_account_names_a_person_who_is_there(desk):
    with pytest.raises(EntryRefused, match="nobody of this id"):
        desk.added(COORDINATOR, whose="0" * 32)


@pytest.mark.parametrize("function", [each for each in Function if each.name != "ADMINISTRATOR"])
def test_only_the_administrator_sees_and_changes_accounts(desk, function):
    other = desk.actor(function)
    tries = (
        lambda session: accounts(session, other, NOW),
        lambda session: add_account(session, other, SOMEBODY, NOW),
        lambda session: disable(session, other, desk.admin.user, NOW),
        lambda session: qualify(session, other, other.user, CONSULTANT, TODAY, NOW),
        lambda session: end_qualification(session, other, other.user, CONSULTANT, TODAY, NOW),
    )
    for act in tries:
        with desk.transaction() as session, pytest.raises(NotFound):
            act(session)


@pytest.mark.parametrize("function", [CASEWORKER, Function.CENTRAL_DECISION_MAKER])
def test_who_administers_cannot_give_themselves_a_function_in_casework(desk, function):
    with desk.transaction() as session:
        own = person_of(session, desk.admin)
    with pytest.raises(EntryRefused, match="have no other function"):
        desk.added(function, whose=own)


@pytest.mark.parametrize("function", [Function.ADMINISTRATOR, Function.AUDITOR])
def test_who_works_on_cases_becomes_neither_administrator_nor_auditor(desk, function):
    caseworker = desk.actor(CASEWORKER)
    with desk.transaction() as session:
        person = person_of(session, caseworker)
    with pytest.raises(EntryRefused, match="have no other function"):
        desk.added(function, whose=person)
    with desk.transaction() as session:
        disable(session, desk.admin, caseworker.user, NOW)
    assert desk.added(function, whose=person)


def test_the_same_account_is_not_given_twice(desk):
    with desk.transaction() as session:
        person = person_of(session, desk.actor(CASEWORKER))
    with pytest.raises(EntryRefused, match="has this account already"):
        desk.added(CASEWORKER, whose=person)


@pytest.mark.parametrize(
    ("organisation", "function", "says"),
    [
        (OrganisationId("municipality-0411"), COORDINATOR, "no organisation of this id"),
        (OrganisationId("national-unit"), COORDINATOR, "can have the function"),
        (municipality_id("0101"), CASEWORKER, "can have the function"),
    ],
)
def test_an_account_fits_an_organisation_of_the_register(desk, organisation, function, says):
    with pytest.raises(EntryRefused, match=says):
        desk.added(function, organisation)


@pytest.mark.parametrize("name", ["", "  ", "a" * 101, "two\nlines\x00"])
def test_a_name_is_one_line_of_letters_and_is_not_repeated(desk, name):
    with pytest.raises(EntryRefused, match="a name has") as refused:
        desk.added(COORDINATOR, whose=NewPerson(name))
    assert not name.strip() or name not in str(refused.value)


def test_the_last_administrator_stays(desk):
    with desk.transaction() as session, pytest.raises(EntryRefused, match="last administrator"):
        disable(session, desk.admin, desk.admin.user, NOW)
    other = desk.added(Function.ADMINISTRATOR)
    with desk.transaction() as session:
        disable(session, desk.admin, desk.admin.user, NOW)
    assert desk.at_work(other).function is Function.ADMINISTRATOR


def test_the_first_account_is_an_administrators_and_made_once(whole_store):
    with (
        whole_store.transaction() as session,
        pytest.raises(EntryRefused, match="must be an admin"),
    ):
        first_account(session, SOMEBODY, NOW)
    new = NewAccount(NewPerson("Ada"), CENTRAL_UNIT, Function.ADMINISTRATOR)
    with whole_store.transaction() as session:
        assert first_account(session, new, NOW)
    with (
        whole_store.transaction() as session,
        pytest.raises(EntryRefused, match="accounts already"),
    ):
        first_account(session, new, NOW)


def test_a_qualification_holds_from_its_day_until_the_day_that_ends_it(desk):
    user = desk.added(COORDINATOR)
    with desk.transaction() as session:
        qualify(session, desk.admin, user, CONSULTANT, date(2026, 12, 1), NOW)
    with desk.transaction() as session:
        end_qualification(session, desk.admin, user, CONSULTANT, date(2026, 12, 10), NOW)
    days = (TODAY, date(2026, 12, 1), date(2026, 12, 9), date(2026, 12, 10))
    held = [desk.at_work(user, NOW.replace(month=d.month, day=d.day)).qualifications for d in days]
    assert held == [frozenset(), {CONSULTANT}, {CONSULTANT}, frozenset()]


@pytest.mark.parametrize(
    ("since", "function", "says"),
    [
        (date(2026, 11, 25), COORDINATOR, "the day is over"),
        (TODAY, CASEWORKER, "can have the qualification"),
    ],
)
def test_a_qualification_fits_the_function_and_is_not_given_for_the_past(
    desk, since, function, says
):
    user = desk.added(function)
    with desk.transaction() as session, pytest.raises(EntryRefused, match=says):
        qualify(session, desk.admin, user, CONSULTANT, since, NOW)


def test_a_qualification_is_held_once_and_ends_only_where_it_is_held(desk):
    user = desk.added(COORDINATOR)
    with desk.transaction() as session:
        with pytest.raises(EntryRefused, match="none that is open"):
            end_qualification(session, desk.admin, user, CONSULTANT, TODAY, NOW)
        qualify(session, desk.admin, user, CONSULTANT, TODAY, NOW)
        with pytest.raises(EntryRefused, match="has it then already"):
            qualify(session, desk.admin, user, CONSULTANT, TODAY, NOW)
        with pytest.raises(EntryRefused, match="not later than"):
            end_qualification(session, desk.admin, user, CONSULTANT, TODAY, NOW)


@pytest.mark.rule("RE-11")
def test_every_change_of_an_account_is_in_the_log_and_so_is_reading_the_list(desk):
    user = desk.added(COORDINATOR)
    with desk.transaction() as session:
        qualify(session, desk.admin, user, CONSULTANT, TODAY, NOW)
        end_qualification(session, desk.admin, user, CONSULTANT, date(2027, 1, 1), NOW)
        disable(session, desk.admin, user, NOW)
        accounts(session, desk.admin, NOW)
        lines = logged(session)
    acts = [f"users.{act}.{user}" for act in ("add", "qualify", "unqualify", "disable")]
    assert lines == ["users.first", *acts, "users.list"]


def test_names_of_staff_are_sealed_in_the_database(desk):
    with desk.transaction() as session:
        add_account(session, desk.admin, SOMEBODY, NOW)
        stored = session.scalars(text("SELECT name FROM people")).all()
        found = {each.name for each in accounts(session, desk.admin, NOW)}
    assert found == {"Ada Admin", "Bo Berg"}
    assert not [name for name in stored if b"Bo Berg" in bytes(name) or b"Ada" in bytes(name)]


@pytest.mark.slow
def test_of_two_administrators_who_disable_each_other_at_once_one_stays(desk):
    other = desk.actor(Function.ADMINISTRATOR)

    def disabled(by, whom):
        try:
            with desk.transaction() as session:
                disable(session, by, whom.user, NOW)
        except RelocationError:
            return False
        return True

    tries = [
        lambda: disabled(desk.admin, other),
        lambda: disabled(other, desk.admin),
    ]
    assert sorted(at_once(tries)) == [False, True]
