"""How hostile groups are to somebody who left one of them: a signed graph of groups (SC-2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log

import networkx as nx

from scoring.once import once_per_problem
from scoring.problem import PlacementProblem
from scoring.threat import RelationKind

NOISE = 1e-9

_Node = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Hostility:
    """How hostile one group is to those who left another.

    Attributes:
        value: above 0, at most 1; the own former group has 1.
        feud: whether the strongest path uses a feud: a rival rather than an ally.
        path: the groups on the strongest path, the former group first.
    """

    value: float
    feud: bool
    path: tuple[str, ...]


def hostilities(problem: PlacementProblem) -> Mapping[str, Mapping[str, Hostility]]:
    """Per former group of somebody who waits or stands, every group with a path to it."""
    left = {person.former_group for person in problem.people}
    left |= {standing.former_group for standing in problem.standing}
    return {group: hostility_to(problem, group) for group in sorted(filter(None, left))}


@once_per_problem
def hostility_to(problem: PlacementProblem, group: str) -> Mapping[str, Hostility]:
    """Every group with a path to `group`, by key; where a path with a feud ties, it wins."""
    paths = nx.single_source_dijkstra_path(_graph(problem), (group, False))
    found = {group: Hostility(1.0, feud=False, path=(group,))}
    for (other, feud), nodes in sorted(paths.items()):
        value = _product(len(nodes) - 1, feud, problem)
        if other not in found or (other != group and value >= found[other].value - NOISE):
            found[other] = Hostility(value, feud, tuple(key for key, _ in nodes))
    return dict(sorted(found.items()))


def hostile(problem: PlacementProblem, group: str) -> Mapping[str, Hostility]:
    """The groups that count as hostile to those who left `group`, itself among them."""
    floor = problem.policy.safety.hostile_from - NOISE
    return {key: h for key, h in hostility_to(problem, group).items() if h.value >= floor}


def rivals(problem: PlacementProblem, group: str) -> frozenset[str]:
    """The hostile groups whose strongest path to `group` uses a feud."""
    others = hostile(problem, group).items()
    return frozenset(key for key, h in others if key != group and h.feud)


def allies(problem: PlacementProblem, group: str) -> frozenset[str]:
    """The hostile groups whose strongest path to `group` uses alliances only."""
    others = hostile(problem, group).items()
    return frozenset(key for key, h in others if key != group and not h.feud)


@once_per_problem
def _graph(problem: PlacementProblem) -> "nx.DiGraph[_Node]":
    """Two layers, before and after the one feud a path may use; sorted, so that ties repeat."""
    graph: nx.DiGraph[_Node] = nx.DiGraph()
    keys = sorted(group.key for group in problem.round.groups)
    graph.add_nodes_from((key, layer) for layer in (False, True) for key in keys)
    holding = (r for r in problem.round.relations if r.holds_on(problem.round.date))
    edges = sorted({(relation.kind, *sorted(relation.groups)) for relation in holding})
    safety = problem.policy.safety
    for kind, one, other in edges:
        for a, b in ((one, other), (other, one)):
            if kind is RelationKind.FEUD:
                graph.add_edge((a, False), (b, True), weight=-log(safety.feud_factor))
                continue
            for layer in (False, True):
                graph.add_edge((a, layer), (b, layer), weight=-log(safety.alliance_factor))
    return graph


def _product(edges: int, feud: bool, problem: PlacementProblem) -> float:
    """The product along a path, worked out from counts so that no order of edges matters."""
    safety = problem.policy.safety
    return float(safety.alliance_factor ** (edges - feud) * safety.feud_factor**feud)
