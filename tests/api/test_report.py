import re
from dataclasses import replace
from itertools import pairwise

import pytest

from api.answer import Answer
from api.language import LANGUAGES, Language
from api.report.page import render
from api.report.people import sheets
from api.report.reasons import causes_text
from scoring.explanation import Cause
from scoring.person import PoliceExclusion, Tie, TieKind, Wish, WishKind
from scoring.result import Conflict, Relaxation, Status
from scoring.round import Instruction, InstructionKind
from scoring.solver import solve
from scoring.threat import Group
from tests.api.pages import Page
from tests.builders import TODAY, code, person, problem


def answered(*people, **facts):
    asked = problem(*people, **facts)
    return Answer(asked, solve(asked))


def unplaceable():
    """Somebody whom the police keep out of everywhere."""
    everywhere = PoliceExclusion(as_of=TODAY, municipality=code(0), minutes=1000)
    return answered(person("p1", exclusions=(everywhere,)))


def page_of(answer, tag="en"):
    return Page(render(answer, Language(tag, names_of(answer))))


def names_of(answer):
    return dict(zip(answer.problem.country.codes, answer.problem.country.names, strict=True))


@pytest.fixture(scope="module")
def two():
    return answered(person("p1"), person("p2"))


@pytest.fixture(scope="module")
def real(proposed):
    return Page(proposed.report.read_text(encoding="utf-8"))


@pytest.mark.rule("IF-7")
def test_the_report_fetches_nothing_from_anywhere(real):
    assert real.fetched == []


def test_the_styles_fetch_nothing_either(real):
    assert re.findall(r"@import|url\((?!#)|expression\(", real.html) == []


@pytest.mark.rule("IF-7")
def test_the_report_needs_no_script(real):
    handlers = [name for _, attributes in real.elements for name in attributes if name[:2] == "on"]
    assert (real.all("script"), handlers) == ([], [])


@pytest.mark.rule("IF-7")
def test_every_element_is_closed_in_its_order(real):
    assert real.faults == []


def test_ids_are_unique_and_every_link_leads_to_one(real):
    ids = [attributes["id"] for _, attributes in real.elements if "id" in attributes]
    links = {attributes["href"][1:] for attributes in real.all("a")}
    assert len(set(ids)) == len(ids)
    assert links <= set(ids)


def test_headings_leave_out_no_level(real):
    levels = [int(tag[1]) for tag, _ in real.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


def test_every_table_has_a_caption_and_every_heading_cell_a_scope(real):
    assert len(real.all("caption")) == len(real.all("table"))
    assert all(cell.get("scope") in {"row", "col"} for cell in real.all("th"))


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_page_says_its_language(two, tag):
    assert page_of(two, tag).all("html") == [{"lang": tag}]


def test_a_reader_can_skip_to_the_content(real):
    assert real.all("a")[0]["href"] == "#content"


@pytest.mark.rule("IF-7")
def test_the_map_shows_98_shapes_or_says_that_it_has_none(real):
    shapes = real.html.count("<path ")
    assert shapes == 98 or "not on this machine" in real.text


def test_without_shapes_of_the_country_the_tables_stay(two):
    page = page_of(two)
    assert "The tables say the same as the map." in page.text
    assert "Made-up 2" in page.text


def test_a_municipality_closed_for_all_is_named_beside_the_map(real):
    assert "closed for everybody" in real.text
    assert ("(hatched)" in real.text) == ("<path " in real.html)


@pytest.mark.slow
def test_every_bar_has_its_number_beside_it(real):
    bare = re.findall(r'<td class="bar"[^>]*>(?!<span>\d|–|\s*<svg class="even")', real.html)
    assert bare == []


def figures(table):
    """Per figure of a table's body the heading of its column, and the one it carries itself."""
    heads = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', table)
    for row in re.findall(r"<tr.*?</tr>", table.partition("<tbody>")[2], re.DOTALL):
        for head, (kind, told) in zip(heads, re.findall(r"<(t[dh])\b([^>]*)>", row), strict=False):
            if kind == "td":
                yield head, *re.findall('data-label="(.*?)"', told)


def test_a_figure_that_stands_alone_on_a_narrow_screen_has_its_columns_heading(real):
    tables = re.findall(r"<table>.*?</table>", real.html, re.DOTALL)
    told = {each for table in tables for each in figures(table)}
    assert {head for head, *label in told if label == []} == {"No.", "Notice", "What it asks"}
    assert [each for each in told if len(set(each)) > 1] == []


def test_what_is_folded_on_the_screen_is_printed(real):
    printed = real.html.partition("@media print")[2]
    assert "details::details-content { content-visibility: visible; }" in printed


def test_made_up_data_is_labelled_at_the_top(two):
    assert "Made-up data." in page_of(two).text


def test_real_data_is_labelled_at_the_top(two):
    answer = answered(*two.problem.people, made_up=False)
    assert "Real information about people." in page_of(answer).text


def test_the_report_says_that_it_is_for_the_central_unit_alone(two):
    assert "for the central unit alone" in page_of(two).text


def test_an_answer_cut_short_is_marked_not_repeatable(two):
    cut = Answer(two.problem, replace(two.result, status=Status.STOPPED, aims=open_aims(two)))
    assert "It cannot be repeated" in page_of(cut).text


def test_a_stopped_answer_names_its_first_open_aim_and_gap(two):
    cut = Answer(two.problem, replace(two.result, status=Status.STOPPED, aims=open_aims(two)))
    assert "the first open aim is “Points in all (as many as possible)” with a gap of 1" in (
        page_of(cut).text
    )


def open_aims(answer):
    wider = (
        replace(aim, bound=aim.value + 100) if aim.name == "points" else aim
        for aim in answer.result.aims
    )
    return tuple(wider)


def test_a_label_is_text_and_never_markup():
    answer = answered(person("p1"), label="<script>alert(1)</script>")
    assert "<script" not in render(answer, Language("en"))


def test_a_conflict_is_told_with_the_cheapest_relaxations_and_their_price(two):
    names = (("room_to_receive", code(1)),)
    way = Relaxation(("room_to_receive",), names, code(1), {"points": 1250, "tie_break": 7})
    conflict = Conflict(("p1",), ("keep_apart", "room_to_receive"), (way,))
    text = page_of(Answer(two.problem, replace(two.result, conflicts=(conflict,)))).text
    assert "Must be kept apart from somebody else who waits" in text
    assert "Made-up 1 becomes possible if this gives way:" in text
    assert "Consequence: Points in all (as many as possible): +12.5." in text


def test_a_conflict_that_is_not_proven_irreducible_says_so(two):
    conflict = Conflict(("p1",), ("keep_apart",), (), proven=False)
    text = page_of(Answer(two.problem, replace(two.result, conflicts=(conflict,)))).text
    assert "It is not proven that none of the rules could be left out." in text


def test_somebody_without_a_place_is_named_with_the_rule_that_closes():
    text = page_of(unplaceable()).text
    assert "p1: no place" in text
    assert "The police have excluded the place (3): all" in text


def test_the_report_of_a_round_with_nobody_waiting_can_be_read():
    settled = Instruction(
        kind=InstructionKind.DECIDED, person="p1", municipality=code(1), reason="decided before"
    )
    assert "0 have a proposal, 1 decided before" in (
        page_of(answered(person("p1"), instructions=(settled,))).text
    )


def test_each_person_is_told_why_here_with_points_that_add_up(two):
    sheet = two.here["p1"]
    assert all(sum(r.points for r in c.reasons) == c.points for c in sheet.criteria)
    assert f"Why {Language('en', names_of(two)).place(sheet.municipality)}?" in page_of(two).text


def test_a_place_with_more_points_says_what_stands_between_and_who_holds_it():
    wish = Tie(kind=TieKind.SUPPORTIVE, municipality=code(2), strength=0.9)
    pair = [person(key, ties=(wish,), former_group="g") for key in ("p1", "p2")]
    text = page_of(answered(*pair, groups=(Group(key="g", severity=1, surveyed=True),))).text
    assert "Must be kept apart from somebody else who waits (held by p" in text


@pytest.mark.rule("EX-1")
def test_a_place_with_as_many_points_names_who_stands_between():
    """Two of one group, alike in all, for two places alike in all."""
    pair = [person(key, former_group="g") for key in ("p1", "p2")]
    groups = (Group(key="g", severity=1, surveyed=True),)
    answer = answered(*pair, groups=groups, rules={"room.district_factor": 99.0})
    say = Language("en", names_of(answer))
    for sheet, other in zip(sheets(answer, say), ("p2", "p1"), strict=True):
        (row,) = (row for row in sheet.rows if not row.proposed)
        assert row.difference == "0"
        assert row.hindrance == (
            f"Must be kept apart from somebody else who waits (held by {other})"
        )
    assert render(answer, say).count("(held by p1)</td>") == 1


@pytest.mark.rule("EX-1")
def test_rows_of_one_rule_that_the_same_people_hold_are_said_once():
    rows = [Cause("keep_apart", groups, ("p2",)) for groups in (("g", "h"), ("h", "i"))]
    other = Cause("keep_apart", ("g", "h"), ("p3",))
    assert causes_text((*rows, other), Language("en")) == (
        "Must be kept apart from somebody else who waits (held by p2); "
        "Must be kept apart from somebody else who waits (held by p3)"
    )


@pytest.mark.rule("EX-1")
def test_a_place_with_fewer_points_and_the_proposed_one_have_no_hindrance():
    wish = Tie(kind=TieKind.SUPPORTIVE, municipality=code(2), strength=1.0)
    answer = answered(person("p1", ties=(wish,)))
    (sheet,) = sheets(answer, Language("en", names_of(answer)))
    assert [(row.proposed, row.hindrance) for row in sheet.rows] == [(True, ""), (False, "")]


def test_a_wish_that_is_not_met_is_named():
    wish = Wish(kind=WishKind.WANTS, municipality=code(0))
    told = page_of(answered(person("p1", wishes=(wish,)))).text
    assert "Wish for Made-up 0: not met." in told


def test_a_place_to_avoid_that_was_avoided_is_a_wish_met():
    wish = Wish(kind=WishKind.AVOIDS, municipality=code(0))
    told = page_of(answered(person("p1", wishes=(wish,)))).text
    assert "Wish to avoid Made-up 0: met." in told


def test_the_same_answer_gives_the_same_page(two):
    again = Answer(two.problem, two.result)
    assert render(again, Language("da")) == render(two, Language("da"))


def test_proposed_numbers_of_the_policy_are_called_proposed(two):
    assert "numbers are proposed: no authority has published them" in page_of(two).text


def test_what_nobody_told_is_said_to_be_missing(two):
    assert "No municipality has declared its services" in page_of(two).text


def test_the_danish_page_has_no_english_sentence_left(two):
    danish, english = (set(page_of(two, tag).text.split(". ")) for tag in LANGUAGES)
    shared = {text for text in danish & english if len(text.split()) > 4}
    assert shared == set()
