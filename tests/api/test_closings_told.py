"""Who says so of a closed place, and what bounded an answer, are said in the reader's language."""

import re
from dataclasses import replace

import pytest

from api.explained import why_not_lines
from api.language import Language
from api.report.grounds import grounds
from api.report.reasons import closed_text
from scoring.explain import why_not
from scoring.explanation import ClosedBy
from scoring.person import LEFT_EARLIER
from scoring.rules import ALL as RULES
from scoring.solver import solve
from tests.api.test_closed_decisions import answered
from tests.builders import TODAY, code, country, person, problem

OURS = [
    *("safety.place_left", "safety.exposure_ceiling", "social.must_absent"),
    *(rule.key for rule in RULES if rule.key not in {"by_hand", "closed_for_all"}),
]
ENGLISH = re.compile(r"\b(policy|the|declared|numbers|seed|effort|decision of)\b")


@pytest.mark.parametrize("rule", OURS)
@pytest.mark.rule("EX-2")
def test_a_rule_of_our_own_names_its_source_in_danish_with_the_date(rule):
    told = closed_text(ClosedBy(rule, "policy, safety.left_within_minutes", TODAY), Language("da"))
    assert ENGLISH.search(told) is None
    assert "22. november 2026" in told


@pytest.mark.rule("EX-2")
def test_the_words_of_police_and_central_unit_stay_as_they_wrote_them():
    told = closed_text(ClosedBy("closed_for_all", "the rebuilding", TODAY), Language("da"))
    assert told.endswith("(the rebuilding, 22. november 2026)")


@pytest.mark.parametrize(
    ("tag", "said"), [("da", "Et sted, der er forladt tidligere"), ("en", "A place left earlier")]
)
@pytest.mark.rule("EX-2")
def test_a_place_left_earlier_is_named_as_that_with_its_day(tag, said):
    closed = ClosedBy("safety.place_left_earlier", LEFT_EARLIER, TODAY)
    told = closed_text(closed, Language(tag))
    assert said in told
    assert "22" in told


@pytest.mark.rule("EX-2")
def test_why_not_the_place_left_is_danish_from_end_to_end():
    world = problem(person("p1", moves_from=code(0)), land=country(3))
    lines = list(why_not_lines(why_not(world, solve(world), "p1", code(0)), Language("da")))
    assert any("politikken fra 22. november 2026" in line for line in lines)
    assert ENGLISH.search("\n".join(lines)) is None


@pytest.mark.parametrize(
    ("tag", "said"),
    [("da", "60 i talt arbejde pr. mål, 1 sekund, frø 7"), ("en", "60 of counted work per aim")],
)
@pytest.mark.rule("EX-8")
def test_the_limits_of_an_answer_are_said_in_the_language_of_the_report(tag, said):
    answer = answered()
    limit = {"effort": 60.0, "seconds": 1, "seed": 7}
    versions = replace(answer.result.versions, limit=limit)
    limited = replace(answer, result=replace(answer.result, versions=versions))
    shown = dict(grounds(limited, Language(tag)).versions)
    assert said in shown[Language(tag).say("version.limit")]
