"""What a person fled before closes, for every relocation that follows (SC-3).

The newest safety picture names one place left, the last. What an earlier one named, and each home
that a relocation led to and that another now leads away from, stays as far away: enemies who found
somebody there look there still.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from relocation.access.known import known_together
from relocation.cases.kinds import PICTURE
from relocation.deadlines.working_days import civil_day
from relocation.documents.for_engine import Held, Shelf, versions
from relocation.permissions import Stage
from relocation.placements.candidate import Candidate
from relocation.placements.kinds import CHOICE
from relocation.placements.steps import DECIDED, State
from relocation.proceedings.every import Standing
from scoring.country import Country, MunicipalityCode
from scoring.person import PoliceExclusion
from scoring.policy import Policy

Left = tuple[str, date]
"""A municipality, and when it was last said, or decided, that the person leaves or lives there."""
LEFT_EARLIER = "place_left_earlier"
"""Where such a closing is from, as the engine shows it."""


@dataclass(frozen=True, slots=True)
class Homes:
    """What is on record of where people lived, and by what the day closes around it.

    Attributes:
        rows: every placement that counts, the oldest first, with the key of its case.
        papers: the newest of each kind.
        decided: when each place was last decided.
        lived_in: cases whose person lives where an earlier relocation ended.
    """

    rows: Mapping[str, Standing]
    papers: Shelf
    decided: Mapping[str, datetime]
    lived_in: Collection[str]
    country: Country
    policy: Policy


def closing_earlier(
    session: Session, candidates: Iterable[Candidate], homes: Homes
) -> list[Candidate]:
    """The same people, each with what it left earlier closed.

    A closed case of the same person counts for who waits; of an open one people decide (SE-13).
    """
    told = tuple(candidates)
    waiting = {each.row.case for each in told if each.row.state not in DECIDED}
    before = _closed_before(session, waiting, homes)
    cases = {each.row.case: {each.row.case, *before.get(each.row.case, ())} for each in told}
    asked = set[str]().union(*cases.values())
    keys = {row.case: row.key for row in homes.rows.values() if row.case in asked}
    pictures = versions(session, keys, homes.lived_in, PICTURE)
    found = []
    for each in told:
        own = cases[each.row.case]
        left = (*_lived(each.row, own, homes), *_said(each.row, own, homes, pictures))
        found.append(_closing(each, left, homes))
    return found


def _closed_before(
    session: Session, waiting: Collection[str], homes: Homes
) -> Mapping[str, frozenset[str]]:
    """By case of somebody who waits, closed cases of the same person."""
    closed = {row.case for row in homes.rows.values() if row.stage == Stage.CLOSED}
    if not waiting or not closed:
        return {}
    persons = known_together(session, closed.union(waiting))
    return {case: cases & closed for cases in persons for case in cases.intersection(waiting)}


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


def _lived(row: Standing, cases: Collection[str], homes: Homes) -> Iterator[Left]:
    """Where relocations before this one led."""
    for earlier in homes.rows.values():
        if earlier.id == row.id:
            return
        chosen = homes.papers.get((CHOICE.name, earlier.id))
        is_home = earlier.case in cases and earlier.state == State.CONTACTED
        if is_home and chosen is not None:
            yield chosen.opened(CHOICE).municipality, civil_day(homes.decided[earlier.id])


def _said(
    row: Standing,
    cases: Collection[str],
    homes: Homes,
    pictures: Mapping[str, Sequence[Held]],
) -> Iterator[Left]:
    """What pictures named as left; of a decided place those that it was decided with.

    Later ones ask whether the person can stay there: of them the newest counts, so that the police
    can put right what they wrote.
    """
    until = homes.decided.get(row.id) if row.state in DECIDED else None
    for case in cases:
        for held in pictures.get(case, ()):
            left = held.opened(PICTURE).place_left
            if left is not None and (until is None or held.written <= until):
                yield left, civil_day(held.written)
