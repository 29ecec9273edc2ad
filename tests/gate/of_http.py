"""Full figures of the HTTP interface: each chunk on a store of its own, on both databases."""

import tempfile
from pathlib import Path
from random import Random

from relocation.store import Store
from tests.api.http.fuzzing.asking_all import asked
from tests.api.http.fuzzing.drawing import drawn, operations
from tests.api.http.fuzzing.world import ROLES, World, furnished
from tests.relocation.casework.desk import by_name
from tests.relocation.keys.places import Place
from tests.store import one_store

EACH_ROLE, CHUNK = 20_000, 1_000
FITTING, UNFITTING = 6, 4
"""Requests drawn for one operation before the next; the operations come in any order."""


def fuzz(start, count):
    """As many requests of one role as the chunk has; the roles one after the other."""
    role = tuple(ROLES)[start // EACH_ROLE]
    kind = ("sqlite", "postgresql")[start // CHUNK % 2]
    requests = _drawn(start, count)
    with tempfile.TemporaryDirectory() as name, one_store(kind, Path(name)) as store:
        place = Place(Path(name))
        place.add_wrapping_key("2027-01")
        desk = furnished(Store(store.engine, place.create(), by_name))
        wrong, came = asked(World(desk).look(), role, requests, start)
    found = [f"{role} from {start} on {kind}: {each} ({n})" for each, n in wrong.items()]
    return {"cases": sum(came.values()), "failures": found}


def _drawn(seed, count):
    random, found = Random(seed), []
    while len(found) < count:
        operation = random.choice(operations())
        by = random.randrange(10**9)
        found += drawn([operation], fitting=FITTING, unfitting=UNFITTING, by=by)
    return found[:count]
