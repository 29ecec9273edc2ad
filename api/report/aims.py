"""The aims of an answer in words: reached, proven, and how far it may be from the best."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from api.language import Language
from scoring.result import AimResult, Result

STEPS = "safety_below"
Told = TypeVar("Told")


@dataclass(frozen=True, slots=True)
class AimLine:
    """One row of the table of aims, ready to read."""

    label: str
    value: str
    bound: str
    gap: str
    proven: str


def aim_label(name: str, say: Language) -> str:
    """Name an aim: "unplaced.acute.5" is a class, "safety_below.40" a step."""
    kind, *rest = name.split(".")
    if kind == "unplaced":
        return say.say("aim.unplaced", urgency=rest[0], level=rest[1])
    if kind == STEPS:
        return say.say("aim.safety_below", step=rest[0])
    return say.say(f"aim.{kind}")


def joined(told: Iterable[tuple[str, Told]], say: Language) -> Iterator[tuple[str, str, Told]]:
    """Label, name and what is told of each aim; steps of safety told alike get one label."""
    for (kind, what), group in groupby(told, key=lambda each: (_kind(each[0]), each[1])):
        names = [name for name, _ in group]
        label = aim_label(names[0], say)
        if kind == STEPS:
            steps = say.listed(name.partition(".")[2] for name in names)
            label = say.say("aim.safety_below", step=steps)
        yield label, names[0], what


def _kind(name: str) -> str:
    """Steps of safety are of one kind; every other aim stands for itself."""
    return STEPS if name.startswith(f"{STEPS}.") else name


def aim_amount(name: str, value: int, say: Language) -> str:
    """Write an aim's value: points are kept in hundredths."""
    return say.number(value / 100, 2) if name == "points" else say.number(value)


def aim_lines(result: Result, say: Language) -> tuple[AimLine, ...]:
    """The aims in their order."""
    return tuple(_line(aim, say) for aim in result.aims)


def merged_lines(result: Result, say: Language) -> Iterator[AimLine]:
    """The aims with the classes and the steps in one line each where all of them reach 0."""
    for kind, group in groupby(result.aims, key=lambda aim: aim.name.partition(".")[0]):
        aims = tuple(group)
        if len(aims) > 1 and not any(aim.value or aim.bound for aim in aims):
            label = say.say(f"aim.none_{kind}", count=len(aims))
            yield AimLine(label, "0", "0", "0", say.say("aim.proven"))
        else:
            yield from (_line(aim, say) for aim in aims)


def _line(aim: AimResult, say: Language) -> AimLine:
    return AimLine(
        label=aim_label(aim.name, say),
        value=aim_amount(aim.name, aim.value, say),
        bound=aim_amount(aim.name, aim.bound, say),
        gap=aim_amount(aim.name, aim.gap, say),
        proven=say.say("aim.proven" if aim.proven else "aim.open"),
    )


def status_text(result: Result, say: Language) -> str:
    """Say how well the answer is proven, and where it is not, the first open aim and its gap."""
    first = result.first_open_aim
    if first is None:
        return say.say(f"status.{result.status}")
    line = _line(first, say)
    return say.say(f"status.{result.status}", aim=line.label, gap=line.gap)
