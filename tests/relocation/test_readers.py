"""Each reader of an explanation gets what its row of the access matrix allows (EX-5)."""

import csv
from importlib.resources import files

import pytest

from relocation.permissions import DataClass, Level, Role, Stage, level
from relocation.placements.readers import CLASSES, option_for, sheet_for
from scoring.criteria import ALL
from scoring.danish import danish_order
from scoring.explain import explain
from scoring.person import Tie, TieKind
from scoring.round import Instruction, InstructionKind
from scoring.sentences import SENTENCE_CODES, SILENT, WORDINGS
from scoring.solver import solve
from tests.builders import code, country, person, problem
from tests.relocation.reader_worlds import (
    CANARIES,
    CELLS,
    OUTSIDE,
    PLACES,
    explanation_in,
    usual,
    world,
    written,
)

EX5 = pytest.mark.rule("EX-5")


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
