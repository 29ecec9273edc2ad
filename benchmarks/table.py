"""Writes the finished cells as Markdown tables."""

from collections.abc import Mapping, Sequence

from benchmarks.cell import EXACT, OWN, PLANS
from benchmarks.compare import (
    BEST_FORMS,
    BOXED,
    NOT_RUN,
    disagreements,
    first_open,
    median,
    proven,
    ratio,
    to_proof,
    worse,
    worst,
)
from benchmarks.presets import Preset, Size
from benchmarks.run import Measured

HEADS = {
    OWN: "engine",
    "cpsat": "CP-SAT",
    "highs": "HiGHS",
    "cpsat_box": "CP-SAT, box",
    "highs_box": "HiGHS, box",
    "greedy": "greedy",
    "nearest_suitable": "nearest suitable",
}
GROUPS = ("unplaced", "safety_below", "points", "tie_break")
Rounds = Mapping[Preset, Mapping[str, Measured]]


def table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A Markdown table with aligned columns."""
    widths = [max(len(line[at]) for line in (head, *lines)) for at in range(len(head))]
    rule = ["-" * width for width in widths]
    rows = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        for line in (head, rule, *lines)
    ]
    return "\n".join(f"{row} |" for row in rows)


def proofs(size: Size, rounds: Rounds) -> str:
    """Seconds to the proof of all aims, or what is open, with the ratios and their medians."""
    exact = (OWN, *EXACT)
    lines = []
    for preset, methods in rounds.items():
        own = methods.get(OWN)
        met = proven(own) and own is not None and to_proof(own) <= size.budget
        cells = [_proof(methods.get(method)) for method in exact]
        ratios = [str(ratio(methods, peers)) for peers in (BEST_FORMS, BOXED)]
        verdict = NOT_RUN if own is None else "yes" if met else "no"
        lines.append([preset.name, *cells, *ratios, verdict])
    best = [ratio(methods, BEST_FORMS) for methods in rounds.values()]
    boxed = [ratio(methods, BOXED) for methods in rounds.values()]
    for name, pick in (("median", median), ("worst", worst)):
        lines.append([name, *[""] * len(exact), str(pick(best)), str(pick(boxed)), ""])
    head = ["round", *(HEADS[m] for m in exact), "by best peer", "by best in box"]
    return table([*head, f"in {size.budget} s"], lines)


def _proof(cell: Measured | None) -> str:
    if cell is None:
        return NOT_RUN
    if cell.ended != "done":
        return cell.ended
    return f"{to_proof(cell):.2f}" if proven(cell) else _gap(cell)


def _gap(cell: Measured) -> str:
    found = first_open(cell)
    if found is None:
        return "–"
    name, value, bound = found
    gap = abs(value - bound)
    share = f" ({100 * gap / max(1, abs(value)):.2g} %)" if name in ("points", "tie_break") else ""
    return f"{name} open by {gap}{share}"


def by_aim(rounds: Rounds) -> str:
    """Seconds at which the last aim of each kind was proven, and the peak of memory."""
    lines = []
    for preset, methods in rounds.items():
        for method in (OWN, *EXACT):
            cell = methods.get(method)
            if cell is not None:
                kinds = [_at(cell, group) for group in GROUPS]
                lines.append([preset.name, HEADS[method], *kinds, str(cell.megabytes or "–")])
    return table(["round", "method", *GROUPS, "MB"], lines)


def _at(cell: Measured, group: str) -> str:
    aims = [aim for aim in cell.aims if aim[0].startswith(group)]
    is_open = [name for name, value, bound, _ in aims if value != bound]
    if not aims or is_open:
        return "open"
    return f"{max(seconds for *_, seconds in aims):.2f}"


def plans(rounds: Rounds) -> str:
    """Whose plan is better, aims read in order, and what practice would have made of the round."""
    lines = []
    for preset, methods in rounds.items():
        own = methods.get(OWN)
        if own is None or not own.aims:
            continue
        behind = [HEADS[m] for m in EXACT if m in methods and worse(own, methods[m])]
        cells = [_behind(methods.get(method), own) for method in PLANS]
        lines.append([preset.name, ", ".join(behind) or "none", *cells])
    heads = [f"{HEADS[method]} is worse in" for method in PLANS]
    return table(["round", "engine's plan worse than", *heads], lines)


def _behind(cell: Measured | None, own: Measured) -> str:
    if cell is None:
        return NOT_RUN
    name = worse(cell, own)
    if name is None:
        return "nothing"
    value, mine = (next(aim[1] for aim in c.aims if aim[0] == name) for c in (cell, own))
    return f"{name}: {value}, engine {mine}"


def trouble(rounds: Rounds) -> list[str]:
    """What must not be: proven values that differ, plans that the checker refuses, failed cells."""
    found = []
    for preset, methods in rounds.items():
        found += [f"{preset.name}: {text}" for text in disagreements(methods)]
        for method, cell in methods.items():
            found += [f"{preset.name}: {HEADS[method]}: {fault}" for fault in cell.faults[:3]]
            if cell.ended == "failed":
                found.append(f"{preset.name}: {HEADS[method]}: ended with an error")
    return found
