"""What was settled by hand holds in the solver's plan; a rule of a round is one file."""

from datetime import timedelta
from pathlib import Path

import pytest

import scoring.rules
from scoring.check import check
from scoring.person import Tie, TieKind
from scoring.problem import ProblemError
from scoring.result import Outcome
from scoring.round import Closure, Instruction, InstructionKind
from scoring.solver import solve
from tests.builders import TODAY, code, country, person, problem
from tests.scoring.planted import ROOMY, by_hand

DRAWN = person("p", ties=(Tie(kind=TieKind.SUPPORTIVE, municipality=code(1), strength=1.0),))


def line(*instructions, **facts):
    """The place and outcome of somebody who is drawn to the second of four municipalities."""
    world = problem(DRAWN, land=country(4), rules=ROOMY, instructions=instructions, **facts)
    found = solve(world)
    assert check(world, found) == ()
    return found.placements[0].municipality, found.placements[0].outcome


def closure(since, until=None):
    ends = None if until is None else TODAY + timedelta(days=until)
    start = TODAY + timedelta(days=since)
    return Closure(municipality=code(1), since=start, until=ends, reason="made up")


@pytest.mark.rule("SV-1")
def test_without_a_word_by_hand_the_person_gets_the_place_that_suits_best():
    assert line() == (code(1), Outcome.PLACED)


@pytest.mark.rule("SV-1")
@pytest.mark.parametrize("at", [0, 2, 3])
def test_who_is_already_decided_stays_even_where_the_place_would_be_closed(at):
    decided = by_hand(InstructionKind.DECIDED, "p", at)
    assert line(decided) == (code(at), Outcome.DECIDED)


@pytest.mark.rule("SV-1")
def test_a_place_forced_by_hand_is_kept():
    assert line(by_hand(InstructionKind.FORCED, "p", 3)) == (code(3), Outcome.PLACED)


@pytest.mark.rule("SV-1")
def test_a_place_forced_by_hand_opens_nothing_that_is_closed():
    assert line(by_hand(InstructionKind.FORCED, "p", 0)) == (None, Outcome.UNPLACEABLE)


@pytest.mark.rule("SV-1")
def test_a_place_forbidden_by_hand_is_not_used():
    place, outcome = line(by_hand(InstructionKind.FORBIDDEN, "p", 1))
    assert (place == code(1), outcome) == (False, Outcome.PLACED)


@pytest.mark.rule("SV-1")
@pytest.mark.parametrize("kind", InstructionKind)
@pytest.mark.parametrize("reason", ["", " "])
def test_an_instruction_without_a_reason_is_refused(kind, reason):
    told = Instruction(kind=kind, person="p", municipality=code(2), reason=reason)
    with pytest.raises(ProblemError, match="reason"):
        line(told)


@pytest.mark.rule("SV-1")
@pytest.mark.parametrize(
    ("since", "until", "closed"),
    [(0, None, True), (-5, 1, True), (-5, 0, False), (1, None, False)],
)
def test_a_municipality_closed_for_all_receives_nobody_while_that_holds(since, until, closed):
    place, _ = line(closures=(closure(since, until),))
    assert (place != code(1)) is closed


@pytest.mark.rule("SV-1")
def test_an_eighth_rule_of_a_round_is_found_by_its_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    eighth = "class Eighth:\n    key, order = 'eighth', 8\n\n\nRULE = Eighth()\n"
    (tmp_path / "an_eighth.py").write_text(eighth, encoding="utf-8")
    monkeypatch.setattr(scoring.rules, "__path__", [*scoring.rules.__path__, str(tmp_path)])
    assert [rule.key for rule in scoring.rules._load()][-1] == "eighth"


@pytest.mark.rule("SV-1")
def test_every_rule_of_a_round_stands_in_the_file_of_its_name():
    files = {path.stem for path in Path(scoring.rules.__path__[0]).glob("[a-z]*.py")}
    assert {rule.key for rule in scoring.rules.ALL} == files
