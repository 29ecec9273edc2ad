"""An office: a store with accounts at work, and a table of what the errands did."""

import pytest

from relocation.actor import Function
from tests.relocation.long_jobs.errands import made


@pytest.fixture
def office(desk):
    made(desk.store)
    return desk


@pytest.fixture
def who(office):
    return office.actor(Function.CENTRAL_CASEWORKER)
