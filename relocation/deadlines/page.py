"""Writes the reference page of the deadlines: how days count, and every number with its reason."""

import sys
from pathlib import Path

from relocation.deadlines.policy import DeadlinePolicy
from relocation.deadlines.policy_file import load_deadlines
from scoring.policy_page import tables

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "deadlines.md"
TITLES = {
    "steps": "How long each step may take",
    "days_off": "Days off beside the public holidays",
    "untouched": "What nobody touches",
    "after": "Afterwards",
    "directory": "What municipalities declare",
}
HEAD = """# Deadlines: {version}

Written by `python -m relocation.deadlines.page` from `relocation/policies/{version}.toml`,
valid from {since}. *Proposed* means that the number is ours and that no authority has published
one.

- The day is the civil day in Copenhagen. Weekends, the public holidays of the year and the days
  off below are no working days. Great prayer day ended with 2023.
- A working day counts when the clock runs throughout it, so the days of starting, stopping and
  resuming do not. Due is the end of the last one.
- Hours run round the clock, over weekends and over both changes of summer time.
- A request for more information stops the clock. While it stands nothing becomes due; what was
  overdue before stays so.
- A machine whose clock steps back never makes anything due earlier: a moment before the last one
  on record counts as that one.
- What the local side leaves untouched expires, and the warning before always has its full days.
  What waits for the central unit never expires: it becomes overdue and is told of.
"""


def page(policy: DeadlinePolicy) -> str:
    """Write one policy of deadlines as Markdown."""
    head = HEAD.format(version=policy.version, since=policy.valid_from.isoformat())
    return "\n".join([*head.splitlines(), *tables(policy.numbers.values(), TITLES)]) + "\n"


def main() -> int:
    """Write the page of the latest policy."""
    PAGE.write_text(page(load_deadlines()), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name}: {len(load_deadlines().numbers)} numbers\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
