"""Input that is taken for something else: refused with its place, the rule and what to do."""

import json

import pytest

from api.exit_codes import ExitCode
from scoring.policy_file import FOLDER
from scoring.shipped_policy import LATEST
from tests.api.conftest import ROOT, SMALL, run

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


@pytest.mark.parametrize("command", ["check", "explain"])
def test_a_round_given_as_a_result_is_called_a_round(command):
    told = complaint(command, SMALL, SMALL, *(["anna"] if command == "explain" else []))
    assert (told["path"], told["line"]) == ("$.format", 2)
    assert told["rule"] == "this is a round, not a result"
    assert "then its round" in told["remedy"]


@pytest.mark.parametrize("command", ["propose", "check", "explain"])
def test_a_result_given_as_a_round_is_called_a_result(proposed, command):
    before = [] if command == "propose" else [SMALL]
    after = ["anna"] if command == "explain" else []
    told = complaint(command, *before, proposed.result, *after)
    assert (told["path"], told["rule"]) == ("$.format", "this is a result, not a round")
    assert told["line"] > 1
    assert "first the result, then its round" in told["remedy"]


def other_policy(folder, old, new):
    path = folder / "other.toml"
    text = (FOLDER / f"{LATEST}.toml").read_text(encoding="utf-8")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('reason = "', 'reason = "Also: ', "versions.policy"),
        (f'version = "{LATEST}"', 'version = "mine"', "versions.fingerprint"),
    ],
)
@pytest.mark.parametrize("command", ["check", "explain"])
@pytest.mark.slow
def test_a_result_of_another_policy_ends_as_one_of_another_round_does(
    proposed, tmp_path, command, old, new, place
):
    after = [proposed.person] if command == "explain" else []
    policy = ["--policy", other_policy(tmp_path, old, new)]
    told = complaint(command, proposed.result, SMALL, *after, *policy)
    assert (told["path"], told["remedy"]) == (
        place,
        "give the round and the policy it was made from",
    )


def test_data_show_says_that_christianso_is_no_municipality():
    assert complaint("data", "show", "0411")["rule"] == "Christiansø (0411) is no municipality"


MISSING = [
    ("propose", "gone.json"),
    ("check", "gone.json", SMALL),
    ("explain", SMALL, "gone.json", "anna"),
    ("data", "import", "population", "gone.json", "--as-of", "2026-10-01"),
]


@pytest.mark.parametrize("words", MISSING, ids=lambda words: words[0])
def test_a_missing_file_is_refused_in_json_where_that_is_asked(words):
    told = complaint(*words)
    assert told["rule"] == "there is no such file"
    assert told["path"].isupper() or told["path"].endswith(".json")


@pytest.mark.parametrize("words", MISSING, ids=lambda words: words[0])
def test_a_missing_file_is_one_line_for_people_that_does_not_repeat_the_name(words):
    done = run(*words)
    assert (done.exit_code, done.stdout) == (ExitCode.BAD_INPUT, "")
    assert done.stderr.count("\n") == 1
    assert "gone" not in done.stderr
