"""What the checker says of an answer that is not what it claims to be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Fault(StrEnum):
    """What is wrong, as a code: its sentence, with the remedy, is a matter of language."""

    PERSON_TWICE = "person_twice"
    PERSON_UNKNOWN = "person_unknown"
    PERSON_MISSING = "person_missing"
    NOT_SORTED = "not_sorted"
    MUNICIPALITY_UNKNOWN = "municipality_unknown"
    DECIDED_MOVED = "decided_moved"
    OUTCOME = "outcome"
    TORN_APART = "torn_apart"
    CLOSED = "closed"
    NO_ROOM = "no_room"
    DISTRICT_FULL = "district_full"
    SERVICE_FULL = "service_full"
    TOO_NEAR = "too_near"
    AIMS = "aims"
    VALUE = "value"
    BOUND_PASSED = "bound_passed"
    BOUND_WEAK = "bound_weak"
    BOUND_BEATEN = "bound_beaten"
    STATUS = "status"
    MADE_FOR_ANOTHER = "made_for_another"
    LIMITS = "limits"
    CONFLICT_PEOPLE = "conflict_people"
    CONFLICT_ORDER = "conflict_order"
    CONFLICT_EMPTY = "conflict_empty"
    CONFLICT_UNKNOWN_RULE = "conflict_unknown_rule"
    CONFLICT_RULES = "conflict_rules"
    CONFLICT_RELAXATIONS = "conflict_relaxations"
    CONFLICT_MISSING = "conflict_missing"
    DIVERSE_UNREADABLE = "diverse_unreadable"
    DIVERSE_INVALID = "diverse_invalid"
    DIVERSE_VALUES = "diverse_values"
    DIVERSE_WORSE = "diverse_worse"
    DIVERSE_COUNT = "diverse_count"
    DIVERSE_ALIKE = "diverse_alike"
    DIVERSE_LIST = "diverse_list"
    TIES = "ties"
    ANOTHER_VERSION = "another_version"
    ANOTHER_ANSWER = "another_answer"


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing wrong with an answer.

    Attributes:
        code: the rule that is broken, or what part of the answer is wrong: "plan.people",
            "aim.value", "aim.bound", "status", "versions", "conflict", "alternatives", "ties".
        people: keys of those concerned; empty where it concerns the whole answer.
        fault: what exactly is wrong.
        facts: what the sentence names: "where" in the answer, "at" which municipality, "aim",
            "district", "service" or "version"; never the value that is refused.
    """

    code: str
    people: tuple[str, ...]
    fault: Fault
    facts: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """One line for a log; sentences for a reader are made where the languages are."""
        facts = ", ".join(f"{name} {value}" for name, value in self.facts.items())
        return f"{self.code}: {self.fault}" + (f" ({facts})" if facts else "")
