"""The gate: full figures run once per chunk, are stored with their commit, and grow stale."""

import subprocess
import sys
import tomllib
from dataclasses import replace
from itertools import count

import pytest

from tests.gate import every_file, stored
from tests.gate.__main__ import ROOT
from tests.gate.every_file import EACH
from tests.gate.of_mutants import EQUIVALENT, ROOMS
from tests.gate.run import NothingToDo, Outcome, run
from tests.gate.suites import SUITES, Suite

SQUARES = Suite("ten squares", "tests.gate.counted_squares:run_chunk", 10, 4, ("covered",))
ABOUT = {"date": "2026-11-22", "machine": "made up"}


@pytest.fixture
def calls(tmp_path, monkeypatch):
    path = tmp_path / "calls"
    monkeypatch.setenv("COUNTED", str(path))
    return lambda: [int(line) for line in path.read_text().split()]


def squares(tmp_path, state="same", suite=SQUARES):
    return run("T-1", suite, tmp_path / "out" / "T-1.jsonl", state, count().__next__)


def test_all_cases_are_run_in_chunks(tmp_path, calls):
    outcome = squares(tmp_path)
    assert (outcome.cases, outcome.failures, calls()) == (10, (), [0, 4, 8])


def test_a_finished_chunk_is_not_run_again(tmp_path, calls):
    squares(tmp_path)
    progress = tmp_path / "out" / "T-1.jsonl"
    progress.write_text("".join(progress.read_text().splitlines(keepends=True)[:2]))
    squares(tmp_path)
    assert calls() == [0, 4, 8, 4, 8]


def test_a_chunk_cut_while_it_was_written_is_run_again(tmp_path, calls):
    squares(tmp_path)
    progress = tmp_path / "out" / "T-1.jsonl"
    progress.write_text(progress.read_text()[:-20])
    assert (squares(tmp_path).cases, calls()) == (10, [0, 4, 8, 8])


def test_chunks_of_an_older_state_of_the_code_do_not_count(tmp_path, calls):
    squares(tmp_path, state="old")
    squares(tmp_path, state="new")
    assert calls() == [0, 4, 8, 0, 4, 8]


@pytest.mark.usefixtures("calls")
def test_failures_are_kept_in_order(tmp_path, monkeypatch):
    monkeypatch.setenv("UNLUCKY", "1")
    assert squares(tmp_path).failures == ("7: unlucky",)


def test_a_suite_that_does_not_exist_yet_has_nothing_to_do(tmp_path):
    absent = replace(SQUARES, run="tests.gate.not_written:run_chunk")
    with pytest.raises(NothingToDo, match="nothing to do yet"):
        squares(tmp_path, suite=absent)


@pytest.mark.parametrize("rule", ["RE-99", ""])
def test_an_unknown_rule_ends_with_2(rule):
    answer = subprocess.run(
        [sys.executable, "-m", "tests.gate", rule], cwd=ROOT, capture_output=True, check=False
    )
    assert answer.returncode == 2


@pytest.mark.rule("RE-13")
@pytest.mark.parametrize("start", [EACH - 2, EACH - 1, EACH, 2 * EACH - 1])
def test_both_kinds_of_mutated_files_are_run_and_each_case_is_counted_once(start):
    assert every_file.run_chunk(start, 2) == {"cases": 2, "failures": []}


def test_every_full_figure_covers_paths_that_exist():
    assert [p for suite in SUITES.values() for p in suite.covers if not any(ROOT.glob(p))] == []


@pytest.fixture
def repository(tmp_path):
    """A repository with one commit of one covered file, and a result stored for it."""
    root = tmp_path / "repository"
    root.mkdir()
    (root / "covered").write_text("one\n")
    for command in (["init", "-q"], ["add", "covered"], ["commit", "-q", "-m", "one"]):
        who = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
        assert stored.git(root, *who, *command).returncode == 0
    return root


def result(root):
    commit = stored.commit(root)
    return stored.store(root / "gate", "T-1", SQUARES, Outcome(10, (), 1.0), commit=commit, **ABOUT)


def test_a_result_of_the_code_as_it_is_is_not_stale(repository):
    assert not stored.stale(repository, result(repository), SQUARES)


def test_a_result_grows_stale_when_covered_code_changes(repository):
    kept = result(repository)
    (repository / "covered").write_text("two\n")
    assert stored.stale(repository, kept, SQUARES)


def test_a_result_of_an_unknown_commit_is_stale(repository):
    assert stored.stale(repository, result(repository) | {"commit": "0" * 12}, SQUARES)


def test_the_table_shows_result_commit_and_staleness(repository, monkeypatch):
    monkeypatch.setattr(stored, "SUITES", {"T-1": SQUARES})
    kept = result(repository)
    (repository / "covered").write_text("two\n")
    row = stored.table(repository, repository / "gate").splitlines()[1]
    assert row.split() == [
        *("T-1", "passed", "(stale)", "10", "1", kept["commit"]),
        *("2026-11-22", "made", "up", "ten", "squares"),
    ]


def test_a_figure_never_run_says_so(repository, monkeypatch):
    monkeypatch.setattr(stored, "SUITES", {"T-1": SQUARES})
    assert "never run" in stored.table(repository, repository / "empty")


@pytest.mark.rule("RE-20")
def test_each_change_that_is_said_to_change_nothing_is_of_a_line_that_stands_and_has_a_reason():
    told = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))["equivalent"]
    patterns = (each for room in ROOMS for each in room.changed)
    files = (path for pattern in patterns for path in ROOT.glob(pattern) if path.suffix == ".py")
    lines = {line.strip() for path in files for line in path.read_text("utf-8").splitlines()}
    assert [each["was"] for each in told if each["was"] not in lines] == []
    assert all(each["becomes"] != each["was"] and each["reason"] for each in told)
    assert len({(each["was"], each["becomes"]) for each in told}) == len(told)
