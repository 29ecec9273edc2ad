"""A policy that cannot be used ends a command with 2, and nothing is written."""

import json

import pytest

from api.exit_codes import ExitCode
from scoring.shipped_policy import LATEST
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


def test_a_path_that_does_not_end_with_toml_is_told_so_and_not_repeated(tmp_path):
    mine = tmp_path / "secret.txt"
    mine.write_text("version = 1", encoding="utf-8")
    found = run("propose", SMALL, "--policy", mine)
    assert found.exit_code == ExitCode.BAD_INPUT
    assert found.stderr.startswith("policy: no .toml file and no shipped policy; give the path")
    assert LATEST in found.stderr
    assert "secret" not in found.stderr


@pytest.mark.parametrize("number", ["1e300", "-1e300", "inf", "nan", "1e9"])
def test_a_number_far_out_of_its_range_is_told_the_range(tmp_path, number):
    mine = tmp_path / "mine.toml"
    mine.write_text(changed("room.factor", number, plausible=True), encoding="utf-8")
    told = run("propose", SMALL, "--policy", mine).stderr
    assert "room.factor.value: out_of_range; use numbers above 0, at most 100" in told
