"""Keep apart: rivals out of each other's reach, one of the same group or an ally in a place."""

from collections.abc import Iterator, Mapping

import networkx as nx
import numpy as np

from scoring.country import Mask, Whole
from scoring.geography import within
from scoring.hostility import allies, rivals
from scoring.problem import PlacementProblem
from scoring.rule import Row, Rows
from scoring.standing import Standing


class KeepApart:
    """Also against people already placed: a wall within the policy's window, a price after it."""

    key = "keep_apart"
    order = 7
    source = "Engine design (SV-1); numbers: policy `apart`"
    codes = ("keep_apart", "keep_apart.placed")

    def closings(self, problem: PlacementProblem) -> Mapping[str, Mask]:
        """Close what is too near somebody placed within the window, or named by hand."""
        recent, _ = _against_standing(problem)
        closed = recent > 0
        for unit, standing, minutes in _by_hand_with_standing(problem):
            closed[unit] |= within(problem, minutes)[standing.place]
        return {"keep_apart.placed": closed}

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
            days = (problem.round.date - standing.since).days
            recent = standing.decided or days < problem.policy.apart.window_days
            counts[0 if recent else 1] += reach[standing.place]
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
                others = [other for other in across if other != unit]
                yield from _unit_against(unit, others, near, open_, ("keep_apart", group, *clique))


def _unit_against(
    unit: int, others: list[int], near: Mask, open_: Mask, name: tuple[str, ...]
) -> Iterator[Row]:
    for at in range(near.shape[0]):
        there = np.array([other for other in others if open_[other, at]], np.int64)
        around = np.flatnonzero(near[at] & open_[unit])
        if len(there) and len(around):
            units = np.concatenate([np.full(len(around), unit), there])
            yield _at_most_one(units, np.concatenate([around, np.full(len(there), at)]), name)


def _by_hand(problem: PlacementProblem, open_: Mask) -> Iterator[Row]:
    unit_of = _unit_of(problem)
    for apart in problem.round.keep_apart:
        first, second = (unit_of.get(key) for key in sorted(apart.people))
        if first is not None and second is not None and first != second:
            near = within(problem, apart.minutes)
            name = ("keep_apart", *sorted(apart.people))
            yield from _unit_against(first, [second], near, open_, name)


def _by_hand_with_standing(
    problem: PlacementProblem,
) -> Iterator[tuple[int, Standing, int]]:
    unit_of, standing = _unit_of(problem), {s.key: s for s in problem.standing}
    for apart in problem.round.keep_apart:
        for key, other in (apart.people, apart.people[::-1]):
            if key in unit_of and other in standing:
                yield unit_of[key], standing[other], apart.minutes


def _unit_of(problem: PlacementProblem) -> dict[str, int]:
    return {key: number for number, unit in enumerate(problem.units) for key in unit.keys}


def _at_most_one(units: Whole, places: Whole, name: tuple[str, ...]) -> Row:
    return Row(units, places, np.ones(len(units), np.int64), 1, name)


RULE = KeepApart()
