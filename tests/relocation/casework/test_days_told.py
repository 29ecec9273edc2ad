"""What has happened is of a day since the case was opened, and of no day that is still to come."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from relocation.cases import service as cases
from relocation.handovers import papers, terms
from relocation.handovers import service as handovers
from relocation.placements import hearings
from relocation.placements import service as placements
from tests.relocation.casework.desk import CASE, CASEWORKER, COORDINATOR, POLICE, RECEIVER
from tests.relocation.casework.entering import LEAVES
from tests.relocation.casework.handing_over import (
    ABSENT,
    ARRIVED,
    SIGNED,
    TODAY,
    name_person,
    opened,
    term,
)
from tests.relocation.casework.placing import CONTACT, SAID, THERE, approved, hearing
from tests.relocation.casework.test_handover_told import missing

NO_DAYS = (date(1900, 1, 1), TODAY - timedelta(days=1), TODAY + timedelta(days=1), date(2099, 1, 1))
NOTICE = papers.Notice(on=TODAY, text="without fixed abode")


def elsewhen(paper, day):
    """The same paper with all its days on another one."""
    days = [each.name for each in fields(paper) if isinstance(getattr(paper, each.name), date)]
    return replace(paper, **dict.fromkeys(days, day))


def lacks_on(desk, day, button, who, row, paper):
    return missing(desk, button, who, row, elsewhen(paper, day))


@pytest.mark.parametrize("day", NO_DAYS)
@pytest.mark.rule("REL-5")
@pytest.mark.slow
def test_nobody_was_heard_on_a_day_before_the_case_or_still_to_come(desk, day):
    placement = hearing(desk)
    sender = desk.below(placement, "sender_hearing")
    candidate = desk.below(placement, "candidate_hearing")
    desk.do(hearings.ask_sender, CASEWORKER, sender)
    desk.do(hearings.ask_candidate, CASEWORKER, candidate)
    for row, button in (
        (sender, hearings.record_senders_statement),
        (candidate, hearings.record_candidates_statement),
    ):
        assert lacks_on(desk, day, button, COORDINATOR, row, SAID) == {"statement"}


@pytest.mark.parametrize("day", NO_DAYS)
@pytest.mark.rule("REL-7", "REL-13")
@pytest.mark.slow
def test_nobody_was_contacted_or_asked_anew_on_a_day_before_the_case_or_still_to_come(desk, day):
    placement = approved(desk)
    named = desk.at_receiver(*THERE)
    contact = (placements.contact_receiver, CASEWORKER, placement, (elsewhen(CONTACT, day), named))
    assert missing(desk, *contact) == {"contact_logged"}
    anew = desk.below(placement, "reconsideration")
    lacks = lacks_on(desk, day, hearings.ask_for_candidate, COORDINATOR, anew, LEAVES)
    assert lacks == {"candidates_word"}
    assert lacks_on(desk, day, cases.withdraw, COORDINATOR, CASE, LEAVES) == {"candidates_word"}


@pytest.mark.parametrize("day", NO_DAYS)
@pytest.mark.rule("HO-5", "HO-7")
@pytest.mark.slow
def test_nobody_moved_signed_or_gave_notice_on_a_day_before_the_case_or_still_to_come(desk, day):
    handover = opened(desk)
    desk.do(terms.accept, RECEIVER, term(desk, handover))
    name_person(desk, handover)
    registration, signature = (desk.below(handover, each) for each in ("registration", "signature"))
    for button, who, row, paper, lacks in (
        (handovers.confirm_move, RECEIVER, handover, ARRIVED, {"day_of_stay"}),
        (handovers.record_non_arrival, RECEIVER, handover, ABSENT, {"day_of_absence"}),
        (handovers.sign, RECEIVER, signature, SIGNED, {"mismatches_answered", "signatures"}),
        (handovers.give_notice, POLICE, registration, NOTICE, {"written_notice"}),
    ):
        assert lacks_on(desk, day, button, who, row, paper) == lacks
