"""`relocation import threat`: what it says, how it ends, and that nothing of a file is repeated."""

import json

import pytest
from click.testing import CliRunner

from api.exit_codes import ExitCode
from api.program import relocation
from relocation.actor import Function
from tests.relocation.threats.statements import LINES, cell, written

SAID = {
    "en": "Added to the threat picture: 2 groups, 1 alliance or feud, 2 reports of presence.\n",
    "da": "Tilføjet til trusselsbilledet: 2 grupper, 1 alliance eller konflikt, "
    "2 oplysninger om tilstedeværelse.\n",
}


@pytest.fixture
def run(desk, store, tmp_path, monkeypatch):
    monkeypatch.setenv("RELOCATION_DATABASE", store.url)
    monkeypatch.setenv("RELOCATION_KEYS", str(tmp_path / "key-store" / "keys"))
    ring = tmp_path / "key-store" / "apart" / "wrapping-keys"
    monkeypatch.setenv("RELOCATION_WRAPPING_KEYS", str(ring))
    police = desk.added(Function.POLICE_EXIT_COORDINATOR)

    def run_it(file, *words, actor=police):
        given = ["import", "threat", str(file), "--actor", actor, *words]
        return CliRunner().invoke(relocation, given)

    return run_it


@pytest.mark.rule("IF-6")
@pytest.mark.parametrize("tag", SAID)
def test_a_whole_file_is_taken_and_counted(run, tmp_path, tag):
    done = run(written(tmp_path, *LINES), "--language", tag)
    assert (done.exit_code, done.output) == (ExitCode.DONE, SAID[tag])


def test_the_count_is_one_document_for_machines(run, tmp_path):
    done = run(written(tmp_path, *LINES), "--json")
    assert json.loads(done.stdout) == {"group": 2, "relation": 1, "presence": 2}


def test_a_broken_file_ends_with_2_and_every_fault_by_line_column_and_rule(run, tmp_path):
    lines = [cell(LINES[0], "level", "77"), cell(LINES[3], "municipality", "9999")]
    done = run(written(tmp_path, *lines))
    assert done.exit_code == ExitCode.BAD_INPUT
    assert "2:5" in done.stderr
    assert "(import.out_of_range)" in done.stderr
    assert not [text for text in ("77", "9999", "North") if text in done.stderr]


def test_who_is_not_of_the_police_is_told_that_nothing_is_there(run, desk, tmp_path):
    done = run(written(tmp_path, *LINES), actor=desk.admin.user)
    assert (done.exit_code, "nothing is there" in done.stderr) == (ExitCode.BAD_INPUT, True)
