"""What is at stake in a round: who would get another place without one of its rules, or alone."""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import numpy as np

import scoring.choices
from benchmarks.peers.greedy import Table, best_alone, improved
from benchmarks.peers.task import NOWHERE, Task, lay_out
from benchmarks.presets import Preset, Size, problem
from benchmarks.presets import choose as choose_presets
from benchmarks.table import table
from scoring.country import Mask, Whole
from scoring.limit import Limit
from scoring.problem import PlacementProblem
from scoring.round import InstructionKind, Round
from scoring.rule import Rows, Rule
from scoring.rules import ALL
from scoring.solver import solve

EXACT_UP_TO = 60
EFFORT = 30.0
ROUNDS = 50
Plan = Mapping[str, str | None]


@dataclass(frozen=True, eq=False)
class Without:
    """A rule of a round with some of its parts left out."""

    rule: Rule
    parts: frozenset[str]

    def closings(self, problem: PlacementProblem) -> Mapping[str, Mask]:
        """No place is closed where closings are left out."""
        return {} if "closings" in self.parts else self.rule.closings(problem)

    def prices(self, problem: PlacementProblem) -> Whole | None:
        """No price where prices are left out."""
        return None if "prices" in self.parts else self.rule.prices(problem)

    def rows(self, problem: PlacementProblem, open_: Mask) -> Rows:
        """No row where rows are left out."""
        return Rows.none() if "rows" in self.parts else self.rule.rows(problem, open_)


@dataclass(frozen=True, eq=False)
class Drop:
    """One rule of SV-1 to leave out: by a change of the round, or by parts of a rule's file."""

    name: str
    change: Callable[[Round], Round] = lambda round_: round_
    rule: str = ""
    parts: frozenset[str] = frozenset({"closings", "prices", "rows"})

    @property
    def rules(self) -> tuple[Rule | Without, ...]:
        """The rules that stay in force."""
        return tuple(Without(r, self.parts) if r.key == self.rule else r for r in ALL)


def _each_alone(round_: Round) -> Round:
    """Give every candidate a household of its own, as large as the one it stood in."""
    households = {household.key: household for household in round_.households}
    return replace(
        round_,
        households=tuple(replace(households[p.household], key=p.key) for p in round_.people),
        people=tuple(replace(person, household=person.key) for person in round_.people),
    )


def _no(kind: InstructionKind) -> Callable[[Round], Round]:
    return lambda round_: replace(
        round_, instructions=tuple(each for each in round_.instructions if each.kind is not kind)
    )


DROPS = (
    Drop("room to receive", rule="room_to_receive"),
    Drop("room per service", rule="room_per_service"),
    Drop("district ceiling", rule="district_ceiling"),
    Drop("households", _each_alone),
    Drop("keep together", lambda round_: replace(round_, keep_together=())),
    Drop("keep apart, waiting", rule="keep_apart", parts=frozenset({"rows"})),
    Drop("keep apart, placed", rule="keep_apart", parts=frozenset({"closings", "prices"})),
    Drop("decided stays", _no(InstructionKind.DECIDED)),
    Drop("forced by hand", _no(InstructionKind.FORCED)),
    Drop("forbidden by hand", _no(InstructionKind.FORBIDDEN)),
    Drop("closed for all", rule="closed_for_all"),
)


@dataclass(frozen=True, slots=True)
class Content:
    """What is at stake in one round.

    Attributes:
        moved: per rule, the people whose place changes when that rule alone is dropped.
        not_as_alone: people, in per cent, who do not get the place that they would have alone.
        proven: whether all plans compared are proven best; otherwise they are best by single moves.
    """

    moved: Mapping[str, int]
    not_as_alone: int
    proven: bool

    @property
    def holds(self) -> bool:
        """Whether every rule is in play and a fifth gives way to others."""
        return min(self.moved.values()) >= 1 and self.not_as_alone >= 20


def content(problem: PlacementProblem, *, exact: bool) -> Content:
    """Compare the round's plan with the plans without each rule.

    Args:
        problem: the round.
        exact: compare proven best plans; otherwise the plan that no move of one unit can better,
            and what such moves make of it once the rule is gone.
    """
    task = lay_out(scoring.choices.choices(problem))
    plan, proven = _solved(problem) if exact else (_stable(task, {}), False)
    moved = {}
    for drop in DROPS:
        other, sure = _dropped(problem, drop, plan, exact=exact)
        proven &= sure
        moved[drop.name] = sum(plan[key] != other[key] for key in plan)
    return Content(moved, _not_as_alone(task, plan), proven)


@contextmanager
def _in_force(rules: tuple[Rule | Without, ...]) -> Iterator[None]:
    """Let the choices know these rules only; the engine itself has no switch for a rule."""
    scoring.choices.ALL = rules
    try:
        yield
    finally:
        scoring.choices.ALL = ALL


def _dropped(
    problem: PlacementProblem, drop: Drop, plan: Plan, *, exact: bool
) -> tuple[Plan, bool]:
    changed = PlacementProblem(problem.country, drop.change(problem.round), problem.policy)
    with _in_force(drop.rules):
        if exact:
            return _solved(changed)
        return _stable(lay_out(scoring.choices.choices(changed)), plan), False


def _solved(problem: PlacementProblem) -> tuple[Plan, bool]:
    result = solve(problem, Limit(effort=EFFORT))
    proven = all(aim.proven for aim in result.aims)
    return {line.person: line.municipality for line in result.placements}, proven


def _stable(task: Task, plan: Plan) -> Plan:
    """Start where the plan puts people, then move one unit at a time until none gains by it."""
    problem, columns = task.choices.problem, np.full(len(task.sizes), NOWHERE, np.int64)
    for number in task.live.tolist():
        code = plan.get(task.choices.units[number].keys[0])
        own = range(int(task.first[number]), int(task.first[number + 1]))
        here = [c for c in own if problem.country.codes[task.place[c]] == code]
        columns[number] = here[0] if here else NOWHERE
    decided = {key: problem.country.codes[at] for key, at in problem.decided.items()}
    return task.places(improved(Table(task, columns), ROUNDS)) | decided


def _not_as_alone(task: Task, plan: Plan) -> int:
    codes, units = task.choices.problem.country.codes, task.choices.units
    alone = {unit: codes[task.place[column]] for unit, column in best_alone(task).items()}
    other = [plan[key] != place for unit, place in alone.items() for key in units[unit].keys]
    return round(100 * sum(other) / max(1, len(other)))


FAMILIES_IN_ORDER = ("sparse", "tight", "feud", "scarce_service", "feud")
"""Feud twice: the family in which most people give way to others."""


def print_content(chosen: Sequence[Size], *, choose: bool) -> None:
    """Print what is at stake in each round, or the first seeds that hold what the presets ask."""
    head = ["round", *(drop.name for drop in DROPS), "not as alone", "compared"]
    lines = []
    for size in chosen:
        exact = size.people <= EXACT_UP_TO
        for preset in _chosen(size.people) if choose else size.rounds:
            found = content(problem(preset.people, preset.family, preset.seed), exact=exact)
            how = ("proven plans" if found.proven else "open plans") if exact else "single moves"
            moved = [str(number) for number in found.moved.values()]
            lines.append([preset.name, *moved, f"{found.not_as_alone} %", how])
            print(".", end="", file=sys.stderr, flush=True)
    print(table(head, lines))


def _chosen(people: int) -> list[Preset]:
    exact = people <= EXACT_UP_TO

    def holds(asked: PlacementProblem) -> bool:
        found = content(asked, exact=exact)
        return found.holds and (found.proven or not exact)

    return choose_presets(people, FAMILIES_IN_ORDER, holds)
