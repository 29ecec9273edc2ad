"""Which rules close a place today that was decided for somebody before (REL-9)."""

from collections.abc import Iterable
from dataclasses import replace

from scoring.criteria.safety import CRITERION as SAFETY
from scoring.explain.closed import by_criteria, by_rule
from scoring.explanation import ClosedBy
from scoring.hostility import hostile
from scoring.problem import PlacementProblem
from scoring.round import Instruction, InstructionKind, KeepTogether
from scoring.rules import ALL
from scoring.rules.keep_apart import PLACED

ROOM = ("room_to_receive", "room_per_service", "district_ceiling")
"""The decision has taken its room: a full place is no less defensible for who has it already."""

OF_SAFETY = (*SAFETY.closing_codes, PLACED)
"""Rules that speak of danger: whoever is awaited there, or lives there, must be asked about."""

CEILING = "safety.exposure_ceiling"


def endangers(found: Iterable[ClosedBy]) -> bool:
    """Whether any of these closings makes a place dangerous, and not only closed to newcomers."""
    return any(each.rule in OF_SAFETY for each in found)


def dangers(problem: PlacementProblem, person: str) -> tuple[str, ...]:
    """What makes the decided place of somebody dangerous, told apart from any other danger.

    The ceiling of exposure names no report: there all that is reported of hostile groups is told.
    The day of the round is in none of it, so that the same danger is the same on the next day.
    """
    found = [each for each in closed_since(problem, person) if each.rule in OF_SAFETY]
    told = {repr((x.rule, x.source, x.as_of, sorted(x.facts.items()))) for x in found}
    group = next(each for each in problem.round.people if each.key == person).former_group
    if group and any(each.rule == CEILING for each in found):
        near = hostile(problem, group)
        told |= {repr(each) for each in problem.round.presence if each.group in near}
    return tuple(sorted(told))


def closed_since(problem: PlacementProblem, person: str) -> tuple[ClosedBy, ...]:
    """Every rule that would close the decided place if its person were asked about today."""
    place = problem.decided[person]
    someone = next(each for each in problem.round.people if each.key == person)
    found = [*by_criteria(problem, someone, place)]
    alone = _waiting_again(problem, person)
    for rule in ALL:
        if rule.key not in ROOM:
            for code, closed in rule.closings(alone).items():
                if closed[0, place]:
                    found.extend(by_rule(alone, 0, code, problem.country.codes[place]))
    return tuple(found)


def _waiting_again(problem: PlacementProblem, person: str) -> PlacementProblem:
    """The round as if this person alone waited and everybody else decided stood.

    Who waits in truth is left out: their places are chosen around the decided one.
    """
    told = problem.round
    kept = {person, *problem.decided}
    settled = next(keys for keys in problem.together if person in keys)
    mates = tuple(key for key in settled if key in problem.decided)
    named = kept | {placed.key for placed in told.placed}
    round_ = replace(
        told,
        people=tuple(each for each in told.people if each.key in kept),
        instructions=tuple(each for each in told.instructions if _stays(each, person, kept)),
        keep_together=(KeepTogether(people=mates, reason="decided together"),)
        if len(mates) > 1
        else (),
        keep_apart=tuple(each for each in told.keep_apart if set(each.people) <= named),
    )
    return replace(problem, round=round_)


def _stays(given: Instruction, person: str, kept: set[str]) -> bool:
    own_decision = given.person == person and given.kind is InstructionKind.DECIDED
    return given.person in kept and not own_decision
