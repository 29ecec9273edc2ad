"""Whether the reasons given for people without a place are rules, and rules that hold."""

from collections.abc import Iterator, Sequence

import numpy as np

from scoring.check.costs import Cost, costs
from scoring.check.in_the_way import Obstacles
from scoring.check.prices import changes
from scoring.check.reading import NOWHERE, Reading
from scoring.check.violation import Fault, Violation
from scoring.country import Whole
from scoring.problem import PlacementProblem
from scoring.result import Conflict, Result

WAITING = "keep_apart"


def wrong_conflicts(reading: Reading, at: Whole, result: Result) -> Iterator[Violation]:
    """Conflicts of nobody, of unknown rules, or of rules that do not close every place."""
    numbers = {reading.names(unit): number for number, unit in enumerate(reading.units)}
    obstacles, all_costs = Obstacles(reading, at), costs(reading) if result.conflicts else ()
    seen: set[tuple[str, ...]] = set()
    for position, conflict in enumerate(result.conflicts):
        where = f"conflicts.{position}"
        number = numbers.get(conflict.people)
        if number is None or conflict.people in seen or at[reading.units[number][0]] != NOWHERE:
            # Keys that the round does not have are the file's own and are not repeated.
            known = tuple(key for key in conflict.people if key in reading.problem.position)
            facts = {"where": f"{where}.people"}
            yield Violation("conflict.people", known, Fault.CONFLICT_PEOPLE, facts)
            continue
        seen.add(conflict.people)
        yield from _wrong_rules(obstacles, number, conflict, where)
        strange = _strange(reading.problem, result, conflict)
        if strange or (
            reading.open[number].any() and _wrong_price(obstacles, all_costs, number, conflict)
        ):
            facts = {"where": f"{where}.relaxations"}
            fault = Fault.CONFLICT_RELAXATIONS
            yield Violation("conflict.relaxations", conflict.people, fault, facts)


def _strange(problem: PlacementProblem, result: Result, conflict: Conflict) -> bool:
    """Whether a relaxation names what the round does not have, or stands there twice."""
    words = {
        *problem.country.codes,
        *problem.country.districts,
        *problem.policy.services,
        *(group.key for group in problem.round.groups),
        *(person.key for person in problem.round.people),
    }
    aims = {aim.name for aim in result.aims}
    rules = [relaxation.rules for relaxation in conflict.relaxations]
    return len(set(rules)) < len(rules) or not all(
        each.municipality in problem.country.at
        and list(each.rules) == sorted(set(each.rules))
        and list(each.names) == sorted(set(each.names))
        and {name[0] for name in each.names if name} == set(each.rules)
        and words.issuperset(word for name in each.names for word in name[1:])
        and each.changes.keys() == aims
        for each in conflict.relaxations
    )


def without_reasons(reading: Reading, at: Whole, result: Result) -> Iterator[Violation]:
    """People without a place of whom nothing says why."""
    told = {conflict.people for conflict in result.conflicts}
    for unit in reading.units:
        names = reading.names(unit)
        if at[unit[0]] == NOWHERE and names not in told:
            yield Violation("conflict.people", names, Fault.CONFLICT_MISSING)


def _wrong_price(
    obstacles: Obstacles, all_costs: Sequence[Cost], number: int, conflict: Conflict
) -> bool:
    """Whether a relaxation names other rules than are in the way there, or another price.

    Of a unit without any open place nothing is stated in the aims that could be compared.
    """
    reading, at = obstacles.reading, obstacles.at
    ways = obstacles.beside(number, at)
    for each in conflict.relaxations:
        place = reading.problem.country.at[each.municipality]
        if set(each.rules) != {code for code, mask in ways.items() if mask[place]}:
            return True
        if dict(each.changes) != changes(reading, at, all_costs, number, place):
            return True
    return False


def _wrong_rules(
    obstacles: Obstacles, number: int, conflict: Conflict, where: str
) -> Iterator[Violation]:
    reading = obstacles.reading
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
    elif not _hold(obstacles, number, conflict):
        fault = Fault.CONFLICT_RULES
    if fault is not None:
        facts = {"where": f"{where}.rules"}
        yield Violation("conflict.rules", conflict.people, fault, facts)


def _hold(obstacles: Obstacles, number: int, conflict: Conflict) -> bool:
    if obstacles.reading.open[number].any():
        return obstacles.hold(number, conflict)
    return _irreducible(obstacles.reading, number, conflict.rules)


def _irreducible(reading: Reading, number: int, rules: tuple[str, ...]) -> bool:
    """Whether these rules together close every place for the unit, and no fewer of them do."""

    def closed_by(kept: tuple[str, ...]) -> bool:
        masks = [reading.closings[rule][number] for rule in kept if rule in reading.closings]
        return bool(np.any(masks, axis=0).all())

    fewer = (tuple(rule for rule in rules if rule != dropped) for dropped in rules)
    return closed_by(rules) and not any(closed_by(kept) for kept in fewer)
