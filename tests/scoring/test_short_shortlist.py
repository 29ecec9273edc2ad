"""Where fewer places are open than a shortlist has options, the list is shorter."""

import pytest

from relocation.permissions import Role, Stage
from relocation.placements.readers import sheet_for
from scoring.explain import explain
from scoring.solver import solve
from tests.builders import code, country, person, problem

FEW = {"shortlist.open_places_at_least": 1, "shortlist.options": 3}


def explained(places, rules):
    """Somebody who cannot stay in the first of so many municipalities."""
    world = problem(person(), land=country(places), rules=rules)
    return explain(world, solve(world), "p1")


@pytest.mark.rule("SE-6")
@pytest.mark.parametrize(("places", "listed"), [(2, 1), (3, 2), (4, 3), (5, 3)])
def test_a_list_has_as_many_places_as_are_open_and_no_more_than_the_policy_says(places, listed):
    options = explained(places, FEW).options
    assert len({each.municipality for each in options}) == len(options) == listed
    assert code(0) not in {each.municipality for each in options}


@pytest.mark.rule("SE-6")
@pytest.mark.parametrize("role", [Role.CANDIDATE, Role.MUNI_SENDER])
def test_sender_and_candidate_read_the_shorter_list_or_none_where_the_policy_asks_for_more(role):
    stage = next(stage for stage in Stage if stage.value.startswith("S4"))
    few = sheet_for(role, stage, explained(2, FEW), released=True)
    assert few is not None
    assert len(few.options) == 1
    asked_for_more = explained(2, FEW | {"shortlist.open_places_at_least": 2})
    assert sheet_for(role, stage, asked_for_more, released=True) is None
