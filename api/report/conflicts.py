"""Why somebody has no place, in words: the rules that conflict and what would have to give."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from api.language import Language
from api.report.aims import aim_amount, joined
from api.report.giving import conflicting_texts, given_texts
from scoring.result import Conflict, Relaxation, Result

Change = tuple[str, int]
Said = TypeVar("Said")


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """Units without a place, of whom all the rest is said alike.

    Attributes:
        shared: what every relaxation takes and brings, said once before them.
    """

    people: str
    rules: tuple[str, ...]
    shared: tuple[str, ...]
    relaxations: tuple[str, ...]
    proven: bool


def conflict_lines(result: Result, say: Language) -> tuple[ConflictLine, ...]:
    """One entry per unit without a place, in the result's order; equal ones stand together."""
    alike: dict[ConflictLine, list[str]] = {}
    for conflict in result.conflicts:
        alike.setdefault(_line(conflict, "", say), []).append(say.listed(conflict.people))
    return tuple(
        ConflictLine(_units(units, say), each.rules, each.shared, each.relaxations, each.proven)
        for each, units in alike.items()
    )


def conflict_line(conflict: Conflict, say: Language) -> ConflictLine:
    """The rules that leave a unit without a place, and what would have to give."""
    return _line(conflict, say.listed(conflict.people), say)


def conflict_texts(line: ConflictLine, say: Language) -> Iterator[str]:
    """Everything of an entry but its people, as lines of text."""
    yield f"{say.say('report.conflict_rules')}:"
    yield from (f"· {text}" for text in line.rules)
    if not line.proven:
        yield say.say("report.conflict_open")
    if line.relaxations:
        yield f"{say.say('report.conflict_relaxations')}:"
        yield from line.shared
        yield from (f"· {text}" for text in line.relaxations)


def _units(units: list[str], say: Language) -> str:
    if len(units) == 1:
        return units[0]
    return say.say("report.each_for_itself", units="; ".join(units))


def _line(conflict: Conflict, people: str, say: Language) -> ConflictLine:
    given = [given_texts(each, conflict.people, say) for each in conflict.relaxations]
    told = [_told(each) for each in conflict.relaxations]
    rules, changes = _in_all(given), _in_all(told)
    shared = []
    if rules:
        shared.append(say.say("report.all_give", rules="; ".join(rules)))
    if changes:
        shared.append(say.say("report.all_follow", changes=_changes(changes, say)))
    ways = zip(conflict.relaxations, given, told, strict=True)
    return ConflictLine(
        people=people,
        rules=tuple(conflicting_texts(conflict, say)),
        shared=tuple(shared),
        relaxations=tuple(
            f"{_gives(each.municipality, gives, rules, say)}{_follows(follows, changes, say)}"
            for each, gives, follows in ways
        ),
        proven=conflict.proven,
    )


def _in_all(each: list[list[Said]]) -> list[Said]:
    """What all relaxations have alike; nothing where there is but one."""
    if len(each) < 2:
        return []
    first, *rest = each
    return [said for said in first if all(said in other for other in rest)]


def _told(relaxation: Relaxation) -> list[Change]:
    changes = relaxation.changes.items()
    return [(name, change) for name, change in changes if change and name != "tie_break"]


def _gives(place: str, rules: list[str], shared: list[str], say: Language) -> str:
    """One place: what gives there beyond what gives at all of them."""
    more = [rule for rule in rules if rule not in shared]
    code = "report.gives"
    if shared:
        code = "report.gives_more" if more else "report.gives_no_more"
    return say.say(code, place=place, rules="; ".join(more))


def _follows(told: list[Change], shared: list[Change], say: Language) -> str:
    """What follows at one place beyond what follows at all of them; empty where nothing does."""
    left = [change for change in told if change not in shared]
    if told and not left:
        return ""
    what = _changes(left, say) if left else say.say("report.no_change")
    return " " + say.say("report.follows_more" if shared else "report.follows", changes=what)


def _changes(changes: list[Change], say: Language) -> str:
    """The changes in order; steps of safety that change alike are named together."""
    return "; ".join(
        say.say("report.change", aim=label, change=_amount(name, change, say))
        for label, name, change in joined(changes, say)
    )


def _amount(aim: str, change: int, say: Language) -> str:
    sign = "+" if change > 0 else ""
    return sign + aim_amount(aim, change, say)
