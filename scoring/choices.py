"""The choices of a round: which unit may go where, what it is worth, and the rows that bind."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from scoring.country import Mask, Real, Whole
from scoring.judging import Judgement, judge
from scoring.problem import PlacementProblem, Unit
from scoring.rule import Rows
from scoring.rules import ALL


@dataclass(frozen=True, eq=False)
class Choices:
    """Everything a model needs, as arrays; units in the order of `problem.units`.

    Attributes:
        closings: per rule code, units × municipalities that it closes.
        open: units × municipalities closed by none of them.
        worth: units × municipalities, weighted points less prices, in hundredths of a point.
        safety: people × municipalities, safety points.
        best_safety: per person, the best safety among its unit's open places; 0 without any.
        rises: municipalities × steps, what the j-th candidate costs beyond its worth (from j = 0).
    """

    problem: PlacementProblem
    judgement: Judgement
    closings: Mapping[str, Mask]
    open: Mask
    worth: Whole
    safety: Whole
    best_safety: Whole
    rises: Whole

    @cached_property
    def rows(self) -> tuple[Rows, ...]:
        """What any plan must keep, rule by rule; made where somebody plans, not where one asks."""
        return tuple(rule.rows(self.problem, self.open) for rule in ALL)

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units, in the order of the arrays."""
        return self.problem.units


def choices(problem: PlacementProblem) -> Choices:
    """Judge everybody, close what is closed and collect the rows over what is open."""
    judgement = judge(problem)
    closings = _closings(problem, judgement)
    open_ = ~np.logical_or.reduce([*closings.values()]) if closings else _none_closed(problem)
    safety = judgement.points["safety"]
    open_of_person = open_[_unit_of_person(problem)]
    return Choices(
        problem=problem,
        judgement=judgement,
        closings=closings,
        open=open_,
        worth=_worth(problem, judgement),
        safety=safety,
        best_safety=np.where(open_of_person, safety, 0).max(axis=1, initial=0),
        rises=rises(problem),
    )


def _none_closed(problem: PlacementProblem) -> Mask:
    return np.ones((len(problem.units), len(problem.country)), bool)


def _unit_of_person(problem: PlacementProblem) -> Whole:
    unit_of = np.zeros(len(problem.people), np.int64)
    for number, unit in enumerate(problem.units):
        unit_of[list(unit.people)] = number
    return unit_of


def _closings(problem: PlacementProblem, judgement: Judgement) -> dict[str, Mask]:
    """Close a place for a unit when it is closed for any member, or by a rule of the round."""
    found: dict[str, Mask] = {}
    for code, places in judgement.closings.items():
        found[code] = _any_member(problem, places)
    for rule in ALL:
        found.update(rule.closings(problem))
    return {code: mask for code, mask in sorted(found.items()) if mask.any()}


def _any_member(problem: PlacementProblem, of_people: Mask) -> Mask:
    of_units = np.zeros((len(problem.units), len(problem.country)), bool)
    np.logical_or.at(of_units, _unit_of_person(problem), of_people)
    return of_units


def _worth(problem: PlacementProblem, judgement: Judgement) -> Whole:
    worth = np.zeros((len(problem.units), len(problem.country)), np.int64)
    of_people = np.zeros((len(problem.people), len(problem.country)), np.int64)
    for key, points in judgement.points.items():
        of_people += problem.policy.weights[key] * points
    np.add.at(worth, _unit_of_person(problem), of_people)
    for rule in ALL:
        prices = rule.prices(problem)
        if prices is not None:
            worth -= prices
    return worth


def rises(problem: PlacementProblem) -> Whole:
    """What each further candidate at a municipality costs beyond its worth (SC-7).

    Returns:
        municipalities × waiting people, hundredths of a point; never falling along a row.
    """
    steps = np.arange(len(problem.people), dtype=np.int64)
    if problem.policy.evenness.form == "guarantee":
        return np.zeros((len(problem.country), len(steps)), np.int64)
    per_step: Real = (
        problem.policy.weights["even_distribution"]
        * problem.policy.evenness.points_per_fair_share
        / problem.fair_share
    )
    rounded = np.floor(per_step[:, None] * steps[None, :] + 0.5 + 1e-9)
    return np.minimum(rounded, 10**12).astype(np.int64)
