"""The statements by which the database itself guards the log."""

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, create_engine, text
from sqlalchemy.exc import IntegrityError

from relocation.audit.triggers import (
    attach,
    postgresql_trigger,
    removals,
    sqlite_trigger,
    statements,
    trigger_function,
)

REFUSED = "the audit log is only added to"


@pytest.fixture
def table():
    return Table("others", MetaData(), Column("number", Integer))


@pytest.fixture
def engine():
    engine = create_engine("sqlite://")
    yield engine
    engine.dispose()


def made(engine, table):
    """The table, made as the program makes all of its own, and what stands in it then."""
    table.metadata.create_all(engine)
    with engine.connect() as connection:
        return list(connection.scalars(table.select()))


def test_a_trigger_of_the_embedded_database_refuses_always_or_on_its_condition():
    always = sqlite_trigger("no_update", "UPDATE ON others")
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    assert always == f"CREATE TRIGGER no_update BEFORE UPDATE ON others {refuse}"
    found = sqlite_trigger("only_small", "INSERT ON others", "WHEN NEW.number > 9")
    created = "CREATE TRIGGER only_small BEFORE INSERT ON others WHEN NEW.number > 9"
    assert found == f"{created} {refuse}"


def test_a_trigger_of_the_server_runs_a_function_that_refuses_on_its_condition():
    assert trigger_function("refuse", "NEW.number > 9") == (
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF NEW.number > 9 THEN RAISE EXCEPTION '{REFUSED}'; END IF; RETURN NEW; END $$"
    )
    assert postgresql_trigger("only_small", "INSERT ON others", "ROW", "refuse") == (
        "CREATE TRIGGER only_small BEFORE INSERT ON others FOR EACH ROW EXECUTE FUNCTION refuse()"
    )


def test_what_is_attached_to_a_table_runs_in_order_once_it_is_made(engine, table):
    told = ("INSERT INTO others VALUES (3)", sqlite_trigger("no_more", "INSERT ON others"))
    attach(table, {"sqlite": told})
    assert made(engine, table) == [3]
    with pytest.raises(IntegrityError, match=REFUSED), engine.begin() as connection:
        connection.execute(text("INSERT INTO others VALUES (4)"))


def test_what_is_of_another_database_does_not_run(engine, table):
    attach(table, {"postgresql": ("INSERT INTO others VALUES (3)",)})
    assert made(engine, table) == []


def test_what_takes_the_guards_away_names_all_that_were_made():
    assert removals("postgresql") == (
        "DROP FUNCTION audit_lines_refuse() CASCADE",
        "DROP FUNCTION audit_lines_order() CASCADE",
        "DROP FUNCTION audit_head_refuse() CASCADE",
        "DROP FUNCTION audit_head_order() CASCADE",
    )
    assert removals("sqlite") == (
        "DROP TRIGGER audit_lines_no_update",
        "DROP TRIGGER audit_lines_no_delete",
        "DROP TRIGGER audit_lines_in_order",
        "DROP TRIGGER audit_head_forward",
        "DROP TRIGGER audit_head_no_delete",
        "DROP TRIGGER audit_head_no_second",
    )


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_the_head_is_put_in_before_its_guards_stand(dialect):
    found = [each.split()[:3] for each in statements(dialect)]
    first = found.index(["INSERT", "INTO", "audit_head"])
    assert first < min(at for at, each in enumerate(found) if each[2].startswith("audit_head_"))
