"""An opening in an emergency is answered for before the case that it was of is erased (SE-16)."""

import pytest

from relocation.actor import Function
from relocation.cases import service as cases
from relocation.errors import Missing
from relocation.jobs.erasing import erase, to_erase
from relocation.people.tables import AccountRow
from relocation.staffing import service as staffing
from tests.relocation.casework.desk import CASE, COORDINATOR, STRANGER, account
from tests.relocation.casework.due import ran
from tests.relocation.casework.entering import LEAVES
from tests.relocation.casework.test_leaving_told import broken

AUDITOR = account("auditor", "central", Function.AUDITOR)


@pytest.fixture
def opened(desk):
    """A case to be erased, which somebody off its list just opened in an emergency."""
    desk.open_case()
    desk.at_receiver(STRANGER)
    desk.do(cases.withdraw, COORDINATOR, CASE, LEAVES)
    desk.later(days=740)
    assert to_erase(desk.store, desk.now) == (CASE,)
    return broken(desk, STRANGER)


def waits(desk):
    assert to_erase(desk.store, desk.now) == ()
    with pytest.raises(Missing) as refused:
        erase(desk.store, CASE, desk.now)
    assert set(refused.value.needs) == {"glass_answered"}


@pytest.mark.slow
@pytest.mark.rule("SE-16", "SE-11")
def test_a_case_is_not_erased_before_a_glass_broken_in_it_is_answered_for(desk, opened):
    waits(desk)
    with desk.store.transaction() as session:
        (glass,) = staffing.glasses(session, AUDITOR, desk.now)
    assert (glass.row, glass.state) == (opened, "glass_broken")
    desk.later(days=3)
    waits(desk)
    ran(desk)
    with desk.store.transaction() as session:
        assert session.get_one(AccountRow, STRANGER.user).disabled_since is not None
    assert to_erase(desk.store, desk.now) == (CASE,)
    erase(desk.store, CASE, desk.now)
    assert desk.stage() == "S9_erased"
