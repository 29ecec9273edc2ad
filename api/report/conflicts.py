"""Why somebody has no place, in words: the rules that conflict and what would have to give."""

from dataclasses import dataclass

from api.language import Language
from api.report.aims import aim_amount, aim_label
from scoring.result import Conflict, Relaxation, Result


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """One unit without a place."""

    people: str
    rules: tuple[str, ...]
    relaxations: tuple[str, ...]
    proven: bool


def conflict_lines(result: Result, say: Language) -> tuple[ConflictLine, ...]:
    """One entry per unit without a place, in the result's order."""
    return tuple(conflict_line(conflict, say) for conflict in result.conflicts)


def conflict_line(conflict: Conflict, say: Language) -> ConflictLine:
    """The rules that leave a unit without a place, and what would have to give."""
    return ConflictLine(
        people=say.listed(conflict.people),
        rules=tuple(say.say(f"rule.{rule}") for rule in conflict.rules),
        relaxations=tuple(_relaxation(each, say) for each in conflict.relaxations),
        proven=conflict.proven,
    )


def _relaxation(relaxation: Relaxation, say: Language) -> str:
    changes = [
        say.say("report.change", aim=aim_label(name, say), change=_amount(name, change, say))
        for name, change in relaxation.changes.items()
        if change and name != "tie_break"
    ]
    return say.say(
        "report.relaxation",
        rules="; ".join(say.say(f"rule.{rule}") for rule in relaxation.rules),
        place=relaxation.municipality,
        changes="; ".join(changes) if changes else say.say("report.no_change"),
    )


def _amount(aim: str, change: int, say: Language) -> str:
    sign = "+" if change > 0 else ""
    return sign + aim_amount(aim, change, say)
