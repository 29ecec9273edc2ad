"""`relocation explain` obeys the access matrix for both readers of the central unit."""

import pytest

from relocation.permissions import DataClass, Level, Role, Stage, level
from tests.api.conftest import run

NOTHING = "This reader gets to see nothing at this stage.\n"


@pytest.mark.sample(3)
@pytest.mark.rule("EX-5")
@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("role", [Role.CENTRAL_CASEWORKER, Role.CENTRAL_DECISION_MAKER])
def test_the_central_unit_reads_the_proposal_when_the_matrix_says_so(proposed, role, stage):
    asked = ("explain", proposed.result, proposed.round, proposed.person, "--language", "en")
    whole = run(*asked).stdout
    told = run(*asked, "--reader", role.value, "--stage", stage.value[:2]).stdout
    full = level(role, DataClass.PROPOSAL, stage) is Level.FULL
    assert told == (whole if full else NOTHING)
