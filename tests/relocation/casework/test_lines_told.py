"""What a line of the list is good for: narrowed, of where somebody will live, or left for good."""

from dataclasses import replace

import pytest

from relocation.access.service import put_on_list, standing
from relocation.audit.model import Purpose
from relocation.cases import service as cases
from relocation.cases.kinds import CONTACT_PERSON
from relocation.documents.service import Question, read
from relocation.errors import NotAllowed, NotFound
from relocation.handovers import kinds, papers, terms
from relocation.handovers import service as handovers
from relocation.handovers.mismatches import mismatches
from relocation.keys.pseudonyms import handle
from relocation.nominations import service as nominations
from relocation.overdue import overdue
from relocation.permissions import DataClass, Level, Role, Stage
from relocation.placements import hearings
from relocation.placements.kinds import CONTACT as CONTACTED
from relocation.safety import service as safety
from relocation.staffing import service as staffing
from relocation.staffing.model import Naming
from relocation.staffing.naming import name
from relocation.store import keys_of
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    COORDINATOR,
    POLICE,
    PROBATION,
    RECEIVER,
    entry,
)
from tests.relocation.casework.entering import LEAVES
from tests.relocation.casework.handing_over import (
    ABSENT,
    ARRIVED,
    KNOWN,
    PERSON,
    TERM,
    assessed,
    briefed,
    name_person,
    term,
)
from tests.relocation.casework.nominating import WHY
from tests.relocation.casework.placing import CONTACT, THERE, approved
from tests.relocation.casework.relocating import CHOSEN, ELSEWHERE, HOME, contact, decide
from tests.relocation.casework.telling import NOT_THERE, reads
from tests.relocation.casework.test_after_the_move_told import PROBATION_THERE, completed

FEW = frozenset({DataClass.EXISTENCE, DataClass.SAFETY})
STAFF = replace(RECEIVER, user="staff")
"""Somebody at the receiver who needs the precautions alone."""


def contacted(desk, *others, classes=None):
    """A handover in which others than the two coordinators are named as well."""
    placement = approved(desk, assessed)
    also = desk.at_receiver(*others, classes=classes)
    desk.contact(placement, CONTACT, *THERE, also=also)
    return desk.below(placement, "handover")


def own_receipt(desk, who):
    (row,) = (r for r in desk.rows("receipt") if r.owner == desk.account_ref(who, r.case_id))
    return row.id


@pytest.mark.rule("SE-3", "RE-8")
def test_whoever_is_narrowed_to_the_precautions_confirms_them_and_takes_no_other_step(desk):
    handover = contacted(desk, STAFF, classes=FEW)
    proposed = term(desk, handover)
    for press in (
        (terms.accept, proposed),
        (handovers.name_contact_person, desk.below(handover, "contact_person"), PERSON),
        (handovers.confirm_move, handover, ARRIVED),
        (cases.withdraw, CASE, LEAVES),
    ):
        with pytest.raises(NotAllowed):
            desk.do(press[0], STAFF, *press[1:])
    desk.do(safety.confirm_receipt, STAFF, own_receipt(desk, STAFF))
    assert desk.do(safety.report_change, STAFF, CASE).state == "change_reported"


@pytest.mark.rule("SE-3", "HO-10")
def test_nobody_who_cannot_open_the_precautions_is_sent_them_and_nobody_waits_for_that(desk):
    handover = contacted(desk, STAFF, classes=frozenset({DataClass.EXISTENCE, DataClass.CONTRACT}))
    briefed(desk)
    name_person(desk, handover)
    assert {each.owner for each in desk.rows("receipt")} & {desk.account_ref(STAFF, CASE)} == set()
    assert desk.do(handovers.clear_move, RECEIVER, handover).state == "ready_to_move"
    with pytest.raises(NotAllowed):
        desk.do(safety.report_change, STAFF, CASE)


@pytest.mark.rule("SE-3", "REL-10")
@pytest.mark.slow
def test_whoever_is_narrowed_has_nothing_but_the_precautions_in_what_is_overdue(desk):
    handover = contacted(desk, STAFF, classes=FEW)
    term(desk, handover)
    desk.later(days=90)
    with desk.store.transaction() as session:
        found = {each.workflow for each in overdue(session, STAFF, desk.now)}
    assert found == {"receipt"}


@pytest.mark.rule("REL-6", "REL-13")
def test_probation_of_where_the_person_will_live_neither_withdraws_nor_asks_to_reconsider(desk):
    handover = contacted(desk, PROBATION_THERE)
    placement = desk.row(handover).parent
    nomination, anew = desk.row(placement).parent, desk.below(placement, "reconsideration")
    for press in (
        (nominations.withdraw, nomination, WHY),
        (hearings.ask_for_candidate, anew, LEAVES),
    ):
        with pytest.raises(NotAllowed):
            desk.do(press[0], PROBATION_THERE, *press[1:])
    with desk.store.transaction() as session:
        assert overdue(session, PROBATION_THERE, desk.now) == ()
    own = term(desk, handover, replace(TERM, performed_by=papers.Performer.PROBATION))
    assert desk.do(terms.accept, PROBATION_THERE, own).state == "accepted"
    assert desk.do(hearings.ask_for_candidate, PROBATION, anew, LEAVES).state == "asked"


@pytest.mark.rule("REL-6", "SE-3")
@pytest.mark.slow
def test_a_colleague_whom_probation_of_the_receiving_side_names_is_of_that_side_too(desk):
    contacted(desk, PROBATION_THERE)
    second = replace(PROBATION_THERE, user="second")
    desk.at_receiver(second)
    desk.do(name, PROBATION_THERE, CASE, Naming("second", WHY))
    with desk.store.transaction() as session:
        mine = standing(session, second, CASE, desk.now).entries
    assert [(each.role, each.is_there) for each in mine] == [(Role.PROBATION_PARTY, True)]


def broken(desk, who):
    with desk.store.transaction() as session:
        own = handle(keys_of(session), who.organisation, CASE)
        return staffing.break_glass(session, who, own, "he calls", desk.press(0)).row


@pytest.mark.rule("SE-3", "SE-16")
@pytest.mark.slow
def test_whoever_is_narrowed_opens_no_more_of_the_case_by_broken_glass_nor_by_a_second_account(
    desk,
):
    contacted(desk, STAFF, classes=FEW)
    second, colleague = (replace(RECEIVER, user=each) for each in ("second", "colleague"))
    desk.at_receiver(second, colleague)
    desk.same_person(STAFF, second)
    for who in (STAFF, second):
        with pytest.raises(NotFound):
            broken(desk, who)
    broken(desk, colleague)
    with desk.store.transaction() as session:
        (line,) = standing(session, STAFF, CASE, desk.now).entries
        (whole,) = standing(session, colleague, CASE, desk.now).entries
    assert (line.classes, whole.classes) == (FEW, None)


@pytest.mark.rule("SE-16")
@pytest.mark.parametrize(
    ("stage", "role", "address"),
    [
        (Stage.HANDOVER, Role.POLICE_SENDER, Level.NOTHING),
        (Stage.RELOCATED, Role.POLICE_RECEIVER, Level.FULL),
    ],
)
def test_where_both_sides_have_colleagues_broken_glass_opens_the_row_of_where_the_person_lives(
    desk, stage, role, address
):
    desk.open_case(stage=stage)
    there = replace(POLICE, user="police-there-of-the-same-district")
    with desk.store.transaction() as session:
        line = replace(entry(there, Role.POLICE_RECEIVER), is_there=True)
        put_on_list(session, CASE, line)
    at_night = replace(POLICE, user="at-night")
    broken(desk, at_night)
    with desk.store.transaction() as session:
        stands = standing(session, at_night, CASE, desk.now)
    assert (stands.roles, stands.level(DataClass.ADDRESS)) == ({role}, address)


@pytest.mark.rule("HO-8", "SE-16")
@pytest.mark.slow
def test_probation_that_left_with_the_handover_opens_nothing_through_broken_glass(desk):
    completed(desk, contacted(desk, PROBATION_THERE))
    assert reads(desk, CASE, PROBATION) == {PROBATION.user: NOT_THERE}
    with pytest.raises(NotFound):
        broken(desk, PROBATION)
    second, newcomer = (replace(PROBATION_THERE, user=each) for each in ("second", "newcomer"))
    desk.at_receiver(PROBATION, second)
    desk.same_person(PROBATION, second)
    with pytest.raises(NotFound):
        broken(desk, second)
    broken(desk, newcomer)
    with desk.store.transaction() as session:
        (line,) = standing(session, newcomer, CASE, desk.now).entries
    assert (line.role, line.is_there) == (Role.PROBATION_PARTY, True)


def read_by(desk, who, *asked):
    """By kind, how many papers somebody gets to read."""
    with desk.store.transaction() as session:
        stands = standing(session, who, CASE, desk.now)
        question = Question(asked, Purpose.CASEWORK, every_version=True)
        found = read(session, who, stands, question, desk.now)
    return sorted(each.kind for each in found)


@pytest.mark.rule("HO-6", "REL-9")
@pytest.mark.slow
def test_a_second_receiver_reads_nothing_of_what_was_agreed_and_written_with_the_first(desk):
    placement = approved(desk, assessed)
    first = contact(desk, placement, CHOSEN)
    desk.do(terms.accept, RECEIVER, term(desk, first))
    desk.do(handovers.name_contact_person, RECEIVER, desk.below(first, "contact_person"), PERSON)
    item = next(row.id for row in desk.rows("knowledge_item") if row.topic == "social")
    desk.do(handovers.give, COORDINATOR, item, KNOWN)
    desk.do(handovers.record_non_arrival, RECEIVER, first, ABSENT)
    desk.later(hours=1)
    assessed(desk, CHOSEN.code)
    desk.later(minutes=1)
    decide(desk, placement, HOME, ELSEWHERE)
    desk.contact(placement, CONTACT, ELSEWHERE.coordinator, ELSEWHERE.police)
    (second,) = (row.id for row in desk.rows("handover") if row.state == "opened")
    asked = (kinds.ARRIVAL, kinds.WORDING, kinds.ACCEPTANCE, kinds.NEEDS, CONTACT_PERSON)
    for who in (ELSEWHERE.coordinator, ELSEWHERE.police):
        assert read_by(desk, who, *asked) == []
        # Of both contacts it reads its own.
        assert read_by(desk, who, CONTACTED) == ["contact"]
        with desk.store.transaction() as session, pytest.raises(NotFound):
            mismatches(session, who, first, Purpose.HANDOVER, desk.now)
    assert read_by(desk, COORDINATOR, kinds.WORDING) == ["term_wording"]
    assert read_by(desk, COORDINATOR, kinds.ACCEPTANCE) == []
    assert len(read_by(desk, CASEWORKER, *asked)) >= 3
    term(desk, second)
    assert read_by(desk, ELSEWHERE.coordinator, *asked) == ["term_wording"]
