"""Full figures of the services: each chunk on a store of its own, on both databases in turn."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from relocation.store import Store
from tests.relocation.backup.many_cases import differences
from tests.relocation.casework.desk import Desk, by_name
from tests.relocation.casework.killed_journeys import killed_before_each_statement, killed_often
from tests.relocation.casework.killing import Killed
from tests.relocation.casework.killing_runners import killed_runners
from tests.relocation.casework.last_place import faults_of_the_last_place
from tests.relocation.casework.pressing import (
    faults_of_a_full_disk,
    faults_of_a_servers_full_disk,
    faults_of_an_unwritable_log,
    faults_of_repeating,
)
from tests.relocation.casework.pressing_on import ROUND
from tests.relocation.casework.test_transition import faults_of_eight
from tests.relocation.casework.walk_starts import furnished
from tests.relocation.casework.walks import walked
from tests.relocation.keys.places import Place
from tests.relocation.keys.test_rotation import faults_of_rotating
from tests.relocation.store.full_disk import bounded_server, store_on
from tests.relocation.store.killed_upgrades import faults_of_a_kill
from tests.relocation.store.outbox_rounds import rounds_with_a_killed_worker
from tests.store import Store as Database
from tests.store import one_store


@contextmanager
def database_of(start: int, chunk: int) -> Iterator[tuple[Database, Path]]:
    """A store for the chunk that begins so: SQLite and PostgreSQL take turns."""
    kind = ("sqlite", "postgresql")[start // chunk % 2]
    with tempfile.TemporaryDirectory() as name, one_store(kind, Path(name)) as store:
        yield store, Path(name)


def at_a_desk(chunk: int, faults: Callable[[Desk, Path, int, int], list[str]]):
    """A figure whose cases are run at one desk."""

    def run_chunk(start, count):
        with database_of(start, chunk) as (store, folder):
            place = Place(folder)
            place.add_wrapping_key("2027-01")
            desk = Desk(Store(store.engine, place.create(), by_name))
            found = faults(desk, folder, start, count)
        return {"cases": count, "failures": [f"from {start}: {each}" for each in found]}

    return run_chunk


def _kills(desk, folder, start, count):
    if start >= AT_RANDOM:
        return killed_before_each_statement(desk, folder, {each.button for each in ROUND})
    return killed_often(Killed(desk, folder), kills=count, seed=start)


def _deciders(desk, _folder, start, count):
    return [each for n in range(start, start + count) for each in faults_of_eight(desk, n)]


def _last_places(desk, _folder, start, count):
    return faults_of_the_last_place(desk, start, count)


AT_RANDOM = 1_000
"""Kills anywhere; the chunks after them die before each statement of a whole journey."""
KILLS, DECIDERS, LAST_PLACES, ROUNDS = 20, 10, 10, 5
"""Cases in one chunk of each figure."""
kills = at_a_desk(KILLS, _kills)
deciders = at_a_desk(DECIDERS, _deciders)
last_places = at_a_desk(LAST_PLACES, _last_places)


def outbox(start, count):
    """Rounds of 40 messages, in each of which a worker is killed."""
    with database_of(start, ROUNDS) as (store, _):
        found = rounds_with_a_killed_worker(store, start, count)
    return {"cases": count, "failures": [f"from {start}: {each}" for each in found]}


def _cases(desk, folder, _start, count):
    return differences(desk.store, folder, count)


CASES = 10_000
cases = at_a_desk(CASES, _cases)


def _repeated(desk, _folder, _start, count):
    return faults_of_repeating(desk, count)


def unwritable(start, count):
    """On SQLite the disk is full; on a server it is, or the log is not there, in turn."""
    if start // UNWRITABLE % 2 == 0:
        return _full(start, count)
    if start // UNWRITABLE % 4 == 1:
        return _without_a_log(start, count)
    with tempfile.TemporaryDirectory() as name, bounded_server() as server:
        place = Place(Path(name))
        place.add_wrapping_key("2027-01")
        with store_on(server.filled) as store:
            desk = Desk(Store(store.engine, place.create(), by_name))
            found = faults_of_a_servers_full_disk(desk, Path(name), server, count, start)
    return {"cases": count, "failures": [f"from {start}: {each}" for each in found]}


REPEATED, UNWRITABLE, UPGRADES, ROTATIONS = 50, 10, 20, 25
repeated = at_a_desk(REPEATED, _repeated)
_full = at_a_desk(
    UNWRITABLE, lambda desk, folder, start, count: faults_of_a_full_disk(desk, folder, count, start)
)
_without_a_log = at_a_desk(
    UNWRITABLE, lambda desk, folder, _, count: faults_of_an_unwritable_log(desk, folder, count)
)


def _walks(desk, _folder, start, count):
    return walked(furnished(desk), start, count, STRIDES).wrong


def _runners(desk, folder, _start, _count):
    return killed_runners(desk, folder, stride=1)[1]


runners = at_a_desk(1, _runners)
"""The due jobs on either database, killed before every statement."""
WALKS, STRIDES = 50, 60
"""Walks in one chunk, and presses in one walk."""
walks = at_a_desk(WALKS, _walks)


def upgrades(start, count):
    """Upgrades of stores with data, from any revision, killed and run again."""
    with database_of(start, UPGRADES) as (store, _):
        found = [each for n in range(start, start + count) for each in faults_of_a_kill(store, n)]
    return {"cases": count, "failures": found}


def rotations(start, count):
    """Rotations of keys while two processes read and write."""
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder))
        place.add_wrapping_key("2027-01")
        found = faults_of_rotating(place, place.create(), count)
    return {"cases": count, "failures": [f"from {start}: {each}" for each in found]}
