"""Writes the reference page of the store's policy: every number with unit and reason."""

import sys
from pathlib import Path

from relocation.store_policy import StorePolicy, load_store_policy
from scoring.policy_page import tables

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "store-policy.md"
TITLES = {
    "outbox": "Messages and their attempts",
    "idempotency": "Answers to repeated requests",
    "long_jobs": "Long work",
    "requests": "Requests",
    "notices": "Notices to systems and by mail",
    "clocks": "Clocks",
}
HEAD = """# The policy of the store: {version}

Written by `python -m relocation.store_policy_page` from `relocation/policies/{version}.toml`,
valid from {since}. *Proposed* means that the number is ours: no authority has published one.
"""


def page(policy: StorePolicy) -> str:
    """Write the policy as Markdown."""
    head = HEAD.format(version=policy.version, since=policy.valid_from.isoformat())
    lines = [*head.splitlines(), *tables(policy.numbers.values(), TITLES)]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the page of the latest policy."""
    PAGE.write_text(page(load_store_policy()), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name}: {len(load_store_policy().numbers)} numbers\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
