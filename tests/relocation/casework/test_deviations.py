"""How often and why decisions left the proposal, counted for the central unit and nobody else."""

from dataclasses import replace

import pytest

from relocation.errors import NotFound
from relocation.placements import service as placements
from relocation.placements.deviations import deviations
from relocation.placements.model import Deviation
from tests.relocation.casework.desk import CASEWORKER, COORDINATOR, DECIDER, OTHER_DECIDER
from tests.relocation.casework.nominating import WHY
from tests.relocation.casework.placing import FIRST, heard

LEAVES = replace(
    FIRST,
    municipality="0851",
    reason_for_deviating="he was in school there",
    deviates_for=Deviation.CANDIDATE_SAID,
)


def counted(desk, who=CASEWORKER):
    with desk.store.transaction() as session:
        found = deviations(session, who, desk.now)
        return found.decided, dict(found.left)


@pytest.mark.rule("REL-13")
def test_how_often_and_why_proposals_were_left_is_counted_for_the_central_unit(desk):
    placement = heard(desk)
    assert counted(desk) == (0, {})
    desk.do(placements.decide, DECIDER, placement, FIRST)
    assert counted(desk) == (1, {})
    desk.do(placements.send_back, OTHER_DECIDER, placement, WHY)
    desk.do(placements.decide, DECIDER, placement, LEAVES)
    assert counted(desk, DECIDER) == (2, {Deviation.CANDIDATE_SAID: 1})
    with pytest.raises(NotFound):
        counted(desk, COORDINATOR)
