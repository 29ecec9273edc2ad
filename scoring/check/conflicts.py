"""Whether the reasons given for people without a place are rules, and rules that hold."""

from collections.abc import Iterator

import numpy as np

from scoring.check.reading import NOWHERE, Reading
from scoring.check.violation import Fault, Violation
from scoring.country import Mask, Whole
from scoring.result import Conflict, Result

WAITING = "keep_apart"


def wrong_conflicts(reading: Reading, at: Whole, result: Result) -> Iterator[Violation]:
    """Conflicts of nobody, of unknown rules, or of rules that do not close every place."""
    numbers = {reading.names(unit): number for number, unit in enumerate(reading.units)}
    seen: set[tuple[str, ...]] = set()
    for position, conflict in enumerate(result.conflicts):
        where = f"conflicts.{position}"
        number = numbers.get(conflict.people)
        if number is None or conflict.people in seen or at[reading.units[number][0]] != NOWHERE:
            facts = {"where": f"{where}.people"}
            yield Violation("conflict.people", conflict.people, Fault.CONFLICT_PEOPLE, facts)
            continue
        seen.add(conflict.people)
        yield from _wrong_rules(reading, number, conflict, where)


def _wrong_rules(
    reading: Reading, number: int, conflict: Conflict, where: str
) -> Iterator[Violation]:
    known = {*reading.closings, WAITING}
    named = [
        *conflict.rules,
        *(rule for relaxation in conflict.relaxations for rule in relaxation.rules),
    ]
    fault: Fault | None = None
    if list(conflict.rules) != sorted(set(conflict.rules)):
        fault = Fault.CONFLICT_ORDER
    elif conflict.proven and not conflict.rules:
        fault = Fault.CONFLICT_EMPTY
    elif not known.issuperset(named):
        fault = Fault.CONFLICT_UNKNOWN_RULE
    elif not reading.open[number].any() and not _irreducible(reading, number, conflict.rules):
        fault = Fault.CONFLICT_RULES
    if fault is not None:
        facts = {"where": f"{where}.rules"}
        yield Violation("conflict.rules", conflict.people, fault, facts)


def _irreducible(reading: Reading, number: int, rules: tuple[str, ...]) -> bool:
    """Whether these rules together close every place for the unit, and no fewer of them do."""

    def closed_by(kept: tuple[str, ...]) -> bool:
        nothing: Mask = np.zeros(len(reading.problem.country), bool)
        masks = [reading.closings[rule][number] for rule in kept if rule in reading.closings]
        return bool(np.logical_or.reduce([nothing, *masks]).all())

    fewer = (tuple(rule for rule in rules if rule != dropped) for dropped in rules)
    return closed_by(rules) and not any(closed_by(kept) for kept in fewer)
