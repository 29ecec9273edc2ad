"""The walks by chance over HTTP, beside the same reference: every press is a request."""

import pytest

from tests.relocation.casework.test_reference_walks import EVERY_WAY, STEPS, TOGETHER
from tests.relocation.casework.walk_starts import furnished
from tests.relocation.casework.walks import walked


@pytest.mark.slow
@pytest.mark.rule("RE-17", "RE-18")
@pytest.mark.parametrize("start", range(0, 4 * TOGETHER, TOGETHER))
def test_no_walk_by_chance_over_http_reaches_what_the_reference_does_not_allow(
    desk_on_sqlite, start
):
    found = walked(furnished(desk_on_sqlite), start, TOGETHER, STEPS)
    assert found.wrong == []
    assert set(found.refused) >= EVERY_WAY


@pytest.mark.slow
@pytest.mark.rule("RE-17", "RE-18")
def test_nor_does_one_on_either_database(desk):
    assert walked(furnished(desk), 4 * TOGETHER, 3, STEPS).wrong == []
