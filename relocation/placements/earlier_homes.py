"""What a person fled before closes, for every relocation that follows (SC-3).

The newest safety picture names one place left, the last. What an earlier one named, and each home
that a relocation led to and that another now leads away from, stays as far away: enemies who found
somebody there look there still.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from relocation.access.known import is_known_elsewhere, known_together
from relocation.access.service import cases_at
from relocation.cases.kinds import PICTURE
from relocation.cases.staying import at_their_end
from relocation.deadlines.working_days import civil_day
from relocation.documents.for_engine import Held, Shelf, versions
from relocation.permissions import Stage
from relocation.placements.candidate import Candidate
from relocation.placements.kinds import CHOICE
from relocation.placements.steps import DECIDED, State
from relocation.proceedings.every import Standing
from relocation.store import case_keys
from scoring.country import Country, MunicipalityCode
from scoring.person import LEFT_EARLIER, PoliceExclusion
from scoring.policy import Policy

Left = tuple[str, date]
"""A municipality, and when it was last said, or decided, that the person leaves or lives there."""


@dataclass(frozen=True, slots=True)
class Homes:
    """What is on record of where people lived, and by what the day closes around it.

    Attributes:
        rows: every placement that counts, the oldest first, with the key of its case.
        papers: the newest of each kind.
        decided: when each place was last decided.
        lived_in: cases whose person lives where an earlier relocation ended.
        before: by case of somebody asked about, those of the same person that are closed or ended.
    """

    rows: Mapping[str, Standing]
    papers: Shelf
    decided: Mapping[str, datetime]
    lived_in: Collection[str]
    before: Mapping[str, frozenset[str]]
    country: Country
    policy: Policy


def closed_before(
    session: Session, candidates: Iterable[Candidate]
) -> Mapping[str, frozenset[str]]:
    """By case of somebody asked about, other cases of the same person that lead nowhere any more.

    One that ended before any placement, or as a double, tells of danger as one with a home does;
    one that has ended and is held open tells no less than a closed one. Whose place is decided may
    have been placed without it: it was another open case then, of which nothing counts (SE-13).
    """
    asked = {each.row.case for each in candidates}
    if not asked or not is_known_elsewhere(session, asked):
        return {}
    closed = (cases_at(session, {Stage.CLOSED}) | at_their_end(session)) - asked
    if not closed:
        return {}
    persons = known_together(session, closed | asked)
    before = {case: cases & closed for cases in persons for case in cases & asked}
    return {case: cases for case, cases in before.items() if cases}


def closing_earlier(
    session: Session, candidates: Iterable[Candidate], homes: Homes
) -> list[Candidate]:
    """The same people, each with what it left earlier closed.

    A case of the same person that is closed, or has ended, counts; of another open one people
    decide (SE-13).
    """
    told = tuple(candidates)
    cases = {each.row.case: {each.row.case, *homes.before.get(each.row.case, ())} for each in told}
    keys = case_keys(session, sorted(set[str]().union(*cases.values())))
    pictures = versions(session, keys, homes.lived_in, PICTURE)
    lived, places = _homes_by_case(set(keys), homes), {id_: n for n, id_ in enumerate(homes.rows)}
    found = []
    for each in told:
        own = cases[each.row.case]
        homes_before = (home for case in own for home in lived.get(case, ()))
        before = _lived(each.row, homes_before, places[each.row.id], homes)
        left = (*before, *_said(each.row, own, homes, pictures))
        found.append(_closing(each, left, homes))
    return found


def _closing(candidate: Candidate, left: Iterable[Left], homes: Homes) -> Candidate:
    """With the latest day of each; the place that the newest picture names closes already."""
    if candidate.person is None:
        return candidate
    newest = dict(sorted(left, key=lambda each: each[1]))
    found = tuple(
        PoliceExclusion(
            as_of=day,
            municipality=MunicipalityCode(code),
            minutes=homes.policy.safety.left_within_minutes,
            source=LEFT_EARLIER,
        )
        for code, day in sorted(newest.items())
        # What is no municipality of the day is no place that could be chosen.
        if code != candidate.person.moves_from and code in homes.country.codes
    )
    closed = (*candidate.person.exclusions, *found)
    return replace(candidate, person=replace(candidate.person, exclusions=closed))


def _homes_by_case(
    cases: Collection[str], homes: Homes
) -> Mapping[str, Sequence[tuple[int, Standing]]]:
    """Of each of these cases the placements that led somewhere, each with its place in the row."""
    found: dict[str, list[tuple[int, Standing]]] = {case: [] for case in cases}
    for place, home in enumerate(homes.rows.values()):
        if home.case in found and home.state == State.CONTACTED:
            found[home.case].append((place, home))
    return found


def _lived(
    row: Standing, lived: Iterable[tuple[int, Standing]], until: int, homes: Homes
) -> Iterator[Left]:
    """Where relocations of the case before this one led, and any of a closed case."""
    for place, home in lived:
        chosen = homes.papers.get((CHOICE.name, home.id))
        if chosen is not None and (place < until or home.case != row.case):
            yield chosen.opened(CHOICE).municipality, civil_day(homes.decided[home.id])


def _said(
    row: Standing,
    cases: Collection[str],
    homes: Homes,
    pictures: Mapping[str, Sequence[Held]],
) -> Iterator[Left]:
    """What pictures named as left."""
    for case in cases:
        for held in _counting(row, case, homes, pictures.get(case, ())):
            left = held.opened(PICTURE).place_left
            if left is not None:
                yield left, civil_day(held.written)


def _counting(row: Standing, case: str, homes: Homes, said: Sequence[Held]) -> Sequence[Held]:
    """Every picture for who waits; of a decided place, of its own case, those up to the decision.

    Later ones ask whether the person can stay there: of them the newest counts, so that the police
    can put right what they wrote. What another case says the decision may not have known, whenever
    it was written: all of it, as for who waits, until a receiver is told. Whom one was told of, or
    who lives there, the newest of that case alone uproots.
    """
    if case != row.case:
        return said[-1:] if row.state == State.CONTACTED else said
    until = homes.decided.get(row.id) if row.state in DECIDED else None
    return [held for held in said if until is None or held.written <= until]
