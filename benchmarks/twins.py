"""How often the list that leaves the central unit differs between twin worlds (SE-6).

`python -m benchmarks.twins [ROUNDS]` makes up rounds, moves one person who is placed to another
municipality, and counts whose shortlist names other places then; it writes the page on it.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from math import sqrt
from pathlib import Path

from relocation.municipalities.on_day import country_on
from relocation.permissions import Role, Stage
from relocation.placements.readers import sheet_for
from scenarios.families import FAMILIES
from scenarios.generate import generate
from scoring.country import Country
from scoring.explain import explain
from scoring.limit import Limit
from scoring.policy import Policy
from scoring.policy_file import load_policy
from scoring.problem import PlacementProblem
from scoring.round import Round
from scoring.solver import solve

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "twin-worlds.md"
ON = date(2026, 11, 23)
PEOPLE, ROUNDS = 12, 100
STEP = 37
"""The other municipality is so many further in the register: never the same, all over the land."""
SURE = 1.96


@dataclass(frozen=True, slots=True)
class Measured:
    """What was counted.

    Attributes:
        lists: shortlists that somebody gets in at least one of the two worlds.
        differ: those that name other places in the other world.
    """

    rounds: int
    lists: int
    differ: int

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval of the share, 95 %."""
        if not self.lists:
            return 0.0, 1.0
        share, sure = self.differ / self.lists, SURE**2 / self.lists
        middle = (share + sure / 2) / (1 + sure)
        half = SURE / (1 + sure) * sqrt((share * (1 - share) + sure / 4) / self.lists)
        return max(0.0, middle - half), min(1.0, middle + half)


def twin_of(round_: Round, country: Country, seed: int) -> Round:
    """The same round with one person who is placed in another municipality."""
    at = seed % len(round_.placed)
    codes = list(country.codes)
    moved = round_.placed[at]
    elsewhere = codes[(codes.index(moved.municipality) + STEP) % len(codes)]
    placed = list(round_.placed)
    placed[at] = replace(moved, municipality=elsewhere)
    return replace(round_, placed=tuple(placed))


def lists_in(country: Country, round_: Round, policy: Policy) -> dict[str, tuple[str, ...]]:
    """By candidate, the places that its sender reads; nothing where it gets no list."""
    problem = PlacementProblem(country, round_, policy)
    result = solve(problem, Limit())
    found = {}
    for person in round_.people:
        explained = explain(problem, result, person.key)
        sheet = sheet_for(Role.MUNI_SENDER, Stage.PLACEMENT, explained, released=True)
        options = () if sheet is None else sheet.options
        found[person.key] = tuple(each.municipality for each in options)
    return found


def pairs(rounds: int, people: int = PEOPLE) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Of every candidate of so many made-up rounds, the list in either world."""
    country, policy = country_on(ON), load_policy()
    for seed in range(rounds):
        family = sorted(FAMILIES)[seed % len(FAMILIES)]
        made = generate(country, policy, people=people, seed=seed, family=family, on=ON)
        if not made.placed:
            continue
        one, other = (
            lists_in(country, each, policy) for each in (made, twin_of(made, country, seed))
        )
        yield from ((one[key], other[key]) for key in one)


def measure(rounds: int, people: int = PEOPLE) -> Measured:
    """Count over so many rounds."""
    found = [pair for pair in pairs(rounds, people) if any(pair)]
    return Measured(rounds, len(found), sum(one != other for one, other in found))


def page(measured: Measured) -> str:
    """The page that states it."""
    low, high = (f"{100 * each:.1f}" for each in measured.interval)
    share = 100 * measured.differ / max(1, measured.lists)
    return f"""# Shortlists in twin worlds

Written by `python -m benchmarks.twins {measured.rounds}`, which measures it anew.

Where a person lives must not show to anybody who is not on the case's list, with two named
exceptions: the central unit's rounds and counts, and *which* places stand on another case's
shortlist (rule SE-6). This says how much the second exception tells.

{measured.rounds} made-up rounds of {PEOPLE} people, of every family in turn, were solved twice:
as they are, and with one person who is placed living in another municipality.
Of {measured.lists} shortlists {measured.differ} name other places in the other world:
{share:.1f} % (95 % interval: {low} to {high} %).

- The people are made up: real ones may be drawn to the same places more, or less.
- A list that differs names at most three places in alphabetical order. It tells neither who else
  is anywhere nor why a place is not on it.
- A named officer of the central unit releases each list, and can withhold it with reasons.
"""


def main(arguments: list[str]) -> None:
    measured = measure(int(arguments[0]) if arguments else ROUNDS)
    PAGE.write_text(page(measured), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name}: {measured.differ} of {measured.lists} lists differ\n")


if __name__ == "__main__":
    main(sys.argv[1:])
