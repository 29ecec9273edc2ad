"""What the checker says of an answer that is not what it claims to be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing wrong with an answer.

    Attributes:
        code: the rule that is broken, or what part of the answer is wrong: "plan.people",
            "aim.value", "aim.bound", "status", "versions", "conflict".
        people: keys of those concerned; empty where it concerns the whole answer.
        message: names the place in the answer or the municipality, the rule and the remedy.
    """

    code: str
    people: tuple[str, ...]
    message: str
