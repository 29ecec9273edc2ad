"""A round is read against the register of its own date, whatever the policy's first day."""

import json

import pytest

from api.exit_codes import ExitCode
from api.inputs import open_problem
from relocation.municipalities.register import DATA, load_register
from scoring.shipped_policy import LATEST
from tests.api.conftest import SMALL, run

POLICY = f"{LATEST}.toml"


def dated(folder, day):
    """The small example as a round of another day, without what was reported at its own."""
    document = json.loads(SMALL.read_text(encoding="utf-8"))
    kept = ("format", "label", "made_up", "households")
    people = [
        {key: person[key] for key in ("key", "household", "urgency", "threat_level", "moves_from")}
        for person in document["people"]
    ]
    path = folder / "round.json"
    text = {key: document[key] for key in kept} | {"date": day, "people": people}
    path.write_text(json.dumps(text, indent=1), encoding="utf-8")
    return path


@pytest.mark.slow
@pytest.mark.parametrize("day", ["2014-02-13", "2020-05-01", "2026-12-31", "2027-01-01"])
@pytest.mark.rule("REL-4")
def test_a_round_is_judged_by_the_register_of_its_own_date(tmp_path, day):
    path = dated(tmp_path, day)
    problem = open_problem(path, LATEST)
    assert problem.country.regions == load_register(problem.round.date).country.regions


@pytest.mark.rule("REL-4")
def test_a_policy_older_than_the_register_reads_a_round_of_a_later_day(tmp_path):
    shipped = DATA.parent.parent.parent / "scoring" / "policies" / POLICY
    lines = shipped.read_text(encoding="utf-8").splitlines()
    early = ["valid_from = 2000-01-01" if "valid_from" in each else each for each in lines]
    path = tmp_path / "mine.toml"
    path.write_text("\n".join(early), encoding="utf-8")
    assert open_problem(SMALL, str(path)).policy.valid_from.year == 2000


@pytest.mark.rule("REL-4", "RE-13")
def test_a_round_older_than_the_register_is_refused_with_line_rule_and_remedy(tmp_path):
    done = run("propose", dated(tmp_path, "2014-02-12"), "--json")
    (error,) = json.loads(done.stdout)["errors"]
    assert done.exit_code == ExitCode.BAD_INPUT
    assert (error["path"], error["rule"]) == ("$.date", "date_before_register")
    assert error["line"] > 1
    assert error["remedy"]
    assert "2014-02-12" not in done.output


@pytest.mark.rule("REL-4")
def test_the_register_of_a_day_before_its_first_is_refused_with_that_day():
    done = run("data", "check", "--on", "2000-01-01")
    assert done.exit_code == ExitCode.BAD_INPUT
    assert "2014-02-13" in done.stderr
