"""Whether a person lives in one place or another, no byte off the list tells over HTTP."""

from itertools import cycle

import pytest

from tests.api.http.twin_worlds import worlds
from tests.relocation.casework.test_twins import PAIRS, UNTIL


@pytest.mark.slow
@pytest.mark.rule("SE-6")
@pytest.mark.parametrize(("pair", "until"), [*zip(cycle(PAIRS), UNTIL, strict=False)])
def test_twin_worlds_answer_every_account_off_the_list_with_the_same_bytes(
    sqlite_template, tmp_path, pair, until
):
    one, other = worlds(sqlite_template, tmp_path, pair, until)
    assert len(one) > 1_000
    assert one == other
