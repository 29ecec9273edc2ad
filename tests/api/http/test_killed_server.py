"""Whenever a server dies, a client that asks once more loses, doubles and halves nothing."""

import pytest

from tests.api.http.killed_server import KilledServer
from tests.relocation.casework.killed_journeys import killed_often


@pytest.mark.slow
@pytest.mark.rule("RE-1", "RE-5")
def test_of_twenty_kills_of_a_server_on_a_whole_journey_none_loses_doubles_or_halves_a_press(
    desk, tmp_path
):
    assert killed_often(KilledServer(desk, tmp_path), kills=20, seed=1) == []
