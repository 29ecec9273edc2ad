"""A backup brings every row back, on either kind of database; anything else is refused whole."""

from pathlib import Path

import pytest
from sqlalchemy import select

from relocation.backup.file import PLACE
from relocation.backup.service import back_up, restore
from relocation.database import open_database
from relocation.errors import BackupRefused
from relocation.schema import differences, revision_of, revisions, upgrade
from relocation.wall import let_into_all
from tests.relocation.store.rows import NOON, ROWS, counted, fill, tables_of

KEY, OTHER = b"k" * 32, b"o" * 32


@pytest.fixture
def full(store):
    """A store with a row in every table."""
    fill(store.engine)
    return store


@pytest.fixture
def backup(full, tmp_path):
    path = tmp_path / "backup"
    back_up(full.engine, path, KEY, NOON)
    return path


@pytest.fixture
def fresh(tmp_path):
    """A store that is not there yet."""
    engine = open_database(f"sqlite:///{tmp_path / 'fresh' / 'store.sqlite'}")
    yield engine
    engine.dispose()


def rows(engine):
    """Every row of every table."""
    with engine.begin() as connection:
        let_into_all(connection)
        return {
            table.name: [tuple(row) for row in connection.execute(select(table))]
            for table in tables_of(connection)
        }


def cells(engine):
    """The same, moments without their zone as SQLite gives them."""
    return {
        name: [
            tuple(cell.replace(tzinfo=None) if hasattr(cell, "tzinfo") else cell for cell in row)
            for row in found
        ]
        for name, found in rows(engine).items()
    }


@pytest.mark.rule("RE-10")
@pytest.mark.slow
def test_every_row_comes_back_into_a_store_that_was_not_there(full, backup, fresh):
    restore(fresh, backup, KEY)
    assert cells(fresh) == cells(full.engine)


@pytest.mark.slow
@pytest.mark.rule("RE-10")
def test_a_backup_of_either_database_is_restored_into_the_other(empty_store, tmp_path, fresh):
    upgrade(fresh)
    fill(fresh)
    back_up(fresh, tmp_path / "backup", KEY, NOON)
    restore(empty_store.engine, tmp_path / "backup", KEY)
    assert cells(empty_store.engine) == cells(fresh)


@pytest.mark.slow
@pytest.mark.rule("RE-10")
def test_the_rows_are_counted_on_both_sides(full, tmp_path, fresh):
    written = back_up(full.engine, tmp_path / "backup", KEY, NOON)
    assert written == restore(fresh, tmp_path / "backup", KEY) == len(ROWS)


@pytest.mark.slow
@pytest.mark.rule("RE-10")
def test_a_restored_store_is_what_the_program_expects(backup, fresh):
    restore(fresh, backup, KEY)
    assert (differences(fresh), revision_of(fresh)) == ((), revisions()[-1])


@pytest.mark.slow
@pytest.mark.rule("RE-10")
@pytest.mark.parametrize("revision", revisions())
def test_a_backup_of_an_older_revision_is_restored_and_brought_up_to_date(
    empty_store, tmp_path, fresh, revision
):
    upgrade(empty_store.engine, revision)
    fill(empty_store.engine)
    back_up(empty_store.engine, tmp_path / "backup", KEY, NOON)
    restore(fresh, tmp_path / "backup", KEY)
    before = counted(empty_store.engine)
    after = {name: many for name, many in counted(fresh).items() if name in before}
    assert (after, revision_of(fresh)) == (before, revisions()[-1])


@pytest.mark.rule("RE-10")
def test_a_backup_cut_anywhere_is_refused_and_nothing_is_made(backup, fresh):
    whole = backup.read_bytes()
    for upto in range(0, len(whole), 61):
        backup.write_bytes(whole[:upto])
        with pytest.raises(BackupRefused, match=PLACE):
            restore(fresh, backup, KEY)
    assert not Path(fresh.url.database).exists()


@pytest.mark.slow
@pytest.mark.rule("RE-10")
def test_a_backup_with_any_byte_changed_is_refused(backup, fresh):
    whole = backup.read_bytes()
    for at in range(0, len(whole), 53):
        backup.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        with pytest.raises(BackupRefused, match=PLACE):
            restore(fresh, backup, KEY)
    assert not Path(fresh.url.database).exists()


@pytest.mark.slow
@pytest.mark.rule("RE-10")
def test_lines_left_out_doubled_or_swapped_are_refused(backup, fresh):
    lines = backup.read_bytes().splitlines(keepends=True)
    for spoilt in (
        [*lines[:2], *lines[3:]],
        [*lines[:2], *lines[1:]],
        [lines[1], lines[0], *lines[2:]],
    ):
        backup.write_bytes(b"".join(spoilt))
        with pytest.raises(BackupRefused, match=PLACE):
            restore(fresh, backup, KEY)


@pytest.mark.slow
@pytest.mark.rule("RE-10")
def test_a_backup_of_another_key_store_is_refused(backup, fresh):
    with pytest.raises(BackupRefused, match="of another key store"):
        restore(fresh, backup, OTHER)


@pytest.mark.slow
@pytest.mark.rule("RE-10")
def test_a_store_with_rows_is_never_restored_into(full, backup):
    before = rows(full.engine)
    with pytest.raises(BackupRefused, match="not empty"):
        restore(full.engine, backup, KEY)
    assert rows(full.engine) == before


@pytest.mark.slow
@pytest.mark.rule("RE-10")
def test_an_existing_store_without_rows_is_filled(store, tmp_path, fresh):
    upgrade(fresh)
    fill(fresh)
    back_up(fresh, tmp_path / "backup", KEY, NOON)
    restore(store.engine, tmp_path / "backup", KEY)
    assert counted(store.engine) == counted(fresh)


@pytest.mark.slow
def test_a_backup_that_cannot_be_written_leaves_nothing_behind(full, tmp_path):
    with pytest.raises(BackupRefused, match="cannot be written"):
        back_up(full.engine, tmp_path / "not there" / "backup", KEY, NOON)
    assert not (tmp_path / "not there").exists()


@pytest.mark.slow
def test_a_backup_is_this_users_alone(backup):
    assert backup.stat().st_mode & 0o077 == 0


def test_where_there_is_no_store_nothing_is_backed_up(fresh, tmp_path):
    with pytest.raises(BackupRefused, match="no store"):
        back_up(fresh, tmp_path / "backup", KEY, NOON)
    assert not (tmp_path / "backup").exists()
