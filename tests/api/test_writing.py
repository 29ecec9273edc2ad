"""Files that cannot be written are refused in a sentence, and nothing is left half written."""

import pytest

from api.exit_codes import ExitCode
from api.refusal import Refused
from api.writing import write_all
from tests.api.conftest import ROOT, SMALL, run

SAMPLE = ROOT / "relocation" / "municipalities" / "samples" / "population-csv.hand-made.csv"
TOO_LONG = "x" * 250
"""A name that exists nowhere: with the draft's own ending it is longer than a name may be."""


def test_when_one_file_cannot_be_written_none_is(tmp_path):
    with pytest.raises(Refused, match="cannot be written"):
        write_all({tmp_path / "first": b"1", tmp_path / TOO_LONG: b"2"})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.rule("IF-6")
def test_a_proposal_that_cannot_be_written_ends_with_2_in_one_line(tmp_path):
    done = run("propose", SMALL, "--quiet", "--out", tmp_path / TOO_LONG)
    assert (done.exit_code, done.stderr.count("\n")) == (ExitCode.BAD_INPUT, 1)


@pytest.mark.rule("IF-8")
def test_an_import_that_cannot_be_kept_ends_with_2_in_one_line(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("RELOCATION_DATA", str(blocked / "imports"))
    done = run("data", "import", "population", SAMPLE, "--as-of", "2026-10-01")
    assert done.exit_code == ExitCode.BAD_INPUT
    assert done.stderr.startswith("RELOCATION_DATA: the folder of imports cannot be written")
