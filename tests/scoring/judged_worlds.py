"""Made-up worlds for properties of the criteria: small, with every kind of fact in them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
from hypothesis import strategies as st

from scoring.country import Country
from scoring.person import (
    Danger,
    Need,
    Person,
    PoliceExclusion,
    Search,
    Tie,
    TieKind,
)
from scoring.problem import PlacementProblem
from scoring.round import DeclaredService, Placed, Round
from scoring.threat import Group, Presence, Relation, RelationKind
from tests.builders import TODAY, code, country, person, policy, round_of

PLACES = 4
GROUPS = ("A", "B", "C")
EARLIER = date(2026, 6, 1)
MUNICIPALITIES = st.sampled_from([code(i) for i in range(PLACES)])
SOME_GROUPS = st.lists(st.sampled_from(GROUPS), unique=True).map(tuple)


def several(strategy: st.SearchStrategy[Any], most: int, key: Any = None) -> st.SearchStrategy[Any]:
    return st.lists(strategy, max_size=most, unique_by=key).map(tuple)


TIES = st.builds(
    Tie,
    kind=st.sampled_from(TieKind),
    municipality=MUNICIPALITIES,
    strength=st.sampled_from([0.0, 0.3, 0.5, 1.0]),
    known_to=SOME_GROUPS,
)
DANGERS = st.builds(
    Danger, municipality=MUNICIPALITIES, severity=st.integers(1, 5), as_of=st.just(EARLIER)
)
EXCLUSIONS = st.builds(
    PoliceExclusion,
    as_of=st.just(EARLIER),
    municipality=MUNICIPALITIES,
    minutes=st.none() | st.integers(0, 60),
)
SEARCHES = st.none() | st.builds(
    Search,
    work=st.booleans(),
    education=st.sampled_from([None, "vocational"]),
    licence=st.booleans(),
)
NEEDS = st.builds(
    Need,
    service=st.sampled_from(["mentor", "psychiatry", "substance_abuse_treatment"]),
    must=st.booleans(),
)
PEOPLE = st.builds(
    person,
    threat_level=st.integers(1, 5),
    moves_from=MUNICIPALITIES,
    former_group=st.none() | st.sampled_from(GROUPS),
    dangers=several(DANGERS, 2),
    exclusions=several(EXCLUSIONS, 1),
    ties=several(TIES, 3),
    search=SEARCHES,
    needs=several(NEEDS, 3, key=lambda need: need.service),
)
RELATIONS = st.builds(
    Relation,
    kind=st.sampled_from(RelationKind),
    groups=st.sampled_from([("A", "B"), ("B", "C"), ("A", "C")]),
    since=st.just(EARLIER),
)
PRESENCES = st.builds(
    Presence,
    group=st.sampled_from(GROUPS),
    municipality=MUNICIPALITIES,
    level=st.integers(0, 4),
    as_of=st.just(EARLIER),
    certainty_percent=st.sampled_from([50, 100]),
)
DECLARED = st.builds(
    DeclaredService,
    municipality=MUNICIPALITIES,
    service=st.sampled_from(["mentor", "substance_abuse_treatment"]),
    present=st.just(value=True),
    as_of=st.just(EARLIER),
    room=st.none() | st.integers(0, 2),
) | st.builds(
    DeclaredService,
    municipality=MUNICIPALITIES,
    service=st.sampled_from(["mentor", "substance_abuse_treatment"]),
    present=st.just(value=False),
    as_of=st.just(EARLIER),
)
RECEIVED = st.lists(st.tuples(MUNICIPALITIES, st.integers(0, 2_000)), max_size=5).map(
    lambda rows: tuple(
        Placed(key=f"s{i}", municipality=place, since=TODAY - timedelta(days=days))
        for i, (place, days) in enumerate(rows)
    )
)
ROUNDS = st.builds(
    round_of,
    PEOPLE,
    groups=st.tuples(
        *[
            st.builds(Group, key=st.just(key), severity=st.integers(1, 5), surveyed=st.booleans())
            for key in GROUPS
        ]
    ),
    relations=several(RELATIONS, 3, key=lambda relation: relation.groups),
    presence=several(PRESENCES, 5, key=lambda seen: (seen.group, seen.municipality)),
    services=several(DECLARED, 4, key=lambda said: (said.municipality, said.service)),
    placed=RECEIVED,
)


@st.composite
def countries(draw: st.DrawFn) -> Country:
    at = np.array(draw(st.lists(st.integers(0, 90), min_size=PLACES, max_size=PLACES)))
    flags = st.lists(st.booleans(), min_size=PLACES, max_size=PLACES).map(np.array)
    counts = st.lists(st.integers(100, 9_000), min_size=PLACES, max_size=PLACES).map(np.array)
    imported = draw(st.booleans())
    return country(
        abs(at[:, None] - at),
        minutes_error_percent=15,
        population=draw(counts),
        working_age=draw(counts),
        unemployment_pct=draw(counts) / 1_000,
        education={"vocational": draw(flags)},
        psychiatry=draw(flags),
        psychiatry_complete=draw(flags),
        jobs={"all": draw(counts) * 1.0} if imported else {},
        labour_force=draw(counts) * 1.0 if imported else None,
    )


@st.composite
def worlds(draw: st.DrawFn) -> PlacementProblem:
    return PlacementProblem(draw(countries()), draw(ROUNDS), policy())


def reordered(country_: Country, order: Sequence[int]) -> Country:
    """The same towns under codes in another order: the town at order[i] becomes the i-th."""
    turn = np.array(order)
    columns = ("population", "working_age", "unemployment_pct", "psychiatry", "psychiatry_complete")
    labour_force = None if country_.labour_force is None else country_.labour_force[turn]
    return country(
        country_.minutes[np.ix_(turn, turn)],
        minutes_error_percent=country_.minutes_error_percent,
        education={level: found[turn] for level, found in country_.education.items()},
        jobs={industry: jobs[turn] for industry, jobs in country_.jobs.items()},
        labour_force=labour_force,
        districts=tuple(country_.districts[i] for i in order),
        **{name: getattr(country_, name)[turn] for name in columns},
    )


def renamed(thing: Any, codes: dict[str, str]) -> Any:
    """The same round or person with every municipality under its new code."""
    if isinstance(thing, str) and not hasattr(thing, "value"):
        return codes.get(thing, thing)
    if isinstance(thing, tuple):
        return tuple(renamed(each, codes) for each in thing)
    names = getattr(thing, "__dataclass_fields__", None)
    if names is None:
        return thing
    return type(thing)(**{name: renamed(getattr(thing, name), codes) for name in names})


def only(told: PlacementProblem) -> Person:
    """The one person of a world."""
    return told.people[0]


def turned(told: PlacementProblem, order: Sequence[int]) -> PlacementProblem:
    """The same world with its municipalities in another order."""
    codes = {code(old): code(new) for new, old in enumerate(order)}
    round_: Round = renamed(told.round, codes)
    return PlacementProblem(reordered(told.country, order), round_, told.policy)
