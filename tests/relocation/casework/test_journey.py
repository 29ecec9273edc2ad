"""One whole journey: from the referral to a completed handover, and a second move from there."""

from datetime import date

import pytest

from relocation.access.service import readers_of
from relocation.cases import service as cases
from relocation.cases.kinds import IDENTITY
from relocation.cases.papers import CourseChange
from relocation.errors import NotAllowed
from relocation.handovers import service as handovers
from relocation.handovers import terms
from relocation.nominations import service as nominations
from relocation.permissions import Role, Stage
from relocation.placements import service as placements
from relocation.placements.kinds import CHOICE
from tests.relocation.casefile.reading import asked
from tests.relocation.casework.desk import (
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    OTHER_DECIDER,
    POLICE,
    RECEIVER,
)
from tests.relocation.casework.entering import AGREEMENT, SIGNED, admitted
from tests.relocation.casework.handing_over import (
    ARRIVED,
    briefed,
    give_all,
    name_person,
    opened_from,
    sign_anew,
    term,
)
from tests.relocation.casework.nominating import REQUEST, TO_JUDGED, take
from tests.relocation.casework.placing import FIRST, described, hear, propose

LONGER = CourseChange(until=date(2028, 1, 1), reasons="a new job")


def nominated(desk):
    """Necessity comes before the agreement's terms (WF-10)."""
    case = admitted(desk)
    desk.join(OTHER_DECIDER, Role.CENTRAL_DECISION_MAKER, case)
    nomination = desk.do(nominations.draft, COORDINATOR, case, REQUEST).row
    for step in (*TO_JUDGED, "confirm"):
        take(desk, nomination, step)
    desk.do(cases.draw_up_agreement, COORDINATOR, case, AGREEMENT)
    desk.do(cases.sign_agreement, COORDINATOR, case, SIGNED)
    return case, desk.below(nomination, "placement")


def placed(desk, placement):
    desk.later(hours=1)
    described(desk, desk.row(placement).case_id)
    propose(desk)
    desk.do(placements.release_shortlist, CASEWORKER, placement)
    hear(desk, placement)
    desk.do(placements.decide, DECIDER, placement, FIRST)
    desk.do(placements.approve, OTHER_DECIDER, placement)


def handed_over(desk, placement, handover=None):
    handover = handover or opened_from(desk, placement)
    briefed(desk)
    desk.do(terms.accept, RECEIVER, term(desk, handover))
    name_person(desk, handover)
    desk.do(handovers.clear_move, RECEIVER, handover)
    desk.do(handovers.confirm_move, RECEIVER, handover, ARRIVED)
    sign_anew(desk, handover)
    give_all(desk, handover)
    desk.do(handovers.complete, RECEIVER, handover)


def journey(desk):
    case, placement = nominated(desk)
    placed(desk, placement)
    handed_over(desk, placement)
    return case


def readers(desk, case, *who, kind=IDENTITY):
    with desk.store.transaction() as session:
        return [bool(asked(session, each, case, kind)) for each in who]


@pytest.mark.slow
@pytest.mark.rule("HO-5")
def test_from_the_referral_to_the_completed_handover(desk):
    case = journey(desk)
    assert desk.stage(case) == Stage.RELOCATED
    assert readers(desk, case, COORDINATOR, RECEIVER) == [False, True]
    waiting = {
        row.workflow
        for workflow in ("nomination", "placement", "handover", "term", "knowledge_item")
        for row in desk.rows(workflow)
        if row.due is not None
    }
    assert waiting == set()
    with pytest.raises(NotAllowed):
        desk.do(cases.extend, COORDINATOR, case, LONGER)
    assert desk.do(cases.extend, RECEIVER, case, LONGER).state == "in_course"


@pytest.mark.slow
@pytest.mark.rule("HO-8")
def test_the_sender_loses_sight_of_the_place_when_the_handover_completes(desk):
    case, placement = nominated(desk)
    placed(desk, placement)
    opened_from(desk, placement)
    before = readers(desk, case, COORDINATOR, POLICE, RECEIVER, kind=CHOICE)
    handed_over(desk, placement, desk.below(placement, "handover"))
    after = readers(desk, case, COORDINATOR, POLICE, RECEIVER, kind=CHOICE)
    assert (before, after) == ([True, True, True], [False, False, True])


@pytest.mark.slow
@pytest.mark.rule("HO-8")
def test_a_second_nomination_opens_a_relocation_from_where_the_person_lives_now(desk):
    case = journey(desk)
    nomination = desk.do(nominations.draft, RECEIVER, case, REQUEST).row
    assert desk.stage(case) == Stage.ENROLLED
    assert desk.do(nominations.request, RECEIVER, nomination).state == "requested"
    assert readers(desk, case, RECEIVER) == [True]
    assert COORDINATOR.user not in listed(desk, case)


@pytest.mark.slow
@pytest.mark.rule("HO-8")
def test_after_the_move_the_earlier_sender_begins_no_nomination(desk):
    case = journey(desk)
    for who in (COORDINATOR, POLICE):
        with pytest.raises(NotAllowed):
            desk.do(nominations.draft, who, case, REQUEST)
    assert desk.stage(case) == Stage.RELOCATED


def listed(desk, case):
    with desk.store.transaction() as session:
        return readers_of(session, case, frozenset(Role), desk.now)
