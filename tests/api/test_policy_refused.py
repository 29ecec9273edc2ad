"""A policy that cannot be used ends a command with 2, and nothing is written."""

import json

from api.exit_codes import ExitCode
from tests.api.conftest import SMALL, run
from tests.scoring.test_policy_hostile import changed


def test_a_policy_that_cannot_be_used_is_refused_with_line_path_rule_and_remedy(tmp_path):
    mine, out = tmp_path / "mine.toml", tmp_path / "out.json"
    mine.write_text(changed("work.unknown_points", 900, plausible=True), encoding="utf-8")
    found = run("propose", SMALL, "--policy", mine, "--json", out)
    assert found.exit_code == ExitCode.BAD_INPUT
    text = mine.read_text(encoding="utf-8")
    line = text[: text.index("value = 900")].count("\n") + 1
    told = f"{line}:1 work.unknown_points.value: out_of_range; use numbers from 0 to 100"
    assert found.stderr.strip() == told
    assert not out.exists()


def test_as_json_every_fault_is_one_object(tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text(changed("weights.safety", '"SECRET"', plausible=True), encoding="utf-8")
    found = run("propose", SMALL, "--policy", mine, "--json")
    (error,) = json.loads(found.stdout)["errors"]
    assert (error["path"], error["rule"]) == ("weights.safety.value", "wrong_kind")
    assert "SECRET" not in found.stdout + found.stderr
