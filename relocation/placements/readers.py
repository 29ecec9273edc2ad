"""One explanation, several readers: each gets what its row of the access matrix allows (EX-5)."""

from collections.abc import Mapping
from dataclasses import dataclass

from relocation.permissions import DataClass, Level, Role, level
from scoring.explanation import Explanation, Option, Sentence, WhyHere
from scoring.sentences import NO_PLACE, PRECAUTIONS, SAFETY, without_a_place

CLASSES: Mapping[str, DataClass] = {
    "option.no_ties": DataClass.FAMILY,
    "option.support_near": DataClass.FAMILY,
    "option.own_child_near": DataClass.FAMILY,
    "needs.household": DataClass.FAMILY,
    SAFETY: DataClass.SAFETY,
    PRECAUTIONS: DataClass.SAFETY,
    **dict.fromkeys(NO_PLACE, DataClass.PROPOSAL),
}
"""Which class a sentence belongs to; every other one tells of needs."""
REDUCED = (SAFETY, PRECAUTIONS, "needs.household", *NO_PLACE)
"""Sentences that say no more than the reduced form of their class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What one reader gets of one explanation.

    Attributes:
        whole: the central unit's, None for everybody else.
        options: the released shortlist, by name.
        sentences: needs and precautions; without a place SE-7's code and what comes next.
    """

    whole: WhyHere | None = None
    options: tuple[Option, ...] = ()
    sentences: tuple[Sentence, ...] = ()

    @property
    def without_place(self) -> bool:
        """Whether it tells its reader that there is no place for now."""
        return any(sentence.code in NO_PLACE for sentence in self.sentences)


def sheet_for(
    role: str, stage: str, explanation: Explanation, *, released: bool = False
) -> Sheet | None:
    """What a role may read of an explanation at a stage; None, the default, is nothing at all.

    Args:
        role: what the reader is to this relocation; being on the case's named list comes on top.
        stage: how far the case has come.
        explanation: of one person's proposal.
        released: whether a named officer of the central unit has released the shortlist (SE-6).
    """
    allowed = level(role, DataClass.PROPOSAL, stage)
    if allowed is Level.FULL:
        return _central(role, stage, explanation)
    if allowed is Level.REDUCED:
        return _shortlist(role, stage, explanation) if released else None
    return _receiver(role, stage, explanation)


def option_for(
    role: str, stage: str, explanation: Explanation, municipality: str, *, released: bool = False
) -> Option | None:
    """What a reader may ask of one municipality: of the shortlist only, else nothing (EX-2)."""
    sheet = sheet_for(role, stage, explanation, released=released)
    options = sheet.options if sheet is not None else ()
    return next((each for each in options if each.municipality == municipality), None)


def _central(role: str, stage: str, explanation: Explanation) -> Sheet:
    sentences = (*explanation.needs, *explanation.precautions)
    return Sheet(
        whole=explanation.here,
        options=explanation.options,
        sentences=_readable(role, stage, sentences),
    )


def _shortlist(role: str, stage: str, explanation: Explanation) -> Sheet | None:
    """The options; without a place the same words for all; nothing where too few are open."""
    if explanation.here.municipality is None:
        return Sheet(sentences=_readable(role, stage, without_a_place()))
    options = tuple(
        Option(each.municipality, each.name, _readable(role, stage, each.sentences))
        for each in explanation.options
    )
    return Sheet(options=options) if options else None


def _receiver(role: str, stage: str, explanation: Explanation) -> Sheet | None:
    if role != Role.MUNI_RECEIVER:
        return None
    sentences = (*explanation.needs, *explanation.precautions)
    readable = _readable(role, stage, sentences)
    return Sheet(sentences=readable) if readable else None


def _readable(role: str, stage: str, sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    return tuple(each for each in sentences if _may_read(role, stage, each.code))


def _may_read(role: str, stage: str, code: str) -> bool:
    allowed = level(role, CLASSES.get(code, DataClass.NEEDS), stage)
    return allowed is Level.FULL or (allowed is Level.REDUCED and code in REDUCED)
