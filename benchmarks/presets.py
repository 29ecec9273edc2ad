"""The rounds of the benchmark: fixed before the first timing, never changed for it."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

from relocation.municipalities.register import load_register
from scenarios.generate import generate
from scoring.country import Country
from scoring.policy_file import load_policy
from scoring.problem import PlacementProblem
from scoring.round_file import round_bytes

FILE = Path(__file__).with_name("presets.toml")


@dataclass(frozen=True, slots=True)
class Preset:
    """One round: how many people, which family, which seed, and the SHA-256 of its file."""

    people: int
    family: str
    seed: int
    fingerprint: str

    @property
    def name(self) -> str:
        """How a line of the table names it."""
        return f"{self.people} {self.family} {self.seed}"


@dataclass(frozen=True, slots=True)
class Size:
    """All rounds of one size.

    Attributes:
        budget: seconds in which the engine should prove all aims.
        limit: seconds that every method gets in its best form, and the engine too.
        limit_out_of_box: seconds that a peer gets out of the box.
        full: True where only `--full` runs it.
    """

    people: int
    budget: float
    limit: float
    limit_out_of_box: float
    full: bool
    rounds: tuple[Preset, ...]


@cache
def _document() -> Mapping[str, object]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def country() -> Country:
    """The municipalities on the day of the rounds."""
    return load_register(on()).country


def on() -> date:
    """The day of all rounds."""
    return date.fromisoformat(str(_document()["date"]))


@cache
def sizes() -> tuple[Size, ...]:
    """All sizes, the smallest first."""
    found = []
    for table in _document()["sizes"]:  # type: ignore[attr-defined]
        rounds = tuple(Preset(table["people"], **each) for each in table.pop("rounds"))
        found.append(Size(**table, rounds=rounds))
    return tuple(sorted(found, key=lambda size: size.people))


def problem(people: int, family: str, seed: int) -> PlacementProblem:
    """Make the problem of a round under the shipped policy."""
    policy = load_policy()
    made = generate(country(), policy, people=people, seed=seed, family=family, on=on())
    return PlacementProblem(country(), made, policy)


def fingerprint(found: PlacementProblem) -> str:
    """The SHA-256 of the round's file."""
    return sha256(round_bytes(found.round)).hexdigest()


def choose(
    people: int, families: tuple[str, ...], holds: Callable[[PlacementProblem], bool]
) -> list[Preset]:
    """The first seeds whose rounds hold what is asked, family by family."""
    found: list[Preset] = []
    for family in families:
        seed = 1 + max((p.seed for p in found if p.family == family), default=0)
        while not holds(problem(people, family, seed)):
            seed += 1
        found.append(Preset(people, family, seed, fingerprint(problem(people, family, seed))))
    return found
