"""A candidate with much that readers may not be told, and others; for the tests of readers."""

import json
from dataclasses import asdict, replace
from functools import cache

from api.explained import sheet_lines
from api.language import Language
from api.report.sheet import render_sheet
from relocation.permissions import Role, Stage
from relocation.placements.readers import option_for, sheet_for
from scoring.explain import explain
from scoring.person import Danger, Need, PoliceExclusion, Search, Tie, TieKind
from scoring.round import DeclaredService
from scoring.solver import solve
from scoring.threat import Group, Presence
from tests.builders import TODAY, code, country, person, problem

PLACES = 11
NAMES = ("Ørsted", "Aalborg", "Birk", "Åby", "Ærø", "Aars", "Dal", "Elm", "Fly", "Gl", "Hov")
CELLS = [(role, stage) for role in Role for stage in Stage]
OUTSIDE = [(Role.MUNI_SENDER, Stage.PLACEMENT), (Role.CANDIDATE, Stage.PLACEMENT)]
CANARIES = ("canary-group", "canary-rival", "canary-letter", "neighbour", code(7), "points")
GROUPS = (
    Group(key="canary-group", severity=3, surveyed=True),
    Group(key="canary-rival", severity=3, surveyed=True),
)


def candidate(**facts):
    """Somebody with everything that a reader may not be told, and some that it may."""
    told = {
        "former_group": "canary-group",
        "dangers": (Danger(municipality=code(7), severity=2, as_of=TODAY),),
        "exclusions": (
            PoliceExclusion(as_of=TODAY, municipality=code(7), minutes=0, source="canary-letter"),
        ),
        "ties": (
            Tie(kind=TieKind.SUPPORTIVE, municipality=code(2), strength=0.7),
            Tie(kind=TieKind.OWN_CHILD, municipality=code(3), strength=0.4),
            Tie(kind=TieKind.MILIEU, municipality=code(7), strength=0.9),
        ),
        "search": Search(work=True, education="vocational", licence=False),
        "needs": (Need(service="mentor", must=True), Need(service="psychiatry", must=False)),
    }
    return person("p1", **(told | facts))


def world(*others, **facts):
    """Eleven municipalities, the candidate and others; the services of one are declared full."""
    mentors = (
        DeclaredService(municipality=code(2), service="mentor", present=True, as_of=TODAY, room=0),
        DeclaredService(municipality=code(4), service="mentor", present=True, as_of=TODAY, room=9),
    )
    presence = (Presence(group="canary-rival", municipality=code(5), level=1, as_of=TODAY),)
    known = {"groups": GROUPS, "services": mentors, "presence": presence} | facts
    return problem(candidate(), *others, land=country(PLACES, names=NAMES), **known)


def explanation_in(a_world):
    return explain(a_world, solve(a_world), "p1")


@cache
def usual():
    return explanation_in(world(person("neighbour", former_group="canary-rival")))


def written(value):
    """A sheet or an option as the bytes a reader would get."""
    return json.dumps(None if value is None else asdict(value), default=str, sort_keys=True)


def listed(role, stage, explanation):
    """The places on a reader's list, none where it is withheld."""
    sheet = sheet_for(role, stage, explanation, released=True)
    return () if sheet is None else sheet.options


def all_read(role, stage, explanation):
    """All that a reader can get: the lines, the page, and what it may ask of each place."""
    say = Language("en")
    sheet = sheet_for(role, stage, explanation, released=True)
    assert sheet.options
    asked = [
        written(option_for(role, stage, explanation, code(at), released=True))
        for at in range(PLACES)
    ]
    return [*sheet_lines(sheet, say), render_sheet(sheet, say, made_up=True), *asked]


def drawn_to(at):
    """The candidate with a mentor as a wish, drawn to one place."""
    base = world()
    tie = Tie(kind=TieKind.SUPPORTIVE, municipality=code(at), strength=1.0)
    drawn = candidate(ties=(tie,), needs=(Need(service="mentor", must=False),))
    return replace(base, round=replace(base.round, people=(drawn,)))
