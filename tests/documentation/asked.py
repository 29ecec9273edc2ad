"""What the house asks for beside the code of a criterion and of a rule of a round.

`python -m tests.documentation.asked` lists what is missing or left over, one line each.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from scoring.criteria import ALL as CRITERIA
from scoring.policy_file import FOLDER, LATEST
from scoring.rules import ALL as RULES

ROOT = Path(__file__).parents[2]
LANGUAGES = ("da", "en")
HEADING = re.compile(r"^## .+ \(`(?P<key>[a-z_]+)`\)$", re.MULTILINE)
SENTENCES = ("criterion", "criterion_text", "reason", "rule")


def differences(place: str, wanted: Iterable[str], found: Iterable[str]) -> Iterator[str]:
    """One line for each thing that is missing and each that is left over."""
    wanted, found = set(wanted), set(found)
    yield from (f"{place} lacks {each}" for each in sorted(wanted - found))
    yield from (f"{place} has {each} left over" for each in sorted(found - wanted))


def headings(page: str) -> list[str]:
    path = ROOT / "docs" / "reference" / page
    return HEADING.findall(path.read_text(encoding="utf-8")) if path.is_file() else []


def asked_of_pages() -> Iterator[str]:
    """Every criterion and every rule of a round has its heading."""
    for page, kinds in (("criteria.md", CRITERIA), ("rules-of-a-round.md", RULES)):
        keys = [kind.key for kind in kinds]
        yield from differences(f"docs/reference/{page}", keys, headings(page))


def asked_of_situations() -> Iterator[str]:
    """Every criterion has situations that a case worker can read."""
    found = [path.stem for path in (ROOT / "tests" / "situations").glob("*.toml")]
    yield from differences("tests/situations/", (c.key for c in CRITERIA), found)


def asked_of_the_policy() -> Iterator[str]:
    """Every criterion has a weight, in the file itself: a policy without one is refused."""
    written = tomllib.loads((FOLDER / f"{LATEST}.toml").read_text(encoding="utf-8"))
    yield from differences("the table of weights", (c.key for c in CRITERIA), written["weights"])


def sentences_wanted() -> set[str]:
    """The codes of all sentences that criteria and rules of a round need."""
    wanted = {f"rule.{code}" for rule in RULES for code in rule.codes}
    for criterion in CRITERIA:
        wanted |= {f"criterion.{criterion.key}", f"criterion_text.{criterion.key}"}
        wanted |= {f"reason.{code}" for code in criterion.reason_codes}
        wanted |= {f"rule.{code}" for code in criterion.closing_codes}
    return wanted


def flat(table: dict[str, Any], before: str = "") -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}"


def asked_of_the_locale() -> Iterator[str]:
    """Every code has a sentence in each language, and no sentence is left over."""
    for tag in LANGUAGES:
        path = ROOT / "api" / "locale" / f"{tag}.toml"
        table = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        sections = {name: table[name] for name in SENTENCES if name in table}
        yield from differences(f"api/locale/{tag}.toml", sentences_wanted(), flat(sections))


ASKED = (asked_of_pages, asked_of_situations, asked_of_the_policy, asked_of_the_locale)


def main() -> None:
    for ask in ASKED:
        for line in ask():
            print(line)  # noqa: T201 - a command


if __name__ == "__main__":
    main()
