"""Two stores that differ in one person's place, and every byte that is told off the list."""

import shutil

from relocation.store import Store
from tests.api.http import asking
from tests.api.http.desk import HttpDesk
from tests.relocation.casework.desk import CASE, STRANGER, by_name, enrol
from tests.relocation.casework.twins import OFF_THE_LIST, OWN_CASE, lived_through, side
from tests.relocation.keys.places import Place
from tests.store import opened

UNEQUAL = {"x-request-id"}
COUNTS = {"/deviations"}
"""The central unit's counts may differ: whether a place is the proposed one follows from which."""


def answers(desk):
    """Every route asked by every account off the list, of either case; byte by byte."""
    for who, case in (*((each, CASE) for each in OFF_THE_LIST), (STRANGER, OWN_CASE)):
        for path in asking.CASE_FREE:
            if path not in COUNTS:
                yield _bytes(asking.read(desk, who, path))
        for path in asking.documents(desk, who, case):
            yield _bytes(asking.read(desk, who, path))
        for _, path in asking.readings(desk, who, case):
            yield _bytes(asking.read(desk, who, path))
        for _, path, body in asking.presses(desk, who, case):
            yield _bytes(asking.press(desk, who, path, body))


def people_of(there):
    """Who receives somebody at a place."""
    return there.coordinator, there.police


def _bytes(answer):
    own = answer.headers["x-request-id"]
    headers = {k: v for k, v in answer.headers.items() if k not in UNEQUAL}
    return answer.status_code, headers, answer.content.replace(own.encode(), b"")


def worlds(template, folder, pair, until):
    """Two stores with the same keys, so that each handle is the same in both."""
    first, second = folder / pair[0], folder / pair[1]
    first.mkdir()
    place = Place(first)
    place.add_wrapping_key("2027-01")
    place.create()
    shutil.copy(template, first / "store.sqlite")
    shutil.copytree(first, second)
    for code, where in zip(pair, (first, second), strict=True):
        with opened(f"sqlite:///{where / 'store.sqlite'}") as store:
            desk = HttpDesk(Store(store.engine, Place(where).open(), by_name))
            with desk.store.transaction() as session:
                # The same people work in both worlds: who works where is no secret.
                for who in (
                    *OFF_THE_LIST,
                    *(one for code in pair for one in people_of(side(code))),
                ):
                    enrol(session, who)
            lived_through(desk, code, until)
            yield list(answers(desk))
