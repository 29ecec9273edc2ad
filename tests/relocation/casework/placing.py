"""A placement brought to any state by its buttons."""

from relocation.access.model import Entry
from relocation.permissions import Role
from relocation.placements import hearings, papers
from relocation.placements import service as placements
from relocation.placements.model import Criterion
from tests.relocation.casework.desk import (
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    MONDAY,
    OTHER_DECIDER,
    RECEIVER,
)
from tests.relocation.casework.nominating import TO_JUDGED, brought, take

TODAY = MONDAY.date()
RANKING = ("0751", "0851", "0461", "0561", "0730", "0740")
PROPOSAL = papers.Proposal(answer={"status": "proven"}, ranking=RANKING)
SAID = papers.Statement(said="not too far, please", on=TODAY)
FIRST = papers.Choice(municipality="0751", reasons=dict.fromkeys(Criterion, "as the sheet says"))
CONTACT = papers.Contact(who="the coordinator there", on=TODAY)
THERE = (Entry(
    reader=RECEIVER.user, organisation=RECEIVER.organisation, role=Role.MUNI_RECEIVER,
    since=MONDAY, reason="contacted",
),)  # fmt: skip


def opened(desk, first=None):
    """The placement that a confirmed necessity opens; before it something else may happen."""
    nomination = brought(desk, *TO_JUDGED)
    if first is not None:
        first(desk)
    take(desk, nomination, "confirm")
    return desk.rows("placement")[0].id


def proposed(desk, first=None):
    placement = opened(desk, first)
    desk.do(placements.propose, CASEWORKER, placement, PROPOSAL)
    return placement


def hearing(desk, first=None):
    placement = proposed(desk, first)
    desk.do(placements.release_shortlist, CASEWORKER, placement)
    return placement


def hear(desk, placement):
    sender = desk.below(placement, "sender_hearing")
    candidate = desk.below(placement, "candidate_hearing")
    desk.do(hearings.ask_sender, CASEWORKER, sender)
    desk.do(hearings.ask_candidate, CASEWORKER, candidate)
    desk.do(hearings.record_senders_statement, COORDINATOR, sender, SAID)
    desk.do(hearings.record_candidates_statement, COORDINATOR, candidate, SAID)


def heard(desk, first=None):
    placement = hearing(desk, first)
    hear(desk, placement)
    return placement


def approved(desk, first=None):
    placement = heard(desk, first)
    desk.do(placements.decide, DECIDER, placement, FIRST)
    desk.do(placements.approve, OTHER_DECIDER, placement)
    return placement


def contacted(desk):
    placement = approved(desk)
    desk.do(placements.contact_receiver, CASEWORKER, placement, (CONTACT, THERE))
    return placement
