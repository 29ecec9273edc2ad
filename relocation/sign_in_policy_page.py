"""Writes the reference page of the policy of signing in: every number with unit and reason."""

import sys
from pathlib import Path

from relocation.sign_in_policy import SignInPolicy, load_sign_in_policy
from scoring.policy_page import tables

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "sign-in-policy.md"
TITLES = {
    "passwords": "Passwords",
    "enrolment": "Enrolment",
    "codes": "One-time codes",
    "pauses": "Pauses after failures",
    "sessions": "Sessions",
    "outside": "Outside providers",
}
HEAD = """# The policy of signing in: {version}

Written by `python -m relocation.sign_in_policy_page` from `relocation/policies/{version}.toml`,
valid from {since}. *Proposed* means that the choice is ours; where a number stands in a publication
of others, its reason names it. What is done with the numbers: [users](users.md).
"""


def page(policy: SignInPolicy) -> str:
    """Write the policy as Markdown."""
    head = HEAD.format(version=policy.version, since=policy.valid_from.isoformat())
    lines = [*head.splitlines(), *tables(policy.numbers.values(), TITLES)]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the page of the latest policy."""
    PAGE.write_text(page(load_sign_in_policy()), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name}: {len(load_sign_in_policy().numbers)} numbers\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
