"""How exposed a candidate is to danger at each municipality, and where the danger comes from."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from scoring.country import Mask, Real
from scoring.geography import decay
from scoring.hostility import Hostility, hostility_to
from scoring.once import once_per_problem
from scoring.person import Danger, Person, Tie
from scoring.problem import PlacementProblem
from scoring.threat import Presence

HOME_GROUND = 4
"""The presence level that a named danger and a tie known to a hostile group count as."""


@dataclass(frozen=True, eq=False)
class Reported:
    """What is known of one group, as arrays over the municipalities.

    Attributes:
        presence: the report of each municipality that has one, by position.
        level: 0 where nothing was reported.
        known: reported, or the group was looked for everywhere.
        around: severity × level, faded with the distance from each municipality.
        unknown_around: the same with the policy's stated level where presence is unknown.
        certainty: 0 to 1, the part of each municipality's surroundings that is known.
    """

    presence: Mapping[int, Presence]
    level: Real
    known: Mask
    around: Real
    unknown_around: Real
    certainty: Real


@once_per_problem
def reported(problem: PlacementProblem, group: str) -> Reported:
    """Gather the reports of one group; a round has at most one for each municipality."""
    found = next(g for g in problem.round.groups if g.key == group)
    presence = {
        problem.country.at[report.municipality]: report
        for report in problem.round.presence
        if report.group == group
    }
    level = np.zeros(len(problem.country))
    sure = np.full(len(problem.country), float(found.surveyed))
    for at, report in presence.items():
        level[at], sure[at] = report.level, report.certainty_percent / 100
    known = np.full(len(problem.country), found.surveyed)
    known[list(presence)] = True
    reach = _reach(problem)
    unknown = problem.policy.safety.unknown_presence * (reach @ ~known)
    return Reported(
        presence=presence,
        level=level,
        known=known,
        around=found.severity * (reach @ level),
        unknown_around=found.severity * unknown,
        certainty=reach @ sure / reach.sum(axis=1),
    )


def hostile_groups(person: Person, problem: PlacementProblem) -> Mapping[str, Hostility]:
    """Every group with some hostility to this person, and how much."""
    return hostility_to(problem, person.former_group) if person.former_group else {}


def danger_around(danger: Danger, problem: PlacementProblem) -> Real:
    """The exposure that a named dangerous place brings to each municipality."""
    column = _reach(problem)[:, problem.country.at[danger.municipality]]
    return HOME_GROUND * danger.severity * column


def known_by(tie: Tie, person: Person, problem: PlacementProblem) -> tuple[str, float]:
    """The group most to be feared among those that know where a tie is, and its weight.

    The weight is severity × hostility. Who left no group has no way to tell friend from foe: each
    group that knows counts in full.
    """
    groups = hostile_groups(person, problem)
    weights = {
        group.key: group.severity * (groups[group.key].value if person.former_group else 1.0)
        for group in problem.round.groups
        if group.key in tie.known_to and (group.key in groups or not person.former_group)
    }
    return max(sorted(weights.items()), key=lambda item: item[1], default=("", 0.0))


def tie_around(tie: Tie, person: Person, problem: PlacementProblem) -> Real:
    """The exposure that a tie known to a hostile group brings to each municipality."""
    column = _reach(problem)[:, problem.country.at[tie.municipality]]
    return HOME_GROUND * known_by(tie, person, problem)[1] * column


def exposure(person: Person, problem: PlacementProblem) -> Real:
    """The exposure of one person at each municipality."""
    parts = [danger_around(danger, problem) for danger in person.dangers]
    parts += [tie_around(tie, person, problem) for tie in person.ties if tie.known_to]
    total: Real = _groups_around(problem, person.former_group) + sum(parts)
    return total


@once_per_problem
def certainty(problem: PlacementProblem, former_group: str | None) -> Real:
    """The part, 0 to 1, of what safety rests on that is known at each municipality."""
    sure, weights = np.zeros(len(problem.country)), 0.0
    for key, weight in _weights(problem, former_group).items():
        sure += weight * reported(problem, key).certainty
        weights += weight
    return sure / weights if weights else np.ones(len(problem.country))


@once_per_problem
def _groups_around(problem: PlacementProblem, former_group: str | None) -> Real:
    total = np.zeros(len(problem.country))
    for key, hostility in (hostility_to(problem, former_group) if former_group else {}).items():
        of = reported(problem, key)
        total += hostility.value * (of.around + of.unknown_around)
    total.setflags(write=False)
    return total


def _weights(problem: PlacementProblem, former_group: str | None) -> Mapping[str, float]:
    if former_group is None:
        return {}
    groups = hostility_to(problem, former_group)
    severity = {group.key: group.severity for group in problem.round.groups}
    return {key: severity[key] * groups[key].value for key in sorted(groups)}


def _reach(problem: PlacementProblem) -> Real:
    return decay(problem, problem.policy.safety.half_distance_minutes)
