"""What the database itself must refuse or hide: the log's triggers and the documents' second wall.

Whoever takes one of them away changes no table, so a comparison of tables alone would not tell.
"""

import re
from collections.abc import Iterator, Mapping

from sqlalchemy import text
from sqlalchemy.engine import Connection

from relocation.audit import triggers
from relocation.wall import SETTING

WALLED, POLICY = ("documents", "notice_contents", "notices_told"), "let_in"
KINDS = ("trigger", "policy", "row_security")
"""How the guards are called in a difference: `add_trigger NAME`, `change_policy TABLE.NAME`."""
IN_SQLITE = "SELECT name, sql AS made FROM sqlite_master WHERE type = 'trigger'"
IN_POSTGRESQL = """
SELECT tgname AS name, concat_ws(' ', relname, tgtype, tgenabled, prosrc) AS made FROM pg_trigger
JOIN pg_proc ON pg_proc.oid = tgfoid JOIN pg_class ON pg_class.oid = tgrelid
WHERE NOT tgisinternal AND pg_table_is_visible(pg_class.oid)
"""
SECURED = """
SELECT relrowsecurity, relforcerowsecurity FROM pg_class
WHERE relname = :table AND pg_table_is_visible(oid)
"""
POLICIES = """
SELECT policyname, permissive, cmd, qual, with_check FROM pg_policies
WHERE tablename = :table AND schemaname = current_schema()
"""
TRIGGER = re.compile(
    r"CREATE TRIGGER (?P<name>\w+) BEFORE (?P<events>.+) ON (?P<table>\w+) "
    r"FOR EACH (?P<each>\w+) EXECUTE FUNCTION (?P<function>\w+)\(\)"
)
FUNCTION = re.compile(r"CREATE FUNCTION (?P<name>\w+)\(\).*\$\$(?P<body>.*)\$\$")
BEFORE, EACH_ROW = 2, 1
EVENTS = {"INSERT": 4, "DELETE": 8, "UPDATE": 16, "TRUNCATE": 32}
"""The bits by which PostgreSQL keeps when a trigger runs."""
ALWAYS = "O"
"""How PostgreSQL notes a trigger that nobody disabled."""


def guards_that_differ(connection: Connection) -> Iterator[str]:
    """Triggers and policies that are not there, are others, or should not be there."""
    if connection.dialect.name == "sqlite":
        wanted = {each.split()[2]: each for each in _made("sqlite", "TRIGGER")}
        found = connection.execute(text(IN_SQLITE)).all()
    else:
        wanted = _wanted_in_postgresql()
        found = connection.execute(text(IN_POSTGRESQL)).all()
        yield from _second_wall(connection)
    yield from _triggers(wanted, {row.name: row.made for row in found})


def is_of_a_guard(difference: str) -> bool:
    """Whether a difference tells of a guard: then somebody may have got round it meanwhile."""
    kind, _, _ = difference.partition(" ")
    return kind.partition("_")[2] in KINDS


def _triggers(wanted: Mapping[str, str], found: Mapping[str, str]) -> Iterator[str]:
    for name, is_made in wanted.items():
        if name not in found:
            yield f"add_trigger {name}"
        elif found[name] != is_made:
            yield f"change_trigger {name}"
    # A trigger of somebody else's, whatever it is called: its name may say anything.
    if found.keys() - wanted.keys():
        yield "remove_trigger unknown"


def _made(dialect: str, what: str) -> Iterator[str]:
    return (each for each in triggers.statements(dialect) if each.startswith(f"CREATE {what} "))


def _wanted_in_postgresql() -> dict[str, str]:
    bodies = {}
    for each in _made("postgresql", "FUNCTION"):
        if made := FUNCTION.fullmatch(each):
            bodies[made["name"]] = made["body"]
    wanted = {}
    for each in _made("postgresql", "TRIGGER"):
        if made := TRIGGER.fullmatch(each):
            events = sum(EVENTS[event] for event in made["events"].split(" OR "))
            when = BEFORE + events + (EACH_ROW if made["each"] == "ROW" else 0)
            body = bodies[made["function"]]
            wanted[made["name"]] = f"{made['table']} {when} {ALWAYS} {body}"
    return wanted


def _second_wall(connection: Connection) -> Iterator[str]:
    for table in WALLED:
        yield from _wall_of(connection, table)


def _wall_of(connection: Connection, table: str) -> Iterator[str]:
    asked = {"table": table}
    enabled, forced = connection.execute(text(SECURED), asked).one_or_none() or (True, True)
    if not enabled:
        yield f"enable_row_security {table}"
    if not forced:
        yield f"force_row_security {table}"
    found = {name: rest for name, *rest in connection.execute(text(POLICIES), asked)}
    if POLICY not in found:
        yield f"add_policy {table}.{POLICY}"
    elif not _lets_in_by_case(*found[POLICY]):
        yield f"change_policy {table}.{POLICY}"
    # Any other policy would let in besides.
    if found.keys() - {POLICY}:
        yield f"remove_policy {table}.unknown"


def _lets_in_by_case(permissive: str, command: str, qual: str | None, check: str | None) -> bool:
    """Whether reading and writing both ask which cases the transaction was let into."""
    is_for_all = (permissive, command) == ("PERMISSIVE", "ALL")
    asks = qual is not None and qual == check and SETTING in qual and "case_id" in qual
    return is_for_all and asks
