"""Whether a plan is whole and keeps every rule of the round."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from scoring.check.reading import NOWHERE, Reading
from scoring.check.violation import Fault, Violation
from scoring.country import Whole
from scoring.problem import PlacementProblem
from scoring.result import Outcome, Placement, Result


def broken_lines(problem: PlacementProblem, result: Result) -> Iterator[Violation]:
    """What makes a plan unreadable: people missing, twice or unknown, municipalities unknown."""
    keys = [line.person for line in result.placements]
    expected = {person.key for person in problem.round.people}
    for key, times in sorted(Counter(keys).items()):
        if times > 1 and key in expected:
            yield Violation("plan.people", (key,), Fault.PERSON_TWICE)
    for key in sorted(expected - set(keys)):
        yield Violation("plan.people", (key,), Fault.PERSON_MISSING)
    if keys != sorted(keys):
        yield Violation("plan.order", (), Fault.NOT_SORTED)
    for number, line in enumerate(result.placements):
        # A key that the round does not have is the file's own and is not repeated.
        who = (line.person,) if line.person in expected else ()
        if not who:
            facts = {"where": f"placements.{number}.person"}
            yield Violation("plan.people", (), Fault.PERSON_UNKNOWN, facts)
        if line.municipality is not None and line.municipality not in problem.country.at:
            facts = {"where": f"placements.{number}.municipality"}
            yield Violation("plan.municipality", who, Fault.MUNICIPALITY_UNKNOWN, facts)


def places(problem: PlacementProblem, result: Result) -> Whole:
    """Per waiting person the position of the place; the lines have been found readable."""
    found = np.full(len(problem.people), NOWHERE)
    for line in result.placements:
        if line.person in problem.position and line.municipality is not None:
            found[problem.position[line.person]] = problem.country.at[line.municipality]
    return found


def wrong_outcomes(reading: Reading, result: Result) -> Iterator[Violation]:
    """Decided people who moved, and words that do not say what the plan gives."""
    problem = reading.problem
    for number, line in enumerate(result.placements):
        where = f"placements.{number}"
        decided = problem.decided.get(line.person)
        if decided is not None and line.municipality != problem.country.codes[decided]:
            facts = {"where": f"{where}.municipality"}
            yield Violation("by_hand.decided", (line.person,), Fault.DECIDED_MOVED, facts)
        if line.outcome is not _outcome(reading, line):
            facts = {"where": f"{where}.outcome"}
            yield Violation("plan.outcome", (line.person,), Fault.OUTCOME, facts)


def _outcome(reading: Reading, line: Placement) -> Outcome:
    if line.person in reading.problem.decided:
        return Outcome.DECIDED
    if line.municipality is not None:
        return Outcome.PLACED
    counts = reading.counts[reading.problem.position[line.person]]
    return Outcome.UNPLACED if counts else Outcome.UNPLACEABLE


def broken_rules(reading: Reading, at: Whole) -> Iterator[Violation]:
    """Every rule of the round that the plan breaks, with the municipality."""
    yield from _torn_apart(reading, at)
    yield from _closed_places(reading, at)
    yield from _too_many(reading, at)
    yield from _services(reading, at)
    yield from _kept_apart(reading, at)


def _torn_apart(reading: Reading, at: Whole) -> Iterator[Violation]:
    for unit in reading.units:
        if len(set(at[list(unit)].tolist())) > 1:
            yield Violation("keep_together", reading.names(unit), Fault.TORN_APART)


def _closed_places(reading: Reading, at: Whole) -> Iterator[Violation]:
    for number, unit in enumerate(reading.units):
        for place in sorted({int(at[row]) for row in unit if at[row] != NOWHERE}):
            for code, mask in reading.closings.items():
                if mask[number, place]:
                    yield _at(reading, code, place, unit, Fault.CLOSED)


def _too_many(reading: Reading, at: Whole) -> Iterator[Violation]:
    country = reading.problem.country
    for place in range(len(country)):
        here = tuple(np.flatnonzero(at == place).tolist())
        if len(here) > reading.room[place]:
            yield _at(reading, "room_to_receive", place, here, Fault.NO_ROOM)
    for district, left in sorted(reading.districts.items()):
        inside = [place for place, name in enumerate(country.districts) if name == district]
        here = tuple(np.flatnonzero(np.isin(at, inside)).tolist())
        if len(here) > left:
            who = reading.names(here)
            yield Violation("district_ceiling", who, Fault.DISTRICT_FULL, {"district": district})


def _services(reading: Reading, at: Whole) -> Iterator[Violation]:
    for (place, service), room in sorted(reading.services.items()):
        here = tuple(np.flatnonzero(at == place).tolist())
        if sum(reading.needs[row].get(service, 0) for row in here) > room:
            rows = tuple(row for row in here if service in reading.needs[row])
            facts = {"at": reading.problem.country.codes[place], "service": service}
            who = reading.names(rows)
            yield Violation("room_per_service", who, Fault.SERVICE_FULL, facts)


def _kept_apart(reading: Reading, at: Whole) -> Iterator[Violation]:
    for pair in sorted(reading.reaches):
        first, second = (int(place) for place in at[list(pair)])
        if NOWHERE not in {first, second} and reading.reaches[pair][first, second]:
            yield _at(reading, "keep_apart", first, pair, Fault.TOO_NEAR)


def _at(reading: Reading, code: str, place: int, rows: tuple[int, ...], fault: Fault) -> Violation:
    at = reading.problem.country.codes[place]
    return Violation(code, reading.names(rows), fault, {"at": at})
