"""Whatever stands for a number of a policy: it is refused, or the round is solved soundly."""

import re
import tomllib
from dataclasses import fields
from itertools import product
from random import Random
from typing import get_type_hints

import numpy as np
import pytest

from relocation import statistics_policy, store_policy
from relocation.deadlines import policy_file as deadlines
from scoring.check import check
from scoring.judging import judge
from scoring.policy import Policy
from scoring.policy_file import FOLDER, LATEST, SECTIONS, read_policy_text
from scoring.policy_refused import PolicyError
from scoring.policy_values import marks_of
from scoring.problem import PlacementProblem
from scoring.solver import solve
from tests.worlds import small_world

TEXT = (FOLDER / f"{LATEST}.toml").read_text(encoding="utf-8")
NUMBERS = [
    f"{section}.{key}"
    for section, table in tomllib.loads(TEXT).items()
    if section != "services" and isinstance(table, dict)
    for key in table
]
VALUES = ("0", "-1", "1e9", "nan", "inf", '"SECRET"', "true", "[]", "2021-12-13", str(10**30))
TOLD = {"-1": r"(?<!\d)-1\b", "1e9": r"1e\+?0?9|10{9}\b", "nan": r"\bnan\b", "inf": r"\binf\b"}
"""What would betray a value; 0 and true stand in remedies, an empty list betrays nothing."""
OTHERS = {
    '"SECRET"': "SECRET",
    "2021-12-13": "2021|datetime",
    str(10**30): r"10{9}|1e\+?30",
    "0": "(?!)",
    "true": "True",
    "[]": r"\[\]",
}
CASES = list(product(NUMBERS, VALUES, (True, False)))
Random(1).shuffle(CASES)


def changed(name, value, *, plausible):
    """The shipped text with another value, and without its plausible range unless it is kept."""
    head, mark, rest = TEXT.partition(f"[{name}]\n")
    entry, end, after = rest.partition("\n[")
    entry = re.sub(r"^value = .*$", lambda _: f"value = {value}", entry, flags=re.MULTILINE)
    if not plausible:
        entry = re.sub(r"^plausible = .*$", "", entry, flags=re.MULTILINE)
    return head + mark + entry + end + after


def read(text):
    """The policy, or how it is refused."""
    try:
        return read_policy_text(text)
    except PolicyError as refused:
        return refused


def solves_soundly(policy):
    """Solve two small worlds with it; the points are points and the checker finds no fault."""
    for seed in (3, 8):
        world = small_world(seed)
        asked = PlacementProblem(world.country, world.round, policy)
        for points in judge(asked).points.values():
            assert np.all((points >= 0) & (points <= 100))
        assert not check(asked, solve(asked))


@pytest.mark.sample(40)
@pytest.mark.rule("SC-1")
@pytest.mark.parametrize(("name", "value", "plausible"), CASES)
def test_a_hostile_value_is_refused_without_being_told_or_gives_a_sound_plan(
    name, value, plausible
):
    found = read(changed(name, value, plausible=plausible))
    if isinstance(found, Policy):
        solves_soundly(found)
    else:
        assert all(fault.line for fault in found.faults)
        assert not re.search((TOLD | OTHERS)[value], str(found))


def ends():
    """The least and the most that each whole number or fraction may be, where it has a range."""
    for section, kind in SECTIONS.items():
        for key, hint in get_type_hints(kind, include_extras=True).items():
            for mark in marks_of(hint):
                if hasattr(mark, "least") and not str(hint.__origin__).startswith("tuple"):
                    least = 1e-9 if getattr(mark, "above", False) else mark.least
                    yield f"{section}.{key}", hint.__origin__(least)
                    yield f"{section}.{key}", hint.__origin__(mark.most)


@pytest.mark.sample(8)
@pytest.mark.rule("SC-1")
@pytest.mark.parametrize(("name", "end"), list(ends()))
def test_at_the_ends_of_its_range_a_number_still_gives_a_sound_plan(name, end):
    found = read(changed(name, end, plausible=False))
    if isinstance(found, Policy):
        solves_soundly(found)
    else:
        assert {fault.rule for fault in found.faults} <= {"wrong_order", "not_listed"}


def kinds():
    """The fields of every policy that this reader reads."""
    read_alike = (store_policy, deadlines, statistics_policy)
    sections = [
        *SECTIONS.values(),
        *(kind for each in read_alike for kind in each.SECTIONS.values()),
    ]
    for kind in sections:
        hints = get_type_hints(kind, include_extras=True)
        yield from ((kind.__name__, each.name, hints[each.name]) for each in fields(kind))


@pytest.mark.parametrize(("kind", "name", "hint"), list(kinds()))
def test_beside_every_number_stands_what_it_may_be(kind, name, hint):
    assert hint is bool or marks_of(hint), f"{kind}.{name} has no mark"


def test_the_shipped_policy_solves_soundly():
    solves_soundly(read_policy_text(TEXT))
