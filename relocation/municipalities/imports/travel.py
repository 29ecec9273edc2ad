"""Reads a travel matrix in long form: code_a, code_b, minutes; one direction or both, equal."""

import re
from collections.abc import Sequence
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


def read_travel(
    text: str, areas: Areas, codes: Sequence[MunicipalityCode], plausible: Plausible
) -> dict[Pair, int]:
    """Minutes by pair, the lower code first.

    Raises:
        ReferenceDataRefused: up to 100 faults; a missing pair or two directions that differ.
    """
    table, faults = read_table(text, ";,"), Faults()
    if tuple(name.casefold() for name in table.header) != COLUMNS:
        says = f"the columns are not {', '.join(COLUMNS)}"
        raise refuse("header", says, "Name the three columns so.", line=table.line)
    pairs: dict[Pair, int] = {}
    seen: set[Pair] = set()
    for line, (a, b, minutes) in table.rows(faults):
        ends = _ends(a, b, line, areas, faults)
        found = None if ends is None else _minutes(minutes, line, plausible, faults)
        if ends is None or found is None:
            continue
        pair = (min(ends), max(ends))
        if ends in seen:
            says = "a second line for the same pair in the same direction"
            faults.add("duplicate", says, "Keep one of the lines.", line=line)
        elif pairs.setdefault(pair, found) != found:
            says = "other minutes than in the opposite direction"
            remedy = "Give the smaller of the two for both, since doubt closes."
            faults.add("asymmetric", says, remedy, line=line, column=3)
        seen.add(ends)
    for a_code, b_code in combinations(codes, 2):
        if (a_code, b_code) not in pairs:
            faults.add("missing", f"no minutes between {a_code} and {b_code}", WHOLE_MATRIX)
    faults.refuse_if_any()
    return pairs


def _ends(a: str, b: str, line: int, areas: Areas, faults: Faults) -> Pair | None:
    """The two municipalities; None for a line that is left out or amiss."""
    found = [areas.find(text) for text in (a, b)]
    for column, end in enumerate(found, start=1):
        if end is Other.UNKNOWN:
            remedy = "Use official names, or codes of three or four digits."
            faults.add("area", "not a municipality", remedy, line=line, column=column)
    first, second = found
    if isinstance(first, Other) or isinstance(second, Other) or first == second:
        return None
    return first, second


def _minutes(text: str, line: int, plausible: Plausible, faults: Faults) -> int | None:
    if MINUTES.fullmatch(text) and plausible.least <= int(text) <= plausible.most:
        return int(text)
    says = f"not whole minutes from {plausible.least} to {plausible.most}"
    faults.add("number", says, WHOLE_MATRIX, line=line, column=3)
    return None
