"""A placement problem: one checked round, the country it plays in and the policy that judges it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import networkx as nx
import numpy as np

from scoring.country import Country, Real
from scoring.person import Household, Person
from scoring.policy import Policy
from scoring.round import InstructionKind, Round
from scoring.round_faults import Fault, faults_of
from scoring.standing import Standing


class ProblemError(ValueError):
    """A round contradicts itself or the register; `faults` says where and what to do."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep the faults; the message names the first."""
        super().__init__(str(faults[0]))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Unit:
    """People who get one place together: a household, or households kept together.

    Attributes:
        people: positions in `PlacementProblem.people`, rising.
        keys: their keys, sorted; the first names the unit.
    """

    people: tuple[int, ...]
    keys: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many candidates: what room is counted in."""
        return len(self.people)


@dataclass(frozen=True, eq=False)
class PlacementProblem:
    """What the engine solves; frozen, checked once, the same whatever the order of its input.

    Attributes:
        people: those who wait for a place, sorted by key; decided ones are in `standing`.
        standing: people already placed or decided, sorted by key.
    """

    country: Country
    round: Round
    policy: Policy

    def __post_init__(self) -> None:
        """Refuse a round that contradicts itself, the country or the policy."""
        faults = faults_of(self.round, self.country, self.policy)
        if faults:
            raise ProblemError(faults)

    @cached_property
    def decided(self) -> Mapping[str, int]:
        """The place of each person whose placement is already decided."""
        kept = (i for i in self.round.instructions if i.kind is InstructionKind.DECIDED)
        return {i.person: self.country.at[i.municipality] for i in kept}

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Those who wait for a place, sorted by key."""
        waiting = (person for person in self.round.people if person.key not in self.decided)
        return tuple(sorted(waiting, key=lambda person: person.key))

    @cached_property
    def position(self) -> Mapping[str, int]:
        """The position of each waiting person's key."""
        return {person.key: position for position, person in enumerate(self.people)}

    @cached_property
    def households(self) -> Mapping[str, Household]:
        """The households by key."""
        return {household.key: household for household in self.round.households}

    @cached_property
    def standing(self) -> tuple[Standing, ...]:
        """Everybody who already has a place and counts for evenness, room and keep-apart."""
        placed = [
            Standing(p.key, self.country.at[p.municipality], p.since, p.former_group)
            for p in self.round.placed
        ]
        decided = [
            Standing(p.key, self.decided[p.key], self.round.date, p.former_group, decided=True)
            for p in self.round.people
            if p.key in self.decided
        ]
        return tuple(sorted(placed + decided, key=lambda s: s.key))

    @cached_property
    def together(self) -> tuple[tuple[str, ...], ...]:
        """Keys of people in the round, decided ones too, grouped by who must share a place."""
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from(person.key for person in self.round.people)
        members: dict[str, list[str]] = {}
        for person in self.round.people:
            members.setdefault(person.household, []).append(person.key)
        for chain in (*members.values(), *(kept.people for kept in self.round.keep_together)):
            nx.add_path(graph, chain)
        return tuple(sorted(tuple(sorted(part)) for part in nx.connected_components(graph)))

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Waiting people by who must share a place, sorted by their first key."""
        waiting = (tuple(k for k in keys if k in self.position) for keys in self.together)
        units = (Unit(tuple(self.position[k] for k in keys), keys) for keys in waiting if keys)
        return tuple(sorted(units, key=lambda unit: unit.keys))

    @cached_property
    def received(self) -> Real:
        """Candidates that each municipality has received, faded by the policy's half-life."""
        received = np.zeros(len(self.country))
        half_life = self.policy.evenness.half_life_days
        for standing in self.standing:
            days = max(0, (self.round.date - standing.since).days)
            received[standing.place] += 2.0 ** (-days / half_life)
        received.setflags(write=False)
        return received

    @cached_property
    def fair_share(self) -> Real:
        """Candidates that each municipality would have by population: received and waiting ones."""
        share: Real = self.country.share * max(1.0, self.received.sum() + len(self.people))
        share.setflags(write=False)
        return share
