"""Decisions beside the proposal and the wish: what binds nobody, and how often it was left."""

from dataclasses import replace

import pytest

from relocation.cases import service as cases
from relocation.cases.kinds import NEEDS
from relocation.errors import NotFound
from relocation.placements import service as placements
from relocation.placements.deviations import deviations
from relocation.placements.model import Deviation
from scoring.person import Wish, WishKind
from tests.relocation.casefile.reading import asked
from tests.relocation.casework.desk import CASE, CASEWORKER, COORDINATOR, DECIDER, OTHER_DECIDER
from tests.relocation.casework.nominating import WHY
from tests.relocation.casework.placing import FIRST, described, hear, heard, opened, propose

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
@pytest.mark.slow
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


@pytest.mark.rule("REL-5")
@pytest.mark.slow
def test_a_wish_of_the_candidate_is_shown_and_binds_nobody(desk):
    placement = opened(desk)
    described(desk)
    avoided = Wish(kind=WishKind.AVOIDS, municipality=FIRST.municipality)
    needs = replace(desk.kept(CASE, None, NEEDS), wishes=(avoided,))
    desk.do(cases.describe_needs, COORDINATOR, CASE, needs)
    desk.later(minutes=1)
    propose(desk)
    with desk.store.transaction() as session:
        (shown,) = asked(session, CASEWORKER, CASE, NEEDS)
    assert shown.content["wishes"] == [{"kind": "avoids", "municipality": "0751"}]
    desk.do(placements.withhold_shortlist, CASEWORKER, placement, WHY)
    hear(desk, placement)
    meant = replace(FIRST, reason_for_deviating=WHY)
    assert desk.do(placements.decide, DECIDER, placement, meant).state == "decided"
