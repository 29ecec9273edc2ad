"""Each reader of an explanation gets what its row allows, and nothing about anybody else."""

import csv
import json
from dataclasses import asdict, replace
from functools import cache
from importlib.resources import files

import pytest

from relocation.permissions import DataClass, Level, Role, Stage, level
from relocation.placements.readers import CLASSES, option_for, sheet_for
from scoring.criteria import ALL
from scoring.danish import danish_order
from scoring.explain import explain
from scoring.person import Danger, Need, PoliceExclusion, Search, Tie, TieKind
from scoring.round import DeclaredService, Instruction, InstructionKind, Placed
from scoring.sentences import SENTENCE_CODES, SILENT, WORDINGS
from scoring.solver import solve
from scoring.threat import Group, Presence
from tests.builders import TODAY, code, country, person, problem

EX5 = pytest.mark.rule("EX-5")
SE7 = pytest.mark.rule("SE-7")
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


@EX5
@pytest.mark.parametrize(("role", "stage"), CELLS)
def test_a_sheet_holds_the_parts_that_the_row_of_its_reader_gives_and_no_other(role, stage):
    row = level(role, DataClass.PROPOSAL, stage)
    receives = role is Role.MUNI_RECEIVER and level(role, DataClass.NEEDS, stage) is Level.FULL
    sheet = sheet_for(role, stage, usual(), released=True)
    central = row is Level.FULL
    assert (sheet is not None) == (central or row is Level.REDUCED or receives)
    if sheet is not None:
        assert (sheet.whole is not None) == central
        assert bool(sheet.options) == (row in (Level.FULL, Level.REDUCED))
        assert bool(sheet.sentences) == (central or receives)


@EX5
@pytest.mark.parametrize(("role", "stage"), CELLS)
def test_nobody_outside_the_central_unit_reads_a_secret_word_at_any_stage(role, stage):
    if level(role, DataClass.PROPOSAL, stage) is not Level.FULL:
        text = written(sheet_for(role, stage, usual(), released=True))
        assert not [canary for canary in CANARIES if canary in text]


@EX5
@pytest.mark.parametrize(("role", "stage"), CELLS)
def test_before_its_release_nobody_outside_the_central_unit_gets_an_option(role, stage):
    sheet = sheet_for(role, stage, usual())
    if level(role, DataClass.PROPOSAL, stage) is not Level.FULL:
        assert sheet is None or not sheet.options


@EX5
@pytest.mark.parametrize(("role", "stage"), CELLS)
def test_a_sentence_is_read_only_by_those_whose_row_gives_its_class(role, stage):
    sheet = sheet_for(role, stage, usual(), released=True)
    found = (
        []
        if sheet is None
        else [*sheet.sentences, *(s for o in sheet.options for s in o.sentences)]
    )
    central = sheet is not None and sheet.whole is not None
    for sentence in found:
        allowed = level(role, CLASSES.get(sentence.code, DataClass.NEEDS), stage)
        assert central or allowed in (Level.FULL, Level.REDUCED)


@EX5
def test_the_central_unit_reads_the_whole_explanation():
    for role in (Role.CENTRAL_CASEWORKER, Role.CENTRAL_DECISION_MAKER):
        assert sheet_for(role, Stage.PLACEMENT, usual()).whole == usual().here


@EX5
def test_the_receiver_reads_needs_and_precautions_only():
    sheet = sheet_for(Role.MUNI_RECEIVER, Stage.HANDOVER, usual())
    codes = {sentence.code for sentence in sheet.sentences}
    services = {s.facts["service"] for s in sheet.sentences if s.code == "needs.service"}
    assert (sheet.whole, sheet.options) == (None, ())
    assert codes == {
        "needs.household",
        "needs.service",
        "needs.work",
        "needs.education",
        "needs.no_licence",
        "precautions.from_police",
    }
    assert services == {"mentor", "psychiatry"}


@EX5
@pytest.mark.parametrize("role", ["", "nobody", "CENTRAL_CASEWORKER"])
def test_an_unknown_role_reads_nothing(role):
    assert sheet_for(role, Stage.PLACEMENT, usual(), released=True) is None


@EX5
@pytest.mark.parametrize(("role", "stage"), OUTSIDE)
def test_a_shortlist_has_at_most_three_names_in_danish_order_and_the_plans_place_among_them(
    role, stage
):
    options = sheet_for(role, stage, usual(), released=True).options
    names = [option.name for option in options]
    assert len(names) == 3
    assert names == sorted(names, key=danish_order)
    assert usual().here.municipality in [option.municipality for option in options]


def test_aa_is_sorted_as_the_last_letter_and_before_it_come_ae_and_oe():
    expected = ["Birk", "Fly", "Ærø", "Ørsted", "Åby", "Aalborg", "Aars"]
    assert sorted(set(expected), key=danish_order) == expected


@EX5
@pytest.mark.parametrize(("role", "stage"), OUTSIDE)
def test_the_shortlist_is_withheld_where_too_few_places_are_open(role, stage):
    told = [
        Instruction(
            kind=InstructionKind.FORBIDDEN, person="p1", municipality=code(i), reason="told so"
        )
        for i in (1, 2, 3, 4)
    ]
    few = explanation_in(world(instructions=tuple(told)))
    enough = explanation_in(world(instructions=tuple(told[:1])))
    assert sheet_for(role, stage, few, released=True) is None
    assert sheet_for(role, stage, enough, released=True).options


@EX5
def test_the_options_come_from_different_districts_where_they_can():
    land = country(PLACES, districts=("A", *"BBBBB", *"CCCCC"))
    drawn = (Tie(kind=TieKind.SUPPORTIVE, municipality=code(2), strength=1.0),)
    here = problem(person("p1", moves_from=code(10), ties=drawn), land=land)
    options = explain(here, solve(here), "p1").options
    assert {land.districts[land.at[each.municipality]] for each in options} == {"A", "B", "C"}


@pytest.mark.rule("EX-2")
@pytest.mark.parametrize(("role", "stage"), OUTSIDE)
def test_sender_and_candidate_can_ask_about_the_places_on_their_shortlist_only(role, stage):
    listed = {option.municipality for option in usual().options}
    for place in map(code, range(PLACES)):
        answer = option_for(role, stage, usual(), place, released=True)
        assert (answer is not None) == (place in listed)
        assert option_for(role, stage, usual(), place) is None


@EX5
@pytest.mark.parametrize(("role", "stage"), OUTSIDE)
def test_the_order_of_the_sentences_does_not_follow_the_points(role, stage):
    for option in sheet_for(role, stage, usual(), released=True).options:
        codes = [sentence.code for sentence in option.sentences]
        assert codes == sorted(codes)


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


def drawn_to(at):
    """The candidate with a mentor as a wish, drawn to one place."""
    base = world()
    tie = Tie(kind=TieKind.SUPPORTIVE, municipality=code(at), strength=1.0)
    drawn = candidate(ties=(tie,), needs=(Need(service="mentor", must=False),))
    return replace(base, round=replace(base.round, people=(drawn,)))


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
def test_twin_worlds_with_the_same_names_on_the_list_give_the_same_bytes(role, stage):
    sheets = {}
    for explanation in twins():
        sheet = sheet_for(role, stage, explanation, released=True)
        names = tuple(option.name for option in listed(role, stage, explanation))
        sheets.setdefault(names, set()).add(written(sheet))
    assert {len(versions) for versions in sheets.values()} == {1}


@pytest.mark.rule("SE-6")
@pytest.mark.parametrize(("role", "stage"), CELLS)
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
    assert [(s.code, dict(s.facts)) for s in sheet.sentences] == [("safety", {})]
    assert (sheet.whole, sheet.options) == (None, ())
    assert sheet_for(role, stage, explanation) is None


@SE7
def test_only_the_central_unit_reads_that_somebody_else_is_in_the_way():
    assert "neighbour" in json.dumps([asdict(each.here) for each in twins()], default=str)
    for role, stage in OUTSIDE:
        told = [written(sheet_for(role, stage, each, released=True)) for each in twins()]
        assert "neighbour" not in "".join(told)


@EX5
def test_every_reason_of_every_criterion_is_either_worded_for_readers_or_kept_silent():
    for criterion in ALL:
        for reason in criterion.reason_codes:
            assert (reason in WORDINGS) != reason.startswith(SILENT)


@EX5
def test_every_sentence_a_reader_gets_is_on_the_list_of_codes():
    said = {s.code for option in usual().options for s in option.sentences}
    said |= {s.code for s in (*usual().needs, *usual().precautions)}
    assert said <= set(SENTENCE_CODES)
    assert set(CLASSES) <= set(SENTENCE_CODES)


@EX5
def test_only_central_unit_sender_and_candidate_have_a_row_that_gives_a_proposal():
    text = files("relocation").joinpath("access_matrix.csv").read_text("utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["data_class"] == "proposal"]
    readers = {row["role"] for row in rows if row["level"] in "FP"}
    assert readers == {"central_caseworker", "central_decision_maker", "muni_sender", "candidate"}
