"""From papers on what was settled by hand to the engine's instructions; nothing else is told."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from relocation.documents.for_engine import Shelf
from relocation.placements.kinds import BY_HAND
from relocation.placements.papers import ByHand
from relocation.proceedings.every import Standing
from scoring.country import Country, MunicipalityCode
from scoring.policy import Policy
from scoring.round import Instruction, InstructionKind, KeepApart, KeepTogether, Round
from scoring.round_faults import faults_of

SECTIONS = {"instructions", "keep_together", "keep_apart"}


@dataclass(frozen=True, slots=True)
class Settled:
    """What is settled for one who waits, with the others of the round whom it names."""

    row: str
    person: str
    said: ByHand
    waiting: Mapping[str, str]
    others: Mapping[str, str]


def by_hand(
    papers: Shelf,
    rows: Mapping[str, Standing],
    waiting: Collection[str],
    placed: Collection[str],
) -> Iterator[Settled]:
    """What was written for each who waits; somebody who is in no round is kept from nobody."""
    keys = {row: rows[row].person_key for row in waiting}
    others = keys | {row: rows[row].person_key for row in placed}
    for row in sorted(waiting):
        held = papers.get((BY_HAND.name, row))
        if held is not None:
            yield Settled(row, keys[row], held.opened(BY_HAND), keys, others)


def settled_in(bare: Round, settled: Iterable[Settled]) -> Round:
    """The round with it."""
    found = tuple(settled)
    return replace(
        bare,
        instructions=(*bare.instructions, *(it for each in found for it in _places(each))),
        keep_together=tuple(it for each in found for it in _together(each)),
        keep_apart=tuple(it for each in found for it in _apart(each)),
    )


def contradictions(
    bare: Round, settled: Iterable[Settled], country: Country, policy: Policy
) -> Mapping[str, tuple[str, ...]]:
    """By placement, what was settled for it that cannot be, or not beside what came before."""
    fitting: list[Settled] = []
    found: dict[str, tuple[str, ...]] = {}
    for each in settled:
        faults = faults_of(settled_in(bare, (*fitting, each)), country, policy)
        rules = sorted({fault.rule for fault in faults if fault.path[0] in SECTIONS})
        if rules:
            found[each.row] = tuple(rules)
        else:
            fitting.append(each)
    return found


def _places(settled: Settled) -> Iterator[Instruction]:
    for place in settled.said.places:
        kind = InstructionKind.FORBIDDEN if place.is_forbidden else InstructionKind.FORCED
        code = MunicipalityCode(place.municipality)
        yield Instruction(kind=kind, person=settled.person, municipality=code, reason=place.reason)


def _together(settled: Settled) -> Iterator[KeepTogether]:
    for other, reason in sorted(settled.said.together_with.items()):
        if other in settled.waiting:
            yield KeepTogether(people=(settled.person, settled.waiting[other]), reason=reason)


def _apart(settled: Settled) -> Iterator[KeepApart]:
    for other, apart in sorted(settled.said.apart_from.items()):
        if other in settled.others:
            yield KeepApart(
                people=(settled.person, settled.others[other]),
                minutes=apart.minutes,
                reason=apart.reason,
            )
