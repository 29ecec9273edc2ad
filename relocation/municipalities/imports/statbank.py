"""Takes one figure per municipality out of a StatBank table, of which every line is checked."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from relocation.municipalities.imports.areas import Areas, Other
from relocation.municipalities.imports.faults import Faults
from relocation.municipalities.imports.kind import Kind
from relocation.municipalities.imports.layout import (
    Cell,
    Observation,
    newest_period,
    observations,
    read_layout,
)
from relocation.municipalities.imports.period import Period
from relocation.municipalities.imports.table import read_table
from relocation.municipalities.quality import Plausible
from scoring.country import MunicipalityCode

ALL = "all"
"""The industry that stands for all of them together."""
COUNT = re.compile(r"[0-9]{1,9}")
PERCENT = re.compile(r"[0-9]{1,3}([.,][0-9]{1,2})?")
NIL = "-"
"""How Statistics Denmark writes none at all."""
KEYED = re.compile(r"([A-Z]{1,2}|[0-9]{1,6}) +\S.*")
LETTER, TENTH = re.compile(r"[A-Z]"), re.compile(r"[1-9]|10|11")
MEASURES = {
    Kind.POPULATION: ("folketal", "population", "personer", "persons"),
    Kind.UNEMPLOYMENT: (
        "fuldtidsledige i pct. af arbejdsstyrken",
        "full-time unemployed in per cent of the labour force",
        "ledige i pct. af arbejdsstyrken",
    ),
    Kind.EMPLOYMENT: (
        *("ansatte", "job ultimo november", "jobs at the end of november"),
        *("beskæftigede", "employed", "beskæftigede ultimo november", "antal", "number"),
    ),
    Kind.LABOUR_FORCE: (
        *("arbejdsstyrken", "i arbejdsstyrken", "arbejdsstyrken ultimo november", "labour force"),
        *("in the labour force", "antal", "number"),
    ),
}
OLDER = "Only the newest period counts: fetch it alone, or mend the line."
MOST_INDUSTRIES = 1_000
LONGEST_NAME = 200

Figures = dict[str, dict[MunicipalityCode, float]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a table says, one figure per industry and municipality.

    Attributes:
        figures: by industry ("all" among them, the only one but for employment).
        period: the one period that was taken, the newest of the table.
        layout: "long" or "matrix".
        christianso_lines: the lines on Christiansø, which were left out.
    """

    figures: Mapping[str, Mapping[MunicipalityCode, float]]
    period: Period
    layout: str
    christianso_lines: int


@dataclass(slots=True)
class _Take:
    """The figures while they are being taken, of all periods."""

    kind: Kind
    areas: Areas
    plausible: Plausible
    faults: Faults
    newest: Period
    periods: dict[Period, Figures] = field(default_factory=dict)
    industries: set[str] = field(default_factory=set)
    refused: set[tuple[str | None, MunicipalityCode]] = field(default_factory=set)
    """Industry (None for any) and municipality of lines that are a fault of their own already."""
    christianso_lines: int = 0

    @property
    def figures(self) -> Figures:
        """Those of the newest period, the only ones that count."""
        return self.periods.setdefault(self.newest, {})

    def remedy(self, cell: Cell, remedy: str) -> str:
        """What to do about a figure, which is simpler where its period does not count."""
        return remedy if cell.period == self.newest else OLDER


def read_statbank(
    text: str,
    kind: Kind,
    areas: Areas,
    codes: Sequence[MunicipalityCode],
    plausible: Plausible,
) -> Reading:
    """Read the newest period of a table; older ones are checked too, but for gaps.

    Raises:
        ReferenceDataRefused: up to 100 faults; a gap, a double or an absurd figure among them.
    """
    table, faults = read_table(text), Faults()
    layout = read_layout(table)
    period = newest_period(table, layout, faults)
    take = _Take(kind, areas, plausible, faults, period)
    for observation in observations(table, layout):
        _take(observation, take)
    _gaps(take, codes, table.line)
    faults.refuse_if_any()
    if kind is Kind.EMPLOYMENT:
        _all_industries(take, table.line)
    _sum(take, table.line)
    faults.refuse_if_any()
    return Reading(take.figures, period, layout.name, take.christianso_lines)


def _take(line: Observation, take: _Take) -> None:
    code = take.areas.find(line.area)
    if code is Other.UNKNOWN:
        says = "not a municipality, and no total or region that is left out"
        remedy = "Use official names, or codes of three or four digits."
        take.faults.add("area", says, remedy, line=line.line, column=line.area_column)
    take.christianso_lines += code is Other.CHRISTIANSO
    if isinstance(code, Other) or not _is_total(line, take):
        return
    industry = _industry(line, take)
    if industry is None or not line.cells:
        take.refused.add((industry, code))
        return
    for cell in line.cells:
        _keep(cell, line.line, take, code, industry)


def _keep(cell: Cell, line: int, take: _Take, code: MunicipalityCode, industry: str) -> None:
    figure = _figure(cell, line, take)
    if figure is None:
        if cell.period == take.newest:
            take.refused.add((industry, code))
        return
    taken = take.periods.setdefault(cell.period, {}).setdefault(industry, {})
    if code in taken:
        says = "a second figure for the same municipality, industry and period"
        remedy = take.remedy(cell, "Fetch every other variable as its total only.")
        take.faults.add("duplicate", says, remedy, line=line, column=cell.column)
    taken[code] = figure


def _is_total(line: Observation, take: _Take) -> bool:
    """Whether all other variables stand at their total or at the measure of this kind."""
    return all(
        is_total(text) or _is_measure(text, MEASURES[take.kind]) for text in line.others.values()
    )


@lru_cache(4096)
def is_total(text: str) -> bool:
    """Whether a value of a variable stands for all its values together."""
    name = text.casefold()
    words = name.split()
    return name in {"tot", "ialt", "total"} or (
        name.startswith("tot ")
        or " ".join(words[-2:]) == "i alt"
        or name.endswith(", total")
        or words[:1] == ["total"]
    )


def _is_measure(text: str, known: tuple[str, ...]) -> bool:
    """Whether the text is a known measure, also with its code before it."""
    without_code = text.partition(" ")[2].strip()
    return text.casefold() in known or without_code.casefold() in known


def _industry(line: Observation, take: _Take) -> str | None:
    if line.industry is None or is_total(line.industry):
        return ALL
    keyed = KEYED.fullmatch(line.industry)
    name = keyed[1] if keyed else line.industry
    amiss = take.kind is not Kind.EMPLOYMENT or not name or len(name) > LONGEST_NAME
    if amiss or (name not in take.industries and len(take.industries) >= MOST_INDUSTRIES):
        says = "not an industry that can be kept"
        remedy = "Fetch a standard grouping of industries; for other kinds the total only."
        take.faults.add("industry", says, remedy, line=line.line, column=line.industry_column)
        return None
    take.industries.add(name)
    return name


def _figure(cell: Cell, line: int, take: _Take) -> float | None:
    counts = take.kind is not Kind.UNEMPLOYMENT
    text = "0" if counts and cell.text == NIL else cell.text
    form = COUNT if counts else PERCENT
    if not form.fullmatch(text):
        says = "not a whole number" if counts else "not a percentage such as 3,5"
        remedy = "Fetch the table without thousands separators; every municipality needs a figure."
        remedy = take.remedy(cell, remedy)
        take.faults.add("number", says, remedy, line=line, column=cell.column)
        return None
    figure = float(text.replace(",", "."))
    if not take.plausible.least <= figure <= take.plausible.most:
        says = f"not within {take.plausible.least} and {take.plausible.most}"
        remedy = "Check that the table, its unit and its variables are the right ones."
        remedy = take.remedy(cell, remedy)
        take.faults.add("implausible", says, remedy, line=line, column=cell.column)
        return None
    return figure


def _gaps(take: _Take, codes: Sequence[MunicipalityCode], line: int) -> None:
    """What no line tells; what a refused line was to tell is no gap beside its own fault."""
    if take.faults.has_unplaced():
        return
    remedy = "Fetch all municipalities, with totals of every other variable."
    if not take.figures and not take.refused:
        take.faults.add("missing", "no municipality has a total", remedy, line=line)
    for number, (industry, taken) in enumerate(take.figures.items(), start=1):
        for code in codes:
            if code not in taken and not {(industry, code), (None, code)} & take.refused:
                says = f"municipality {code} is missing" + _of(number, take.figures)
                take.faults.add("missing", says, remedy, line=line)


def _of(number: int, figures: Figures) -> str:
    return f" in industry {number} of {len(figures)}" if len(figures) > 1 else ""


def _all_industries(take: _Take, line: int) -> None:
    """Add all industries together where the table has one flat grouping and no total."""
    parts = {name: taken for name, taken in take.figures.items() if name != ALL}
    if ALL not in take.figures:
        if not _flat(parts):
            says = "no total of all industries"
            take.faults.add("industry", says, "Fetch the total too.", line=line)
            return
        codes = next(iter(parts.values()))
        take.figures[ALL] = {code: sum(part[code] for part in parts.values()) for code in codes}
    for code, total in take.figures[ALL].items():
        if any(part[code] > total for part in parts.values()):
            says = f"municipality {code} has an industry with more than all together"
            take.faults.add("implausible", says, "Fetch one measure only.", line=line)


def _flat(names: Iterable[str]) -> bool:
    listed = list(names)
    return any(all(form.fullmatch(name) for name in listed) for form in (LETTER, TENTH))


def _sum(take: _Take, line: int) -> None:
    bounds = take.plausible
    if bounds.sum_least is None or bounds.sum_most is None or ALL not in take.figures:
        return
    if not bounds.sum_least <= sum(take.figures[ALL].values()) <= bounds.sum_most:
        says = f"all municipalities together not within {bounds.sum_least} and {bounds.sum_most}"
        remedy = "Check that every other variable stands at its total."
        take.faults.add("implausible", says, remedy, line=line)
