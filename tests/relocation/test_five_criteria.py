"""The five criteria by which the whole country decides where, under the same names everywhere."""

import pytest

from relocation.permissions import Role, Stage
from relocation.placements.model import Criterion, Deviation
from relocation.placements.readers import sheet_for
from scoring.criteria import ALL
from tests.relocation.reader_worlds import usual


@pytest.mark.rule("REL-4")
def test_engine_sheet_decision_and_count_of_deviations_speak_of_the_same_five():
    engine = [each.key for each in ALL]
    sheet = sheet_for(Role.CENTRAL_DECISION_MAKER, Stage.PLACEMENT, usual())
    assert [each.key for each in sheet.whole.criteria] == engine
    assert [each.value for each in Criterion] == engine
    assert [each.value for each in Deviation][: len(engine)] == engine
