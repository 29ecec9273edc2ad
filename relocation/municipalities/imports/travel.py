"""Reads a travel matrix in long form: code_a, code_b, minutes; one direction or both, equal."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations

from relocation.municipalities.imports.areas import Areas, Other
from relocation.municipalities.imports.faults import Faults, refuse
from relocation.municipalities.imports.table import read_table
from relocation.municipalities.quality import Plausible
from scoring.country import MunicipalityCode

COLUMNS = ("code_a", "code_b", "minutes")
MINUTES = re.compile(r"[0-9]{1,4}")
WHOLE_MATRIX = "Give whole minutes for every pair of the 98 municipalities."

Pair = tuple[MunicipalityCode, MunicipalityCode]


@dataclass(slots=True)
class Matrix:
    """The matrix while it is being read, and then whole.

    Attributes:
        pairs: minutes by pair, the lower code first; inside one's own municipality they are policy.
        seen: every pair in each direction that has a line, pairs of one municipality too.
        refused: pairs, the lower code first, whose minutes are a fault of their own already.
        christianso_lines: the lines on Christiansø, which were left out.
    """

    plausible: Plausible
    faults: Faults = field(default_factory=Faults)
    pairs: dict[Pair, int] = field(default_factory=dict)
    seen: set[Pair] = field(default_factory=set)
    refused: set[Pair] = field(default_factory=set)
    christianso_lines: int = 0


def read_travel(
    text: str, areas: Areas, codes: Sequence[MunicipalityCode], plausible: Plausible
) -> Matrix:
    """Every pair's minutes.

    Raises:
        ReferenceDataRefused: up to 100 faults; a missing pair or two directions that differ.
    """
    table, matrix = read_table(text, ";,"), Matrix(plausible)
    if tuple(name.casefold() for name in table.header) != COLUMNS:
        says = f"the columns are not {', '.join(COLUMNS)}"
        raise refuse("header", says, "Name the three columns so.", line=table.line)
    for line, (a, b, minutes) in table.rows(matrix.faults):
        ends = _ends((a, b), line, areas, matrix)
        if ends is not None:
            _take(ends, minutes, line, matrix)
    _gaps(matrix, codes, table.line)
    matrix.faults.refuse_if_any()
    return matrix


def _gaps(matrix: Matrix, codes: Sequence[MunicipalityCode], line: int) -> None:
    """What no line tells; what a refused line was to tell is no gap beside its own fault."""
    if matrix.faults.has_unplaced():
        return
    for pair in combinations(codes, 2):
        if pair not in matrix.pairs and pair not in matrix.refused:
            says = f"no minutes between {pair[0]} and {pair[1]}"
            matrix.faults.add("missing", says, WHOLE_MATRIX, line=line)


def _ends(cells: tuple[str, str], line: int, areas: Areas, matrix: Matrix) -> Pair | None:
    """The two municipalities; None for a line that is left out or amiss."""
    first, second = found = [areas.find(text) for text in cells]
    for column, end in enumerate(found, start=1):
        if end is Other.UNKNOWN:
            remedy = "Use official names, or codes of three or four digits."
            matrix.faults.add("area", "not a municipality", remedy, line=line, column=column)
    matrix.christianso_lines += Other.CHRISTIANSO in found
    return None if isinstance(first, Other) or isinstance(second, Other) else (first, second)


def _take(ends: Pair, text: str, line: int, matrix: Matrix) -> None:
    if ends in matrix.seen:
        says = "a second line for the same pair in the same direction"
        matrix.faults.add("duplicate", says, "Keep one of the lines.", line=line, column=1)
    elif ends[0] == ends[1]:
        _diagonal(text, line, matrix)
    else:
        _pair(ends, text, line, matrix)
    matrix.seen.add(ends)


def _diagonal(text: str, line: int, matrix: Matrix) -> None:
    if text != "0":
        says = "not 0 minutes from a municipality to itself"
        remedy = "Give 0 or leave the line out: minutes inside a municipality are policy."
        matrix.faults.add("diagonal", says, remedy, line=line, column=3)


def _pair(ends: Pair, text: str, line: int, matrix: Matrix) -> None:
    least, most, pair = matrix.plausible.least, matrix.plausible.most, (min(ends), max(ends))
    if not MINUTES.fullmatch(text) or not least <= int(text) <= most:
        says = f"not whole minutes from {least} to {most}"
        matrix.faults.add("number", says, WHOLE_MATRIX, line=line, column=3)
        matrix.refused.add(pair)
    elif matrix.pairs.setdefault(pair, int(text)) != int(text):
        says = "other minutes than in the opposite direction"
        remedy = "Give the smaller of the two for both, since doubt closes."
        matrix.faults.add("asymmetric", says, remedy, line=line, column=3)
