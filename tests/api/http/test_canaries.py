"""Every route, role and stage, on the list or not: what is secret is told where the table says."""

import logging

import pytest

from tests.api.http.looking import looked_through
from tests.relocation.casework.canaries import THERE, names_the_place
from tests.relocation.casework.test_canaries import canaries_in

RESPONSES = 5_000
"""At least so many answers are looked through."""


@pytest.mark.slow
@pytest.mark.rule("SE-5", "SE-1")
def test_at_every_route_and_stage_each_role_is_told_what_the_table_of_access_says(
    desk_on_sqlite, caplog
):
    caplog.set_level(logging.DEBUG)
    looking = looked_through(desk_on_sqlite)
    assert looking.answers >= RESPONSES
    assert canaries_in(caplog.text) == set()
    assert not names_the_place(caplog.text)
    assert THERE.coordinator.user not in caplog.text
