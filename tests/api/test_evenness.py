"""The report's columns of evenness: before the round, decided in it, proposed now."""

from datetime import timedelta

import pytest

from api.answer import Answer
from api.explained import here_lines
from api.language import LANGUAGES, Language
from api.report.evenness import districts, municipalities
from api.report.page import render
from scoring.explain import why_here
from scoring.round import Instruction, InstructionKind, Placed
from scoring.solver import solve
from tests.api.pages import Page
from tests.builders import TODAY, code, country, person, problem

SC7 = pytest.mark.rule("SC-7")
NOUGHT = {"received_ever": 0, "received": 0.0, "fair_share": 0.5}


def round_with_all_three():
    """One placed a half-life ago and one decided today in the same municipality; one waits."""
    told = Instruction(
        kind=InstructionKind.DECIDED, person="p1", municipality=code(1), reason="decided before"
    )
    placed = Placed(key="x1", municipality=code(1), since=TODAY - timedelta(days=730))
    asked = problem(
        person("p1"),
        person("p2"),
        land=country(4),
        instructions=(told,),
        placed=(placed,),
        rules={"evenness.half_life_days": 730},
    )
    return Answer(asked, solve(asked))


@SC7
def test_nobody_stands_in_two_columns_and_they_add_up_to_those_after_the_round():
    rows = municipalities(round_with_all_three(), Language())
    (both,) = (row for row in rows if row.code == code(1))
    assert (both.before, both.decided, both.placed, both.after) == (0.5, 1, 0, 1.5)
    for found in (rows, districts(rows)):
        assert sum(row.before for row in found) == 0.5
        assert [sum(row.decided for row in found), sum(row.placed for row in found)] == [1, 1]
        assert sum(row.after for row in found) == 2.5


@SC7
def test_the_line_of_somebody_decided_does_not_count_itself_as_received_before():
    answer = round_with_all_three()
    (even,) = (c for c in answer.here["p1"].criteria if c.key == "even_distribution")
    (received,) = (reason for reason in even.reasons if reason.code == "even.received")
    assert (received.facts["received_ever"], received.facts["received"]) == (1, 0.5)


@SC7
@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("da", "Har endnu ikke modtaget nogen; den rimelige andel er 0,"),
        ("en", "Nobody has been received yet; the fair share is 0."),
    ],
)
def test_where_nobody_was_received_the_reason_says_so_without_a_nought(tag, said):
    answer = round_with_all_three()
    told = "\n".join(here_lines(answer.here["p2"], Language(tag)))
    assert said in told
    assert Language(tag).say("reason.even.received", **NOUGHT).partition("0")[0] not in told


@SC7
def test_somebody_decided_where_nobody_else_was_received_is_not_received_before():
    told = Instruction(
        kind=InstructionKind.DECIDED, person="p1", municipality=code(1), reason="decided before"
    )
    asked = problem(person("p1"), person("p2"), instructions=(told,))
    here = why_here(asked, solve(asked), "p1")
    (even,) = (c for c in here.criteria if c.key == "even_distribution")
    assert "even.none_received" in [reason.code for reason in even.reasons]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_page_has_a_column_for_each_of_the_three(tag):
    say = Language(tag)
    heads = [say.say(f"column.{name}") for name in ("before", "decided", "round", "after")]
    text = Page(render(round_with_all_three(), say)).text
    assert text.count(" ".join(heads)) == 2


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_report_writes_the_whole_name_of_a_police_district(tag):
    answer = round_with_all_three()
    page = render(answer, Language(tag))
    for district in set(answer.problem.country.districts):
        assert f'<th scope="row">{district} Politi</th>' in page
        assert f">{district} Politi</td>" in page
