"""`relocation db`: what it says, how it ends, and that no address is ever told."""

import json

import pytest
from sqlalchemy import text

from api.exit_codes import ExitCode
from relocation.schema import downgrade, revisions
from tests.api.conftest import run

NEWEST = revisions()[-1]
SAID = {
    "da": f"Datalageret er nu på revision {NEWEST}.\n",
    "en": f"The store is now at revision {NEWEST}.\n",
}


@pytest.fixture
def empty(empty_store, monkeypatch):
    monkeypatch.setenv("RELOCATION_DATABASE", empty_store.url)
    return empty_store


@pytest.fixture
def full(store, monkeypatch):
    monkeypatch.setenv("RELOCATION_DATABASE", store.url)
    return store


def found():
    return json.loads(run("db", "check", "--json").stdout)


@pytest.mark.slow
@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("tag", SAID)
@pytest.mark.rule("IF-6")
def test_upgrade_makes_the_store_and_check_agrees(tag):
    done = run("db", "upgrade", "--language", tag)
    assert (done.exit_code, done.output) == (ExitCode.DONE, SAID[tag])
    assert run("db", "check", "--language", tag).exit_code == ExitCode.DONE
    assert found() == {"revision": NEWEST, "newest": NEWEST, "differences": []}


@pytest.mark.usefixtures("full")
def test_an_upgrade_with_nothing_to_do_says_so():
    done = run("db", "upgrade", "--language", "en")
    assert (done.exit_code, "already" in done.stdout) == (ExitCode.DONE, True)
    assert json.loads(run("db", "upgrade", "--json").stdout)["before"] == NEWEST


@pytest.mark.usefixtures("empty")
@pytest.mark.slow
def test_where_no_store_is_the_check_says_how_to_make_one():
    done = run("db", "check", "--language", "en")
    assert (done.exit_code, "upgrade makes it" in done.stdout) == (ExitCode.VIOLATIONS, True)


def test_an_older_store_ends_the_check_with_3_and_the_way_on(full):
    downgrade(full.engine, revisions()[0])
    done = run("db", "check", "--language", "en")
    assert done.exit_code == ExitCode.VIOLATIONS
    assert f"at revision {revisions()[0]} and the program expects {NEWEST}" in done.stdout


@pytest.mark.rule("IF-6")
def test_a_store_that_differs_ends_the_check_with_3(full):
    with full.engine.begin() as connection:
        connection.execute(text("DROP INDEX ix_kept_answers_expires"))
    done = run("db", "check", "--language", "en")
    assert (done.exit_code, "(1 difference)" in done.stdout) == (ExitCode.VIOLATIONS, True)
    assert found()["differences"] == ["add_index kept_answers.ix_kept_answers_expires"]


@pytest.mark.rule("RE-11")
def test_where_the_database_no_longer_refuses_what_it_must_the_check_names_the_remedy(full):
    on = "" if full.is_sqlite else " ON audit_head"
    with full.engine.begin() as connection:
        connection.execute(text(f"DROP TRIGGER audit_head_forward{on}"))
    done = run("db", "check", "--language", "en")
    assert (done.exit_code, "add_trigger audit_head_forward" in done.stdout) == (3, True)
    assert "relocation audit verify" in done.stdout.splitlines()[-1]


@pytest.mark.parametrize("command", ["upgrade", "check"])
def test_a_store_newer_than_the_program_is_refused(full, command):
    with full.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    done = run("db", command)
    assert done.exit_code == ExitCode.BAD_INPUT
    assert done.stderr.startswith("store: its revision is newer than this program; Install")


@pytest.mark.parametrize("command", ["upgrade", "check"])
@pytest.mark.parametrize(
    "url", ["hemmelig", "mysql://hemmelig/db", "postgresql://hemmelig@localhost:1/hemmelig"]
)
def test_an_address_that_cannot_be_used_is_refused_by_the_settings_name(monkeypatch, command, url):
    monkeypatch.setenv("RELOCATION_DATABASE", url)
    done = run("db", command)
    assert done.exit_code == ExitCode.BAD_INPUT
    assert done.stderr.startswith("RELOCATION_DATABASE: ")
    assert "hemmelig" not in done.output


def test_a_store_in_a_folder_above_which_none_is_there_is_refused_and_nothing_made(
    monkeypatch, tmp_path
):
    monkeypatch.setenv("RELOCATION_DATABASE", f"sqlite:///{tmp_path}/gone/new/store.sqlite")
    done = run("db", "upgrade")
    assert (done.exit_code, list(tmp_path.iterdir())) == (ExitCode.BAD_INPUT, [])
    assert done.stderr.startswith("RELOCATION_DATABASE: ")


def test_a_store_whose_folder_cannot_be_made_is_refused(monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    monkeypatch.setenv("RELOCATION_DATABASE", f"sqlite:///{tmp_path}/file/store.sqlite")
    done = run("db", "upgrade")
    assert done.exit_code == ExitCode.BAD_INPUT
    assert done.stderr.startswith("RELOCATION_DATABASE: the store cannot be reached")
