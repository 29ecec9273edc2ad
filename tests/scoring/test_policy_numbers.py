"""Every number of a policy says what stands behind it, and senseless numbers are refused."""

import tomllib
from copy import deepcopy
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any, get_type_hints

import pytest

from scoring.policy import Policy
from scoring.policy_file import FOLDER, LATEST, load_policy, read_policy
from scoring.policy_refused import PolicyError
from scoring.solver import solve
from tests.builders import person, problem

SHIPPED = tomllib.loads((FOLDER / f"{LATEST}.toml").read_text(encoding="utf-8"))
SECTIONS = {name: kind for name, kind in get_type_hints(Policy).items() if is_dataclass(kind)}


def changed(place: str, value: Any) -> dict[str, Any]:
    """The shipped policy with another value at a place such as "aims.safety_steps.value"."""
    document = deepcopy(SHIPPED)
    table, *rest = place.split(".")
    inside = document
    for key in (table, *rest)[:-1]:
        inside = inside[key]
    inside[(table, *rest)[-1]] = value
    return document


def without(place: str) -> dict[str, Any]:
    """The shipped policy without one entry."""
    document = deepcopy(SHIPPED)
    inside = document
    *way, last = place.split(".")
    for key in way:
        inside = inside[key]
    del inside[last]
    return document


@pytest.mark.rule("SC-1")
def test_every_number_the_engine_reads_is_told_with_what_stands_behind_it():
    read = {f"{name}.{each.name}" for name, kind in SECTIONS.items() for each in fields(kind)}
    weights = {f"weights.{key}" for key in load_policy().weights}
    assert set(load_policy().numbers) == read | weights


@pytest.mark.rule("SC-1")
@pytest.mark.parametrize("name", load_policy().numbers)
def test_every_number_has_a_unit_a_reason_and_the_mark_of_a_proposal_or_a_source(name):
    number = load_policy().numbers[name]
    assert number.status in {"proposed", "published"}
    assert min(len(number.unit), len(number.reason), len(number.sensitivity)) > 3


@pytest.mark.rule("SC-1")
@pytest.mark.parametrize("lacks", ["unit", "status", "reason", "sensitivity"])
def test_a_number_without_unit_status_or_reason_is_refused(lacks):
    with pytest.raises(PolicyError, match=rf"safety\.half_exposure\.{lacks}: missing"):
        read_policy(without(f"safety.half_exposure.{lacks}"))


@pytest.mark.rule("SC-1")
def test_a_number_marked_neither_proposed_nor_published_is_refused():
    with pytest.raises(PolicyError, match="unknown_word; use one of proposed, published"):
        read_policy(changed("safety.half_exposure.status", "certain"))


@pytest.mark.rule("SC-1")
def test_a_policy_has_the_day_from_which_it_holds():
    assert type(load_policy().valid_from) is date


@pytest.mark.rule("SC-1")
@pytest.mark.parametrize("document", [without("valid_from"), changed("valid_from", "2026-11-22")])
def test_a_policy_without_a_date_is_refused(document):
    with pytest.raises(PolicyError, match="valid_from"):
        read_policy(document)


@pytest.mark.rule("SV-2")
@pytest.mark.parametrize(
    "steps", [[10, 20, 30, 40, 50, 60, 70], [40, 20], [40, 40], [0, 40], [40, 101]]
)
def test_more_than_six_steps_or_steps_that_do_not_rise_are_refused(steps):
    with pytest.raises(PolicyError, match=r"aims\.safety_steps\.value: "):
        read_policy(changed("aims.safety_steps.value", steps))


@pytest.mark.rule("SV-2")
def test_the_policy_names_the_order_in_which_the_engine_settles_the_aims():
    rules = {"evenness.form": "guarantee"}
    named = [aim.name.split(".")[0] for aim in solve(problem(person(), rules=rules)).aims]
    assert list(dict.fromkeys(named)) == list(load_policy().aims.order)


@pytest.mark.rule("SV-2")
@pytest.mark.parametrize(
    "order",
    [
        [],
        ["safety_below", "unplaced", "above_fair_share", "points", "tie_break"],
        ["unplaced", "safety_below", "points", "tie_break"],
    ],
)
def test_an_order_of_aims_that_the_engine_does_not_know_is_refused(order):
    with pytest.raises(PolicyError, match=r"aims\.order"):
        read_policy(changed("aims.order.value", order))


@pytest.mark.rule("SV-2")
def test_six_safety_steps_are_taken():
    document = changed("aims.safety_steps.value", [10, 20, 40, 60, 80, 90])
    assert len(read_policy(document).aims.safety_steps) == 6


@pytest.mark.rule("SV-2")
def test_a_floor_that_is_none_of_the_safety_steps_is_refused():
    with pytest.raises(PolicyError, match=r"safety_floor\.value: not_listed"):
        read_policy(changed("aims.safety_floor.value", 41))


@pytest.mark.rule("SV-2")
def test_weights_that_do_not_sum_to_100_are_refused():
    with pytest.raises(PolicyError, match="sum to 100"):
        read_policy(changed("weights.safety.value", 41))
