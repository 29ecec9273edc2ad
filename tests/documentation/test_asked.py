"""Criteria and rules have all that the house asks for, and a sixth criterion is asked for it."""

import shutil
import subprocess
import sys

import pytest

from tests.documentation.asked import ASKED, ROOT

SIXTH = '''"""Criterion 6: planted to see what is asked for."""


class Sixth:
    """Only what the house reads of a criterion."""

    key = "sixth"
    order = 6
    reason_codes = ("sixth.base",)
    closing_codes = ("sixth.closed",)


CRITERION = Sixth()
'''
TEXTS = ("criterion.sixth", "criterion_text.sixth", "reason.sixth.base", "rule.sixth.closed")


@pytest.mark.parametrize("ask", ASKED, ids=lambda ask: ask.__name__)
def test_nothing_is_missing_and_nothing_left_over(ask):
    assert list(ask()) == []


def asked_with(planted):
    command = [sys.executable, "-m", "tests.documentation.asked"]
    answer = subprocess.run(command, cwd=planted, capture_output=True, text=True, check=True)
    return set(answer.stdout.splitlines())


@pytest.fixture
def copy(tmp_path):
    ignored = shutil.ignore_patterns("__pycache__", "*.csv", "*.json", "generated")
    for folder in ("api", "relocation", "scoring", "tests", "docs"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignored)
    return tmp_path


@pytest.mark.slow
@pytest.mark.rule("SC-9")
def test_a_sixth_criterion_is_asked_for_its_page_sentences_situations_and_weight(copy):
    (copy / "scoring" / "criteria" / "sixth.py").write_text(SIXTH)
    before = {line for ask in ASKED for line in ask()}
    assert asked_with(copy) - before == {
        "docs/reference/criteria.md lacks sixth",
        "tests/situations/ lacks sixth",
        "the table of weights lacks sixth",
        *(f"api/locale/{tag}.toml lacks {text}" for tag in ("da", "en") for text in TEXTS),
    }
