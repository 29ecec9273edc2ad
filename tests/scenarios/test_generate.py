"""Made-up rounds: the same from the same seed, sensible, and with every rule of a round in play."""

import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from relocation.municipalities.register import load_register
from scenarios.families import FAMILIES
from scenarios.generate import generate, main
from scoring.country import Country
from scoring.judging import judge
from scoring.policy_file import load_policy
from scoring.problem import PlacementProblem
from scoring.round import InstructionKind, Round
from scoring.round_faults import faults_of
from scoring.round_file import round_bytes

ROOT = Path(__file__).resolve().parents[2]
ON = date(2026, 11, 22)
PAGE = (ROOT / "docs/reference/made-up-rounds.md").read_text(encoding="utf-8")
COMMANDS = [line for line in PAGE.splitlines() if "--out examples/" in line]


@cache
def denmark() -> Country:
    return load_register(ON).country


@cache
def made(people: int = 60, seed: int = 1, family: str = "sparse") -> Round:
    return generate(denmark(), load_policy(), people=people, seed=seed, family=family, on=ON)


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_an_example_is_made_again_byte_for_byte(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    *arguments, out = command.split()[3:]
    monkeypatch.setattr(sys, "argv", ["generate", *arguments, str(tmp_path / "round.json")])
    main()
    assert (tmp_path / "round.json").read_bytes() == (ROOT / out).read_bytes()


def test_both_examples_are_made_by_a_command_of_the_page():
    made_by = {command.split()[-1] for command in COMMANDS}
    assert made_by == {f"examples/{path.name}" for path in (ROOT / "examples").glob("*.json")}


@pytest.mark.sample(6)
@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(("people", "seed"), [(4, 1), (20, 2), (60, 3), (200, 4)])
def test_a_made_up_round_has_no_fault(people: int, seed: int, family: str):
    round_ = made(people, seed, family)
    assert faults_of(round_, denmark(), load_policy()) == ()
    assert len(round_.people) == people


def test_the_same_seed_makes_the_same_bytes():
    again = generate(denmark(), load_policy(), people=20, seed=9, family="feud", on=ON)
    assert round_bytes(again) == round_bytes(made(20, 9, "feud"))


def test_another_seed_makes_other_people():
    assert made(20, 9).people != made(20, 10).people


def test_a_made_up_round_says_so():
    round_ = made()
    assert round_.made_up
    assert "made up from seed 1" in round_.label.lower()


@pytest.mark.sample(4)
@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("people", [20, 60, 200])
def test_every_rule_of_a_round_has_something_to_bind_on(people: int, family: str):
    round_ = made(people, 5, family)
    waiting = {person.key for person in round_.people}
    candidates = Counter(person.household for person in round_.people)
    placed_in_window = [p for p in round_.placed if p.former_group and (ON - p.since).days < 1_095]
    in_play = {
        "declared room": any(room.approved_because for room in round_.room),
        "service room": any(service.room == 1 for service in round_.services),
        "district ceiling": any((ON - placed.since).days < 365 for placed in round_.placed),
        "households": max(candidates.values()) == 2,
        "keep together": bool(round_.keep_together),
        "keep apart, waiting": any(set(kept.people) <= waiting for kept in round_.keep_apart),
        "keep apart, placed": any(not set(kept.people) <= waiting for kept in round_.keep_apart),
        "keep apart, by group": bool(placed_in_window),
        "closures": bool(round_.closures),
    } | {kind: any(i.kind is kind for i in round_.instructions) for kind in InstructionKind}
    assert [rule for rule, holds in in_play.items() if not holds] == []


def test_what_is_forbidden_by_hand_is_open_to_that_person_for_all_that_is_judged():
    round_ = made(20, 9)
    problem = PlacementProblem(denmark(), round_, load_policy())
    closed = np.logical_or.reduce([*judge(problem).closings.values()])
    forbidden = [i for i in round_.instructions if i.kind is InstructionKind.FORBIDDEN]
    places = [(problem.position[i.person], denmark().at[i.municipality]) for i in forbidden]
    assert len(places) == 4
    assert not any(closed[place] for place in places)


def test_a_change_of_one_part_leaves_the_people_alone(monkeypatch: pytest.MonkeyPatch):
    fewer = replace(FAMILIES["sparse"], closures=0, declaring=10, placed=10)
    monkeypatch.setattr("scenarios.generate.FAMILIES", {"sparse": fewer})
    changed = generate(denmark(), load_policy(), people=20, seed=9, family="sparse", on=ON)
    assert changed.people == made(20, 9).people


@pytest.mark.parametrize(("people", "family"), [(3, "sparse"), (20, "dense")])
def test_what_cannot_be_made_up_is_refused(people: int, family: str):
    with pytest.raises(ValueError, match="ask for four people or more and one of sparse"):
        generate(denmark(), load_policy(), people=people, seed=1, family=family, on=ON)


@pytest.mark.parametrize("family", FAMILIES.values())
def test_the_page_says_what_is_special_about_a_family(family):
    assert f"| `{family.name}` | {family.about} |" in PAGE


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--people", "3"], "--people: give a whole number from 4 to "),
        (["--people", "many"], "--people: give a whole number from 4 to "),
        (["--seed=-1"], "--seed: give a whole number from 0 to "),
        (["--family", "nobody"], "--family: give one of sparse, "),
        (["--on", "today"], "--on: give a day as YYYY-MM-DD"),
        (["--on", "1990-01-01"], "--on: "),
        (["--out", "/no/such/folder/round.json"], "--out: the file cannot be written there; "),
    ],
)
def test_what_cannot_be_made_up_is_told_in_one_line(tmp_path, monkeypatch, capsys, words, told):
    path = tmp_path / "round.json"
    monkeypatch.setattr(sys, "argv", ["generate", "--out", str(path), *words])
    with pytest.raises(SystemExit) as ended:
        main()
    error = capsys.readouterr().err
    assert (ended.value.code, error.count("\n"), path.exists()) == (2, 1, False)
    assert error.startswith(told)
    assert ".draft" not in error
