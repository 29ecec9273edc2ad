"""Makers of small faulty entries, and what is found wrong with a round that holds them."""

from datetime import timedelta
from typing import Any

from scoring.country import MunicipalityCode
from scoring.person import (
    PoliceExclusion,
    Tie,
    TieKind,
)
from scoring.round import (
    DeclaredService,
    Instruction,
    InstructionKind,
    KeepApart,
    KeepTogether,
    Round,
)
from scoring.round_faults import faults_of
from scoring.threat import Group, Presence, Relation, RelationKind
from tests.builders import TODAY, code, country, person, policy

TOMORROW = TODAY + timedelta(days=1)
NOWHERE = MunicipalityCode("0999")
GROUPS = (Group(key="g1", severity=3), Group(key="g2", severity=3))


def faults(round_: Round, **land: Any) -> list[tuple[str, str]]:
    """Path and rule of each fault."""
    found = faults_of(round_, country(**land), policy())
    return [(".".join(map(str, fault.path)), fault.rule) for fault in found]


def told(kind: str, who: str = "p1", at: int = 0, reason: str = "x") -> Instruction:
    return Instruction(kind=InstructionKind(kind), person=who, municipality=code(at), reason=reason)


def feud(*groups: str, kind: str = "feud", since: int = 10, until: int | None = None) -> Relation:
    end = None if until is None else TODAY - timedelta(days=until)
    start = TODAY - timedelta(days=since)
    one, other = groups
    return Relation(kind=RelationKind(kind), groups=(one, other), since=start, until=end)


def seen(group: str = "g1", at: MunicipalityCode | None = None, **facts: Any) -> Presence:
    report: dict[str, Any] = {"level": 1, "as_of": TODAY}
    return Presence(group=group, municipality=at or code(0), **(report | facts))


def service(at: MunicipalityCode | None = None, **facts: Any) -> DeclaredService:
    declared: dict[str, Any] = {"service": "mentor", "present": True, "as_of": TODAY}
    return DeclaredService(municipality=at or code(0), **(declared | facts))


def tie(**facts: Any) -> Tie:
    known: dict[str, Any] = {
        "kind": TieKind.SUPPORTIVE,
        "municipality": code(0),
        "strength": 0.5,
    }
    return Tie(**(known | facts))


def exclusion(**facts: Any) -> PoliceExclusion:
    return PoliceExclusion(**({"as_of": TODAY} | facts))


def together(*people: str) -> KeepTogether:
    return KeepTogether(people=people, reason="x")


def apart(one: str, other: str, minutes: int = 30) -> KeepApart:
    return KeepApart(people=(one, other), minutes=minutes, reason="x")


P1, P2, P3 = person("p1"), person("p2"), person("p3")
