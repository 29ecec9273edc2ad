"""Output that cannot be written is refused in one line and leaves nothing; limits are real ones.

The tests also hold for the superuser, whom no permission stops: a full disk is a limit on the size
of a file, and a folder that may not be written to is one of the system's own, or a file.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from api.exit_codes import ExitCode
from tests.api.conftest import ROOT, SMALL, run
from tests.api.test_other_commands import SAMPLES, somebody_with_a_shortlist

FULL = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (200, 200))
from api.cli import main
main()
"""
NO_FOLDER = ("proc", "file")
COMMANDS = ("import", "propose", "explain", "demo")


@pytest.fixture(scope="module")
def person(proposed):
    return somebody_with_a_shortlist(proposed)


@pytest.fixture(params=COMMANDS)
def words(request, proposed, person):
    """A command as a function of the folder that it writes to."""
    reader = ("--reader", "candidate", "--released", "--language", "en")
    sample = SAMPLES / "population-csv.hand-made.csv"
    commands = {
        "propose": lambda to: ("propose", SMALL, "--quiet", "--out", to / "r.html"),
        "explain": lambda to: (
            *("explain", proposed.result, SMALL, person, *reader),
            *("--out", to / "p.html"),
        ),
        "demo": lambda to: ("demo", "--round-only", "--people", 6, "--folder", to / "demo"),
        "import": lambda _: ("data", "import", "population", sample, "--as-of", "2026-11-01"),
    }
    return commands[request.param]


def on_a_full_disk(folder, *arguments):
    environment = {"RELOCATION_DATA": str(folder / "imports"), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(  # noqa: PLW1510
        [sys.executable, "-c", FULL, *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | environment,
    )


def files_below(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.sample(1)
@pytest.mark.rule("IF-6", "RE-13")
def test_on_a_full_disk_a_command_ends_with_2_in_one_line_and_leaves_no_file_and_no_folder(
    tmp_path, words
):
    done = on_a_full_disk(tmp_path, *words(tmp_path))
    assert (done.returncode, done.stderr.count("\n")) == (ExitCode.BAD_INPUT, 1), done.stderr
    assert "cannot be written" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.rule("IF-6")
def test_on_a_full_disk_json_is_one_document_that_says_so(tmp_path, words):
    done = on_a_full_disk(tmp_path, *words(tmp_path), "--json")
    assert done.returncode == ExitCode.BAD_INPUT
    assert "cannot be written" in json.loads(done.stdout)["errors"][0]["rule"]


@pytest.mark.sample(2)
@pytest.mark.parametrize("blocked", NO_FOLDER)
@pytest.mark.rule("IF-6", "RE-13")
def test_into_a_folder_that_may_not_be_written_to_a_command_writes_nothing_and_ends_with_2(
    tmp_path, monkeypatch, words, blocked
):
    file = tmp_path / "file"
    file.write_text("no folder", encoding="utf-8")
    to = Path("/proc") if blocked == "proc" else file
    monkeypatch.setenv("RELOCATION_DATA", str(to / "imports"))
    done = run(*words(to))
    assert (done.exit_code, done.stderr.count("\n")) == (ExitCode.BAD_INPUT, 1)
    assert (files_below(tmp_path), file.read_text(encoding="utf-8")) == ([file], "no folder")


@pytest.mark.slow
@pytest.mark.rule("IF-6", "RE-13")
def test_an_earlier_report_stays_whole_where_the_new_one_finds_no_room(tmp_path):
    report = tmp_path / "r.html"
    report.write_text("before", encoding="utf-8")
    done = on_a_full_disk(tmp_path, "propose", SMALL, "--quiet", "--out", report)
    assert (done.returncode, report.read_text(encoding="utf-8")) == (ExitCode.BAD_INPUT, "before")


@pytest.mark.slow
def test_a_proposal_is_shown_even_where_its_report_cannot_be_written(tmp_path):
    done = on_a_full_disk(tmp_path, "propose", SMALL, "--out", tmp_path / "r.html")
    assert "Placeringsforslag" in done.stdout
