"""Worlds in which somebody placed is too near somebody who waits."""

from datetime import timedelta

from scoring.round import KeepApart, Placed
from scoring.threat import Group, Relation, RelationKind
from tests.builders import TODAY, code, country, person, problem

LONG_AGO = TODAY - timedelta(days=100)
GROUPS = tuple(Group(key=key, severity=1, surveyed=True) for key in ("g", "friend", "foe"))
RELATIONS = tuple(
    Relation(kind=kind, groups=("g", other), since=TODAY)
    for kind, other in ((RelationKind.ALLIANCE, "friend"), (RelationKind.FEUD, "foe"))
)
WITHIN = {"apart.rival_minutes": 60}


def world(*others, group="g", at=2, error=0, **facts):
    """Somebody who left g waits; `x1`, of a group, was placed at the third of seven places."""
    placed = Placed(key="x1", municipality=code(at), since=LONG_AGO, former_group=group)
    told = {"groups": GROUPS, "relations": RELATIONS, "placed": (placed,), "rules": WITHIN}
    land = country(7, minutes_error_percent=error)
    return problem(person("p1", former_group="g"), *others, land=land, **(told | facts))


def by_hand(minutes=60, reason="threats"):
    return (KeepApart(people=("p1", "x1"), minutes=minutes, reason=reason),)
