"""The keys and codes that a round may name, and the small checks that all its lists share."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

import networkx as nx

from scoring.country import CHRISTIANSOE, Country
from scoring.person import Household
from scoring.policy import Policy
from scoring.round import Round
from scoring.round_bounds import CPR, CPR_REMEDY, CPR_RULE, KEY, KEY_REMEDY, Bounds
from scoring.round_faults.fault import Fault, Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a round's entries may point to.

    Attributes:
        industries, education: None while the country holds no such table, so nothing can be said.
        unit: per person's key, the number of the set of people who must share a place.
    """

    today: date
    codes: frozenset[str]
    districts: frozenset[str]
    services: frozenset[str]
    industries: frozenset[str] | None
    education: frozenset[str] | None
    groups: frozenset[str]
    households: Mapping[str, Household]
    people: frozenset[str]
    placed: frozenset[str]
    unit: Mapping[str, int]

    @classmethod
    def of(cls, round_: Round, country: Country, policy: Policy) -> Self:
        """Collect what this round may point to."""
        return cls(
            today=round_.date,
            codes=frozenset(country.codes),
            districts=frozenset(country.districts),
            services=frozenset(policy.services),
            industries=frozenset(country.jobs) or None,
            education=frozenset(country.education) or None,
            groups=frozenset(group.key for group in round_.groups),
            households={household.key: household for household in round_.households},
            people=frozenset(person.key for person in round_.people),
            placed=frozenset(placed.key for placed in round_.placed),
            unit=_units(round_),
        )

    def municipality(self, path: Path, code: str) -> Iterator[Fault]:
        """Refuse a code that is no municipality of the register."""
        if code in self.codes:
            return
        if code == CHRISTIANSOE:
            remedy = "Christiansø belongs to no municipality; leave it out or use Bornholm's code"
            yield Fault(path, "christiansoe_is_no_municipality", remedy)
            return
        remedy = "use the four-digit code, as text, of a municipality in the register"
        yield Fault(path, "unknown_municipality", remedy)

    def group(self, path: Path, key: str | None) -> Iterator[Fault]:
        """Refuse a group that the round does not list."""
        if key is not None and key not in self.groups:
            yield Fault(path, "unknown_group", "list the group in groups, or use a listed key")

    def service(self, path: Path, key: str) -> Iterator[Fault]:
        """Refuse a service that the policy does not list."""
        if key not in self.services:
            remedy = f"use one of the policy's services: {', '.join(sorted(self.services))}"
            yield Fault(path, "unknown_service", remedy)

    def report(self, path: Path, day: date) -> Iterator[Fault]:
        """Refuse what was reported or decided after the day the round is judged on."""
        if day > self.today:
            remedy = "use a day no later than the round's date, or correct that date"
            yield Fault(path, "date_in_the_future", remedy)


def _units(round_: Round) -> Mapping[str, int]:
    graph: nx.Graph[tuple[str, str]] = nx.Graph()
    graph.add_edges_from((("p", p.key), ("h", p.household)) for p in round_.people)
    for kept in round_.keep_together:
        nx.add_path(graph, [("p", key) for key in kept.people])
    return {
        key: number
        for number, part in enumerate(nx.connected_components(graph))
        for kind, key in part
        if kind == "p"
    }


def within(path: Path, number: float, bounds: Bounds) -> Iterator[Fault]:
    """Refuse a number outside its bounds; NaN is outside."""
    if not bounds.least <= number <= bounds.most:
        yield Fault(path, "out_of_range", bounds.remedy)


def well_formed_key(path: Path, key: str) -> Iterator[Fault]:
    """Refuse a key with other characters than the form allows, or one like a CPR number."""
    if not KEY.fullmatch(key):
        yield Fault(path, "key_form", KEY_REMEDY)
    elif CPR.search(key):
        yield Fault(path, CPR_RULE, CPR_REMEDY)


def reasoned(path: Path, reason: str) -> Iterator[Fault]:
    """Refuse an empty reason."""
    if not reason.strip():
        yield Fault(path, "reason_missing", "say why, in a few words")


def lasting(path: Path, since: date, until: date | None) -> Iterator[Fault]:
    """Refuse a period that ends before it begins."""
    if until is not None and until <= since:
        remedy = "until is the first day it no longer holds: use a day after since, or leave it out"
        yield Fault(path, "ends_before_it_begins", remedy)


class Seen:
    """Finds what comes a second time in one list."""

    def __init__(self, rule: str, remedy: str) -> None:
        """Say which rule a repetition breaks."""
        self._rule, self._remedy = rule, remedy
        self._met: set[object] = set()

    def again(self, path: Path, key: object) -> Iterator[Fault]:
        """Refuse a key met before."""
        if key in self._met:
            yield Fault(path, self._rule, self._remedy)
        self._met.add(key)
