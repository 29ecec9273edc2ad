"""One person's part of the report: the places ranked, why this one, why not the next ones."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from api.answer import Answer, Line
from api.explained import beside_lines
from api.language import Language
from api.report.reasons import (
    KEPT_APART,
    ReasonLine,
    causes_text,
    detail_text,
    reason_line,
    signed,
)
from scoring.country import Mask
from scoring.explain.alone import causes
from scoring.explain.closed import placed_who_close, reports_that_close
from scoring.explanation import WhyHere

SHOWN = 8
"""How many of the best open places a person's table shows."""
DETAILS = {"safety.hostile_presence": reports_that_close, KEPT_APART: placed_who_close}
"""Rules of which the report tells what closes which places."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place that is open to a person; `rank` counts from 1 by total.

    Attributes:
        hindrance: where it has no fewer points than the proposed one, what stands in the way.
    """

    rank: int
    place: str
    points: Mapping[str, int]
    total: str
    marks: tuple[str, ...]
    proposed: bool
    difference: str
    hindrance: str


@dataclass(frozen=True, slots=True)
class ClosedLine:
    """A rule and the places that it closes for a person.

    Attributes:
        details: each report of a group, or each person placed, with the places that it closes.
    """

    rule: str
    count: int
    places: str
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything the report says of one person.

    Attributes:
        weightless: per criterion, how many reasons carry no whole point and are left out.
    """

    line: Line
    place: str
    facts: str
    open_count: int
    beside: tuple[str, ...]
    rows: tuple[PlaceRow, ...]
    reasons: Mapping[str, tuple[ReasonLine, ...]]
    weightless: Mapping[str, int]
    closed: tuple[ClosedLine, ...]


def sheets(answer: Answer, say: Language) -> tuple[Sheet, ...]:
    """A sheet for everybody who waits, in the order of the plan."""
    waiting = answer.problem.position
    return tuple(_sheet(answer, line, say) for line in answer.lines if line.person in waiting)


def _sheet(answer: Answer, line: Line, say: Language) -> Sheet:
    person = answer.person(line.person)
    here = answer.here[line.person]
    return Sheet(
        line=line,
        place=say.place(line.municipality),
        facts=say.say(
            "report.person_facts",
            urgency=person.urgency.value,
            level=person.threat_level,
            left=person.moves_from,
            persons=answer.problem.households[person.household].persons,
        ),
        open_count=int(np.count_nonzero(answer.open_to(line.person))),
        beside=tuple(beside_lines(here, say)),
        rows=_rows(answer, line, say),
        reasons=_reasons(here, say),
        weightless={
            each.key: sum(not reason.points for reason in each.reasons) for each in here.criteria
        },
        closed=_closed(answer, line.person, say),
    )


def _rows(answer: Answer, line: Line, say: Language) -> tuple[PlaceRow, ...]:
    """The best open places, with the proposed one and the one alone, wherever they rank."""
    here = answer.here[line.person]
    alone = None if here.alone is None else here.alone.municipality
    codes = answer.problem.country.codes
    points = {
        at: answer.points(line.person, at)
        for at in np.flatnonzero(answer.open_to(line.person)).tolist()
    }
    totals = {at: answer.total(each) for at, each in points.items()}
    own = codes.index(line.municipality) if line.municipality else None
    ahead = {at for at in totals if at != own and totals[at] >= (line.total or 0)}
    ranked = sorted(totals, key=lambda at: (-totals[at], codes[at]))
    return tuple(
        PlaceRow(
            rank=rank,
            place=say.place(codes[at]),
            points=points[at],
            total=say.number(totals[at] / 100, 2),
            marks=("alone",) if codes[at] == alone else (),
            proposed=codes[at] == line.municipality,
            difference="" if line.total is None else signed((totals[at] - line.total) / 100, say),
            hindrance=_hindrance(answer, line, at, say) if at in ahead else "",
        )
        for rank, at in enumerate(ranked, start=1)
        if rank <= SHOWN or codes[at] in {line.municipality, alone}
    )


def _hindrance(answer: Answer, line: Line, at: int, say: Language) -> str:
    """What the person's unit at that place would break or worsen, with everybody else standing."""
    unit = answer.unit_of(line.person)
    return causes_text(causes(answer.plan, unit, answer.plan.board.column(unit, at)), say)


def _reasons(here: WhyHere, say: Language) -> dict[str, tuple[ReasonLine, ...]]:
    return {
        criterion.key: tuple(reason_line(each, say) for each in criterion.reasons if each.points)
        for criterion in here.criteria
    }


def _closed(answer: Answer, key: str, say: Language) -> tuple[ClosedLine, ...]:
    unit = answer.unit_of(key)
    masks = {rule: mask[unit] for rule, mask in answer.choices.closings.items()}
    return tuple(
        ClosedLine(
            rule=say.say(f"rule.{rule}"),
            count=int(mask.sum()),
            places=_places(mask, answer, say),
            details=_details(answer, unit, rule, say),
        )
        for rule, mask in masks.items()
        if mask.any()
    )


def _details(answer: Answer, unit: int, rule: str, say: Language) -> tuple[str, ...]:
    """What says the same of several places stands in one line, and once for a household."""
    closing: dict[str, Mask] = {}
    for closed, places in DETAILS[rule](answer.problem, unit) if rule in DETAILS else ():
        text = detail_text(closed, say)
        closing[text] = closing[text] | places if text in closing else places
    return tuple(f"{_places(places, answer, say)}: {text}" for text, places in closing.items())


def _places(closed: Mask, answer: Answer, say: Language) -> str:
    """Name the closed places, or the others where those are fewer."""
    codes = answer.problem.country.codes
    if closed.all():
        return say.say("report.all_places")
    most = 2 * int(closed.sum()) > len(codes)
    shown = (codes[at] for at in np.flatnonzero(~closed if most else closed))
    names = ", ".join(say.place(code) for code in say.by_name(shown))
    return say.say("report.all_but", places=names) if most else names
