"""The store's revisions: they make what the models say, go up and down, and survive a kill."""

import subprocess

import pytest
from sqlalchemy import CheckConstraint, MetaData, event, inspect, text

from relocation.database import NAMES
from relocation.errors import StoreRefused
from relocation.schema import differences, downgrade, known_tables, revision_of, revisions, upgrade
from tests.relocation.store.killed import ROOT, command, killed, killed_at_each
from tests.relocation.store.killed_upgrades import faults_of_a_kill
from tests.relocation.store.rows import ROWS, counted, fill
from tests.store import opened

BEFORE = dict(zip(revisions(), ("base", *revisions()), strict=False))


TRIGGERS = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name",
    "postgresql": "SELECT tgname, pg_get_triggerdef(t.oid), prosrc FROM pg_trigger t "
    "JOIN pg_proc p ON p.oid = tgfoid WHERE NOT tgisinternal ORDER BY tgname",
}


def plain(statement):
    return " ".join(str(statement).replace("; ", ";").split())


def triggers_of(engine):
    """Every trigger with what it does."""
    with engine.begin() as connection:
        found = connection.execute(text(TRIGGERS[engine.dialect.name])).all()
    return [tuple(map(plain, row)) for row in found]


def described(engine):
    """Everything that the database tells of its tables and triggers."""
    seen = inspect(engine)
    found = {"triggers": triggers_of(engine)} if triggers_of(engine) else {}
    return found | {
        name: {
            "columns": [{**c, "type": str(c["type"])} for c in seen.get_columns(name)],
            "key": seen.get_pk_constraint(name),
            "unique": sorted(seen.get_unique_constraints(name), key=str),
            "checks": sorted(seen.get_check_constraints(name), key=str),
            "indexes": sorted(seen.get_indexes(name), key=str),
            "foreign": sorted(seen.get_foreign_keys(name), key=str),
        }
        for name in seen.get_table_names()
        if name != "alembic_version"
    }


def test_every_table_has_a_row_to_try_revisions_with():
    assert set(ROWS) == set(known_tables().tables)


@pytest.mark.rule("RE-9")
def test_models_and_migrations_agree(store):
    assert differences(store.engine) == ()


@pytest.mark.slow
@pytest.mark.rule("RE-9")
def test_migrations_make_what_the_models_would_make(empty_store):
    upgrade(empty_store.engine)
    migrated = described(empty_store.engine)
    downgrade(empty_store.engine, "base")
    known_tables().create_all(empty_store.engine)
    assert described(empty_store.engine) == migrated


@pytest.mark.slow
@pytest.mark.rule("RE-9")
@pytest.mark.parametrize("revision", revisions())
def test_a_revision_goes_up_down_and_up_again_with_data(empty_store, revision):
    upgrade(empty_store.engine, BEFORE[revision])
    fill(empty_store.engine)
    older = described(empty_store.engine), counted(empty_store.engine)
    upgrade(empty_store.engine, revision)
    fill(empty_store.engine)
    newer = described(empty_store.engine), counted(empty_store.engine)
    downgrade(empty_store.engine, BEFORE[revision])
    assert (described(empty_store.engine), counted(empty_store.engine)) == older
    upgrade(empty_store.engine, revision)
    fill(empty_store.engine)
    assert (described(empty_store.engine), counted(empty_store.engine)) == newer


@pytest.mark.slow
@pytest.mark.rule("RE-9")
@pytest.mark.parametrize("at", ["statement 6", "commit 1"])
def test_an_upgrade_killed_midway_leaves_nothing_and_can_be_run_again(empty_store, at):
    assert killed(empty_store, "upgrade", at)
    assert (revision_of(empty_store.engine), described(empty_store.engine)) == (None, {})
    assert not killed(empty_store, "upgrade", "never")
    assert differences(empty_store.engine) == ()


@pytest.mark.slow
@pytest.mark.rule("RE-9")
def test_an_upgrade_can_be_killed_before_any_of_its_statements(empty_store):
    assert killed_at_each(empty_store, "upgrade") > 10
    assert differences(empty_store.engine) == ()


@pytest.mark.slow
def test_two_programs_that_upgrade_at_once_upgrade_once(empty_store):
    words = command(empty_store, "upgrade", "never")
    programs = [subprocess.Popen(words, cwd=ROOT) for _ in range(2)]
    assert [program.wait() for program in programs] == [0, 0]
    assert differences(empty_store.engine) == ()


def test_an_upgrade_of_an_upgraded_store_changes_nothing(store):
    fill(store.engine)
    before = described(store.engine), counted(store.engine)
    upgrade(store.engine)
    assert (described(store.engine), counted(store.engine)) == before


def test_a_column_that_the_models_do_not_have_is_a_difference(store):
    with store.engine.begin() as connection:
        connection.execute(text("ALTER TABLE kept_answers ADD COLUMN added INTEGER"))
    assert differences(store.engine) == ("remove_column kept_answers.added",)


def test_an_index_that_is_gone_is_a_difference(store):
    with store.engine.begin() as connection:
        connection.execute(text("DROP INDEX ix_kept_answers_expires"))
    assert differences(store.engine) == ("add_index kept_answers.ix_kept_answers_expires",)


def test_a_type_that_is_another_is_a_difference(store):
    columns = "subject VARCHAR(32) NOT NULL, last TEXT NOT NULL"
    key = "CONSTRAINT pk_outbox_subjects PRIMARY KEY (subject)"
    with store.engine.begin() as connection:
        connection.execute(text("DROP TABLE outbox_subjects"))
        connection.execute(text(f"CREATE TABLE outbox_subjects ({columns}, {key})"))
    assert differences(store.engine) == ("modify_type outbox_subjects.last",)


@pytest.mark.slow
def test_a_check_that_is_gone_is_a_difference(store):
    table = known_tables().tables["outbox_messages"].to_metadata(MetaData(naming_convention=NAMES))
    table.constraints = {c for c in table.constraints if not isinstance(c, CheckConstraint)}
    with store.engine.begin() as connection:
        connection.execute(text("DROP TABLE outbox_messages"))
        table.create(connection)
    assert differences(store.engine) == ("add_check outbox_messages.ck_outbox_messages_state",)


@pytest.mark.parametrize("ask", [revision_of, differences, upgrade])
def test_a_store_newer_than_the_program_is_refused(store, ask):
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreRefused, match="newer than this program"):
        ask(store.engine)


@pytest.mark.rule("SE-10")
@pytest.mark.slow
def test_a_new_sqlite_file_and_those_beside_it_are_this_users_alone(tmp_path):
    with opened(f"sqlite:///{tmp_path / 'store.sqlite'}") as store:
        upgrade(store.engine)
        with store.engine.begin() as connection:
            connection.execute(text("CREATE TABLE wal (at VARCHAR)"))
            found = {path.name: oct(path.stat().st_mode & 0o777) for path in tmp_path.iterdir()}
    assert found == dict.fromkeys(
        ("store.sqlite", "store.sqlite-shm", "store.sqlite-wal"), oct(0o600)
    )


def test_an_upgrade_without_room_on_the_disk_changes_nothing_and_says_so(tmp_path):
    with opened(f"sqlite:///{tmp_path / 'store.sqlite'}") as store:

        def narrow(connection, _record):
            connection.execute("PRAGMA max_page_count = 4").close()

        event.listen(store.engine, "connect", narrow)
        with pytest.raises(StoreRefused, match="could not be written"):
            upgrade(store.engine)
        assert revision_of(store.engine) is None


def test_an_upgrade_that_would_leave_a_row_pointing_nowhere_is_undone(tmp_path):
    with opened(f"sqlite:///{tmp_path / 'store.sqlite'}") as store:
        upgrade(store.engine, revisions()[0])
        with store.engine.connect() as connection:
            raw = connection.connection.cursor()
            raw.execute("PRAGMA foreign_keys = OFF")
            raw.execute("CREATE TABLE loose (at VARCHAR REFERENCES outbox_subjects (subject))")
            raw.execute("INSERT INTO loose VALUES ('nowhere')")
            connection.detach()
        with pytest.raises(StoreRefused, match="a row would point at one that is not there"):
            upgrade(store.engine)
        assert revision_of(store.engine) == revisions()[0]


@pytest.mark.slow
@pytest.mark.rule("RE-9")
def test_upgrades_from_any_revision_killed_at_random_lose_no_row(store):
    assert [each for number in range(3) for each in faults_of_a_kill(store, number)] == []
