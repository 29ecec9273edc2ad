"""One row of every table, so that revisions are tried with data."""

from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, MetaData, Table, func, insert, select

from relocation.wall import let_into_all

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
ID, OTHER = "0" * 31 + "1", "0" * 31 + "2"
ROWS = {
    "outbox_subjects": {"subject": ID, "last": 1},
    "outbox_messages": {
        "id": OTHER,
        "kind": "placement_approved",
        "subject": ID,
        "sequence": 1,
        "state": "waiting",
        "due": NOON,
        "attempts": 0,
        "ended": None,
    },
    "audit_lines": {
        "number": 1,
        "at": NOON,
        "kind": "read",
        "detail": None,
        "classes": "safety",
        "case_ref": "c" * 26,
        "actor_ref": "a" * 26,
        "role": "auditor",
        "purpose": None,
        "regime": "gdpr",
        "version": None,
        "sealed": b"s",
        "opening": None,
        "hash": "h" * 64,
        "mark": "m" * 64,
    },
    "audit_head": {"id": 1, "number": 0, "hash": "0" * 64, "mark": ""},
    "cases": {"id": ID, "stage": "S1_enrolled", "version": 1, "opened": NOON, "due": None},
    "list_seals": {"id": ID, "sealed": b"s"},
    "kept_rounds": {"id": ID, "cases": b"c", "sealed": b"s"},
    "list_entries": {"id": ID, "reader": "r" * 26, "case_ref": "c" * 26, "sealed": b"s"},
    "known_persons": {"id": ID, "lookup": "l" * 26, "case_ref": "c" * 26},
    "contacts": {"id": ID, "reader": "r" * 26, "sealed": b"s"},
    "documents": {
        "id": ID,
        "case_id": ID,
        "row": ID,
        "kind": "referral",
        "data_class": "clarification",
        "version": 1,
        "regime": "gdpr",
        "written": NOON,
        "authority": "a" * 26,
        "author": "b" * 26,
        "full": b"f",
        "reduced": None,
        "set_aside": False,
    },
    "proceedings": {
        "id": OTHER,
        "case_id": ID,
        "workflow": "nomination",
        "parent": None,
        "state": "submitted",
        "version": 4,
        "urgency": "urgent",
        "due": NOON,
        "clock": "{}",
        "stopped": None,
        "opened": NOON,
        "touched": NOON,
        "warned": None,
        "topic": "health",
        "owner": "o" * 26,
        "begun": 3,
    },
    "taken_steps": {
        "id": ID,
        "proceeding_id": OTHER,
        "version": 1,
        "case_version": 4,
        "step": "begin",
        "at": NOON,
        "taker": "t" * 26,
    },
    "people": {"id": ID, "name": b"n"},
    "accounts": {
        "id": ID,
        "person_id": ID,
        "organisation": "central-unit",
        "function": "auditor",
        "since": NOON,
        "disabled_since": None,
    },
    "qualifications": {
        "id": ID,
        "account_id": ID,
        "qualification": "finance",
        "since": NOON.date(),
        "until": None,
    },
    "credentials": {
        "account_id": ID,
        "name_ref": "n" * 26,
        "name": b"n",
        "password": b"p",
        "secret": b"s",
        "enrolment": b"e" * 32,
        "enrolment_until": NOON,
        "confirmed": True,
    },
    "recovery_codes": {"hash": b"r" * 32, "account_id": ID},
    "sign_in_failures": {"ref": "f" * 26, "failures": 1, "last": NOON, "until": None},
    "sessions": {
        "id": ID,
        "token": b"t" * 32,
        "account_ref": "a" * 26,
        "account": b"a",
        "source": "local",
        "begun": NOON,
        "seen": NOON,
        "stepped_up": None,
    },
    "outside_attempts": {"state": b"s" * 32, "content": b"c", "until": NOON},
    "outside_subjects": {"ref": "o" * 26, "account_id": ID, "since": NOON},
    "services": {
        "id": ID,
        "organisation": "municipality-0101",
        "secret": b"s" * 32,
        "since": NOON,
        "ended": None,
    },
    "policy_versions": {
        "id": ID,
        "name": "deadlines",
        "number": 2,
        "valid_from": NOON.date(),
        "content": "t",
        "status": "adopted",
        "reason": "r",
        "proposed": NOON,
        "proposed_by": "p" * 26,
        "adopted": NOON,
        "adopted_by": "a" * 26,
    },
    "threat_statements": {
        "id": ID,
        "number": 1,
        "written": NOON,
        "author": "a" * 26,
        "sealed": b"s",
    },
    "declarations": {
        "id": ID,
        "municipality": "0101",
        "number": 1,
        "as_of": NOON.date(),
        "by_central_unit": True,
        "author": "a" * 26,
        "sealed": b"s",
    },
    "closures": {"id": ID, "number": 1, "author": "a" * 26, "sealed": b"s"},
    "long_jobs": {
        "id": ID,
        "kind": "propose_round",
        "state": "running",
        "asker": "a" * 26,
        "given": b"g",
        "answer": None,
        "asked": NOON,
        "begun": NOON,
        "ended": None,
        "leased": NOON,
        "attempts": 1,
        "done": 2,
        "total": 5,
        "cancel": False,
        "failure": None,
    },
    "statistics_releases": {
        "released_on": NOON.date(),
        "published": NOON,
        "policy": "statistics-2026-proposed",
        "tables": "[]",
    },
    "webhooks": {"id": ID, "since": NOON, "paused": False, "sealed": b"s"},
    "notices": {
        "id": ID,
        "case_id": ID,
        "queue": "q" * 26,
        "sequence": 1,
        "state": "waiting",
        "due": NOON,
        "attempts": 0,
        "ended": None,
    },
    "notice_contents": {"id": ID, "case_id": ID, "sealed": b"s"},
    "notices_told": {"case_id": ID, "last": 1, "sealed": b"s"},
    "mail_notices": {
        "ref": "r" * 26,
        "sealed": b"s",
        "pending": NOON,
        "due": NOON,
        "attempts": 0,
        "sent": None,
        "failing": False,
    },
    "kept_answers": {"pseudonym": b"p" * 32, "digest": b"d" * 32, "answer": b"a", "expires": NOON},
}


def tables_of(connection: Connection) -> list[Table]:
    """The tables that are there, as the database tells of them."""
    found = MetaData()
    found.reflect(connection)
    return found.sorted_tables


def rows_in(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def fill(engine: Engine) -> None:
    """Put a row into every table that is empty."""
    with engine.begin() as connection:
        let_into_all(connection)
        for table in tables_of(connection):
            if table.name in ROWS and not rows_in(connection, table):
                values = {k: v for k, v in ROWS[table.name].items() if k in table.columns}
                connection.execute(insert(table).values(values))


def counted(engine: Engine) -> dict[str, int]:
    """How many rows every table has."""
    with engine.begin() as connection:
        let_into_all(connection)
        return {table.name: rows_in(connection, table) for table in tables_of(connection)}
