"""Which rules close a municipality for somebody, each with its source and date."""

from collections.abc import Iterator

from scoring.closed_for_safety import closed_for_safety
from scoring.country import Mask, MunicipalityCode
from scoring.criteria import ALL as CRITERIA
from scoring.criterion import Closing, FactValue
from scoring.explain.standing_plan import StandingPlan
from scoring.explanation import ClosedBy
from scoring.geography import minutes
from scoring.person import Person
from scoring.problem import PlacementProblem
from scoring.round import InstructionKind
from scoring.rules import ALL as RULES
from scoring.rules.keep_apart import PLACED, TooNear, too_near

BY_HAND = {
    "by_hand.forced": InstructionKind.FORCED,
    "by_hand.forbidden": InstructionKind.FORBIDDEN,
}
RULE_OF = {code: rule for rule in RULES for code in rule.codes}


def closed_by(plan: StandingPlan, unit: int, at: int) -> tuple[ClosedBy, ...]:
    """Every rule that closes a place for a unit: by criterion for its members, then by rule."""
    people = [plan.problem.people[position] for position in plan.problem.units[unit].people]
    found = [closing for person in people for closing in by_criteria(plan.problem, person, at)]
    of_criteria = {code for criterion in CRITERIA for code in criterion.closing_codes}
    for code, mask in plan.board.choices.closings.items():
        if mask[unit, at] and code not in of_criteria:
            found.extend(by_rule(plan.problem, unit, code, plan.problem.country.codes[at]))
    return tuple(found)


def decided_elsewhere(problem: PlacementProblem, person: str) -> tuple[ClosedBy, ...]:
    """The instruction that settled somebody's place."""
    return tuple(
        ClosedBy("already_decided", kept.reason, problem.round.date, (person,))
        for kept in problem.round.instructions
        if kept.kind is InstructionKind.DECIDED and kept.person == person
    )


def reports_that_close(problem: PlacementProblem, unit: int) -> Iterator[tuple[ClosedBy, Mask]]:
    """Each report of a hostile group that closes places for a unit, with those places."""
    for position in problem.units[unit].people:
        person = problem.people[position]
        for closing in closed_for_safety(person, problem):
            if closing.facts:
                yield _told(closing, person), closing.places


def placed_who_close(problem: PlacementProblem, unit: int) -> Iterator[tuple[ClosedBy, Mask]]:
    """Each placed person who is too near a unit, with the places that it closes."""
    for near in too_near(problem, unit):
        yield _apart(problem, near), near.places


def by_criteria(problem: PlacementProblem, person: Person, at: int) -> Iterator[ClosedBy]:
    """Everything by which a criterion closes a place for one person, waiting or decided."""
    for criterion in CRITERIA:
        for closing in criterion.judge(person, problem).closings:
            if closing.places[at]:
                yield _told(closing, person)


def _told(closing: Closing, person: Person) -> ClosedBy:
    return ClosedBy(closing.rule, closing.source, closing.as_of, (person.key,), closing.facts)


def by_rule(
    problem: PlacementProblem, unit: int, code: str, place: MunicipalityCode
) -> Iterator[ClosedBy]:
    """What stands behind a closing by a rule of the round, with reason and day where there are."""
    round_ = problem.round
    if code == "closed_for_all":
        for closure in round_.closures:
            ended = closure.until is not None and closure.until <= round_.date
            if closure.municipality == place and closure.since <= round_.date and not ended:
                yield ClosedBy(code, closure.reason, closure.since)
        return
    if code == PLACED:
        at = problem.country.at[place]
        yield from (_apart(problem, n, at) for n in too_near(problem, unit) if n.places[at])
        return
    if code in BY_HAND:
        for kept in round_.instructions:
            if kept.person in problem.units[unit].keys and kept.kind is BY_HAND[code]:
                yield from _instructed(code, kept.reason, kept.municipality == place, problem)
        return
    yield ClosedBy(code, RULE_OF[code].source, round_.date)


def _apart(problem: PlacementProblem, near: TooNear, at: int | None = None) -> ClosedBy:
    """Who is too near, where and how; with a place, also how far that is from there.

    Without a day it is somebody decided in the round, whose day is not known.
    """
    standing = near.standing
    facts: dict[str, FactValue] = {
        "near": standing.key,
        "municipality": problem.country.codes[standing.place],
        "how": near.how,
        "group": standing.former_group,
        "within": near.minutes,
    }
    if at is not None:
        away = int(minutes(problem)[standing.place, at])
        facts["minutes"] = 0 if at == standing.place else away
    source = near.reason or RULE_OF[PLACED].source
    since = None if standing.decided else standing.since
    return ClosedBy(PLACED, source, since, near.people, facts)


def _instructed(
    code: str, reason: str, here: bool, problem: PlacementProblem
) -> Iterator[ClosedBy]:
    if here == (code == "by_hand.forbidden"):
        yield ClosedBy(code, reason, problem.round.date)
