"""The central unit reads which placed person is too near, how, and within how many minutes."""

import pytest

from api.answer import Answer
from api.explained import why_not_lines
from api.language import LANGUAGES, Language
from api.report.decided import closed_decisions
from api.report.page import render
from scoring.explain import why_not_at_once
from scoring.round import Instruction, InstructionKind
from scoring.solver import solve
from tests.api.pages import Page
from tests.builders import code
from tests.scoring.near_worlds import by_hand, world

EX2 = pytest.mark.rule("EX-2")
ENGLISH = Language("en")
LEAD = "Too near somebody who already has a place: x1, placed in 9003 on 14 August 2026, "


def told(a_world, at, say=ENGLISH):
    found = why_not_at_once(a_world, solve(a_world), "p1", code(at))
    return "\n".join(why_not_lines(found, say))


@EX2
@pytest.mark.parametrize(
    ("group", "at", "said"),
    [
        ("g", 2, "from the same group (g): not in the same municipality"),
        ("friend", 2, "from an allied group (friend): not in the same municipality"),
        (
            "foe",
            3,
            "from a rival group (foe): not within 60 minutes; from here it is 60 minutes",
        ),
        (
            "foe",
            2,
            "from a rival group (foe): not within 60 minutes; it is the same municipality",
        ),
    ],
)
def test_why_not_names_who_is_too_near_how_and_the_minutes(group, at, said):
    assert f"  · {LEAD}{said}" in told(world(group=group), at).splitlines()


@EX2
def test_why_not_gives_the_reason_of_who_is_kept_apart_by_hand():
    assert (
        "kept apart by a decision of its own (threats): not within 60 minutes; "
        "from here it is 60 minutes"
    ) in told(world(group=None, keep_apart=by_hand()), 3)


@pytest.mark.slow
@EX2
def test_minutes_beyond_the_limit_say_that_the_travel_times_may_be_wrong():
    a_world = world(group="foe", error=20, rules={"apart.rival_minutes": 50})
    assert "before the travel times' own error is taken off" in told(a_world, 3)


@EX2
@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_closed_list_of_the_report_names_who_is_too_near_with_the_places(tag):
    a_world, say = world(group="foe"), Language(tag)
    text = Page(render(Answer(a_world, solve(a_world)), say)).text
    who = say.say("closing.placed", near="x1", at=code(2), since=a_world.round.placed[0].since)
    how = say.say("closing.rival", who=who, group="foe", within=60)
    assert f"{code(1)}, {code(2)}, {code(3)}: {how}" in text


@pytest.mark.rule("REL-9")
def test_the_notice_of_a_decided_place_says_who_is_too_near():
    decided = Instruction(
        kind=InstructionKind.DECIDED, person="p1", municipality=code(3), reason="decided before"
    )
    a_world = world(group="foe", instructions=(decided,))
    (sentence,) = closed_decisions(Answer(a_world, solve(a_world)), ENGLISH)
    assert "keep_apart.placed – " + LEAD + "from a rival group (foe)" in sentence
