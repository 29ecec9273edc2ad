"""What the commands print about a store, and what they refuse, says nothing of the cases in it."""

import pytest

from relocation.actor import CENTRAL_UNIT, Function
from relocation.database import open_database
from relocation.permissions import Role, Stage
from relocation.schema import upgrade
from relocation.store import Store
from tests.api.conftest import run
from tests.relocation.casework.canaries import OTHER_CASE, all_canaries, mark, names_the_place
from tests.relocation.casework.desk import CASE, STRANGER, Desk, account, by_name
from tests.relocation.casework.enrolled import enrol
from tests.relocation.casework.placing import described
from tests.relocation.keys.places import Place

COMMANDS = (
    ("db", "check"),
    ("keys", "check"),
    ("jobs", "run", "--once"),
    ("jobs", "run", "--once", "--json"),
    ("erase",),
    ("erase", CASE),
    ("erase", OTHER_CASE, "--list", "erased"),
    ("audit", "verify"),
    ("audit", "extract", CASE, "--actor", "auditor", "--reader", "subject"),
    ("audit", "extract", CASE, "--actor", "auditor", "--reader", "auditor"),
    ("audit", "extract", CASE, "--actor", STRANGER.user, "--reader", "auditor"),
    ("backup", "--database", "a/rows", "--keys", "b/keys"),
    ("backup", "--database", "a/rows", "--keys", "a/keys"),
    ("users", "list"),
    ("demo", "--people", "4"),
)
"""Some of these are refused: what a refusal says is looked through as well."""


@pytest.fixture
def store(tmp_path, monkeypatch):
    """Two cases full of canaries; the settings name their store."""
    place = Place(tmp_path)
    place.add_wrapping_key("2027-01")
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    monkeypatch.setenv("RELOCATION_DATABASE", url)
    monkeypatch.setenv("RELOCATION_KEYS", str(place.folder))
    monkeypatch.setenv("RELOCATION_WRAPPING_KEYS", str(place.ring))
    monkeypatch.chdir(tmp_path)
    for each in "ab":
        (tmp_path / each).mkdir()
    engine = open_database(url)
    upgrade(engine)
    desk = Desk(Store(engine, place.create(), by_name))
    desk.open_case(OTHER_CASE, Stage.ENROLLED, {STRANGER: Role.MUNI_SENDER})
    desk.open_case()
    described(desk)
    for case in (CASE, OTHER_CASE):
        mark(desk, case)
    with desk.store.transaction() as session:
        enrol(session, account("auditor", CENTRAL_UNIT, Function.AUDITOR))
        enrol(session, STRANGER)
    yield desk.store
    engine.dispose()


@pytest.mark.slow
@pytest.mark.rule("SE-5")
@pytest.mark.usefixtures("store")
def test_no_command_prints_a_canary(caplog):
    caplog.set_level("DEBUG")
    ended = [run(*words, "--language", "en") for words in COMMANDS]
    told = "".join(each.output + each.stderr for each in ended)
    assert [each.exit_code for each in ended].count(0) >= 5
    assert [each for each in all_canaries() if each in told + caplog.text] == []
    assert not names_the_place(told)
