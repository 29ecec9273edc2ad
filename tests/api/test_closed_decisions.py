"""A decided place that is closed today is said at the top, to the central unit alone (REL-9)."""

from functools import cache

import pytest

from api.answer import Answer
from api.explained import head_lines, here_lines
from api.language import LANGUAGES, Language
from api.report.decided import closed_decisions
from api.report.page import render
from api.terminal import print_proposal
from relocation.placements.readers import sheet_for
from scoring.explain import explain
from scoring.person import PoliceExclusion
from scoring.round import Instruction, InstructionKind
from scoring.solver import solve
from tests.api.pages import Page
from tests.builders import TODAY, code, country, person, problem
from tests.relocation.reader_worlds import CELLS, written

REL9 = pytest.mark.rule("REL-9")
CENTRAL = ("central_caseworker", "central_decision_maker")


@cache
def answered(closed=True):
    """Two people, one of them decided where the police have since excluded the place, or not."""
    excluded = PoliceExclusion(
        as_of=TODAY, municipality=code(2 if closed else 3), minutes=0, source="letter 7"
    )
    told = Instruction(
        kind=InstructionKind.DECIDED, person="p1", municipality=code(2), reason="decided before"
    )
    people = (person("p1", exclusions=(excluded,)), person("p2"))
    asked = problem(*people, land=country(4), instructions=(told,))
    return Answer(asked, solve(asked))


@REL9
@pytest.mark.parametrize("tag", LANGUAGES)
def test_terminal_report_and_explanation_say_the_same_sentence(tag, capsys):
    answer, say = answered(), Language(tag)
    (sentence,) = closed_decisions(answer, say)
    print_proposal(answer, say)
    assert "safety.police_exclusion" in sentence
    assert say.day(TODAY) in sentence
    assert sentence in " ".join(capsys.readouterr().out.split())
    assert sentence in Page(render(answer, say)).text
    assert sentence in list(head_lines(answer.here["p1"], say))
    assert sentence in list(here_lines(answer.here["p1"], say))


@REL9
def test_the_sentence_says_who_where_why_and_what_to_do():
    (sentence,) = closed_decisions(answered(), Language("en"))
    assert sentence == (
        "p1 is decided at 9003, but today the place is closed for p1: safety.police_exclusion – "
        "The police have excluded the place (letter 7, 22 November 2026). The decision still "
        "stands, and the engine does not change it. The central unit must judge it again."
    )


@REL9
def test_a_decided_place_that_is_closed_is_marked_in_the_table():
    (decided, waiting) = answered().lines
    assert decided.marks == ("decided", "closed_since")
    assert "closed_since" not in waiting.marks


@REL9
def test_where_no_decided_place_is_closed_nothing_is_said():
    assert closed_decisions(answered(closed=False), Language()) == ()


@REL9
@pytest.mark.parametrize(("role", "stage"), CELLS)
def test_no_reader_outside_the_central_unit_can_tell_that_a_decided_place_is_closed(role, stage):
    closed, open_ = (
        explain(each.problem, each.result, "p1") for each in (answered(), answered(closed=False))
    )
    if role not in CENTRAL:
        for released in (False, True):
            sheets = (sheet_for(role, stage, each, released=released) for each in (closed, open_))
            assert len({written(sheet) for sheet in sheets}) == 1
