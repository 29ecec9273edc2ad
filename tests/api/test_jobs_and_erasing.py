"""`relocation jobs run` and `relocation erase`: what they say, how they end, what they refuse."""

import json
import os
import signal
import subprocess
import sys

import pytest
from sqlalchemy import text

from api.exit_codes import ExitCode
from relocation.database import open_database
from relocation.schema import upgrade
from relocation.store import Store
from tests.api.conftest import ROOT, run
from tests.relocation.casework.desk import Desk, by_name
from tests.relocation.casework.test_erasing import closed
from tests.relocation.casework.waiting import row
from tests.relocation.keys.places import Place


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A desk at which everything happened long ago; the settings name its store."""
    place = Place(tmp_path)
    place.add_wrapping_key("2027-01")
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    monkeypatch.setenv("RELOCATION_DATABASE", url)
    monkeypatch.setenv("RELOCATION_KEYS", str(place.folder))
    monkeypatch.setenv("RELOCATION_WRAPPING_KEYS", str(place.ring))
    engine = open_database(url)
    upgrade(engine)
    yield Desk(Store(engine, place.create(), by_name))
    engine.dispose()


def ended_long_ago(desk):
    case = closed(desk)
    with desk.store.database.begin() as connection:
        connection.execute(text("UPDATE taken_steps SET at = '2020-01-01 00:00:00.000000'"))
    return case


@pytest.mark.rule("IF-6")
def test_one_pass_says_what_was_done_and_the_next_that_nothing_was_due(desk):
    desk.open_case()
    with desk.store.database.begin() as connection:
        connection.execute(text("UPDATE proceedings SET state = 'withdrawn'"))
    done = run("jobs", "run", "--once", "--language", "en")
    assert (done.exit_code, "1 case was closed." in done.output) == (ExitCode.DONE, True)
    told = [run("jobs", "run", "--once", "--language", tag).output for tag in ("en", "da")]
    assert told == ["Nothing was due.\n", "Der var ikke noget, der skulle gøres.\n"]


@pytest.mark.slow
@pytest.mark.rule("RE-7", "IF-6")
def test_messages_that_were_given_up_are_told_with_the_remedy(desk):
    closed(desk)
    with desk.store.database.begin() as connection:
        connection.execute(
            text("UPDATE outbox_messages SET state = 'dead', ended = due WHERE sequence = 1")
        )
    done = run("jobs", "run", "--once", "--language", "en")
    assert (done.exit_code, "given up; mend the channel" in done.output) == (3, True)


@pytest.mark.rule("IF-6")
def test_without_the_store_or_its_keys_one_line_says_so(desk, monkeypatch):
    monkeypatch.setenv("RELOCATION_DATABASE", "sqlite:////nowhere/store.sqlite")
    done = run("jobs", "run", "--once", "--language", "en")
    assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert desk


@pytest.mark.slow
@pytest.mark.rule("IF-6")
def test_without_once_it_goes_on_until_it_is_ended(desk):
    words = [sys.executable, "-c", "from api.cli import main; main()", "jobs", "run", "--json"]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, env=os.environ) as runner:
        first = json.loads(runner.stdout.readline())
        assert runner.poll() is None
        runner.send_signal(signal.SIGINT)
        runner.wait()
    assert (first["failed"], runner.returncode) == ({}, ExitCode.INTERRUPTED)
    assert desk


@pytest.mark.slow
@pytest.mark.rule("SE-11", "IF-6")
def test_cases_whose_follow_up_is_over_are_listed_and_then_erased_with_a_list(desk, tmp_path):
    case = ended_long_ago(desk)
    assert json.loads(run("erase", "--json").stdout) == {"due": [case]}
    done = run("erase", case, "--list", tmp_path / "list", "--language", "en")
    assert (done.exit_code, "1 case is erased" in done.stdout) == (0, True)
    found = desk.store.keys.verify()
    assert (found.cases, found.erased, (tmp_path / "list").exists()) == (0, 1, True)
    assert json.loads(run("erase", "--json").stdout) == {"due": []}
    assert run("erase", case, "--list", tmp_path / "list").exit_code == ExitCode.DONE


@pytest.mark.slow
@pytest.mark.rule("SE-11", "RE-14")
def test_where_one_case_cannot_be_erased_none_is_and_its_place_is_named_not_its_id(desk, tmp_path):
    under_way, case = desk.open_case(), ended_long_ago(desk)
    done = run("erase", case, under_way, "--list", tmp_path / "list", "--language", "en")
    told = done.stdout + done.stderr
    assert (done.exit_code, "CASE 2: " in told, under_way in told) == (2, True, False)
    assert desk.store.keys.verify().erased == 0


@pytest.mark.slow
@pytest.mark.rule("SE-11")
def test_nothing_is_erased_without_a_file_for_the_list(desk):
    case = ended_long_ago(desk)
    done = run("erase", case, "--language", "en")
    assert (done.exit_code, "--list: " in done.stderr) == (ExitCode.BAD_INPUT, True)
    assert desk.store.keys.verify().erased == 0


@pytest.mark.slow
@pytest.mark.rule("SE-16")
def test_a_case_with_a_broken_glass_not_answered_for_is_not_erased_and_told_so(desk, tmp_path):
    case = ended_long_ago(desk)
    row(desk, case, "break_glass", "glass_broken")
    assert json.loads(run("erase", "--json").stdout) == {"due": []}
    done = run("erase", case, "--list", tmp_path / "list", "--language", "en")
    assert (done.exit_code, case in done.stderr) == (ExitCode.BAD_INPUT, False)
    assert "an opening of it in an emergency is not answered for" in done.stderr
    assert desk.store.keys.verify().erased == 0
