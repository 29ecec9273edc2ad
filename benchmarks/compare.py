"""Reads finished cells side by side: proofs, ratios, agreement, whose plan is better."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.cell import EXACT, OWN
from benchmarks.run import Measured

BEST_FORMS = ("cpsat", "highs")
BOXED = ("cpsat_box", "highs_box")
POINTS = "points"


NOT_RUN = "not run"


@dataclass(frozen=True, slots=True)
class Ratio:
    """Own time by a peer's to the same proof; `sign` says where only one of them proved it.

    Attributes:
        value: None when neither has the proof.
        sign: "=", "≤" (the peer had no proof at its limit), "≥" (only the peer has it) or "not
            run" (one of them was not measured).
    """

    value: float | None
    sign: str = "="

    def __str__(self) -> str:
        """As a cell of the table."""
        if self.value is None:
            return "open" if self.sign == "=" else self.sign
        return f"{'' if self.sign == '=' else self.sign + ' '}{self.value:.2f}"


def proven(cell: Measured | None) -> bool:
    """Whether the method ended with every aim proven and a plan that the checker passes."""
    if cell is None or cell.ended != "done" or cell.method not in (OWN, *EXACT):
        return False
    return bool(cell.aims) and all(value == bound for _, value, bound, _ in cell.aims)


def to_proof(cell: Measured) -> float:
    """Seconds until the last aim was settled."""
    return max(seconds for *_, seconds in cell.aims)


def first_open(cell: Measured) -> tuple[str, int, int] | None:
    """The first aim without proof: name, value, bound."""
    return next(((n, v, b) for n, v, b, _ in cell.aims if v != b), None)


def ratio(methods: Mapping[str, Measured], peers: Sequence[str]) -> Ratio:
    """Own time to the proof of all aims by that of the best of these peers, in the same run."""
    own = methods.get(OWN)
    ran = [methods[p] for p in peers if p in methods and methods[p].ended != "failed"]
    if own is None or not any(each in methods for each in peers):
        return Ratio(None, NOT_RUN)
    if own.ended == "failed" or not ran:
        return Ratio(None)
    done = [to_proof(cell) for cell in ran if proven(cell)]
    if proven(own):
        limit = min(done, default=max(cell.limit for cell in ran))
        return Ratio(to_proof(own) / limit, "=" if done else "≤")
    return Ratio(own.limit / min(done), "≥") if done else Ratio(None)


def median(ratios: Sequence[Ratio]) -> Ratio:
    """The middle one; rounds where nobody has the proof count as the worst."""
    return _sorted(ratios)[(len(ratios) - 1) // 2] if ratios else Ratio(None)


def worst(ratios: Sequence[Ratio]) -> Ratio:
    """The last one, rounds where nobody has the proof behind all others."""
    return _sorted(ratios)[-1] if ratios else Ratio(None)


def _sorted(ratios: Sequence[Ratio]) -> list[Ratio]:
    return sorted(ratios, key=lambda each: (each.value is None, each.value or 0.0, each.sign))


def disagreements(methods: Mapping[str, Measured]) -> list[str]:
    """Aims that two methods proved at different values, all aims before them proven alike."""
    found: list[str] = []
    reached: dict[str, tuple[int, str]] = {}
    for cell in methods.values():
        for name, value, bound, _ in cell.aims if cell.method in (OWN, *EXACT) else []:
            if value != bound:
                break
            other, method = reached.setdefault(name, (value, cell.method))
            if other != value:
                found.append(f"{name}: {method} {other}, {cell.method} {value}")
                break
    return found


def worse(one: Measured, other: Measured) -> str | None:
    """The aim in which one plan is worse than the other, all before it equal; None without one."""
    for (name, mine, *_), (_, theirs, *_) in zip(one.aims, other.aims, strict=False):
        if mine != theirs:
            behind = mine < theirs if name == POINTS else mine > theirs
            return name if behind else None
    return None
