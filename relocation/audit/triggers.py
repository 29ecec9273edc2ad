"""What the database itself refuses: a line changed or removed, a head that does not go forward.

`create_all` runs these statements with the tables. A revision runs `statements(dialect)` after it
has made both, and again after SQLite has copied a table to alter it, which drops its triggers.
"""

from collections.abc import Mapping

from sqlalchemy import DDL, Table, event

from relocation.audit.chain import GENESIS

REFUSED = "the audit log is only added to"
LAST = "(SELECT max(number) FROM audit_lines)"
NEXT = "(SELECT coalesce(max(number), 0) + 1 FROM audit_lines)"
ITS_HASH = "(SELECT hash FROM audit_lines WHERE number = NEW.number)"
"""Lines come one after the other, and the head goes forward onto the last of them alone."""
FIRST_HEAD = "INSERT INTO audit_head (id, number, hash, mark) VALUES (1, 0, '{}', '')"


def sqlite_trigger(name: str, when: str, condition: str = "") -> str:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    return " ".join(filter(None, (f"CREATE TRIGGER {name} BEFORE {when}", condition, refuse)))


def trigger_function(name: str, condition: str) -> str:
    refuse = f"IF {condition} THEN RAISE EXCEPTION '{REFUSED}'; END IF"
    body = f"$$ BEGIN {refuse}; RETURN NEW; END $$"
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS {body}"


def postgresql_trigger(name: str, when: str, each: str, function: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE {when} FOR EACH {each} EXECUTE FUNCTION {function}()"


LINES = {
    "sqlite": (
        sqlite_trigger("audit_lines_no_update", "UPDATE ON audit_lines"),
        sqlite_trigger("audit_lines_no_delete", "DELETE ON audit_lines"),
        # Also stops INSERT OR REPLACE, whose deleting runs no trigger.
        sqlite_trigger(
            "audit_lines_in_order",
            "INSERT ON audit_lines",
            f"WHEN NEW.number IS NOT {NEXT}",
        ),
    ),
    "postgresql": (
        trigger_function("audit_lines_refuse", "true"),
        trigger_function("audit_lines_order", f"NEW.number IS DISTINCT FROM {NEXT}"),
        postgresql_trigger(
            "audit_lines_only_added",
            "UPDATE OR DELETE OR TRUNCATE ON audit_lines",
            "STATEMENT",
            "audit_lines_refuse",
        ),
        postgresql_trigger(
            "audit_lines_in_order", "INSERT ON audit_lines", "ROW", "audit_lines_order"
        ),
    ),
}
HEAD = {
    "sqlite": (
        FIRST_HEAD.format(GENESIS),
        sqlite_trigger(
            "audit_head_forward",
            "UPDATE ON audit_head",
            "WHEN NEW.id IS NOT OLD.id OR NEW.number <= OLD.number "
            f"OR NEW.number IS NOT {LAST} OR NEW.hash IS NOT {ITS_HASH}",
        ),
        sqlite_trigger("audit_head_no_delete", "DELETE ON audit_head"),
        sqlite_trigger("audit_head_no_second", "INSERT ON audit_head"),
    ),
    "postgresql": (
        FIRST_HEAD.format(GENESIS),
        trigger_function("audit_head_refuse", "true"),
        trigger_function(
            "audit_head_order",
            "NEW.id IS DISTINCT FROM OLD.id OR NEW.number <= OLD.number "
            f"OR NEW.number IS DISTINCT FROM {LAST} OR NEW.hash IS DISTINCT FROM {ITS_HASH}",
        ),
        postgresql_trigger("audit_head_forward", "UPDATE ON audit_head", "ROW", "audit_head_order"),
        postgresql_trigger(
            "audit_head_stays",
            "INSERT OR DELETE OR TRUNCATE ON audit_head",
            "STATEMENT",
            "audit_head_refuse",
        ),
    ),
}


def statements(dialect: str) -> tuple[str, ...]:
    """What a revision runs, in this order, once both tables are there."""
    return LINES[dialect] + HEAD[dialect]


def removals(dialect: str) -> tuple[str, ...]:
    """What takes triggers and functions away again; the tables stay."""
    names = [each.split()[1:3] for each in statements(dialect) if each.startswith("CREATE")]
    if dialect == "postgresql":
        return tuple(f"DROP FUNCTION {name} CASCADE" for kind, name in names if kind == "FUNCTION")
    return tuple(f"DROP TRIGGER {name}" for _, name in names)


def attach(table: Table, by_dialect: Mapping[str, tuple[str, ...]]) -> None:
    """Let `create_all` run the statements after the table."""
    for dialect, found in by_dialect.items():
        for statement in found:
            told = DDL(statement).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]
            event.listen(table, "after_create", told)
