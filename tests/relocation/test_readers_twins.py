"""No reader outside the central unit can tell where a second person is (SE-6, SE-7)."""

import json
from dataclasses import asdict
from datetime import timedelta
from functools import cache

import pytest

from relocation.permissions import DataClass, Level, level
from relocation.placements.readers import sheet_for
from scoring.person import PoliceExclusion, Tie, TieKind
from scoring.round import Instruction, InstructionKind, Placed
from scoring.sentences import NO_PLACE
from tests.builders import TODAY, code, country, person, problem
from tests.relocation.reader_worlds import (
    CELLS,
    GROUPS,
    OUTSIDE,
    PLACES,
    candidate,
    drawn_to,
    explanation_in,
    listed,
    usual,
    world,
    written,
)

SE7 = pytest.mark.rule("SE-7")


@SE7
@pytest.mark.parametrize(("role", "stage"), OUTSIDE)
def test_of_safety_every_place_says_the_one_same_thing(role, stage):
    for option in sheet_for(role, stage, usual(), released=True).options:
        said = [(s.code, dict(s.facts)) for s in option.sentences if s.code.startswith("safety")]
        assert said == [("safety", {})]


@SE7
@pytest.mark.parametrize(("role", "stage"), OUTSIDE)
def test_a_full_service_and_one_with_room_read_the_same(role, stage):
    full, free = (
        next(
            option
            for option in sheet_for(
                role, stage, explanation_in(drawn_to(at)), released=True
            ).options
            if option.municipality == code(at)
        )
        for at in (2, 4)
    )
    mentors = [
        [s for s in option.sentences if s.facts.get("service") == "mentor"]
        for option in (full, free)
    ]
    assert mentors[0] == mentors[1] != []


def second_persons():
    """A second protected person moved through all municipalities, in each way of being there."""
    for at in range(1, PLACES):
        place = code(at)
        for group in ("canary-group", "canary-rival"):
            decided = Instruction(
                kind=InstructionKind.DECIDED,
                person="neighbour",
                municipality=place,
                reason="decided before",
            )
            waits = person("neighbour", former_group=group)
            yield world(waits, instructions=(decided,))
            placed = Placed(key="neighbour", municipality=place, since=TODAY, former_group=group)
            yield world(placed=(placed,))
            drawn = (Tie(kind=TieKind.SUPPORTIVE, municipality=place, strength=1.0),)
            yield world(person("neighbour", former_group=group, ties=drawn))


@cache
def twins():
    return tuple(explanation_in(each) for each in second_persons())


@pytest.mark.slow
@SE7
@pytest.mark.parametrize(("role", "stage"), OUTSIDE)
def test_wherever_a_second_person_is_a_place_on_the_list_reads_the_same(role, stage):
    read = {}
    for explanation in twins():
        for option in listed(role, stage, explanation):
            read.setdefault(option.municipality, set()).add(written(option))
    assert len(read) > 3
    assert {len(versions) for versions in read.values()} == {1}


@pytest.mark.rule("SE-6")
@pytest.mark.parametrize(("role", "stage"), OUTSIDE)
@pytest.mark.slow
def test_twin_worlds_with_the_same_names_on_the_list_give_the_same_bytes(role, stage):
    sheets = {}
    for explanation in twins():
        sheet = sheet_for(role, stage, explanation, released=True)
        names = tuple(option.name for option in listed(role, stage, explanation))
        sheets.setdefault(names, set()).add(written(sheet))
    assert {len(versions) for versions in sheets.values()} == {1}


@pytest.mark.rule("SE-6")
@pytest.mark.parametrize("nth", [0, 1])
def test_how_many_a_listed_place_has_received_does_not_move_it_off_the_list(nth):
    empty, long_ago = explanation_in(world()), TODAY - timedelta(days=400)
    listed_too = [
        o.municipality for o in empty.options if o.municipality != empty.here.municipality
    ]
    received = [Placed(key=f"x{i}", municipality=listed_too[nth], since=long_ago) for i in range(9)]
    crowded = explanation_in(world(placed=tuple(received)))
    assert crowded.options == empty.options


@pytest.mark.rule("SE-6")
@pytest.mark.parametrize(("role", "stage"), CELLS)
@pytest.mark.slow
def test_readers_without_a_shortlist_get_the_same_bytes_in_every_twin_world(role, stage):
    row = level(role, DataClass.PROPOSAL, stage)
    if row is Level.NOTHING or row is Level.AGGREGATES:
        assert len({written(sheet_for(role, stage, each, released=True)) for each in twins()}) == 1


@pytest.mark.rule("REL-11", "SE-7")
@pytest.mark.parametrize(("role", "stage"), OUTSIDE)
def test_where_no_place_is_allowed_sender_and_candidate_get_the_one_code_and_no_rule(role, stage):
    police = [PoliceExclusion(as_of=TODAY, municipality=code(i), minutes=0) for i in range(PLACES)]
    nowhere = problem(candidate(exclusions=tuple(police)), land=country(PLACES), groups=GROUPS)
    explanation = explanation_in(nowhere)
    sheet = sheet_for(role, stage, explanation, released=True)
    assert [s.code for s in sheet.sentences] == ["safety", *NO_PLACE]
    assert not any(s.facts for s in sheet.sentences)
    assert (sheet.whole, sheet.options) == (None, ())
    assert sheet_for(role, stage, explanation) is None


@SE7
def test_only_the_central_unit_reads_that_somebody_else_is_in_the_way():
    assert "neighbour" in json.dumps([asdict(each.here) for each in twins()], default=str)
    for role, stage in OUTSIDE:
        told = [written(sheet_for(role, stage, each, released=True)) for each in twins()]
        assert "neighbour" not in "".join(told)
