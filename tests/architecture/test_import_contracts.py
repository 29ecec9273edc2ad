"""Imports only go down: the contracts hold, and each one catches a breach planted in a copy."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGES, ROOT

BREACHES = {
    "floors": {"scoring/planted.py": "import relocation"},
    "stages": {
        "relocation/placements/__init__.py": "",
        "relocation/municipalities/planted.py": "import relocation.placements",
    },
    "models": {"relocation/cases/steps.py": "import sqlalchemy"},
    "scoring": {"scoring/planted.py": "import sqlalchemy"},
    "solvers": {"scoring/criteria/planted.py": "import ortools"},
    "network": {"relocation/people/planted.py": "import httpx2"},
    "judges": {"scoring/rules/planted.py": "import scoring.solver"},
    "checker": {"scoring/check/planted.py": "import scoring.rules"},
    "scenarios": {
        "relocation/municipalities/tables.py": "",
        "scenarios/planted.py": "import relocation.municipalities.tables",
    },
    "log": {"relocation/municipalities/planted.py": "import relocation.audit.tables"},
    "criteria": {
        "scoring/criteria/one.py": "",
        "scoring/criteria/two.py": "import scoring.criteria.one",
    },
    "rules": {"scoring/rules/one.py": "", "scoring/rules/two.py": "import scoring.rules.one"},
}


def contracts() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [contract["id"] for contract in settings["tool"]["importlinter"]["contracts"]]


def lint(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    run = "import sys; from importlinter.cli import lint_imports_command as c; c()"
    command = [sys.executable, "-c", run, "--no-cache", *arguments]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path):
    for package in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__", "*.csv", "*.json", "generated")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.slow
def test_every_contract_holds():
    answer = lint(ROOT)
    assert answer.returncode == 0, answer.stdout


def test_every_contract_has_a_planted_breach():
    assert set(BREACHES) == set(contracts())


@pytest.mark.sample(2)
@pytest.mark.parametrize("contract", sorted(BREACHES))
def test_a_planted_breach_is_caught(copy, contract):
    for name, line in BREACHES[contract].items():
        path = copy / name
        path.parent.mkdir(exist_ok=True)
        path.write_text((path.read_text() if path.is_file() else "") + f"\n{line}\n")
    answer = lint(copy, "--contract", contract)
    assert (answer.returncode, "BROKEN" in answer.stdout) == (1, True), answer.stdout
