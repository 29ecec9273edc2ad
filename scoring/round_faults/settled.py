"""Faults of what was settled by hand: one person in two places, or people kept together in two."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from scoring.round import Instruction, InstructionKind, Round
from scoring.round_faults.fault import Fault, Path
from scoring.round_faults.known import Known, reasoned

ONE_PLACE = "leave one instruction that says where; drop the others"


@dataclass(slots=True)
class _Settled:
    """What the instructions read so far say."""

    at: dict[str, Instruction] = field(default_factory=dict)
    unit_at: dict[object, Instruction] = field(default_factory=dict)
    forbidden: set[tuple[object, str]] = field(default_factory=set)


def instruction_faults(round_: Round, known: Known) -> Iterator[Fault]:
    """Find instructions for nobody, for nowhere, without a reason or against each other."""
    settled = _Settled()
    for at, instruction in enumerate(round_.instructions):
        path = ("instructions", at)
        if instruction.person not in known.people:
            yield Fault((*path, "person"), "unknown_person", "name somebody in people")
        yield from known.municipality((*path, "municipality"), instruction.municipality)
        yield from reasoned((*path, "reason"), instruction.reason)
        if instruction.kind is InstructionKind.FORBIDDEN:
            yield from _forbidden(path, instruction, settled, known)
        else:
            yield from _placed(path, instruction, settled, known)


def _unit(person: str, known: Known) -> object:
    """Whoever must share this person's place; only the own key where nobody knows it."""
    return known.unit.get(person, person)


def _forbidden(
    path: Path, instruction: Instruction, settled: _Settled, known: Known
) -> Iterator[Fault]:
    unit = _unit(instruction.person, known)
    settled.forbidden |= {
        (unit, instruction.municipality),
        (instruction.person, instruction.municipality),
    }
    placed = settled.at.get(instruction.person) or settled.unit_at.get(unit)
    # That a companion is decided there is a fact, which the answer names as a conflict.
    if placed is not None and placed.kind is InstructionKind.DECIDED:
        placed = settled.at.get(instruction.person)
    if placed is not None and placed.municipality == instruction.municipality:
        yield Fault(path, "forced_and_forbidden", "drop one of the two instructions")


def _placed(
    path: Path, instruction: Instruction, settled: _Settled, known: Known
) -> Iterator[Fault]:
    person, code = instruction.person, instruction.municipality
    unit = _unit(person, known)
    whose = unit if instruction.kind is InstructionKind.FORCED else person
    if (whose, code) in settled.forbidden:
        yield Fault(path, "forced_and_forbidden", "drop one of the two instructions")
    earlier = settled.at.setdefault(person, instruction)
    if earlier is not instruction:
        yield from _twice(path, earlier, instruction)
        return
    companion = settled.unit_at.setdefault(unit, instruction)
    if person in known.people and companion.municipality != code:
        remedy = "they share a household or are kept together: settle them at one place"
        yield Fault((*path, "municipality"), "together_and_settled_apart", remedy)


def _twice(path: Path, earlier: Instruction, instruction: Instruction) -> Iterator[Fault]:
    if earlier.municipality != instruction.municipality:
        yield Fault((*path, "municipality"), "settled_at_two_places", ONE_PLACE)
    elif earlier.kind is instruction.kind:
        yield Fault(path, "settled_twice", ONE_PLACE)
