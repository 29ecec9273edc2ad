"""Full figures of the interface: each chunk at a desk over HTTP, in process."""

import io
import tempfile
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from random import Random

from benchmarks.load import main
from relocation.deadlines.working_days import civil_day
from relocation.errors import Missing
from relocation.municipalities.on_day import country_on
from relocation.store import Store
from tests.api.http.desk import HttpDesk
from tests.api.http.killed_server import KilledServer
from tests.api.http.looking import looked_through
from tests.api.http.twin_worlds import worlds
from tests.gate.of_services import STRIDES, database_of
from tests.relocation.casework.desk import MONDAY, by_name
from tests.relocation.casework.killed_journeys import killed_often
from tests.relocation.casework.relocating import HOME
from tests.relocation.casework.test_twins import UNTIL
from tests.relocation.casework.twins import OFF_THE_LIST
from tests.relocation.casework.walk_starts import furnished
from tests.relocation.casework.walks import walked
from tests.relocation.keys.places import Place
from tests.store import one_store

KILLS, WALKS, ANSWERS, PAIRS = 20, 25, 6_000, 2
"""Cases in one chunk of each figure."""
STRAYS = 200
"""Requests at each stage that no client makes."""


@contextmanager
def desk_and_folder(start, chunk):
    """A desk over HTTP on a store of its own, and the folder of its keys."""
    with database_of(start, chunk) as (store, folder):
        place = Place(folder)
        place.add_wrapping_key("2027-01")
        yield HttpDesk(Store(store.engine, place.create(), by_name)), folder


@contextmanager
def desk_of(start, chunk):
    """The desk alone."""
    with desk_and_folder(start, chunk) as (desk, _):
        yield desk


def walks(start, count):
    """Walks by chance beside the reference; every press is a request."""
    with desk_of(start, WALKS) as desk:
        found = walked(furnished(desk), start, count, STRIDES).wrong
    return {"cases": count, "failures": [f"from {start}: {each}" for each in found]}


def kills(start, count):
    """Kills of a server at random, while a client presses on from nomination to completion."""
    with desk_and_folder(start, KILLS) as (desk, folder):
        found = killed_often(KilledServer(desk, folder), kills=count, seed=start)
    return {"cases": count, "failures": [f"from {start}: {each}" for each in found]}


def answers(start, count):
    """The journey with everything asked at every stage, and as many strays again as are missing."""
    with desk_of(start, ANSWERS) as desk:
        try:
            looking = looked_through(desk, Random(start), STRAYS)
        except AssertionError as found:
            return {"cases": count, "failures": [f"from {start}: {found}"]}
    few = [] if looking.answers >= count else [f"from {start}: {looking.answers} answers alone"]
    return {"cases": count, "failures": few}


def pairs(start, count):
    """Pairs of worlds, of two municipalities by chance, up to each stage in turn."""
    found = []
    for number in range(start, start + count):
        until, chance = UNTIL[number % len(UNTIL)], Random(number)
        one, other = _lived(chance, until)
        unequal = sum(left != right for left, right in zip(one, other, strict=True))
        found += [f"{number}: {unequal} answers differ, {until}"] if unequal else []
    return {"cases": count, "failures": found}


def load(start, count):
    """So many minutes of fifty people at work, and then the spike."""
    told = io.StringIO()
    with redirect_stdout(told):
        code = main(["--cases", "10000", "--users", "50", "--seconds", str(60 * count)])
    return {"cases": count, "failures": [f"from {start}: {told.getvalue()}"] if code else []}


def _lived(chance, until):
    """Two worlds, drawn again where a rule closes one of the places to the candidate."""
    while True:
        with tempfile.TemporaryDirectory() as name, one_store("sqlite", Path(name)) as template:
            try:
                return list(worlds(template.engine.url.database, Path(name), _pair(chance), until))
            except Missing:
                continue


def _pair(chance):
    taken = {HOME.code, *(each.organisation.removeprefix("municipality-") for each in OFF_THE_LIST)}
    codes = country_on(civil_day(MONDAY)).codes
    return tuple(chance.sample([each for each in codes if each not in taken], 2))
