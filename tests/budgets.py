"""Prints after the tests how long each suite took, beside its budget in docs/tests.md.

There are two budgets: one for everything, and one for the fast tests alone.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "tests.md"
LINE = re.compile(
    r"^\| `(?P<suite>tests/[\w/]+)` \| (?P<fast>\d+) \| (?P<all>\d+) \|", re.MULTILINE
)
FAST = "not slow"


@cache
def budgets(which: str = "all") -> Mapping[str, int]:
    """Seconds by suite, the longest path first so that the closest suite is found."""
    found = LINE.finditer(PAGE.read_text(encoding="utf-8"))
    seconds = ((each["suite"], int(each[which])) for each in found)
    return dict(sorted(seconds, key=lambda each: -len(each[0])))


def suite_of(nodeid: str) -> str:
    return next((suite for suite in budgets() if nodeid.startswith(f"{suite}/")), "tests")


def lines(spent: Mapping[str, float], which: str = "all") -> Iterable[str]:
    for suite, seconds in sorted(spent.items()):
        budget = budgets(which).get(suite)
        if budget is None:
            yield f"{suite}: {seconds:.0f} s, no budget"
        else:
            yield f"{suite}: {seconds:.0f} s of {budget}{' OVER' if seconds > budget else ''}"


def pytest_terminal_summary(terminalreporter, config):
    spent = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if hasattr(report, "duration"):
                spent[suite_of(report.nodeid)] += report.duration
    terminalreporter.section("seconds by suite, summed over workers")
    for line in lines(spent, "fast" if config.option.markexpr == FAST else "all"):
        terminalreporter.write_line(line)
