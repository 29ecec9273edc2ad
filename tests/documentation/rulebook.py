"""Reads docs/rules.md and says where it and the tests disagree."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tests.documentation.markers import WrittenTest

HEADING = re.compile(r"### (?P<id>[A-Z]+-\d+) · (?P<title>\S.*)")
ORIGIN = re.compile(r"Source: (?P<source>\S.*) · Mark: \*\*(?P<mark>[a-z ]+)\*\*")
CLAIM = re.compile(r"- (?P<text>\S.*\.) → (?P<proof>not yet|`[^`]+`(, `[^`]+`)*)")
ADDRESS = re.compile(r"`([^`]+)`")
PROVEN, NOT_YET = "proven by tests", "not yet"


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence that can be checked, and the tests that check it."""

    text: str
    tests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WrittenRule:
    """A rule as the page states it."""

    id: str
    source: str
    mark: str
    claims: tuple[Claim, ...]

    @property
    def tests(self) -> set[str]:
        return {test for claim in self.claims for test in claim.tests}


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The page, the tests and the ids that must be there."""

    rules: tuple[WrittenRule, ...]
    tests: tuple[WrittenTest, ...]
    ids: tuple[str, ...]


def read_rules(text: str) -> tuple[WrittenRule, ...]:
    """Every rule of the page.

    Raises:
        ValueError: a line below a rule's heading is neither source and mark nor a claim.
    """
    sections: list[tuple[str, list[tuple[int, str]]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        heading = HEADING.fullmatch(line)
        if heading:
            sections.append((heading["id"], []))
        elif line.startswith("###"):
            raise ValueError(f"docs/rules.md line {number}: write '### ID-1 · Title'")
        elif sections and line.strip() and not line.startswith("## "):
            sections[-1][1].append((number, line))
    return tuple(_rule(rule_id, lines) for rule_id, lines in sections)


def _rule(rule_id: str, lines: Sequence[tuple[int, str]]) -> WrittenRule:
    origin = ORIGIN.fullmatch(lines[0][1]) if lines else None
    if not origin:
        raise ValueError(f"{rule_id}: write 'Source: … · Mark: **{NOT_YET}**' below the heading")
    claims = tuple(_claim(number, line) for number, line in lines[1:])
    return WrittenRule(rule_id, origin["source"], origin["mark"], claims)


def _claim(number: int, line: str) -> Claim:
    claim = CLAIM.fullmatch(line)
    if not claim:
        raise ValueError(f"docs/rules.md line {number}: write '- Sentence. → `tests/…::test_name`'")
    return Claim(claim["text"], tuple(ADDRESS.findall(claim["proof"])))


def ids_missing_or_unknown(book: Rulebook) -> Iterator[str]:
    written = [rule.id for rule in book.rules]
    yield from (f"{each} is missing" for each in book.ids if each not in written)
    yield from (f"{each} is unknown" for each in written if each not in book.ids)
    yield from (f"{each} stands twice" for each in sorted(set(written)) if written.count(each) > 1)


def rules_without_claim(book: Rulebook) -> Iterator[str]:
    yield from (f"{rule.id} has no claim" for rule in book.rules if not rule.claims)


def wrong_marks(book: Rulebook) -> Iterator[str]:
    for rule in book.rules:
        right = PROVEN if rule.claims and all(claim.tests for claim in rule.claims) else NOT_YET
        if rule.mark != right:
            yield f"{rule.id} must be marked **{right}**"


def tests_that_do_not_exist(book: Rulebook) -> Iterator[str]:
    there = {test.address for test in book.tests}
    for rule in book.rules:
        yield from (f"{rule.id} names {each}" for each in sorted(rule.tests - there))


def tests_without_the_mark(book: Rulebook) -> Iterator[str]:
    marks = {test.address: test.rules for test in book.tests}
    for rule in book.rules:
        for address in sorted(rule.tests):
            if rule.id not in marks.get(address, (rule.id,)):
                yield f'{address} lacks @pytest.mark.rule("{rule.id}")'


def marks_not_in_order(book: Rulebook) -> Iterator[str]:
    for test in book.tests:
        if len(test.rules) > 2:
            yield f"{test.address} carries more than two rules"
        yield from (
            f"{test.address} carries the unknown rule {each}"
            for each in test.rules
            if each not in book.ids
        )


def marks_that_no_claim_names(book: Rulebook) -> Iterator[str]:
    named = {(rule.id, address) for rule in book.rules for address in rule.tests}
    for test in book.tests:
        if test.is_situation:
            continue
        for each in test.rules:
            if each in book.ids and (each, test.address) not in named:
                yield f"{test.address} carries {each}, but no claim of {each} names it"


CHECKS: tuple[Callable[[Rulebook], Iterator[str]], ...] = (
    ids_missing_or_unknown,
    rules_without_claim,
    wrong_marks,
    tests_that_do_not_exist,
    tests_without_the_mark,
    marks_not_in_order,
    marks_that_no_claim_names,
)
