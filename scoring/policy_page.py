"""Writes the reference page of the policy: every number with unit, reason, sensitivity, range."""

import sys
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path

from scoring.fingerprint import policy_identity
from scoring.policy import Policy, PolicyNumber
from scoring.policy_file import load_policy

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "policy.md"
TITLES = {
    "weights": "Weights of the criteria",
    "travel": "How distance counts",
    "safety": "Safety",
    "family": "Family and network",
    "work": "Work and education",
    "social": "Social needs",
    "evenness": "Even distribution",
    "certainty": "How sure a value is",
    "room": "Room and ceilings",
    "apart": "Keeping apart",
    "aims": "Aims, near-best plans and limits",
    "shortlist": "Shortlist",
}
HEAD = """# The policy {version}

Written by `python -m scoring.policy_page` from `scoring/policies/{version}.toml`, which is valid
from {since}. Answers made with it name it `{identity}`: its version, and sixteen digits of
all that stands in it, so that a file of one's own under the same version is told apart.

*Proposed* means that the number is ours and that no authority has published one. The plausible
range is what could be defended; it bounds the draws of any question of how sure an answer is.
"""


def page(policy: Policy) -> str:
    """Write one policy as Markdown, numbers by section in the policy's order."""
    head = HEAD.format(
        version=policy.version,
        since=policy.valid_from.isoformat(),
        identity=policy_identity(policy),
    )
    lines = [*head.splitlines(), *tables(policy.numbers.values(), TITLES), *_services(policy)]
    return "\n".join(lines) + "\n"


def tables(numbers: Iterable[PolicyNumber], titles: Mapping[str, str]) -> list[str]:
    """A heading and a table for each section, in the order of the titles; the rest after them."""
    order = {section: at for at, section in enumerate(titles)}
    ordered = sorted(numbers, key=lambda number: order.get(_section(number), len(order)))
    lines: list[str] = []
    for section, of_section in groupby(ordered, _section):
        lines += ["", f"## {titles.get(section, section.capitalize())}", ""]
        lines += ["| number | value | unit | status | plausible | reason | sensitivity |"]
        lines += ["| --- | --- | --- | --- | --- | --- | --- |", *map(_line, of_section)]
    return lines


def _section(number: PolicyNumber) -> str:
    return number.name.partition(".")[0]


def _line(number: PolicyNumber) -> str:
    low_to_high = (
        "–" if number.plausible is None else " to ".join(f"{end:g}" for end in number.plausible)
    )
    cells = (f"`{number.name}`", _shown(number.value), number.unit, number.status, low_to_high)
    return f"| {' | '.join((*cells, number.reason, number.sensitivity))} |"


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(_shown(each) for each in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _services(policy: Policy) -> list[str]:
    lines = ["", "## Services that a round can name", ""]
    lines += [
        "| service | provided by | obliged by (our reading of the law) |",
        "| --- | --- | --- |",
    ]
    return lines + [
        f"| `{key}` | {'region' if each.regional else 'municipality'} | {each.obliged_by or '–'} |"
        for key, each in sorted(policy.services.items())
    ]


def main() -> int:
    """Write the page of the latest policy."""
    PAGE.write_text(page(load_policy()), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name}: {len(load_policy().numbers)} numbers\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
