"""Keep apart: rivals out of each other's reach, one of the same group or an ally in a place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import networkx as nx
import numpy as np

from scoring.country import Mask, Whole
from scoring.geography import within
from scoring.hostility import allies, rivals
from scoring.problem import PlacementProblem
from scoring.round import KeepApart as ApartByHand
from scoring.rule import Row, Rows
from scoring.standing import Standing

PLACED = "keep_apart.placed"
"""The code of places closed by somebody who has one already."""


@dataclass(frozen=True, slots=True, eq=False)
class TooNear:
    """One standing person who closes places for a unit.

    Attributes:
        how: "own_group", "ally", "rival" or "by_hand".
        people: the members of the unit who are kept apart from it.
        minutes: within which everything is closed; None where only its own place is.
        reason: why by hand; empty otherwise.
        places: which municipalities are closed by it.
    """

    standing: Standing
    how: str
    people: tuple[str, ...]
    minutes: int | None
    reason: str
    places: Mask


class KeepApart:
    """Also against people already placed: a wall within the policy's window, a price after it."""

    key = "keep_apart"
    order = 7
    source = "Engine design (SV-1); numbers: policy `apart`"
    codes = ("keep_apart", PLACED)

    def closings(self, problem: PlacementProblem) -> Mapping[str, Mask]:
        """Close what is too near somebody placed within the window, or named by hand."""
        recent, _ = _against_standing(problem)
        closed = recent > 0
        for unit, _, standing, apart in _by_hand_with_standing(problem):
            closed[unit] |= within(problem, apart.minutes)[standing.place]
        return {PLACED: closed}

    def prices(self, problem: PlacementProblem) -> Whole | None:
        """Charge each candidate for each person placed too near before the window."""
        _, earlier = _against_standing(problem)
        return earlier * problem.policy.apart.price_after_window

    def rows(self, problem: PlacementProblem, open_: Mask) -> Rows:
        """Ensure that nobody who waits is placed too near another who waits."""
        found = [*_same_place(problem, open_), *_rivals(problem, open_), *_by_hand(problem, open_)]
        return Rows.of(found)


def conflicting(problem: PlacementProblem, group: str) -> frozenset[str]:
    """The groups, the own one among them, whose people may not share a municipality with it."""
    return frozenset({group}) | rivals(problem, group) | allies(problem, group)


def too_near(problem: PlacementProblem, unit: int) -> Iterator[TooNear]:
    """Everybody standing who closes places for a unit, once for each way of being too near."""
    mates = _decided_mates(problem).get(unit, frozenset())
    for group, units in _members(problem).items():
        if unit in units:
            yield from _by_group(problem, group, unit, mates)
    for number, key, standing, apart in _by_hand_with_standing(problem):
        if number == unit:
            places = within(problem, apart.minutes)[standing.place]
            yield TooNear(standing, "by_hand", (key,), apart.minutes, apart.reason, places)


def _by_group(
    problem: PlacementProblem, group: str, unit: int, leave_out: frozenset[str]
) -> Iterator[TooNear]:
    how = dict.fromkeys(allies(problem, group), "ally") | {group: "own_group"}
    how |= dict.fromkeys(rivals(problem, group), "rival")
    minutes = problem.policy.apart.rival_minutes
    here = np.eye(len(problem.country), dtype=bool)
    members = (problem.people[position] for position in problem.units[unit].people)
    people = tuple(person.key for person in members if person.former_group == group)
    for standing in problem.standing:
        left = standing.former_group
        if left in how and standing.key not in leave_out and _is_recent(problem, standing):
            rival = how[left] == "rival"
            reach = within(problem, minutes) if rival else here
            limit = minutes if rival else None
            yield TooNear(standing, how[left], people, limit, "", reach[standing.place])


def _is_recent(problem: PlacementProblem, standing: Standing) -> bool:
    """Whether somebody standing closes places still; after the window it costs a price."""
    days = (problem.round.date - standing.since).days
    return standing.decided or days < problem.policy.apart.window_days


def _against_standing(problem: PlacementProblem) -> tuple[Whole, Whole]:
    """Units × places: how many standing people are too near, within the window and before it."""
    shape = (len(problem.units), len(problem.country))
    recent, earlier = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    mates = _decided_mates(problem)
    for group, units in _members(problem).items():
        of_group = _near_standing(problem, group, frozenset())
        for unit, count in units.items():
            own = mates.get(unit)
            near = _near_standing(problem, group, own) if own else of_group
            recent[unit] += count * near[0]
            earlier[unit] += count * near[1]
    return recent, earlier


def _decided_mates(problem: PlacementProblem) -> dict[int, frozenset[str]]:
    """Per unit, the decided people who must share its place: nobody is kept apart from those."""
    unit_of = _unit_of(problem)
    mates = {}
    for keys in problem.together:
        decided = frozenset(keys) & problem.decided.keys()
        if decided:
            mates.update({unit_of[key]: decided for key in keys if key in unit_of})
    return mates


def _near_standing(
    problem: PlacementProblem, group: str, leave_out: frozenset[str]
) -> tuple[Whole, Whole]:
    near = within(problem, problem.policy.apart.rival_minutes)
    here = np.eye(len(problem.country), dtype=bool)
    counts = np.zeros((2, len(problem.country)), np.int64)
    rival, same = rivals(problem, group), conflicting(problem, group)
    for standing in problem.standing:
        if standing.former_group in same and standing.key not in leave_out:
            reach = near if standing.former_group in rival else here
            counts[0 if _is_recent(problem, standing) else 1] += reach[standing.place]
    return counts[0], counts[1]


def _members(problem: PlacementProblem) -> dict[str, dict[int, int]]:
    """Per former group, the units with members of it and how many."""
    members: dict[str, dict[int, int]] = {}
    for number, unit in enumerate(problem.units):
        for position in unit.people:
            group = problem.people[position].former_group
            if group is not None:
                units = members.setdefault(group, {})
                units[number] = units.get(number, 0) + 1
    return dict(sorted(members.items()))


def _conflicts(problem: PlacementProblem, members: Mapping[str, object]) -> "nx.Graph[str]":
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(members)
    for group in members:
        others = sorted(conflicting(problem, group) & members.keys() - {group})
        graph.add_edges_from((group, other) for other in others)
    return graph


def _cliques(graph: "nx.Graph[str]") -> list[list[str]]:
    return sorted(sorted(clique) for clique in nx.find_cliques(graph)) if graph else []


def _same_place(problem: PlacementProblem, open_: Mask) -> Iterator[Row]:
    """At most one unit of mutually conflicting groups in a place: cliques, not pairs."""
    members = _members(problem)
    for clique in _cliques(_conflicts(problem, members)):
        units = sorted({unit for group in clique for unit in members[group]})
        if len(units) > 1:
            for at in range(len(problem.country)):
                there = np.array([unit for unit in units if open_[unit, at]], np.int64)
                yield _at_most_one(there, np.full(len(there), at), ("keep_apart", *clique))


def _rivals(problem: PlacementProblem, open_: Mask) -> Iterator[Row]:
    """A unit near a place excludes all rivals in that place: one row for a unit, place and clique.

    The rivals in one place exclude each other already, so each row is a clique. A pair of groups
    is covered from its smaller side, which keeps the rows few.
    """
    members = _members(problem)
    graph = _conflicts(problem, members)
    near = within(problem, problem.policy.apart.rival_minutes)
    covered: set[tuple[str, str]] = set()
    for group in sorted(members, key=lambda g: (len(members[g]), g)):
        left = [
            r for r in sorted(rivals(problem, group)) if r in members and (r, group) not in covered
        ]
        covered |= {(group, rival) for rival in left}
        for clique in _cliques(graph.subgraph(left)):
            across = sorted({unit for rival in clique for unit in members[rival]})
            for unit in members[group]:
                others = np.array([other for other in across if other != unit], np.int64)
                yield from _unit_against(unit, others, near, open_, ("keep_apart", group, *clique))


def _unit_against(
    unit: int, others: Whole, near: Mask, open_: Mask, name: tuple[str, ...]
) -> Iterator[Row]:
    opened, around_each = open_[others], near & open_[unit]
    for at in np.flatnonzero(opened.any(axis=0)).tolist():
        there, around = others[opened[:, at]], np.flatnonzero(around_each[at])
        if len(around):
            units = np.concatenate([np.full(len(around), unit), there])
            yield _at_most_one(units, np.concatenate([around, np.full(len(there), at)]), name)


def _by_hand(problem: PlacementProblem, open_: Mask) -> Iterator[Row]:
    unit_of = _unit_of(problem)
    for apart in problem.round.keep_apart:
        first, second = (unit_of.get(key) for key in sorted(apart.people))
        if first is not None and second is not None and first != second:
            near = within(problem, apart.minutes)
            name = ("keep_apart", *sorted(apart.people))
            yield from _unit_against(first, np.array([second]), near, open_, name)


def _by_hand_with_standing(
    problem: PlacementProblem,
) -> Iterator[tuple[int, str, Standing, ApartByHand]]:
    """Each unit with its member who is named, the standing person named, and the instruction."""
    unit_of, standing = _unit_of(problem), {s.key: s for s in problem.standing}
    for apart in problem.round.keep_apart:
        for key, other in (apart.people, apart.people[::-1]):
            if key in unit_of and other in standing:
                yield unit_of[key], key, standing[other], apart


def _unit_of(problem: PlacementProblem) -> dict[str, int]:
    return {key: number for number, unit in enumerate(problem.units) for key in unit.keys}


def _at_most_one(units: Whole, places: Whole, name: tuple[str, ...]) -> Row:
    return Row(units, places, np.ones(len(units), np.int64), 1, name)


RULE = KeepApart()
