"""What would have to give is told once where it is the same, and the differences place by place."""

from itertools import chain

import pytest

from api.answer import Answer
from api.explained import here_lines
from api.language import LANGUAGES, Language
from api.report.conflicts import conflict_line, conflict_lines, conflict_texts
from api.report.page import render
from api.terminal import print_proposal
from scoring.explain import why_here
from scoring.result import Conflict, Relaxation
from scoring.solver import solve
from tests.api.pages import Page
from tests.builders import code
from tests.worlds import small_world

SV5 = pytest.mark.rule("SV-5")
ENGLISH = Language("en")
ROOM, LEFT = "room_to_receive", "safety.place_left"


def way(at, *rules, **changes):
    named = {name.replace("__", "."): change for name, change in changes.items()}
    return Relaxation(tuple(rules), tuple((rule, code(at)) for rule in rules), code(at), named)


def told(*ways):
    return conflict_line(Conflict(("p1",), (ROOM,), tuple(ways)), ENGLISH)


@SV5
def test_a_rule_that_gives_at_every_place_is_said_once():
    line = told(way(1, ROOM, points=100), way(2, ROOM, LEFT, points=200))
    rule = ENGLISH.say(f"rule.{ROOM}")
    assert line.shared == (f"For each of the places this has to give way: {rule}.",)
    first, second = (text.partition(" Consequence: ")[0] for text in line.relaxations)
    assert first == "9002 becomes possible with nothing else giving way."
    assert second.startswith("9003 becomes possible if this gives way as well: The place left")


@SV5
def test_a_consequence_that_follows_at_every_place_is_said_once():
    line = told(
        way(1, ROOM, unplaced__acute__5=-1, points=100), way(2, LEFT, unplaced__acute__5=-1)
    )
    assert line.shared == (
        "Consequence at each of the places: Without a place: acute, threat level 5: −1.",
    )
    assert line.relaxations[0].endswith("Besides: Points in all (as many as possible): +1.")
    assert line.relaxations[1].endswith("The place left, and what is near it.")


@SV5
def test_a_single_way_out_is_one_whole_sentence_with_nothing_before_it():
    line = told(way(1, ROOM, LEFT))
    assert line.shared == ()
    assert "Consequence: no change" in line.relaxations[0]


@SV5
def test_steps_of_safety_that_change_alike_are_named_together():
    line = told(way(1, ROOM, safety_below__20=1, safety_below__40=1, safety_below__60=2))
    assert "Safety below 20 and 40 (or below the candidate's own best): +1" in line.relaxations[0]
    assert "Safety below 60 (or below the candidate's own best): +2" in line.relaxations[0]


@pytest.fixture(scope="module")
def twice_alike():
    """A world in which several people have no place for the same reasons, and others for more."""
    world = small_world(2, people=6)
    return Answer(world, solve(world))


@SV5
@pytest.mark.parametrize("tag", LANGUAGES)
def test_people_without_a_place_for_the_same_reasons_stand_together(twice_alike, tag, capsys):
    say = Language(tag)
    lines = conflict_lines(twice_alike.result, say)
    together = say.say("report.each_for_itself", units="p0; p1; p4")
    assert together in [line.people for line in lines]
    assert len(lines) == len({tuple(conflict_texts(line, say)) for line in lines})
    print_proposal(twice_alike, say)
    assert together in capsys.readouterr().out
    assert together in Page(render(twice_alike, say)).text


@SV5
def test_an_explanation_tells_rules_and_ways_out_under_headings_of_their_own(twice_alike):
    here = why_here(twice_alike.problem, twice_alike.result, "p0")
    lines = list(here_lines(here, ENGLISH))
    rules, ways = (
        lines.index(f"{ENGLISH.say(f'report.{name}')}:")
        for name in ("conflict_rules", "conflict_relaxations")
    )
    assert rules < ways < len(lines) - 1


@pytest.mark.sample(1)
@SV5
@pytest.mark.parametrize("start", range(0, 60, 20))
def test_nothing_of_a_relaxation_is_lost_or_said_twice(start):
    worlds = (small_world(seed) for seed in range(start, start + 20))
    for conflict in chain.from_iterable(solve(world).conflicts for world in worlds):
        line = conflict_line(conflict, ENGLISH)
        for relaxation, text in zip(conflict.relaxations, line.relaxations, strict=True):
            whole = " ".join((*line.shared, text))
            for rule in relaxation.rules:
                assert whole.count(ENGLISH.say(f"rule.{rule}")) == 1
            changed = relaxation.changes.get("points", 0)
            assert ("Points in all" in whole) == bool(changed)


@pytest.mark.rule("REL-11")
@pytest.mark.parametrize(
    ("tag", "said"), [("da", "Et sted, der er forladt tidligere"), ("en", "A place left earlier")]
)
def test_a_place_left_earlier_is_named_as_that_among_the_rules_and_as_what_would_have_to_give(
    tag, said
):
    earlier = way(1, "safety.place_left_earlier")
    conflict = Conflict(("p1",), ("safety.place_left_earlier",), (earlier,))
    line = conflict_line(conflict, Language(tag))
    assert [said in each for each in (*line.rules, *line.relaxations)] == [True, True]
