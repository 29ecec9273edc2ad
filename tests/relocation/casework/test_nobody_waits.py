"""Nobody is waited for who can do nothing: of an earlier home, and in a case that is closed."""

from contextlib import suppress
from dataclasses import replace
from random import Random

import pytest
from sqlalchemy import select

from relocation.access.service import standing
from relocation.cases import kinds as of_cases
from relocation.cases import service as cases
from relocation.cases.papers import CandidatesWord
from relocation.errors import NotFound, StepNotOpen
from relocation.open_steps import open_steps
from relocation.permissions import Stage
from relocation.placements import checks
from relocation.proceedings.tables import ProceedingRow
from tests.relocation.casework import walk_starts, walk_ways
from tests.relocation.casework.desk import CASE, CASEWORKER
from tests.relocation.casework.entering import PICTURE
from tests.relocation.casework.handing_over import assessed
from tests.relocation.casework.nominating import WHY
from tests.relocation.casework.placing import approved
from tests.relocation.casework.relocating import (
    CHOSEN,
    ELSEWHERE,
    HOME,
    assess_anew,
    complete,
    contact,
    decide,
    find_necessary,
    nominate,
)
from tests.relocation.casework.waiting import row
from tests.relocation.casework.walk_places import button_of

ASKED = ("check_due", "nomination_called_for")


def states(desk, placement):
    rows = [each for each in desk.rows("place_check") if each.parent == placement]
    assert not any(each.due for each in rows if each.state not in ASKED)
    return sorted(each.state for each in rows)


@pytest.mark.slow
@pytest.mark.rule("REL-9", "WF-25")
def test_a_check_of_a_place_falls_away_where_the_person_moved_on_or_the_case_is_closed(desk):
    first = approved(desk, assessed)
    complete(desk, contact(desk, first, CHOSEN), HOME, CHOSEN)
    desk.later(days=1)
    assess_anew(desk, CASE, CHOSEN.police)
    for state in ("nomination_called_for", "holds", "nominated"):
        row(desk, CASE, "place_check", state, first)
    placement = find_necessary(desk, nominate(desk, CASE, CHOSEN))
    desk.write(CASE, of_cases.PICTURE, replace(PICTURE, place_left=CHOSEN.code))
    decide(desk, placement, CHOSEN, ELSEWHERE)
    handover = contact(desk, placement, ELSEWHERE)
    assert "check_due" in states(desk, first)
    complete(desk, handover, CHOSEN, ELSEWHERE)
    assert not set(states(desk, first)) & set(ASKED)
    for each in desk.rows("place_check"):
        with pytest.raises(StepNotOpen):
            desk.do(checks.call_for_nomination, CASEWORKER, each.id, WHY)
    assess_anew(desk, CASE, ELSEWHERE.police)
    assert states(desk, placement) == ["check_due"]
    said = CandidatesWord(said="no more", on=desk.now.date())
    desk.do(cases.withdraw, ELSEWHERE.coordinator, CASE, said)
    assert (desk.stage(), states(desk, placement)) == (Stage.CLOSED, ["fallen_away"])


CAN_BE_DONE = {("acute_review", "review_due")}
"""What may still be due: those who decide review an acute answer in a closed case too (REL-10)."""
FOR_OTHERS = {"reconsideration"}
"""Asked for and not answered yet, it is looked at where reconsiderations are tested."""
WAYS = {
    "both inquiries asked": walk_ways.INTERVIEWED[:6],
    "the police's recorded": walk_ways.INTERVIEWED[:8],
    "met": walk_ways.EARLY["met"][1],
    "not eligible after all": walk_ways.LATE["not eligible after all"][1],
    "in course": walk_ways.LATE["in course"][1],
    "acute": walk_ways.LATE["acute"][1],
    "no place": walk_ways.LATE["no place"][1],
    "hearings asked": (*walk_ways.TO_NECESSARY, *walk_ways.HEARD[:4]),
    "unsafe there": walk_ways.LATE["unsafe there"][1],
    "mediated": walk_ways.LATE["mediated"][1],
    "relocated": (
        *walk_ways.LATE["relocated without abode"][1],
        walk_ways.Go(walk_ways.RECEIVER, "begin", "report_change"),
    ),
}
"""Ways into a case, each up to where somebody is waited for."""
ENDS = {
    "not eligible after all": "close",
    "in course": "let_lapse",
}
"""How the case ends there; elsewhere the candidate leaves."""


def ended(desk, way, end, random):
    """A case that was led that way and ended there."""
    opened = walk_starts.referred if way[:1] == walk_ways.REFERRED else walk_starts.admitted
    how = {"with_central_unit": True} if opened is walk_starts.referred else {}
    walk = opened(desk, random, **how)
    walk_starts.go(walk, "here")
    case = walk.reference.case
    for who in walk.actors:
        button = button_of(walk, walk_starts.Steady(1, 0.5), case, end, is_whole=True)
        if walk.press(who, case, end, button):
            break
    assert walk.reference.stage == "S8"
    walk.wait(days=200)
    return walk


def due_in(desk, walk):
    """What is due in a case, with the steps that anybody of it may take there."""
    with desk.store.transaction() as session:
        due = ProceedingRow.case_id == walk.case, ProceedingRow.due.is_not(None)
        for each in session.scalars(select(ProceedingRow).where(*due)).all():
            steps = set()
            for who in walk.actors:
                with suppress(NotFound):
                    stands = standing(session, who, walk.case, desk.now)
                    steps |= set(open_steps(session, who, each, stands))
            yield each.workflow, each.state, steps


@pytest.mark.slow
@pytest.mark.rule("REL-10", "WF-25")
@pytest.mark.parametrize("way", WAYS)
def test_in_a_closed_case_nothing_is_due_that_nobody_can_do(desk, way, monkeypatch):
    monkeypatch.setitem(walk_ways.WAYS, "here", (1, WAYS[way]))
    desk, end = walk_starts.furnished(desk), ENDS.get(way, "withdraw")
    walk = ended(desk, WAYS[way], end, Random(5))
    for workflow, state, steps in due_in(desk, walk):
        assert workflow in FOR_OTHERS or ((workflow, state) in CAN_BE_DONE and steps), way
