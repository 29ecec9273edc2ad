"""`python -m benchmarks.load`: fifty people at work on a server, then ten times as many at once.

A PostgreSQL of its own is filled with made-up cases; `relocation serve` answers with two processes;
everybody is signed in before the clock starts, reads an in-tray, opens one of a few own cases with
its papers, now and then drafts a nomination and withdraws it, and thinks in between. The same
reads go to a bare FastAPI application over the same rows, one after the other in the same run.
Everything is on this machine, and ends after the seconds that were asked for.
"""

import argparse
import asyncio
import os
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from uuid import uuid4

import httpx2 as httpx

from benchmarks.load_bare import ADDRESS
from benchmarks.store import NOW as BEGAN
from benchmarks.store import _postgresql, _store
from benchmarks.store_cases import BATCH, waiting_case
from relocation.actor import Actor, Assurance, Function, OrganisationId
from relocation.keys.pseudonyms import handle
from relocation.people.acting import actor_of
from relocation.people.model import NewAccount, NewPerson
from relocation.people.service import add_account, first_account
from relocation.signing_in.model import Source
from relocation.signing_in.sessions import begin_session
from relocation.store import Store

HERE, API = "127.0.0.1", "/api/v1"
PROCESSES, OPENED, THINKS = 2, 5, 3.0
"""Of a server; cases that a person opens, below the day's quota; seconds between two requests."""
DRAFTS = 0.1
"""How often a request is a change."""
DRAFT = {"request": {"grounds": {"decisive_for_safety": "made up"}, "urgency": "urgent"}}
Command = Callable[[int], list[str]]
"""Of a server, by its port."""
MUNICIPALITY, CENTRAL = OrganisationId("municipality-0101"), OrganisationId("central-unit")


@dataclass(frozen=True)
class Person:
    """Somebody at work.

    Attributes:
        headers: how it is signed in.
        cases: the handles of a few own cases.
        rows: their rows, for the bare application.
        drafted: the nominations that it drafted and did not withdraw, by the case.
    """

    headers: dict[str, str]
    cases: tuple[str, ...]
    rows: tuple[str, ...]
    drafted: dict[str, str] = field(default_factory=dict)


@dataclass
class Seen:
    """What came back.

    Attributes:
        took: seconds of each answer, by what was asked.
        statuses: how often each, by what was asked.
        broken: requests without an answer, by what was asked and how it broke.
    """

    took: dict[str, list[float]] = field(default_factory=dict)
    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    broken: Counter[tuple[str, str]] = field(default_factory=Counter)
    waits: int = 0

    async def ask(
        self, client: httpx.AsyncClient, what: str, *request: str, **how: Any
    ) -> httpx.Response | None:
        """Send one request; gives its answer, or None where none came."""
        began = perf_counter()
        try:
            answer = await client.request(*request, **how)
        except httpx.TransportError as why:
            self.broken[what, type(why).__name__] += 1
            return None
        self.took.setdefault(what, []).append(perf_counter() - began)
        self.statuses[what, answer.status_code] += 1
        self.waits += answer.status_code == 429 and "retry-after" in answer.headers
        return answer


def main(arguments: Sequence[str] | None = None) -> int:
    """Fill, serve, load and print; 1 where somebody at work met an error."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--users", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--each", type=int, default=20, help="requests of each in the spike")
    parser.add_argument("--bare", type=float, default=30, help="seconds of the bare application")
    asked = parser.parse_args(arguments)
    with TemporaryDirectory() as name, _postgresql(Path(name)) as url:
        folder = Path(name)
        store = _store(url, folder)
        people = _people(store, asked.users, asked.cases)
        settings = {
            "RELOCATION_DATABASE": url,
            "RELOCATION_KEYS": str(folder / "keys"),
            "RELOCATION_WRAPPING_KEYS": str(folder / "apart" / "wrapping-keys"),
            ADDRESS: url.replace("postgresql://", "postgresql+psycopg://", 1),
        }
        with _served(_ours, settings, f"{API}/statistics") as at:
            seen = asyncio.run(_work(at, people, asked.seconds))
            spike = asyncio.run(_spike(at, people, asked.each))
            after = asyncio.run(_work(at, people, min(asked.seconds, 10)))
        with _served(_bare, settings, "/cases") as at:
            bare = asyncio.run(_read_bare(at, people, min(asked.seconds, asked.bare)))
    return _told(seen, bare, spike, after)


def _people(store: Store, users: int, cases: int) -> list[Person]:
    """So many coordinators with their share of the cases each."""
    now = datetime.now(UTC)
    with store.transaction() as session:
        new = NewAccount(NewPerson("made-up admin"), CENTRAL, Function.ADMINISTRATOR)
        admin = actor_of(session, first_account(session, new, now), Assurance.SIGNED_IN, now)
    return [_person(store, admin, number, cases // users) for number in range(users)]


def _person(store: Store, admin: Actor, number: int, cases: int) -> Person:
    now, function = datetime.now(UTC), Function.MUNICIPAL_EXIT_COORDINATOR
    with store.transaction() as session:
        new = NewAccount(NewPerson(f"made-up {number}"), MUNICIPALITY, function)
        user = add_account(session, admin, new, now)
        who = actor_of(session, user, Assurance.SIGNED_IN, now)
        token = begin_session(session, user, Source.LOCAL, now).token
    rows: list[str] = []
    for first in range(0, cases, BATCH):
        with store.transaction() as session:
            rows += [waiting_case(session, who, BEGAN) for _ in range(min(BATCH, cases - first))]
    rows = rows[:OPENED]
    own = tuple(handle(store.keys, who.organisation, row) for row in rows)
    return Person({"Authorization": f"Bearer {token}"}, own, tuple(rows))


async def _work(at: str, people: Sequence[Person], seconds: float) -> Seen:
    seen, until = Seen(), perf_counter() + seconds
    async with _client(at, len(people)) as client:
        await asyncio.gather(
            *(_works(client, who, Random(n), seen, until) for n, who in enumerate(people))
        )
    return seen


async def _works(
    client: httpx.AsyncClient, who: Person, chance: Random, seen: Seen, until: float
) -> None:
    """One person, until the time is over; thinking comes first, so that nobody begins together."""
    while True:
        await asyncio.sleep(chance.expovariate(1 / THINKS))
        if perf_counter() >= until:
            return
        case = chance.choice(who.cases)
        if chance.random() < DRAFTS:
            await _change(client, who, case, seen)
        elif chance.random() < 1 / 2:
            await seen.ask(client, "in-tray", "GET", f"{API}/cases?limit=20", headers=who.headers)
        else:
            await _open(client, who, case, seen)


async def _open(client: httpx.AsyncClient, who: Person, case: str, seen: Seen) -> None:
    await seen.ask(client, "case", "GET", f"{API}/cases/{case}", headers=who.headers)
    path = f"{API}/cases/{case}/documents?purpose=casework"
    await seen.ask(client, "papers", "GET", path, headers=who.headers)


async def _change(client: httpx.AsyncClient, who: Person, case: str, seen: Seen) -> None:
    """Draft a nomination, or withdraw the one that was drafted."""
    key = {"Idempotency-Key": uuid4().hex}
    if case in who.drafted:
        path = f"{API}/cases/{case}/nominations/{who.drafted.pop(case)}/steps/withdraw"
        given, version = {"why": "made up"}, "1"
    else:
        shown = await client.get(f"{API}/cases/{case}", headers=who.headers)
        path, given, version = f"{API}/cases/{case}/nominations", DRAFT, shown.json()["version"]
    headers = who.headers | key | {"If-Match": f'"{version}"'}
    answer = await seen.ask(client, "change", "POST", path, headers=headers, json=given)
    if path.endswith("/nominations") and answer is not None and answer.is_success:
        who.drafted[case] = answer.json()["id"]


async def _spike(at: str, people: Sequence[Person], each: int) -> Seen:
    """Ten times as many at once, without a thought, until everybody has asked so often."""
    seen = Seen()

    async def ask(who: Person) -> None:
        for _ in range(each):
            await seen.ask(client, "spike", "GET", f"{API}/cases?limit=20", headers=who.headers)

    async with _client(at, 10 * len(people)) as client:
        await asyncio.gather(*(ask(who) for who in people for _ in range(10)))
    return seen


async def _read_bare(at: str, people: Sequence[Person], seconds: float) -> Seen:
    seen, until = Seen(), perf_counter() + seconds

    async def read(who: Person, chance: Random) -> None:
        while True:
            await asyncio.sleep(chance.expovariate(1 / THINKS))
            if perf_counter() >= until:
                return
            await seen.ask(client, "in-tray", "GET", "/cases")
            await seen.ask(client, "papers", "GET", f"/cases/{chance.choice(who.rows)}")

    async with _client(at, len(people)) as client:
        await asyncio.gather(*(read(who, Random(n)) for n, who in enumerate(people)))
    return seen


def _client(at: str, connections: int) -> httpx.AsyncClient:
    # Each connection is used once: one at rest may be ended by the server just as it is used.
    limits = httpx.Limits(max_connections=connections, max_keepalive_connections=0)
    return httpx.AsyncClient(base_url=at, limits=limits, timeout=60)


def _told(seen: Seen, bare: Seen, spike: Seen, after: Seen) -> int:
    """Print; 1 where somebody at work had anything but success, or the spike anything but 429."""
    wrong = sum(each.broken.total() for each in (seen, after, spike))
    for each, allowed in ((seen, {200, 201}), (after, {200, 201}), (spike, {200, 429})):
        wrong += sum(n for (_, status), n in each.statuses.items() if status not in allowed)
    print(f"{seen.statuses.total():,} answers to people at work, {wrong} errors")
    for what, took in seen.took.items():
        cuts = quantiles(took, n=20)
        half, most = 1000 * cuts[9], 1000 * cuts[18]
        line = f"{what:<8} median {half:7.1f} ms   19 of 20 within {most:7.1f} ms"
        if what in bare.took:
            alone = quantiles(bare.took[what], n=20)
            line += f"   × {cuts[9] / alone[9]:.1f} and × {cuts[18] / alone[18]:.1f} of a bare read"
        print(line)
    turned = spike.statuses["spike", 429]
    print(f"spike: {spike.statuses.total():,} answers, {turned} turned away with Retry-After")
    print(f"after it: {after.statuses.total()} answers")
    if wrong:
        print(*((each.statuses, each.broken) for each in (seen, spike, after)), sep="\n")
    return int(wrong > 0 or spike.waits != turned)


@contextmanager
def _served(command: Command, settings: dict[str, str], ready: str) -> Iterator[str]:
    """A server of its own process, ended by its id."""
    with socket.create_server((HERE, 0)) as taken:
        port = taken.getsockname()[1]
    process = subprocess.Popen(command(port), env=os.environ | settings, stderr=subprocess.DEVNULL)
    try:
        at = f"http://{HERE}:{port}"
        _wait_for(f"{at}{ready}")
        yield at
    finally:
        process.terminate()
        process.wait()


def _ours(port: int) -> list[str]:
    """Our server, by the command's own entry."""
    start = "from api.cli import main; main()"
    return [sys.executable, "-c", start, "serve", "--port", str(port), "--no-jobs", "--json",
            "--workers", str(PROCESSES)]  # fmt: skip


def _bare(port: int) -> list[str]:
    return [sys.executable, "-m", "uvicorn", "benchmarks.load_bare:application", "--factory",
            "--port", str(port), "--workers", str(PROCESSES),
            "--log-level", "critical"]  # fmt: skip


def _wait_for(address: str) -> None:
    for _ in range(300):
        try:
            httpx.get(address, timeout=5)
        except httpx.TransportError:
            asyncio.run(asyncio.sleep(0.2))
        else:
            return
    raise RuntimeError("the server did not begin to answer")


if __name__ == "__main__":
    sys.exit(main())
