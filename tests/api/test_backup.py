"""`relocation backup` and `relocation restore`: one command each, for database and keys."""

import json

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from api.exit_codes import ExitCode
from relocation.access.service import put_on_list
from relocation.access.tables import CaseRow, ListSealRow
from relocation.audit.keys import HeldKeys
from relocation.audit.model import InRole, Kind, Line, Regime
from relocation.audit.service import write
from relocation.audit.tables import AuditLine
from relocation.database import open_database, transaction
from relocation.keys.store import KeyStore
from relocation.people.acting import person_of
from relocation.permissions import DataClass, Role, Stage
from relocation.proceedings.tables import ProceedingRow
from relocation.store import Store
from tests.api.conftest import run
from tests.relocation.casework.desk import COORDINATOR, entry
from tests.relocation.keys.places import NOW, Place
from tests.relocation.store.rows import ID

NOBODYS = "0" * 31 + "f"


class World:
    """A store with one case, its key and its log; and a second place for all of it."""

    def __init__(self, folder, monkeypatch):
        self.folder, self.monkeypatch = folder, monkeypatch
        self.place = Place(folder)
        self.place.add_wrapping_key("2027-01")
        self.keys = self.place.create()
        self.files = {"database": folder / "a" / "rows", "keys": folder / "b" / "keys"}
        for each in self.files.values():
            each.parent.mkdir()
        self.at("old", self.place.folder)
        run("db", "upgrade")
        self.keys.new_case_key(ID, NOW)
        self.open_case(ID)
        self.read_once()

    def at(self, name, keys):
        """Let the settings name another store."""
        self.url = f"sqlite:///{self.folder / name}.sqlite"
        self.monkeypatch.setenv("RELOCATION_DATABASE", self.url)
        self.monkeypatch.setenv("RELOCATION_KEYS", str(keys))
        self.monkeypatch.setenv("RELOCATION_WRAPPING_KEYS", str(self.place.ring))

    def run(self, statement):
        engine = open_database(self.url)
        with engine.begin() as connection:
            connection.execute(statement)
        engine.dispose()

    def open_case(self, case):
        row = {"id": case, "stage": Stage.ENROLLED, "version": 1, "opened": NOW}
        self.run(insert(CaseRow).values(row))
        row = {
            "id": case,
            "case_id": case,
            "workflow": "case",
            "state": "admitted",
            "version": 1,
            "urgency": "standard",
            "opened": NOW,
            "begun": 1,
            "touched": NOW,
        }
        self.run(insert(ProceedingRow).values(row))

    def read_once(self):
        """One more line in the log."""
        engine = open_database(self.url)
        line = Line(
            kind=Kind.READ,
            actor=InRole("person-1", Role.MUNI_SENDER),
            case=ID,
            regime=Regime.GDPR,
            classes=frozenset({DataClass.EXISTENCE}),
        )
        with transaction(engine) as session:
            number = write(session, line, keys=HeldKeys.of(self.keys), now=NOW)
        engine.dispose()
        return number

    def backup(self):
        return run("backup", *self.named(), "--language", "en")

    def restore(self, *more):
        return run("restore", *self.named(), *more, "--language", "en")

    def named(self):
        return [f"--{name}={path}" for name, path in self.files.items()]


@pytest.fixture
def world(tmp_path, monkeypatch):
    return World(tmp_path, monkeypatch)


@pytest.mark.slow
@pytest.mark.rule("RE-10", "IF-6")
def test_one_command_backs_up_and_one_brings_back_rows_and_keys(world):
    assert world.backup().exit_code == ExitCode.DONE
    world.at("new", world.folder / "new-keys")
    done = world.restore("--json")
    assert (done.exit_code, json.loads(done.stdout)) == (
        0,
        {"rows": 4, "cases_erased": 0, "cases_without_key": 0},
    )


@pytest.mark.slow
@pytest.mark.rule("RE-10")
def test_after_a_restore_the_log_is_whole_and_goes_on_where_it_was(world):
    world.backup()
    world.at("new", world.folder / "new-keys")
    world.restore()
    number = world.read_once()
    checked = run("audit", "verify", "--language", "en")
    assert (number, "The log is whole: 2 lines" in checked.stdout) == (2, True)


@pytest.mark.slow
@pytest.mark.rule("RE-10")
def test_after_a_restore_the_database_still_refuses_to_change_the_log(world):
    world.backup()
    world.at("new", world.folder / "new-keys")
    world.restore()
    with pytest.raises(DBAPIError, match="only added to"):
        world.run(update(AuditLine).values(role="other"))


@pytest.mark.slow
@pytest.mark.rule("SE-11")
def test_a_case_erased_after_the_backup_has_no_key_after_the_restore(world):
    world.backup()
    world.keys.destroy(ID, NOW)
    world.keys.write_erased(world.folder / "list")
    world.at("new", world.folder / "new-keys")
    done = world.restore(f"--erased={world.folder / 'list'}", "--json")
    opened = json.loads(run("keys", "check", "--json").stdout)
    assert (json.loads(done.stdout)["cases_without_key"], opened["cases"], opened["erased"]) == (
        0,
        0,
        1,
    )


@pytest.mark.slow
@pytest.mark.rule("SE-11", "RE-10")
def test_a_restore_that_is_done_has_erased_again_what_was_erased_since(world):
    world.backup()
    world.keys.destroy(ID, NOW)
    world.keys.write_erased(world.folder / "list")
    world.at("new", world.folder / "new-keys")
    done = world.restore(f"--erased={world.folder / 'list'}")
    assert "1 case of that backup had been erased since; that was done again." in done.stdout
    engine = open_database(world.url)
    with transaction(engine) as session:
        assert session.get_one(CaseRow, ID).stage == Stage.ERASED
        assert session.get_one(ProceedingRow, ID).state == "erased"
        last = select(AuditLine.detail).order_by(AuditLine.number.desc()).limit(1)
        assert session.scalar(last) == "case.erase"
    engine.dispose()


@pytest.mark.slow
@pytest.mark.rule("RE-10")
def test_a_row_without_a_key_is_told(world):
    world.open_case(NOBODYS)
    world.backup()
    world.at("new", world.folder / "new-keys")
    done = world.restore()
    assert (done.exit_code, "1 case has no key" in done.stdout) == (ExitCode.VIOLATIONS, True)


@pytest.mark.rule("RE-10")
@pytest.mark.parametrize("name", ["database", "keys"])
def test_a_cut_file_is_refused_with_the_remedy_and_nothing_is_written(world, name):
    world.backup()
    whole = world.files[name].read_bytes()
    world.files[name].write_bytes(whole[: len(whole) // 2])
    world.at("new", world.folder / "new-keys")
    done = world.restore()
    made = [name for name in ("new.sqlite", "new-keys") if (world.folder / name).exists()]
    assert (done.exit_code, "older backup" in done.stderr, made) == (2, True, [])


@pytest.mark.slow
@pytest.mark.rule("RE-10")
def test_a_restore_that_came_no_further_than_its_keys_is_finished_by_the_same_command(world):
    world.backup()
    world.at("new", world.folder / "new-keys")
    KeyStore.restore(world.folder / "new-keys", world.place.ring, world.files["keys"])
    assert world.restore().exit_code == ExitCode.DONE


@pytest.mark.slow
@pytest.mark.rule("RE-10")
def test_a_store_that_is_at_work_is_not_restored_into(world):
    world.backup()
    world.at("old", world.folder / "new-keys")
    done = world.restore()
    assert (done.exit_code, "not empty" in done.stderr) == (ExitCode.BAD_INPUT, True)
    assert not (world.folder / "new-keys").exists()


@pytest.mark.rule("RE-10")
@pytest.mark.parametrize("name", ["database", "keys"])
def test_no_backup_is_written_over_an_older_one(world, name):
    world.files[name].write_bytes(b"of yesterday")
    done = world.backup()
    assert (done.exit_code, f"--{name}" in done.stderr) == (ExitCode.BAD_INPUT, True)
    assert [each for each in world.files.values() if each.exists()] == [world.files[name]]
    assert world.files[name].read_bytes() == b"of yesterday"


@pytest.mark.rule("RE-10")
def test_where_the_keys_cannot_be_written_no_half_of_a_backup_stays_in_the_way(world):
    world.files["keys"].parent.rmdir()
    done = world.backup()
    assert (done.exit_code, "keys" in done.stderr) == (ExitCode.BAD_INPUT, True)
    assert list(world.files["database"].parent.iterdir()) == []
    world.files["keys"].parent.mkdir()
    assert world.backup().exit_code == ExitCode.DONE


@pytest.mark.rule("RE-10")
def test_into_a_folder_of_keys_that_others_may_use_nothing_is_restored(world):
    world.backup()
    folder = world.folder / "new-keys"
    folder.mkdir(mode=0o755)
    world.at("new", folder)
    done = world.restore()
    assert (done.exit_code, "chmod" in done.stderr) == (ExitCode.BAD_INPUT, True)
    assert (list(folder.iterdir()), (world.folder / "new.sqlite").exists()) == ([], False)
    folder.chmod(0o700)
    assert world.restore().exit_code == ExitCode.DONE


@pytest.mark.rule("RE-10")
def test_nothing_is_restored_into_a_folder_above_which_none_is_there(world):
    world.backup()
    there = sorted(world.folder.rglob("*"))
    world.at("gone/new/store", world.folder / "new-keys")
    done = world.restore()
    assert (done.exit_code, "RELOCATION_DATABASE" in done.stderr) == (ExitCode.BAD_INPUT, True)
    world.at("new", world.folder / "gone" / "new" / "keys")
    done = world.restore()
    assert (done.exit_code, "RELOCATION_KEYS" in done.stderr) == (ExitCode.BAD_INPUT, True)
    assert sorted(world.folder.rglob("*")) == there


@pytest.mark.rule("SE-10")
def test_rows_and_keys_are_not_written_into_one_folder(world):
    world.files["keys"] = world.files["database"].with_name("keys")
    done = world.backup()
    made = [path for path in world.files.values() if path.exists()]
    assert (done.exit_code, made) == (ExitCode.BAD_INPUT, [])


@pytest.mark.rule("SE-10")
def test_no_key_is_in_the_databases_backup(world):
    world.backup()
    told = world.files["database"].read_bytes()
    assert world.keys.case_key(ID).hex().encode() not in told


@pytest.mark.slow
@pytest.mark.rule("RE-11")
def test_a_list_that_was_changed_past_the_services_ends_the_verification_with_3(world):
    engine = open_database(world.url)
    with Store(engine, world.keys, person_of).transaction() as session:
        put_on_list(session, ID, entry(COORDINATOR, Role.MUNI_SENDER))
    assert run("audit", "verify").exit_code == ExitCode.DONE
    world.run(delete(ListSealRow))
    done = run("audit", "verify", "--language", "en")
    found = json.loads(run("audit", "verify", "--json").stdout)
    assert done.exit_code == ExitCode.VIOLATIONS
    assert "1 line put there or altered, 0 lines taken away" in done.stdout
    told = {"case": ID, "added": 1, "missing": 0, "is_old": False}
    assert (found["whole"], found["lists"]) == (True, [told])
    engine.dispose()
