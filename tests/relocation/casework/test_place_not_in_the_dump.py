"""Whoever has the whole database and joins it on every pair of columns does not find the place."""

from collections import defaultdict
from datetime import timedelta
from itertools import combinations

import pytest
from sqlalchemy import text

from relocation.actor import CENTRAL_UNIT, Assurance, Function, municipality_id
from relocation.errors import NoAccount
from relocation.keys.pseudonyms import handle
from relocation.organisations.register import exit_unit_of
from relocation.people.acting import actor_of
from relocation.people.model import NewAccount, NewPerson
from relocation.people.service import first_account
from relocation.permissions import Role
from relocation.safety import service as safety
from relocation.schema import known_tables
from relocation.staffing import service as staffing
from relocation.store import Store, keys_of
from relocation.wall import let_into_all
from tests.relocation.casework.desk import CASE, POLICE, Desk, by_name
from tests.relocation.casework.due import ran
from tests.relocation.casework.nominating import WHY
from tests.relocation.casework.placing import described
from tests.relocation.casework.relocating import (
    HOME,
    Side,
    assess_anew,
    contact,
    decide,
    find_necessary,
    nominate,
)
from tests.relocation.desk import NOW
from tests.relocation.desk import Desk as Accounts

LONG = 16
"""A shorter text is a state, a kind or a code that hundreds of rows share; nothing is joined by it
but the place itself, which is looked for in every row that is reached."""
CODES = {*map(str, Role), *map(str, Function)}
"""What somebody is: words that every case and the register of people share, however long."""


@pytest.fixture
def accounts(whole_store):
    """The register of people, with its first administrator."""
    new = NewAccount(NewPerson("Ada Admin"), CENTRAL_UNIT, Function.ADMINISTRATOR)
    with whole_store.transaction() as session:
        admin = actor_of(session, first_account(session, new, NOW), Assurance.SIGNED_IN, NOW)
    return Accounts(whole_store, admin)


def relocated_between_accounts(accounts):
    """A case handed over to a municipality whose accounts stand in the register of people."""
    desk = Desk(Store(accounts.store.database, accounts.store.keys, by_name))
    there = Side(
        "0751",
        accounts.actor(Function.MUNICIPAL_EXIT_COORDINATOR, municipality_id("0751")),
        accounts.actor(Function.POLICE_EXIT_COORDINATOR, exit_unit_of("0751", NOW.date())),
    )
    accounts.actor(Function.MUNICIPAL_EXIT_COORDINATOR, municipality_id("0851"))
    desk.open_case()
    assess_anew(desk, CASE, POLICE)
    placement = find_necessary(desk, nominate(desk, CASE, HOME))
    decide(desk, placement, HOME, there)
    contact(desk, placement, there)
    return desk, there


def rows_of(desk):
    """Every row of every table, as the set of its values."""
    with desk.store.transaction() as session:
        let_into_all(session.connection())
        return [
            (table.name, frozenset(map(readable, row)))
            for table in known_tables().sorted_tables
            for row in session.execute(text(f'SELECT * FROM "{table.name}"'))  # noqa: S608
        ]


def readable(value):
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value)


def joined(rows, start):
    """All rows that hang together with those that have this value, by any columns at all."""
    by_value = defaultdict(set)
    for number, (_, values) in enumerate(rows):
        for value in values:
            if len(value) >= LONG and value not in CODES:
                by_value[value].add(number)
    reached, waiting = set(), [start]
    seen = set()
    while waiting:
        value = waiting.pop()
        seen.add(value)
        for number in by_value[value] - reached:
            reached.add(number)
            waiting += [each for each in rows[number][1] if len(each) >= LONG and each not in seen]
    return [rows[number] for number in reached]


@pytest.mark.slow
@pytest.mark.rule("SE-10")
def test_the_place_is_in_no_row_that_any_join_reaches_from_the_case(accounts):
    desk, there = relocated_between_accounts(accounts)
    reached = joined(rows_of(desk), CASE)
    assert {"proceedings", "documents", "cases"} <= {table for table, _ in reached}
    assert not {"accounts", "people", "list_entries"} & {table for table, _ in reached}
    code, user = "0751", there.coordinator.user
    told = [
        table
        for table, values in reached
        for value in values
        if isinstance(value, str) and (code in {value, value[-4:]} or user in value)
    ]
    assert told == []


@pytest.mark.slow
@pytest.mark.rule("SE-10")
def test_neither_do_the_lists_lead_from_the_receivers_account_to_the_case(accounts):
    desk, there = relocated_between_accounts(accounts)
    reached = joined(rows_of(desk), there.coordinator.user)
    assert CASE not in {value for _, values in reached for value in values}
    assert not {"cases", "documents", "proceedings"} & {table for table, _ in reached}


@pytest.mark.slow
@pytest.mark.rule("SE-10")
def test_an_account_that_is_locked_for_a_case_is_joined_with_it_by_no_moment_and_no_line(accounts):
    desk, _ = relocated_between_accounts(accounts)
    night = accounts.actor(Function.MUNICIPAL_EXIT_COORDINATOR, municipality_id("0751"))
    desk.now = max(desk.now, NOW) + timedelta(hours=1)
    with desk.store.transaction() as session:
        own = handle(keys_of(session), night.organisation, CASE)
        broken = staffing.break_glass(session, night, own, WHY, desk.press(0)).row
    desk.later(hours=25)
    assert ran(desk).done["lock_account"] == 1
    with pytest.raises(NoAccount):
        accounts.at_work(night.user, desk.now)
    rows = rows_of(desk)
    reached = joined(rows, CASE)
    assert broken in {value for _, values in reached for value in values}
    assert "audit_lines" in {table for table, _ in reached}
    assert not {"accounts", "people"} & {table for table, _ in reached}
    texts = {
        v for table, values in rows for v in values if isinstance(v, str) and table != "accounts"
    }
    assert [each for each in texts if f"lock.{night.user}" in each] == []
    assert "users.lock" in texts


REGISTER = {"people", "accounts", "qualifications"}
"""Who works where, of no case."""
OF_A_CASE = {"audit_lines": "WHERE case_ref IS NOT NULL"}
PSEUDONYMS = {
    "list_entries": ("reader", "case_ref"),
    "proceedings": ("owner",),
    "taken_steps": ("taker",),
    "documents": ("authority", "author"),
    "audit_lines": ("case_ref", "actor_ref"),
}
"""Where a case is linked with somebody, the receiving side among them."""


def briefed(accounts):
    """A receiver who was contacted and has confirmed the precautions."""
    desk, there = relocated_between_accounts(accounts)
    owner = desk.account_ref(there.coordinator, CASE)
    (sent,) = (row.id for row in desk.rows("receipt") if row.owner == owner)
    desk.do(safety.confirm_receipt, there.coordinator, sent)
    return desk, there


@pytest.mark.slow
@pytest.mark.rule("SE-10")
def test_whatever_links_a_case_to_the_receiving_side_is_another_pseudonym_in_each_column(accounts):
    desk, there = briefed(accounts)
    words = [there.coordinator.user, there.coordinator.organisation, there.police.user]
    assert [word for word in words if word in outside_the_register(desk)] == []
    found = [each for table in PSEUDONYMS.items() for each in columns_of(desk, *table)]
    assert len(found) == sum(map(len, PSEUDONYMS.values()))
    assert all(found)
    for one, other in combinations(found, 2):
        assert one & other == set()


def outside_the_register(desk):
    """All rows but those of the register of people, and of the log those of a case, as a text."""
    tables = [each.name for each in known_tables().sorted_tables if each.name not in REGISTER]
    with desk.store.transaction() as session:
        let_into_all(session.connection())
        return str([
            session.execute(text(f'SELECT * FROM "{table}" {OF_A_CASE.get(table, "")}')).all()  # noqa: S608
            for table in tables
        ])  # fmt: skip


def columns_of(desk, table, names):
    """The values of each of these columns."""
    with desk.store.transaction() as session:
        let_into_all(session.connection())
        asked = f'SELECT {", ".join(names)} FROM "{table}" {OF_A_CASE.get(table, "")}'  # noqa: S608
        rows = session.execute(text(asked)).all()
    return [{row[at] for row in rows} - {None} for at in range(len(names))]


OF_NO_CASE = ("declarations", "policy_versions", "threat_statements", *REGISTER)


@pytest.mark.slow
@pytest.mark.rule("SE-10")
def test_no_count_of_placed_people_and_no_room_left_is_stored_per_municipality(accounts):
    desk = Desk(Store(accounts.store.database, accounts.store.keys, by_name))
    desk.open_case()
    assess_anew(desk, CASE, POLICE)
    placement = find_necessary(desk, nominate(desk, CASE, HOME))
    described(desk)
    before = [each for each in rows_of(desk) if each[0] in OF_NO_CASE]
    decide(desk, placement, HOME, Side("0751", POLICE, POLICE))
    assert [each for each in rows_of(desk) if each[0] in OF_NO_CASE] == before
    of_a_place = {
        (table.name, column.name)
        for table in known_tables().sorted_tables
        for column in table.columns
        if set(column.name.split("_")) & {"municipality", "place", "code", "room", "count"}
    }
    assert of_a_place == {("declarations", "municipality")}
