"""Input that is taken for something else: refused with its place, the rule and what to do."""

import json

from api.exit_codes import ExitCode
from tests.api.conftest import ROOT, run

SAMPLE = ROOT / "relocation/municipalities/samples/population-csv.hand-made.csv"


def complaint(*words):
    """The one complaint of a refusal in JSON."""
    done = run(*words, "--json")
    assert done.exit_code == ExitCode.BAD_INPUT, done.output
    (found,) = json.loads(done.stdout)["errors"]
    return found


def test_data_import_names_the_option_whose_date_is_in_the_future(monkeypatch, tmp_path):
    monkeypatch.setenv("RELOCATION_DATA", str(tmp_path / "kept"))
    told = complaint("data", "import", "population", SAMPLE, "--as-of", "2099-10-01")
    assert told["path"] == "--as-of"
    assert told["rule"].startswith("the date given is in the future")
    assert "today at the latest" in told["remedy"]
    assert not (tmp_path / "kept").exists()
