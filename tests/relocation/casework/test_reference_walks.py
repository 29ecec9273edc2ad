"""The workflow is the published page and nothing else, whatever is pressed in whatever order."""

import pytest

from tests.relocation.casework.walks import walks

PARTS = 5


@pytest.mark.rule("RE-17")
def test_a_short_walk_leads_nowhere_but_where_the_reference_says(sqlite_template):
    walks(sqlite_template, 1, 5, 0)


@pytest.mark.slow
@pytest.mark.rule("RE-17")
@pytest.mark.parametrize("part", range(PARTS))
def test_no_order_of_presses_leads_anywhere_but_where_the_reference_says(sqlite_template, part):
    walks(sqlite_template, 100 // PARTS, 30, part)
