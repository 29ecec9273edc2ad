"""Every refusal that the description names, on every route: brought about, and nothing repeated."""

import logging
from contextlib import ExitStack

import pytest

from tests.api.http.fuzzing.asgi import Asked
from tests.api.http.provoking import CANARY, WAYS, Provoking, declared


@pytest.mark.slow
@pytest.mark.rule("RE-14", "SE-19")
def test_each_status_is_provoked_on_each_route_that_names_it_and_repeats_nothing(
    desk_on_sqlite, caplog
):
    caplog.set_level(logging.DEBUG)
    there = Provoking(desk_on_sqlite)
    missed, undeclared, told = [], set(), []
    with ExitStack() as open_apps:
        asked = {name: open_apps.enter_context(Asked(app)) for name, app in there.apps.items()}
        for route, statuses in declared():
            for status in sorted(statuses):
                came = set()
                for where, sent in WAYS[status](there, route):
                    answer = asked[where].ask(sent)
                    came.add(answer.status)
                    if answer.status >= 400 and CANARY in answer.whole:
                        told.append((route, answer.status))
                    if answer.status == status:
                        break
                if status not in came:
                    missed.append((route, status, sorted(came)))
                undeclared |= {(route, each) for each in came if each >= 400} - {
                    (route, each) for each in statuses
                }
    assert (missed, sorted(undeclared), told) == ([], [], [])
    assert CANARY not in caplog.text
