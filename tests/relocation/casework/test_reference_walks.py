"""Walks by chance through the whole casework, beside a small reference that shares no code."""

from random import Random

import pytest

from relocation.permissions import Role
from tests.relocation.casework.reference_table import TABLE
from tests.relocation.casework.walk_compared import Differs
from tests.relocation.casework.walk_people import CASEWORKER, COORDINATOR
from tests.relocation.casework.walk_presses import button_for
from tests.relocation.casework.walk_starts import admitted, furnished, referred
from tests.relocation.casework.walks import walked

STEPS, TOGETHER = 30, 25
EVERY_WAY = {"accepted", "StepNotOpen", "NotFound", "NotAllowed", "Missing", "Stale"}


@pytest.fixture
def walks_of(desk):
    """Opened for a walk, whatever it begins with."""
    return furnished(desk)


def refer(walk):
    button = button_for(walk.random, "case", "refer", is_whole=True)
    return walk.press(COORDINATOR, walk.reference.case, "refer", button)


@pytest.mark.rule("RE-17")
def test_a_walk_goes_wrong_where_the_table_of_expectation_refuses_what_the_product_takes(
    walks_of, monkeypatch
):
    walk = referred(walks_of, Random(1), with_central_unit=True)
    monkeypatch.delitem(TABLE, ("case", "refer", "draft"))
    with pytest.raises(Differs, match=r"the product \(\), the reference \('StepNotOpen',\)"):
        refer(walk)


@pytest.mark.rule("RE-17")
def test_a_walk_goes_wrong_where_somebody_stands_on_the_list_and_should_not(walks_of):
    walk = admitted(walks_of, Random(1))
    walks_of.join(CASEWORKER, Role.CENTRAL_DECISION_MAKER, walk.case)
    with pytest.raises(Differs, match=r"^list: "):
        walk.compare()


@pytest.mark.slow
@pytest.mark.rule("RE-17")
def test_no_walk_by_chance_reaches_what_the_reference_does_not_allow(walks_of):
    """Others of them go over HTTP, where each press is a request; there are more of those."""
    is_sqlite = walks_of.store.database.dialect.name == "sqlite"
    found = walked(walks_of, 4 * TOGETHER, TOGETHER if is_sqlite else 6, STEPS)
    assert found.wrong == []
    assert not is_sqlite or set(found.refused) >= EVERY_WAY
