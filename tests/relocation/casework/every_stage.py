"""A case in every stage, each brought there by the services' own steps."""

from relocation.handovers import service as handovers
from relocation.jobs.erasing import erase
from relocation.nominations import service as nominations
from relocation.permissions import Role, Stage
from tests.relocation.casework.desk import CASEWORKER, OTHER_DECIDER, POLICE, RECEIVER
from tests.relocation.casework.entering import admitted, pre_visited
from tests.relocation.casework.nominating import NEEDED
from tests.relocation.casework.relocating import (
    CHOSEN,
    ELSEWHERE,
    HOME,
    Side,
    agree,
    arrive,
    contact,
    decide,
    hand_over_knowledge,
    name_person,
    nominate,
    sign_anew,
)
from tests.relocation.casework.test_erasing import closed
from tests.relocation.casework.test_journey import nominated

FOLLOW_UP_DAYS = 740
THIRD = Side("0461", RECEIVER, POLICE)
"""Nobody there is told anything before the contact."""


def submitted(desk):
    case = admitted(desk)
    desk.join(OTHER_DECIDER, Role.CENTRAL_DECISION_MAKER, case)
    return case, nominate(desk, case, HOME)


def judged(desk):
    case, nomination = submitted(desk)
    desk.do(nominations.find_necessary, CASEWORKER, nomination, NEEDED)
    return case


def decided(desk, to):
    case, placement = nominated(desk)
    decide(desk, placement, HOME, to)
    return case, placement


def contacted(desk, to):
    case, placement = decided(desk, to)
    return case, contact(desk, placement, to)


def relocated(desk, to):
    case, handover = contacted(desk, to)
    agree(desk, handover, HOME, to)
    arrive(desk, handover, to)
    name_person(desk, handover, to)
    sign_anew(desk, handover, to)
    hand_over_knowledge(desk, handover, HOME, to)
    desk.do(handovers.complete, to.coordinator, handover)
    return case


def in_every_stage(desk):
    """The case in each stage; the last one is erased when its follow-up is over."""
    found = {
        Stage.REFERRED: pre_visited(desk),
        Stage.ENROLLED: admitted(desk),
        Stage.NOMINATED: submitted(desk)[0],
        Stage.NECESSITY: judged(desk),
        Stage.RELOCATED: relocated(desk, CHOSEN),
        Stage.HANDOVER: contacted(desk, ELSEWHERE)[0],
        Stage.DECIDED: decided(desk, THIRD)[0],
        Stage.PLACEMENT: nominated(desk)[0],
        Stage.CLOSED: closed(desk),
        Stage.ERASED: closed(desk),
    }
    desk.later(days=FOLLOW_UP_DAYS)
    erase(desk.store, found[Stage.ERASED], desk.now)
    return found
