"""Who may see and do what belongs to no case: a second small table, default nothing (SE-1)."""

import csv
from enum import StrEnum
from functools import cache
from importlib.resources import files

from relocation.actor import Actor, Function
from relocation.errors import MatrixError, NotFound

TABLE = "case_free.csv"
COLUMNS = ["function", "subject", "act"]


class Subject(StrEnum):
    """What it is about."""

    USERS = "users"
    POLICIES = "policies"
    THREATS = "threats"
    PREPAREDNESS = "preparedness"
    """What municipalities declare of themselves."""
    CLOSURES = "closures"
    """Municipalities that are closed for all."""
    DEVIATIONS = "deviations"
    """How often and why decisions left the engine's proposal."""
    AUDIT_LOG = "audit_log"
    """Extracts of the log, and what was refused."""
    BROKEN_GLASS = "broken_glass"
    """That somebody opened a case in an emergency; not which case, and not who."""
    JOBS = "jobs"
    """That long work waits, runs or ended, and how; never what it is about or who asked."""
    CONTACTS = "contacts"
    """That somebody was contacted about a person, and that it came to nothing."""
    COLLEAGUES = "colleagues"
    """Who works on cases in an organisation, by name."""
    GROUPS = "groups"
    """What the groups of the threat picture are called; nothing else of them."""
    STATISTICS = "statistics"
    """Figures that are published; whoever has no account reads them too."""
    DOUBLES = "doubles"
    """That several cases are of one person, by the own handles; not who that is."""
    WEBHOOKS = "webhooks"
    """Which systems of organisations are told that something waits; the own ones by a service."""


class Act(StrEnum):
    """What is done with it."""

    READ = "read"
    READ_OWN = "read_own"
    """Of the own organisation alone."""
    WRITE = "write"
    WRITE_OWN = "write_own"
    ADOPT = "adopt"
    """Let count what somebody else wrote."""


Grant = tuple[Function, Subject, Act]


def may(actor: Actor, subject: Subject, act: Act) -> bool:
    """Whether the table names this; whatever it does not name is nobody's."""
    return (actor.function, subject, act) in _table()


def demand(actor: Actor, subject: Subject, act: Act) -> None:
    """Let nobody through whom the table does not name.

    Raises:
        NotFound: what one may not see does not exist (SE-2).
    """
    if not may(actor, subject, act):
        raise NotFound


def read_table(text: str) -> frozenset[Grant]:
    """Everything that the table names.

    Raises:
        MatrixError: a line is unknown or doubled, so the table cannot be trusted.
    """
    first, *lines = csv.reader(text.splitlines())
    if first != COLUMNS:
        raise MatrixError(f"{TABLE}, line 1: the columns must be {', '.join(COLUMNS)}")
    found: set[Grant] = set()
    for number, line in enumerate(lines, start=2):
        try:
            function, subject, act = line
            grant = Function(function), Subject(subject), Act(act)
        except ValueError:
            grant = None
        if grant is None or grant in found:
            raise MatrixError(f"{TABLE}, line {number}: unknown or doubled; keep one row a grant")
        found.add(grant)
    return frozenset(found)


@cache
def _table() -> frozenset[Grant]:
    return read_table(files("relocation").joinpath(TABLE).read_text(encoding="utf-8"))
