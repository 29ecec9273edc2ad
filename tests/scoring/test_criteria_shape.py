"""The shape of the criteria: what each says of itself, and what none may ask."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

import scoring.criteria
from scoring.country import Country
from scoring.criteria import ALL
from scoring.policy import Policy
from scoring.policy_file import load_policy
from scoring.round import Round

CRITERIA = {criterion.key: criterion for criterion in ALL}
FORBIDDEN = ("ethnic", "religio", "national", "etnic", "race", "descent", "citizenship", "faith")


@pytest.mark.rule("REL-4")
def test_the_five_criteria_stand_in_the_order_of_the_recommendation():
    assert list(CRITERIA) == [
        "safety",
        "family_and_network",
        "work_and_education",
        "social_needs",
        "even_distribution",
    ]


@pytest.mark.rule("REL-4")
def test_the_policy_weighs_exactly_the_criteria_that_exist():
    assert set(load_policy().weights) == set(CRITERIA)


@pytest.mark.rule("SC-1")
@pytest.mark.parametrize("key", CRITERIA)
def test_label_unit_source_and_date_stand_beside_the_formula(key: str):
    criterion = CRITERIA[key]
    assert all([criterion.label, criterion.unit, criterion.source, criterion.valid_from])


@pytest.mark.rule("SC-1")
@pytest.mark.parametrize("key", CRITERIA)
def test_every_reason_code_is_one_criterions_own(key: str):
    others = {code for c in ALL if c.key != key for code in (*c.reason_codes, *c.closing_codes)}
    assert not others & {*CRITERIA[key].reason_codes, *CRITERIA[key].closing_codes}


@pytest.mark.rule("SC-9")
def test_a_sixth_criterion_is_found_by_its_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    sixth = "class Sixth:\n    key, order = 'sixth', 6\n\n\nCRITERION = Sixth()\n"
    (tmp_path / "a_sixth.py").write_text(sixth, encoding="utf-8")
    monkeypatch.setattr(scoring.criteria, "__path__", [*scoring.criteria.__path__, str(tmp_path)])
    assert [criterion.key for criterion in scoring.criteria._load()][-1] == "sixth"


@pytest.mark.rule("SC-10")
def test_ethnicity_religion_and_nationality_are_inputs_nowhere():
    names = {name for kind in (Round, Country, Policy) for name in _names(kind)}
    assert [name for name in names if any(word in name.lower() for word in FORBIDDEN)] == []


def _names(kind: Any) -> Iterator[str]:
    """The names of all fields of a dataclass and of the dataclasses within it."""
    if is_dataclass(kind):
        yield from (each.name for each in fields(kind))
        for hint in get_type_hints(kind).values():
            yield from _names(hint)
    for part in get_args(kind):
        yield from _names(part)
