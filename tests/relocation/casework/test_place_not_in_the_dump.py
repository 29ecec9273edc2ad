"""Whoever has the whole database and joins it on every pair of columns does not find the place."""

from collections import defaultdict

import pytest
from sqlalchemy import text

from relocation.actor import CENTRAL_UNIT, Assurance, Function, municipality_id
from relocation.people.acting import actor_of
from relocation.people.model import NewAccount, NewPerson
from relocation.people.service import first_account
from relocation.schema import known_tables
from relocation.store import Store
from relocation.wall import let_into_all
from tests.relocation.casework.desk import CASE, POLICE, Desk, by_name
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
        accounts.actor(Function.POLICE_EXIT_COORDINATOR),
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
            if len(value) >= LONG:
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
