"""What is true of every criterion in every world."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.criteria import ALL
from scoring.criterion import Reason
from scoring.exposure import exposure
from scoring.person import Danger, Household
from scoring.problem import PlacementProblem
from scoring.round import Placed
from tests.builders import TODAY, code, person
from tests.scoring.judged_worlds import PLACES, only, turned, worlds

SAFETY = next(criterion for criterion in ALL if criterion.key == "safety")
EVENNESS = next(criterion for criterion in ALL if criterion.key == "even_distribution")
PLACE = st.integers(0, PLACES - 1)
FEW = settings(max_examples=40, deadline=None)


def points(told: PlacementProblem) -> np.ndarray:
    """Criteria × municipalities."""
    return np.stack([criterion.judge(only(told), told).points for criterion in ALL])


def closed(told: PlacementProblem) -> np.ndarray:
    """Rule codes × municipalities."""
    codes = [code for criterion in ALL for code in criterion.closing_codes]
    shut = np.zeros((len(codes), PLACES), bool)
    for criterion in ALL:
        for closing in criterion.judge(only(told), told).closings:
            shut[codes.index(closing.rule)] |= closing.places
    return shut


def reasons(told: PlacementProblem) -> list[tuple[Reason, ...]]:
    return [c.reasons(only(told), m, told) for c in ALL for m in range(PLACES)]


@pytest.mark.slow
@pytest.mark.rule("SC-1", "SC-10")
@FEW
@given(told=worlds())
def test_points_and_certainty_are_whole_and_from_0_to_100(told: PlacementProblem):
    sure = np.stack([criterion.judge(only(told), told).certainty for criterion in ALL])
    both = np.stack([points(told), sure])
    assert (both.dtype, both.min() >= 0, both.max() <= 100) == (np.int64, True, True)


@pytest.mark.slow
@pytest.mark.rule("SC-1")
@FEW
@given(told=worlds())
def test_the_reasons_add_up_to_the_points_at_every_municipality(told: PlacementProblem):
    sums = [sum(reason.points for reason in parts) for parts in reasons(told)]
    assert sums == points(told).ravel().tolist()


@pytest.mark.slow
@pytest.mark.rule("SC-1")
@FEW
@given(told=worlds())
def test_a_criterion_gives_only_the_reason_codes_it_lists(told: PlacementProblem):
    listed = {code for criterion in ALL for code in criterion.reason_codes}
    assert {reason.code for parts in reasons(told) for reason in parts} <= listed


@pytest.mark.slow
@pytest.mark.rule("SC-10")
@FEW
@given(told=worlds(), order=st.permutations(range(PLACES)))
def test_the_order_of_municipalities_changes_no_points(told: PlacementProblem, order: list[int]):
    assert points(told)[:, order].tolist() == points(turned(told, order)).tolist()


@pytest.mark.slow
@pytest.mark.rule("SC-10")
@FEW
@given(told=worlds(), order=st.permutations(range(PLACES)))
def test_the_order_of_municipalities_changes_no_closing(told: PlacementProblem, order: list[int]):
    assert closed(told)[:, order].tolist() == closed(turned(told, order)).tolist()


@pytest.mark.slow
@pytest.mark.rule("SC-10")
@FEW
@given(told=worlds())
def test_the_order_in_which_facts_are_told_changes_no_reason(told: PlacementProblem):
    somebody, own, shared = only(told), ("dangers", "ties", "needs"), (
        "groups", "relations", "presence", "services", "placed",
    )  # fmt: skip
    backwards = replace(somebody, **{name: getattr(somebody, name)[::-1] for name in own})
    facts = {name: getattr(told.round, name)[::-1] for name in shared}
    round_ = replace(told.round, people=(backwards,), **facts)
    assert reasons(PlacementProblem(told.country, round_, told.policy)) == reasons(told)


@pytest.mark.rule("SC-10")
@FEW
@given(told=worlds())
@pytest.mark.slow
def test_somebody_else_in_the_round_changes_the_points_for_evenness_alone(told: PlacementProblem):
    both = (*told.round.people, person("zz-another"))
    homes = (*told.round.households, Household(key="h-zz-another", persons=1))
    round_ = replace(told.round, people=both, households=homes)
    grown = PlacementProblem(told.country, round_, told.policy)
    assert points(grown)[:4].tolist() == points(told)[:4].tolist()


@pytest.mark.slow
@pytest.mark.rule("SC-10")
@FEW
@given(told=worlds(), place=PLACE)
def test_more_danger_gives_safety_points_nowhere(told: PlacementProblem, place: int):
    somebody = only(told)
    worse = replace(
        somebody,
        dangers=(
            *somebody.dangers,
            Danger(municipality=code(place), severity=3, as_of=date(2026, 6, 1)),
        ),
    )
    gained = SAFETY.judge(worse, told).points - SAFETY.judge(somebody, told).points
    assert gained.max() <= 0


@pytest.mark.rule("SC-10")
@FEW
@given(told=worlds())
@pytest.mark.slow
def test_a_higher_presence_gives_safety_points_nowhere(told: PlacementProblem):
    stronger = tuple(replace(p, level=min(4, p.level + 1)) for p in told.round.presence)
    other = PlacementProblem(told.country, replace(told.round, presence=stronger), told.policy)
    gained = SAFETY.judge(only(other), other).points - SAFETY.judge(only(told), told).points
    assert gained.max() <= 0


@pytest.mark.slow
@pytest.mark.rule("SC-3", "SC-10")
@FEW
@given(told=worlds())
def test_a_higher_presence_opens_no_closed_place(told: PlacementProblem):
    stronger = tuple(replace(p, level=min(4, p.level + 1)) for p in told.round.presence)
    other = PlacementProblem(told.country, replace(told.round, presence=stronger), told.policy)
    assert not (closed(told) & ~closed(other)).any()


@pytest.mark.slow
@pytest.mark.rule("SC-3", "SC-10")
@FEW
@given(told=worlds())
def test_a_higher_threat_level_opens_no_closed_place(told: PlacementProblem):
    worse = replace(only(told), threat_level=5)
    other = PlacementProblem(told.country, replace(told.round, people=(worse,)), told.policy)
    assert not (closed(told) & ~closed(other)).any()


@pytest.mark.slow
@pytest.mark.rule("SC-7", "SC-10")
@FEW
@given(told=worlds(), place=PLACE)
def test_one_more_received_never_gives_a_municipality_more_evenness(
    told: PlacementProblem, place: int
):
    one_more = Placed(key="one-more", municipality=code(place), since=TODAY)
    round_ = replace(told.round, placed=(*told.round.placed, one_more))
    other = PlacementProblem(told.country, round_, told.policy)
    before, after = (EVENNESS.judge(only(world), world) for world in (told, other))
    assert after.points[place] <= before.points[place]


@pytest.mark.slow
@pytest.mark.rule("SC-2")
@FEW
@given(told=worlds())
def test_dates_of_reports_never_change_exposure(told: PlacementProblem):
    older = tuple(replace(p, as_of=date(2015, 1, 1)) for p in told.round.presence)
    other = PlacementProblem(told.country, replace(told.round, presence=older), told.policy)
    assert exposure(only(other), other).tolist() == exposure(only(told), told).tolist()


@pytest.mark.slow
@pytest.mark.rule("SC-8")
@FEW
@given(told=worlds())
def test_a_group_looked_for_everywhere_makes_safety_no_less_certain(told: PlacementProblem):
    surveyed = tuple(replace(group, surveyed=True) for group in told.round.groups)
    other = PlacementProblem(told.country, replace(told.round, groups=surveyed), told.policy)
    gained = SAFETY.judge(only(other), other).certainty - SAFETY.judge(only(told), told).certainty
    assert gained.min() >= 0
