"""Faults of the people who wait: themselves, and what each brings."""

from collections.abc import Iterator

from scoring.person import Person, PoliceExclusion, Search
from scoring.round import Round
from scoring.round_bounds import MINUTES, PERSONS, SEVERITY, STRENGTH, THREAT_LEVEL
from scoring.round_faults.fault import Fault, Path
from scoring.round_faults.known import Known, Seen, well_formed_key, within


def people_faults(round_: Round, known: Known) -> Iterator[Fault]:
    """Find people twice or nobody at all, and what is wrong with each."""
    if not round_.people:
        yield Fault(("people",), "no_people", "list at least one person who waits for a place")
    seen = Seen("person_twice", "give each person one entry with a key of its own")
    for at, person in enumerate(round_.people):
        path: Path = ("people", at)
        yield from well_formed_key((*path, "key"), person.key)
        yield from seen.again((*path, "key"), person.key)
        yield from _self(path, person, known)
        yield from _dangers(path, person, known)
        for number, exclusion in enumerate(person.exclusions):
            yield from _exclusion((*path, "exclusions", number), exclusion, known)
        yield from _ties(path, person, known)
        if person.search is not None:
            yield from _search((*path, "search"), person.search, known)
        yield from _needs(path, person, known)
        yield from _wishes(path, person, known)


def _self(path: Path, person: Person, known: Known) -> Iterator[Fault]:
    if person.household not in known.households:
        remedy = "list the household in households, or use a listed key"
        yield Fault((*path, "household"), "unknown_household", remedy)
    yield from within((*path, "threat_level"), person.threat_level, THREAT_LEVEL)
    yield from known.municipality((*path, "moves_from"), person.moves_from)
    yield from known.group((*path, "former_group"), person.former_group)


def _dangers(path: Path, person: Person, known: Known) -> Iterator[Fault]:
    for at, danger in enumerate(person.dangers):
        place = (*path, "dangers", at)
        yield from known.municipality((*place, "municipality"), danger.municipality)
        yield from within((*place, "severity"), danger.severity, SEVERITY)
        yield from known.report((*place, "as_of"), danger.as_of)


def _exclusion(path: Path, exclusion: PoliceExclusion, known: Known) -> Iterator[Fault]:
    if (exclusion.municipality is None) == (exclusion.district is None):
        remedy = "name either a municipality or a district"
        yield Fault(path, "municipality_or_district", remedy)
    if exclusion.municipality is not None:
        yield from known.municipality((*path, "municipality"), exclusion.municipality)
    if exclusion.district is not None and exclusion.district not in known.districts:
        remedy = "use the name of a police district as the register writes it"
        yield Fault((*path, "district"), "unknown_district", remedy)
    if exclusion.minutes is not None:
        yield from within((*path, "minutes"), exclusion.minutes, MINUTES)
        if exclusion.municipality is None:
            remedy = "name the municipality that the minutes count from, or drop them"
            yield Fault((*path, "minutes"), "radius_without_municipality", remedy)
    yield from known.report((*path, "as_of"), exclusion.as_of)


def _ties(path: Path, person: Person, known: Known) -> Iterator[Fault]:
    for at, tie in enumerate(person.ties):
        place = (*path, "ties", at)
        yield from known.municipality((*place, "municipality"), tie.municipality)
        yield from within((*place, "strength"), tie.strength, STRENGTH)
        for number, group in enumerate(tie.known_to):
            yield from known.group((*place, "known_to", number), group)


def _search(path: Path, search: Search, known: Known) -> Iterator[Fault]:
    industries, levels = known.industries, known.education
    if search.industry is not None and industries is not None and search.industry not in industries:
        remedy = "use an industry of the imported job tables, or leave it out for any"
        yield Fault((*path, "industry"), "unknown_industry", remedy)
    if search.education is not None and levels is not None and search.education not in levels:
        remedy = "use a level of the register's education table, or leave it out"
        yield Fault((*path, "education"), "unknown_education_level", remedy)


def _needs(path: Path, person: Person, known: Known) -> Iterator[Fault]:
    seen = Seen("need_twice", "name each service once, with all who need it")
    household = known.households.get(person.household)
    for at, need in enumerate(person.needs):
        place = (*path, "needs", at)
        yield from known.service((*place, "service"), need.service)
        yield from seen.again((*place, "service"), need.service)
        yield from within((*place, "persons"), need.persons, PERSONS)
        if household is not None and need.persons > household.persons:
            remedy = "count at most the persons of the household"
            yield Fault((*place, "persons"), "more_need_than_persons", remedy)


def _wishes(path: Path, person: Person, known: Known) -> Iterator[Fault]:
    seen = Seen("wish_twice", "name each municipality once, wanted or avoided")
    for at, wish in enumerate(person.wishes):
        place = (*path, "wishes", at, "municipality")
        yield from known.municipality(place, wish.municipality)
        yield from seen.again(place, wish.municipality)
