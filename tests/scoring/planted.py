"""Answers with something wrong planted in them, and what the checker then says."""

from dataclasses import replace
from datetime import timedelta

from scoring.check import check
from scoring.check.plan import places
from scoring.check.reading import Reading
from scoring.check.values import values
from scoring.person import Need
from scoring.result import AimResult, Outcome, Status
from scoring.round import DeclaredService, Instruction, KeepApart, Placed
from scoring.solver import solve
from scoring.threat import Group, Relation, RelationKind
from tests.builders import TODAY, code

ROOMY = {"room.factor": 99.0, "room.district_factor": 99.0, "safety.exposure_ceiling": (1e9,) * 5}
MENTOR = (Need(service="mentor", must=True),)
STATED = ("aim", "status", "plan.outcome", "conflict")


def with_places(result, **moved):
    """The answer with people moved to other municipalities, or None, and nothing else changed."""
    lines = tuple(
        replace(line, municipality=moved[line.person], outcome=_word(line, moved[line.person]))
        if line.person in moved
        else line
        for line in result.placements
    )
    return replace(result, placements=lines)


def _word(line, municipality):
    if line.outcome is Outcome.DECIDED:
        return Outcome.DECIDED
    return Outcome.UNPLACED if municipality is None else Outcome.PLACED


def claimed_proven(problem, result, **moved):
    """The answer with people moved, its values honest, and a false claim that all is proven."""
    changed = with_places(result, **moved)
    reached = values(Reading(problem), places(problem, changed))
    aims = tuple(AimResult(name, value, value) for name, value in reached.items())
    return replace(changed, aims=aims, status=Status.PROVEN, conflicts=())


def with_aim(result, name, **changed):
    """The answer with other figures for one aim."""
    aims = tuple(replace(a, **changed) if a.name == name else a for a in result.aims)
    return replace(result, aims=aims)


def codes(problem, result):
    """All codes of what the checker finds."""
    return {violation.code for violation in check(problem, result)}


def broken_rules(problem, **moved):
    """The rules that the checker finds broken once the solver's plan is changed so."""
    found = codes(problem, with_places(solve(problem), **moved))
    return {code for code in found if not code.startswith(STATED)}


def told(problem, **moved):
    """Who breaks which rule and where, once the solver's plan is changed so."""
    found = check(problem, with_places(solve(problem), **moved))
    return [f"{','.join(v.people)} {v}" for v in found if not v.code.startswith(STATED)]


G, H = Group(key="g", severity=1, surveyed=True), Group(key="h", severity=1, surveyed=True)
LONG_AGO = TODAY - timedelta(days=9_000)


def relation(kind):
    return Relation(kind=kind, groups=("g", "h"), since=TODAY)


FEUD, ALLIANCE = relation(RelationKind.FEUD), relation(RelationKind.ALLIANCE)


def by_hand(kind, who, number):
    return Instruction(kind=kind, person=who, municipality=code(number), reason="made up")


def placed(number, since=TODAY, group=None):
    return Placed(key="x", municipality=code(number), since=since, former_group=group)


def mentors(number, room=None, *, present=True):
    return DeclaredService(
        municipality=code(number), service="mentor", present=present, as_of=TODAY, room=room
    )


def apart(first, second, minutes):
    return KeepApart(people=(first, second), minutes=minutes, reason="made up")
