"""Files asked for by name are written even where nobody reads what is shown."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from api.exit_codes import ExitCode
from tests.api.conftest import ROOT, SMALL

IF6 = pytest.mark.rule("IF-6")
FULL = Path("/dev/full")


def started(*words, stdout):
    return subprocess.Popen(
        [sys.executable, "-c", "from api.cli import main; main()", *map(str, words)],
        stdout=stdout,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )


def without_reader(*words):
    """Run a command into a real pipe whose reading end is closed; exit code and errors."""
    reading, writing = os.pipe()
    os.close(reading)
    with started(*words, stdout=writing) as running:
        os.close(writing)
        _, errors = running.communicate(timeout=120)
    return running.returncode, errors.decode()


def propose(folder):
    files = ("--out", folder / "report.html", "--json", folder / "result.json")
    return ("propose", SMALL, *files, "--language", "en")


def assert_same(folder, files):
    assert (folder / "result.json").read_bytes() == files.result.read_bytes()
    assert (folder / "report.html").read_bytes() == files.report.read_bytes()
    assert sorted(path.name for path in folder.iterdir()) == ["report.html", "result.json"]


@pytest.mark.slow
@IF6
def test_a_proposal_whose_reader_has_gone_writes_its_files_whole_and_ends_with_2(
    proposed, tmp_path
):
    code, errors = without_reader(*propose(tmp_path))
    assert_same(tmp_path, proposed)
    assert code == ExitCode.BAD_INPUT
    assert errors.splitlines() == [
        f"Written: {tmp_path / name}" for name in ("result.json", "report.html")
    ]


@pytest.mark.slow
@IF6
def test_a_proposal_of_which_somebody_reads_three_lines_writes_its_files_whole(proposed, tmp_path):
    with started(*propose(tmp_path), stdout=subprocess.PIPE) as running:
        with subprocess.Popen(
            ["head", "-n", "3"], stdin=running.stdout, stdout=subprocess.PIPE
        ) as head:
            running.stdout.close()
            read, _ = head.communicate(timeout=120)
        running.communicate(timeout=120)
    assert read.decode().startswith("MADE-UP DATA")
    assert_same(tmp_path, proposed)


@pytest.mark.slow
@IF6
def test_a_result_that_standard_output_has_no_room_for_leaves_the_report_written(
    proposed, tmp_path
):
    words = ("propose", SMALL, "--json", "--out", tmp_path / "report.html", "--language", "en")
    with FULL.open("wb") as full, started(*words, stdout=full) as running:
        _, errors = running.communicate(timeout=120)
    assert running.returncode == ExitCode.BAD_INPUT
    assert b"standard output: it cannot be written" in errors
    assert (tmp_path / "report.html").read_bytes() == proposed.report.read_bytes()


@pytest.mark.slow
@IF6
def test_the_demo_whose_reader_has_gone_writes_its_files(tmp_path):
    code, _ = without_reader("demo", "--round-only", "--people", 4, "--folder", tmp_path)
    assert code == ExitCode.BAD_INPUT
    assert len([*tmp_path.iterdir()]) == 4


@pytest.mark.slow
@IF6
def test_the_page_of_another_reader_is_written_where_nobody_reads_the_lines(proposed, tmp_path):
    page = tmp_path / "sheet.html"
    reader = ("--reader", "muni_receiver", "--stage", "S6", "--out", page)
    code, _ = without_reader("explain", proposed.result, proposed.round, proposed.person, *reader)
    assert code == ExitCode.BAD_INPUT
    assert "</html>" in page.read_text(encoding="utf-8")


@pytest.mark.slow
@IF6
def test_an_error_that_nobody_can_read_ends_with_2_and_no_fault():
    code, errors = without_reader("data", "show", "0411", "--json")
    assert (code, errors) == (ExitCode.BAD_INPUT, "")
