"""The second table: who may do what belongs to no case, default nothing."""

from importlib.resources import files
from itertools import product

import pytest

from relocation.actor import Actor, Assurance, Function
from relocation.case_free import TABLE, Act, Subject, demand, may, read_table
from relocation.errors import MatrixError, NotFound

SHIPPED = files("relocation").joinpath(TABLE).read_text(encoding="utf-8")


def actor(function):
    return Actor("u", "central-unit", function, frozenset(), Assurance.STEPPED_UP)


@pytest.mark.rule("SE-1")
def test_what_the_second_table_does_not_name_is_nobodys():
    named = read_table(SHIPPED)
    for function, subject, act in product(Function, Subject, Act):
        assert may(actor(function), subject, act) == ((function, subject, act) in named)


def test_whoever_may_goes_on_and_who_may_not_is_told_that_nothing_is_there():
    demand(actor(Function.ADMINISTRATOR), Subject.USERS, Act.WRITE)
    with pytest.raises(NotFound):
        demand(actor(Function.AUDITOR), Subject.USERS, Act.WRITE)


@pytest.mark.rule("SE-1")
@pytest.mark.parametrize("line", ["administrator,users,read", "x,users,read", "auditor,users"])
def test_a_doubled_or_unknown_row_of_the_second_table_is_refused(line):
    number = len(SHIPPED.splitlines()) + 1
    with pytest.raises(MatrixError, match=f"line {number}: unknown or doubled"):
        read_table(f"{SHIPPED}{line}\n")


def test_a_table_with_other_columns_is_refused():
    with pytest.raises(MatrixError, match="the columns must be function, subject, act"):
        read_table("who,what,how\n")


def test_the_administrator_is_named_for_accounts_and_where_systems_are_told_alone():
    rows = {(subject, act) for who, subject, act in read_table(SHIPPED) if who == "administrator"}
    assert {subject for subject, act in rows if act is not Act.READ} == {
        Subject.USERS,
        Subject.WEBHOOKS,
    }
