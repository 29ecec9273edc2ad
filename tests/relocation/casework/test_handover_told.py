"""A handover from the contact to completion, term by term, and a move that waits for nothing."""

from dataclasses import replace

import pytest

from relocation.errors import Missing, NotAllowed, NotFound, StepNotOpen
from relocation.handovers import papers, terms
from relocation.handovers import service as handovers
from relocation.handovers.kinds import KNOWLEDGE
from relocation.handovers.papers import Performer, Subject
from relocation.permissions import Stage
from relocation.safety import service as safety
from tests.relocation.casefile.reading import asked
from tests.relocation.casework.desk import CASE, CASEWORKER, COORDINATOR, POLICE, RECEIVER
from tests.relocation.casework.entering import PICTURE, PRECAUTIONS
from tests.relocation.casework.handing_over import (
    ABSENT,
    ARRIVED,
    KNOWN,
    POLICE_THERE,
    SIGNED,
    TERM,
    assessed,
    briefed,
    give_all,
    name_person,
    opened,
    sign_anew,
    term,
)
from tests.relocation.casework.nominating import WHY


def missing(desk, *press):
    """Codes of all that a button still needs."""
    with pytest.raises(Missing) as refused:
        desk.do(*press)
    return set(refused.value.needs)


def state(desk, row):
    return desk.row(row).state


@pytest.mark.slow
@pytest.mark.rule("HO-5", "HO-3")
def test_a_handover_completes_when_every_point_is_done_and_responsibility_passes(desk):
    handover = opened(desk)
    agreed = term(desk, handover)
    desk.do(terms.accept, RECEIVER, agreed)
    lacks = missing(desk, handovers.clear_move, RECEIVER, handover)
    assert lacks == {"precautions", "contact_person_named"}
    briefed(desk)
    name_person(desk, handover)
    desk.do(handovers.clear_move, RECEIVER, handover)
    desk.do(handovers.confirm_move, RECEIVER, handover, ARRIVED)
    lacks = missing(desk, handovers.complete, RECEIVER, handover)
    assert lacks == {"signed_anew", "every_item"}
    sign_anew(desk, handover)
    give_all(desk, handover)
    assert desk.stage() == Stage.HANDOVER
    assert desk.do(handovers.complete, RECEIVER, handover).state == "completed"
    assert desk.stage() == Stage.RELOCATED


@pytest.mark.slow
@pytest.mark.rule("HO-2")
def test_a_term_binds_only_when_who_performs_it_accepted_it_and_none_out_of_reach_is_accepted(desk):
    handover = opened(desk)
    agreed = term(desk, handover)
    with pytest.raises(NotAllowed):
        desk.do(terms.accept, COORDINATOR, agreed)
    assert missing(desk, terms.accept, POLICE_THERE, agreed) == {"performs_it"}
    too_much = replace(TERM, out_of_reach=True)
    desk.do(terms.say_out_of_reach, RECEIVER, agreed, too_much)
    assert missing(desk, terms.accept, RECEIVER, agreed) == {"within_reach"}
    later = replace(TERM, text="a flat within three months", reasons="none is free")
    assert missing(desk, terms.counter, RECEIVER, agreed, replace(later, reasons=" ")) == {
        "reasons"
    }
    desk.do(terms.counter, RECEIVER, agreed, later)
    assert desk.do(terms.accept, COORDINATOR, agreed).state == "accepted"


@pytest.mark.slow
@pytest.mark.rule("HO-2")
def test_nothing_is_signed_while_a_term_is_open(desk):
    handover = opened(desk)
    term(desk, handover)
    signature = desk.below(handover, "signature")
    lacks = missing(desk, handovers.sign, RECEIVER, signature, SIGNED)
    assert lacks == {"terms_settled", "mismatches_answered"}


@pytest.mark.slow
@pytest.mark.rule("HO-10")
def test_a_term_not_agreed_in_time_is_mediated_and_left_out_or_noted_as_duty(desk):
    handover = opened(desk)
    free, bound = term(desk, handover), term(desk, handover)
    assert missing(desk, terms.mediate, CASEWORKER, free) == {"too_late"}
    desk.later(days=60)
    with desk.store.transaction() as session:
        terms.mediate_by_itself(session, free, desk.now)
    desk.do(terms.mediate, CASEWORKER, bound)
    duty = papers.Mediation(reasons=WHY, law_obliges=True)
    assert missing(desk, terms.leave_out, CASEWORKER, bound, duty) == {"law_does_not_oblige"}
    assert desk.do(terms.note_as_duty, CASEWORKER, bound, duty).state == "noted_as_duty"
    no_duty = replace(duty, law_obliges=False)
    assert desk.do(terms.leave_out, CASEWORKER, free, no_duty).state == "left_out"


@pytest.mark.rule("HO-10")
@pytest.mark.slow
def test_the_central_unit_can_draw_up_a_term_where_nobody_else_did(desk):
    handover = opened(desk)
    desk.do(handovers.confirm_move, POLICE_THERE, handover, ARRIVED)
    assert desk.do(terms.propose, CASEWORKER, handover, TERM).state == "proposed"


@pytest.mark.rule("HO-5", "RE-17")
@pytest.mark.slow
def test_a_term_begins_in_a_handover_under_way_and_in_nothing_else(desk):
    handover = opened(desk)
    placement = desk.row(handover).parent
    with pytest.raises(NotFound):
        desk.do(terms.propose, COORDINATOR, placement, TERM)
    desk.later(hours=1)
    assessed(desk)
    assert state(desk, handover) == "called_off"
    with pytest.raises(StepNotOpen):
        desk.do(terms.propose, COORDINATOR, handover, TERM)


@pytest.mark.rule("HO-10")
@pytest.mark.slow
def test_a_receiver_who_confirms_nothing_holds_up_neither_move_nor_completion(desk):
    handover = opened(desk)
    noted = term(desk, handover)
    signature, contact = (desk.below(handover, each) for each in ("signature", "contact_person"))
    lacks = missing(desk, handovers.close_signature, CASEWORKER, signature, WHY)
    assert lacks == {"move_confirmed"}
    desk.do(handovers.confirm_move, POLICE_THERE, handover, ARRIVED)
    desk.later(days=60)
    desk.do(terms.mediate, CASEWORKER, noted)
    desk.do(terms.note_as_duty, CASEWORKER, noted, papers.Mediation(reasons=WHY, law_obliges=True))
    desk.do(handovers.close_signature, CASEWORKER, signature, WHY)
    desk.do(handovers.close_contact_person, CASEWORKER, contact, WHY)
    for item in [row.id for row in desk.rows("knowledge_item")]:
        desk.do(handovers.close_item, CASEWORKER, item, WHY)
    assert desk.do(handovers.complete, CASEWORKER, handover).state == "completed"


@pytest.mark.rule("HO-10")
@pytest.mark.slow
def test_somebody_who_did_not_arrive_is_recorded_and_answered(desk):
    handover = opened(desk)
    assert missing(desk, handovers.record_non_arrival, RECEIVER, handover, ARRIVED) == {
        "day_of_absence"
    }
    desk.do(handovers.record_non_arrival, RECEIVER, handover, ABSENT)
    assert desk.do(handovers.answer_non_arrival, COORDINATOR, handover, "ill").state == "opened"


@pytest.mark.rule("HO-3")
@pytest.mark.slow
def test_each_item_of_knowledge_is_given_received_and_confirmed_or_asked_for_again(desk):
    handover = opened(desk)
    health = next(row.id for row in desk.rows("knowledge_item") if row.topic == Subject.HEALTH)
    assert handover
    desk.do(handovers.give, COORDINATOR, health, KNOWN)
    desk.do(handovers.receive, RECEIVER, health)
    desk.do(handovers.ask_for_more, RECEIVER, health, "the doctor's name")
    desk.do(handovers.give, COORDINATOR, health, KNOWN)
    desk.do(handovers.receive, RECEIVER, health)
    assert desk.do(handovers.confirm_item, RECEIVER, health).state == "confirmed"
    with desk.store.transaction() as session:
        found = asked(session, RECEIVER, CASE, KNOWLEDGE[Subject.HEALTH], every_version=True)
    assert len(found) == 2


@pytest.mark.rule("HO-7")
@pytest.mark.slow
def test_the_police_give_notice_and_the_receiving_municipality_registers(desk):
    registration = desk.below(opened(desk), "registration")
    notice = papers.Notice(on=ARRIVED.day, text="without fixed abode")
    with pytest.raises(NotAllowed):
        desk.do(handovers.give_notice, COORDINATOR, registration, notice)
    desk.do(handovers.give_notice, POLICE, registration, notice)
    assert desk.do(handovers.register, RECEIVER, registration, notice).state == "registered"


@pytest.mark.rule("REL-9")
@pytest.mark.slow
def test_a_new_assessment_before_the_move_calls_the_handover_off_and_after_it_does_not(desk):
    handover = opened(desk)
    desk.later(hours=1)
    assessed(desk)
    assert state(desk, handover) == "called_off"
    with desk.store.transaction() as session, pytest.raises(NotFound):
        asked(session, RECEIVER, CASE, KNOWLEDGE[Subject.HEALTH])


@pytest.mark.rule("REL-9")
@pytest.mark.slow
def test_once_the_move_is_confirmed_a_new_assessment_reopens_nothing(desk):
    handover = opened(desk)
    desk.do(handovers.confirm_move, RECEIVER, handover, ARRIVED)
    desk.later(hours=1)
    assessment = desk.do(safety.report_change, POLICE_THERE, CASE).row
    desk.do(safety.write_assessment, POLICE_THERE, assessment, (PICTURE, PRECAUTIONS))
    assert (state(desk, handover), desk.stage()) == ("moved", Stage.HANDOVER)


def test_a_term_of_the_candidate_is_written_down_by_whoever_may_perform_terms(desk):
    handover = opened(desk)
    own = term(desk, handover, replace(TERM, performed_by=Performer.CANDIDATE))
    assert desk.do(terms.accept, RECEIVER, own).state == "accepted"
