"""One candidate as the engine takes it: a pseudonym with what its case says, or what that lacks."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from relocation.cases.kinds import HOUSEHOLD, NEEDS, ORIGIN, PICTURE
from relocation.cases.papers import Picture
from relocation.cases.situation import Household as Members
from relocation.cases.situation import KnownTie
from relocation.deadlines.working_days import civil_day
from relocation.documents.for_engine import Shelf
from relocation.proceedings.every import Standing
from relocation.threats.for_round import group_key
from scoring.country import MunicipalityCode
from scoring.person import Danger, Household, Person, PoliceExclusion, Tie, Urgency

ADULT = 18
POLICE = "safety_picture"
"""Where a danger or a closing is from, as the engine shows it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who waits.

    Attributes:
        lacks: codes of what the case does not say; then there is no person.
    """

    row: Standing
    person: Person | None = None
    household: Household | None = None
    lacks: tuple[str, ...] = ()


def candidate_of(session: Session, row: Standing, papers: Shelf) -> Candidate:
    """What a case says of its candidate."""
    found = no_more_than_safety(session, row, papers)
    household, needs = papers.get((HOUSEHOLD.name, row.case)), papers.get((NEEDS.name, row.case))
    who = None if household is None else household.opened(HOUSEHOLD)
    what = None if needs is None else needs.opened(NEEDS)
    lacks = list(found.lacks)
    if who is None or not who.members:
        lacks.append("household")
    elif who.known_ties is None:
        lacks.append("household.known_ties")
    if what is None or what.asked is None:
        lacks.append("needs.asked")
    if lacks or found.person is None or who is None or what is None:
        return Candidate(row, lacks=tuple(lacks))
    person = replace(
        found.person,
        ties=tuple(_tie(session, each) for each in who.known_ties or ()),
        needs=what.asked or (),
        search=what.search,
        wishes=what.wishes,
    )
    return Candidate(row, person, _household(person.household, who))


def no_more_than_safety(session: Session, row: Standing, papers: Shelf) -> Candidate:
    """The same without family and needs, which after the decision the engine reads no more."""
    picture, origin = papers.get((PICTURE.name, row.case)), papers.get((ORIGIN.name, row.case))
    told = None if picture is None else picture.opened(PICTURE)
    left = None if origin is None else origin.opened(ORIGIN)
    lacks = [] if left is not None else ["origin"]
    if told is None or picture is None:
        return Candidate(row, lacks=(*lacks, "safety_picture"))
    if told.threat_level is None:
        lacks.append("safety_picture.threat_level")
    if told.place_left is None:
        lacks.append("safety_picture.place_left")
    if lacks or told.threat_level is None or told.place_left is None or left is None:
        return Candidate(row, lacks=tuple(lacks))
    day, household = civil_day(picture.written), row.household_key
    person = Person(
        key=row.person_key,
        household=household,
        urgency=Urgency(row.urgency),
        threat_level=told.threat_level,
        moves_from=MunicipalityCode(told.place_left),
        former_group=group_key(session, left.group) if left.group.strip() else None,
        dangers=_dangers(told, day),
        exclusions=_exclusions(told, day),
    )
    return Candidate(row, person, Household(key=household, persons=1))


def _household(key: str, who: Members) -> Household:
    children = sum(each.age < ADULT for each in who.members)
    return Household(key=key, persons=len(who.members), children=children)


def _tie(session: Session, tie: KnownTie) -> Tie:
    return Tie(
        kind=tie.kind,
        municipality=MunicipalityCode(tie.municipality),
        strength=tie.strength,
        known_to=tuple(group_key(session, name) for name in tie.known_to),
    )


def _dangers(told: Picture, day: date) -> tuple[Danger, ...]:
    return tuple(
        Danger(
            municipality=MunicipalityCode(each.municipality),
            severity=each.severity,
            as_of=day,
            source=POLICE,
        )
        for each in told.dangers
    )


def _exclusions(told: Picture, day: date) -> tuple[PoliceExclusion, ...]:
    """A place that is only called dangerous is closed: how dangerous it is nobody guesses."""
    named = (
        PoliceExclusion(as_of=day, municipality=MunicipalityCode(code), source=POLICE)
        for code in told.dangerous_places
    )
    areas = (
        PoliceExclusion(
            as_of=day,
            municipality=None if each.municipality is None else MunicipalityCode(each.municipality),
            minutes=each.minutes,
            district=each.district,
            source=POLICE,
        )
        for each in told.exclusions
    )
    return (*named, *areas)
