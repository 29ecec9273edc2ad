"""What the checker found as lines of text, and as plain values for machines."""

from typing import Any

from api.language import Language
from api.report.aims import aim_label
from scoring.check import Fault, Violation


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


def violation_plain(violation: Violation, english: Language) -> dict[str, Any]:
    """For machines: the codes, and the sentence in the one language that errors have too."""
    return {
        "code": violation.code,
        "fault": violation.fault.value,
        "people": list(violation.people),
        "message": violation_text(violation, english),
    }
