"""What the checker found as lines of text, and as plain values for machines."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from api.language import Language
from api.report.aims import aim_label
from scoring.beside import Beside
from scoring.check import Fault, Violation
from scoring.explain import SECONDS

TIES, ALTERNATIVES = "ties", "alternatives"
BESIDE = {TIES: "check.notice_ties", ALTERNATIVES: "check.notice_alternatives"}
"""What is told of as a notice though it is no version: nobody worked all of it out again."""


def found_lines(
    found: Sequence[Violation],
    elsewhere: Iterable[str],
    people: int,
    say: Language,
    *,
    again: bool = False,
) -> Iterator[str]:
    """All violations, or what was verified, solved again or not; then what is not here."""
    yield from (violation_line(violation, say) for violation in found)
    if not found:
        code = "check.nothing_wrong_again" if again else "check.nothing_wrong"
        yield say.say(code, people=people)
    yield from (notice_text(name, say) for name in elsewhere)


def found_plain(
    found: Iterable[Violation], elsewhere: Iterable[str], english: Language
) -> dict[str, list[dict[str, Any]]]:
    """The same for machines: codes, and sentences in the one language that errors have too."""
    return {
        "violations": [_violation(violation, english) for violation in found],
        "notices": [
            {
                "code": "beside" if name in BESIDE else "versions",
                "version": name,
                "message": notice_text(name, english),
            }
            for name in elsewhere
        ],
    }


def not_verified(beside: Beside) -> tuple[str, ...]:
    """What a file states beside the answer that the checker cannot work out again."""
    stated = {TIES: beside.ties, ALTERNATIVES: beside.plans}
    return tuple(name for name, each in stated.items() if each is not None)


def violation_line(violation: Violation, say: Language) -> str:
    """One line: who is concerned, what is wrong and what to do, and the code to look up."""
    told = {"sentence": violation_text(violation, say), "code": violation.code}
    if not violation.people:
        return say.say("check.violation", **told)
    return say.say("check.violation_of", people=say.listed(violation.people), **told)


def violation_text(violation: Violation, say: Language) -> str:
    """What is wrong, and what to do about it."""
    facts = dict(violation.facts)
    if "aim" in facts:
        facts["aim"] = aim_label(facts["aim"], say)
    if "version" in facts:
        facts["version"] = version_label(facts["version"], say)
    if violation.fault is Fault.CLOSED:
        facts["rule"] = say.say(f"rule.{violation.code}")
    return say.say(f"violation.{violation.fault}", **facts)


def version_label(name: str, say: Language) -> str:
    """Name a part of a result's versions: "engine", or "libraries.numpy"."""
    part, _, library = name.partition(".")
    return f"{say.say(f'version.{part}')} {library}".rstrip()


def notice_text(version: str, say: Language) -> str:
    """What follows from an engine, a seed or a library of another version, or from seconds."""
    if version == SECONDS:
        return say.say("check.notice_seconds")
    if version in BESIDE:
        return say.say(BESIDE[version])
    return say.say("check.notice", version=version_label(version, say))


def _violation(violation: Violation, english: Language) -> dict[str, Any]:
    return {
        "code": violation.code,
        "fault": violation.fault.value,
        "people": list(violation.people),
        "message": violation_text(violation, english),
    }
