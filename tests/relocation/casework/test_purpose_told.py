"""Whoever reads what tells of safety, family or a place says what for (SE-3)."""

import pytest

from relocation.errors import NotFound, PurposeMissing
from relocation.handovers.mismatches import mismatches
from relocation.placements.sheets import sheet
from tests.relocation.casework.desk import CASEWORKER, COORDINATOR, STRANGER
from tests.relocation.casework.handing_over import opened, term
from tests.relocation.casework.placing import hearing


def answered(desk, ask, who, row):
    with desk.store.transaction() as session:
        return ask(session, who, row, None, desk.now)


@pytest.mark.rule("SE-3")
@pytest.mark.slow
def test_no_sheet_opens_without_a_stated_purpose_and_nobody_learns_by_that_of_one(desk):
    placement = hearing(desk)
    for who in (CASEWORKER, COORDINATOR):
        with pytest.raises(PurposeMissing):
            answered(desk, sheet, who, placement)
    with pytest.raises(NotFound):
        answered(desk, sheet, STRANGER, placement)


@pytest.mark.rule("SE-3")
@pytest.mark.slow
def test_terms_are_compared_with_what_is_declared_for_a_stated_purpose_alone(desk):
    handover = opened(desk)
    term(desk, handover)
    with pytest.raises(PurposeMissing):
        answered(desk, mismatches, COORDINATOR, handover)
