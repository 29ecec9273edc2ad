"""Made-up candidates: what the journey writes down of them, so that the engine is told the same."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from api.demo.numbers import group_name
from relocation.cases.papers import Identity, Picture
from relocation.cases.situation import (
    ClosedArea,
    DangerousPlace,
    Household,
    KnownTie,
    Member,
    Needs,
    Origin,
)
from scenarios.families import FAMILIES
from scenarios.generate import generate
from scenarios.made_up.places import made_up_services
from scenarios.made_up.setting import Setting
from scoring.country import Country
from scoring.person import Household as Counted
from scoring.person import Person, Urgency
from scoring.policy import Policy
from scoring.round import Round

CHILD, ADULT = 7, 30


@dataclass(frozen=True)
class Candidate:
    """Somebody made up, by the papers of its case."""

    identity: Identity
    picture: Picture
    household: Household
    needs: Needs
    origin: Origin
    urgency: Urgency

    @property
    def home(self) -> str:
        """The municipality that it leaves."""
        return self.identity.municipality


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a made-up world is drawn from."""

    people: int
    seed: int
    family: str


def made_up_round(country: Country, policy: Policy, drawn: Drawn, on: date) -> Round:
    """A made-up round of so many people in which every municipality declares its services."""
    made = generate(
        country, policy, people=drawn.people, seed=drawn.seed, family=drawn.family, on=on
    )
    family = replace(FAMILIES[drawn.family], declaring=100)
    setting = Setting(country, policy, family, drawn.people, drawn.seed, on)
    return replace(made, services=tuple(made_up_services(setting)))


def candidates(made: Round) -> Iterator[Candidate]:
    """Everybody who waits in a made-up round, each as a case of its own."""
    households = {each.key: each for each in made.households}
    for number, person in enumerate(made.people, start=1):
        yield Candidate(
            identity=Identity(
                name=f"Made-up person {number}",
                # No number begins so: nobody was born on the day 00 of the month 00.
                cpr=f"000000-{number:04d}",
                address=f"Made-up street {number}",
                municipality=person.moves_from,
            ),
            picture=_picture(person),
            household=_household(person, households[person.household]),
            needs=Needs(
                services=tuple(need.service for need in person.needs),
                health="made up: well",
                work_and_education="made up",
                asked=person.needs,
                search=person.search,
                wishes=person.wishes,
            ),
            origin=_origin(person),
            urgency=person.urgency,
        )


def shut_out(candidate: Candidate, country: Country) -> Candidate:
    """The same with a picture in which the police close every district."""
    closed = tuple(ClosedArea(district=each) for each in sorted(set(country.districts)))
    return replace(candidate, picture=replace(candidate.picture, exclusions=closed))


def _picture(person: Person) -> Picture:
    areas = (
        ClosedArea(municipality=each.municipality, minutes=each.minutes, district=each.district)
        for each in person.exclusions
    )
    return Picture(
        account="made up: threatened since leaving",
        enemies=("made-up enemy",),
        dangerous_places=(),
        is_threatened=True,
        allows=True,
        threat_level=person.threat_level,
        place_left=person.moves_from,
        dangers=tuple(
            DangerousPlace(municipality=d.municipality, severity=d.severity) for d in person.dangers
        ),
        exclusions=tuple(areas),
    )


def _household(person: Person, counted: Counted) -> Household:
    adults = counted.persons - counted.children
    ages = [ADULT] * adults + [CHILD] * counted.children
    return Household(
        members=tuple(
            Member(name=f"Made-up member {at}", age=age, needs="made up")
            for at, age in enumerate(ages, start=1)
        ),
        ties="made up",
        known_ties=tuple(
            KnownTie(
                kind=tie.kind,
                municipality=tie.municipality,
                strength=tie.strength,
                known_to=tuple(map(group_name, tie.known_to)),
            )
            for tie in person.ties
        ),
    )


def _origin(person: Person) -> Origin:
    if person.former_group is None:
        return Origin(group="", kind="made up: no group", position="made up: on the edge")
    group = group_name(person.former_group)
    return Origin(group=group, kind="made up: street gang", position="made up: runner")
