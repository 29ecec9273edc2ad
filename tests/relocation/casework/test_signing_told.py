"""A signature covers what bound when it was given: what binds later is signed too (HO-5)."""

from dataclasses import replace

import pytest

from relocation.handovers import papers, terms
from relocation.handovers import service as handovers
from tests.relocation.casework.desk import CASEWORKER, COORDINATOR, RECEIVER
from tests.relocation.casework.handing_over import (
    ARRIVED,
    SIGNED,
    TERM,
    give_all,
    name_person,
    opened,
    sign_anew,
    term,
)
from tests.relocation.casework.nominating import WHY
from tests.relocation.casework.test_agreement_told import OFFERS, declared
from tests.relocation.casework.test_handover_told import missing


def signed(desk):
    """A handover after the move that lacks nothing, with its signature."""
    handover = opened(desk)
    desk.do(terms.accept, RECEIVER, term(desk, handover))
    name_person(desk, handover)
    desk.do(handovers.confirm_move, RECEIVER, handover, ARRIVED)
    sign_anew(desk, handover)
    give_all(desk, handover)
    return handover, desk.below(handover, "signature")


@pytest.mark.rule("HO-5")
@pytest.mark.slow
def test_a_term_accepted_after_the_signature_is_signed_before_the_handover_completes(desk):
    handover, signature = signed(desk)
    desk.do(terms.accept, RECEIVER, term(desk, handover))
    assert missing(desk, handovers.complete, RECEIVER, handover) == {"signed_anew"}
    desk.do(handovers.sign, RECEIVER, signature, SIGNED)
    assert desk.do(handovers.complete, RECEIVER, handover).state == "completed"
    assert missing(desk, handovers.sign, RECEIVER, signature, SIGNED) == {"under_way"}


@pytest.mark.rule("HO-5", "HO-10")
@pytest.mark.slow
def test_a_duty_noted_after_the_signature_is_signed_or_its_point_closed_by_the_central_unit(desk):
    handover, signature = signed(desk)
    close = (handovers.close_signature, CASEWORKER, signature, WHY)
    assert missing(desk, *close) == {"not_signed"}
    later = term(desk, handover)
    desk.later(days=60)
    desk.do(terms.mediate, CASEWORKER, later)
    duty = papers.Mediation(reasons=WHY, law_obliges=True)
    desk.do(terms.note_as_duty, CASEWORKER, later, duty)
    assert missing(desk, handovers.complete, RECEIVER, handover) == {"signed_anew"}
    desk.do(*close)
    assert desk.do(handovers.complete, RECEIVER, handover).state == "completed"


@pytest.mark.rule("HO-5")
@pytest.mark.slow
def test_a_term_that_is_left_out_after_the_signature_asks_for_no_other(desk):
    handover, _ = signed(desk)
    later = term(desk, handover)
    desk.later(days=60)
    desk.do(terms.mediate, CASEWORKER, later)
    left_out = papers.Mediation(reasons=WHY, law_obliges=False)
    desk.do(terms.leave_out, CASEWORKER, later, left_out)
    assert desk.do(handovers.complete, RECEIVER, handover).state == "completed"


@pytest.mark.rule("HO-9")
@pytest.mark.slow
def test_an_answer_to_a_flagged_term_counts_for_the_wording_that_it_was_given_to(desk):
    handover = opened(desk)
    declared(desk, OFFERS)
    beyond = replace(TERM, service="debt_advice", reasons=WHY)
    flag = term(desk, handover, beyond)
    answers = papers.Mismatches(answers=("looked at",), of_terms={flag: "the region has it"})
    desk.do(terms.answer_mismatches, COORDINATOR, handover, answers)
    desk.do(terms.counter, RECEIVER, flag, replace(beyond, text="twice a week"))
    desk.do(terms.accept, COORDINATOR, flag)
    sign = (handovers.sign, RECEIVER, desk.below(handover, "signature"), SIGNED)
    assert missing(desk, *sign) == {"mismatches_answered"}
    desk.do(terms.answer_mismatches, COORDINATOR, handover, answers)
    assert desk.do(*sign).state == "signed"
