"""Somebody without a place is told what comes next, in the same bytes whatever the ground."""

from dataclasses import replace
from functools import cache

import pytest

from api.explained import sheet_lines
from api.language import LANGUAGES, Language
from api.report.sheet import render_sheet
from relocation.permissions import DataClass, Level, level
from relocation.placements.readers import option_for, sheet_for
from scoring.explain import explain
from scoring.person import PoliceExclusion, Urgency
from scoring.result import Outcome
from scoring.round import (
    Closure,
    DeclaredRoom,
    DeclaredService,
    Instruction,
    InstructionKind,
    KeepTogether,
    Placed,
)
from scoring.solver import solve
from scoring.threat import Presence
from tests.builders import TODAY, code, person
from tests.relocation.reader_worlds import CELLS, OUTSIDE, PLACES, candidate, world, written

SE7 = pytest.mark.rule("SE-7", "REL-11")
EVERYWHERE = tuple(code(at) for at in range(PLACES))


def everywhere(make, /, **facts):
    return tuple(make(municipality=at, **facts) for at in EVERYWHERE)


def closed(*but):
    kept = (at for at in EVERYWHERE if at not in but)
    return tuple(Closure(municipality=at, since=TODAY, reason="canary-closure") for at in kept)


def about_the_candidate(**facts):
    base = world()
    return replace(base, round=replace(base.round, people=(candidate(**facts),)))


def by_police():
    exclusions = everywhere(PoliceExclusion, as_of=TODAY, minutes=0, source="canary-letter")
    return about_the_candidate(exclusions=exclusions)


def by_a_hostile_group():
    reports = everywhere(
        Presence, group="canary-group", level=4, as_of=TODAY, source="canary-report"
    )
    return world(presence=reports)


def by_closures():
    return world(closures=closed())


def by_room():
    return world(
        room=everywhere(DeclaredRoom, candidates=0, as_of=TODAY, approved_because="canary-room")
    )


def by_a_missing_service():
    return world(services=everywhere(DeclaredService, service="mentor", present=False, as_of=TODAY))


def by_hand():
    given = everywhere(
        Instruction, kind=InstructionKind.FORBIDDEN, person="p1", reason="canary-reason"
    )
    return world(instructions=given)


def by_people_placed():
    placed = (
        Placed(key=f"x{at}", municipality=at, since=TODAY, former_group="canary-group")
        for at in EVERYWHERE
    )
    return world(placed=tuple(placed))


def by_a_mate_decided_where_it_is_closed():
    told = Instruction(
        kind=InstructionKind.DECIDED, person="neighbour", municipality=code(7), reason="May"
    )
    kept = KeepTogether(people=("neighbour", "p1"), reason="canary-reason")
    return world(person("neighbour"), instructions=(told,), keep_together=(kept,))


def by_somebody_more_urgent_who_waits():
    acute = person("neighbour", former_group="canary-group", urgency=Urgency.ACUTE)
    return world(acute, closures=closed(code(4)))


GROUNDS = (
    by_police,
    by_a_hostile_group,
    by_closures,
    by_room,
    by_a_missing_service,
    by_hand,
    by_people_placed,
    by_a_mate_decided_where_it_is_closed,
    by_somebody_more_urgent_who_waits,
)


@cache
def explanation(ground):
    told = ground()
    return explain(told, solve(told), "p1")


def test_the_grounds_leave_the_candidate_without_a_place_in_both_ways():
    outcomes = {explanation(ground).here.outcome for ground in GROUNDS}
    assert outcomes == {Outcome.UNPLACED, Outcome.UNPLACEABLE}
    rules = {explanation(ground).here.conflict.rules for ground in GROUNDS}
    assert len(rules) == len(GROUNDS)


def read(role, stage, ground, tag="da"):
    """All that a reader can get: the sheet, its lines, its page, and what it may ask of places."""
    found, say = explanation(ground), Language(tag)
    sheet = sheet_for(role, stage, found, released=True)
    asked = (option_for(role, stage, found, at, released=True) for at in EVERYWHERE)
    page = "" if sheet is None else render_sheet(sheet, say, made_up=True)
    return (written(sheet), *sheet_lines(sheet, say), page, *map(written, asked))


@SE7
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize(("role", "stage"), OUTSIDE)
def test_whatever_the_ground_is_the_page_is_the_same_to_the_byte(role, stage, ground):
    for tag in LANGUAGES:
        assert read(role, stage, ground, tag) == read(role, stage, by_police, tag)


@SE7
def test_sender_and_candidate_read_the_same_words():
    assert len({read(role, stage, by_police) for role, stage in OUTSIDE}) == 1


@SE7
@pytest.mark.parametrize(("role", "stage"), CELLS)
def test_no_reader_outside_the_central_unit_can_tell_one_ground_from_another(role, stage):
    if level(role, DataClass.PROPOSAL, stage) is not Level.FULL:
        sheets = (sheet_for(role, stage, explanation(g), released=True) for g in GROUNDS)
        assert len({written(sheet) for sheet in sheets}) == 1


@SE7
@pytest.mark.parametrize(("role", "stage"), OUTSIDE)
def test_the_page_says_that_no_place_is_proposed_that_it_is_tried_again_and_whom_to_ask(
    role, stage
):
    page = read(role, stage, by_police, "en")[-1 - PLACES]
    for sentence in (
        "<h1>No place for now</h1>",
        "Safety has been judged.",
        "No place can be proposed for now.",
        "The case is tried again by itself when something changes.",
        "The exit coordinator answers questions.",
    ):
        assert sentence in page
    assert "canary" not in page


@SE7
@pytest.mark.parametrize(("role", "stage"), OUTSIDE)
def test_before_its_release_that_there_is_no_place_is_not_told(role, stage):
    assert sheet_for(role, stage, explanation(by_police)) is None
