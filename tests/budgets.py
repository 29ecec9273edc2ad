"""Prints after the tests how long each suite took, beside its budget in docs/tests.md."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "tests.md"
LINE = re.compile(r"^\| `(?P<suite>tests/[\w/]+)` \| (?P<seconds>\d+) \|", re.MULTILINE)


@cache
def budgets() -> Mapping[str, int]:
    """Seconds by suite, the longest path first so that the closest suite is found."""
    found = LINE.findall(PAGE.read_text(encoding="utf-8"))
    return dict(sorted(((suite, int(s)) for suite, s in found), key=lambda each: -len(each[0])))


def suite_of(nodeid: str) -> str:
    return next((suite for suite in budgets() if nodeid.startswith(f"{suite}/")), "tests")


def lines(spent: Mapping[str, float]) -> Iterable[str]:
    for suite, seconds in sorted(spent.items()):
        budget = budgets().get(suite)
        if budget is None:
            yield f"{suite}: {seconds:.0f} s, no budget"
        else:
            yield f"{suite}: {seconds:.0f} s of {budget}{' OVER' if seconds > budget else ''}"


def pytest_terminal_summary(terminalreporter):
    spent = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if hasattr(report, "duration"):
                spent[suite_of(report.nodeid)] += report.duration
    terminalreporter.section("seconds by suite, summed over workers")
    for line in lines(spent):
        terminalreporter.write_line(line)
