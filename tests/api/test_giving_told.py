"""What gives way is told with the service, district, groups or people that it is about."""

import pytest

from api.answer import Answer
from api.explained import here_lines
from api.language import LANGUAGES, Language
from api.report.conflicts import conflict_line
from api.report.page import render
from api.terminal import print_proposal
from scoring.explain import why_here
from scoring.result import Conflict, Relaxation
from scoring.solver import solve
from tests.api.pages import Page
from tests.builders import code, problem
from tests.scoring.planted_conflicts import full_district, rivals_within_reach, scarce_service

SV5 = pytest.mark.rule("SV-5")
ENGLISH = Language("en")
DISTRICT, SERVICE = "district_ceiling", "room_per_service"


def way(*names):
    return Relaxation(tuple(sorted({name[0] for name in names})), tuple(names), code(1))


def told(*ways, rules=(), people=("p1",)):
    return conflict_line(Conflict(people, rules, tuple(ways)), ENGLISH)


def gives(*names, people=("p1",)):
    return told(way(*names), people=people).relaxations[0]


@SV5
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ((SERVICE, code(1), "debt_advice"), "no room for more (debt advice)."),
        ((DISTRICT, "Funen"), "in the period (Funen Politi)."),
        (("keep_apart", "g"), "who waits (the group g)."),
        (("keep_apart", "h", "g"), "who waits (the groups g and h)."),
        (("keep_apart", "p1", "p2"), "who waits (p1 and p2)."),
    ],
)
def test_a_relaxation_names_the_service_district_groups_or_people_that_give_way(name, said):
    assert said in gives(name)


@SV5
def test_several_things_of_one_rule_are_all_named_and_each_once():
    rows = (("keep_apart", "g", "h"), ("keep_apart", "h", "g"), ("keep_apart", "g"))
    assert "who waits (the groups g and h; the group g)." in gives(*rows)
    services = ((SERVICE, code(1), "debt_advice"), (SERVICE, code(1), "mentor"))
    assert "no room for more (debt advice; mentor)." in gives(*services)


@SV5
def test_a_rule_that_only_closes_the_place_names_nothing_beside_it():
    assert "protect more in the period." in gives((DISTRICT, code(1)))


@SV5
def test_rules_in_conflict_name_what_the_relaxations_name_and_do_not_call_it_all():
    line = told(way((DISTRICT, "Funen")), way((DISTRICT, "Zealand")), rules=(DISTRICT, SERVICE))
    district, service = line.rules
    assert district.endswith("(among others Funen Politi; Zealand Politi)")
    assert service == ENGLISH.say(f"rule.{SERVICE}")


@SV5
def test_only_what_gives_alike_at_every_place_is_said_once():
    alike = told(way((DISTRICT, "Funen")), way((DISTRICT, "Funen"), (SERVICE, code(1), "mentor")))
    assert alike.shared[0].endswith("in the period (Funen Politi).")
    other = told(way((DISTRICT, "Funen")), way((DISTRICT, "Zealand")))
    assert other.shared == ()
    assert ["Funen" in text for text in other.relaxations] == [True, False]


@pytest.mark.sample(2)
@SV5
@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize(
    ("kind", "named"),
    [
        (scarce_service, "mentor)"),
        (full_district, "One Politi)"),
        (rivals_within_reach, "g and h)"),
    ],
)
def test_terminal_report_and_explanation_name_what_gives_way(kind, named, tag, capsys):
    planted, say = kind(5), Language(tag)
    named = named.replace("and", say.say("word.and"))
    asked = problem(*planted.people, land=planted.land, rules=planted.numbers, **planted.facts)
    answer = Answer(asked, solve(asked))
    (conflict,) = answer.result.conflicts
    line = conflict_line(conflict, say)
    (rule,) = (text for text in line.rules if named in text)
    ways = [text for text in (*line.shared, *line.relaxations) if named in text]
    explained = "\n".join(here_lines(why_here(asked, answer.result, "q"), say))
    print_proposal(answer, say)
    shown = " ".join(capsys.readouterr().out.split())
    page = Page(render(answer, say)).text
    assert ways
    for text in (rule, *ways):
        assert text in explained
        assert text in shown
        assert text in page
