"""Decided places that a rule closes today: said to the central unit before all else (REL-9)."""

from collections.abc import Iterator

from api.answer import Answer
from api.language import Language
from api.report.reasons import closed_text
from scoring.explanation import WhyHere


def closed_decisions(answer: Answer, say: Language) -> tuple[str, ...]:
    """One sentence for each decided person whose place is closed today."""
    return tuple(text for here in answer.here.values() for text in closed_decision(here, say))


def closed_decision(here: WhyHere, say: Language) -> Iterator[str]:
    """That one person's decided place is closed today, and by which rules; or nothing."""
    if here.closed_since:
        rules = (f"{each.rule} – {closed_text(each, say)}" for each in here.closed_since)
        yield say.say(
            "decided.closed", person=here.person, place=here.municipality, rules="; ".join(rules)
        )
