"""Whether a person lives in one place or in another, nobody off the case's list can tell."""

import shutil
from itertools import product

import pytest

from relocation.store import Store
from tests.relocation.casework.desk import Desk, by_name
from tests.relocation.casework.twins import OWN_CASE, answers, lived_through
from tests.relocation.keys.places import Place
from tests.store import opened

PAIRS = (("0751", "0851"), ("0461", "0561"))
UNTIL = ("decided", "contacted", "moved")


def world(template, folder, code, until):
    folder.mkdir()
    place = Place(folder)
    place.add_wrapping_key("2027-01")
    shutil.copy(template, folder / "store.sqlite")
    with opened(f"sqlite:///{folder / 'store.sqlite'}") as store:
        desk = Desk(Store(store.engine, place.create(), by_name))
        lived_through(desk, code, until)
        return answers(desk)


@pytest.mark.slow
@pytest.mark.rule("SE-6")
@pytest.mark.parametrize(("pair", "until"), [*product(PAIRS, UNTIL)])
def test_twin_worlds_answer_every_account_off_the_list_alike(
    sqlite_template, tmp_path, pair, until
):
    one, other = (world(sqlite_template, tmp_path / code, code, until) for code in pair)
    assert one == other
    assert OWN_CASE in str(one)
