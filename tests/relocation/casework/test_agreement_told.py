"""The agreement at the handover: its versions, what the receiver declared, what the law says."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from relocation.audit.model import Purpose
from relocation.cases.kinds import HOUSEHOLD
from relocation.cases.situation import Member
from relocation.errors import Missing, NotAllowed, NotFound
from relocation.handovers import papers, protection, terms
from relocation.handovers import service as handovers
from relocation.handovers.mismatches import mismatches
from relocation.handovers.model import Mismatch, Shortage
from relocation.handovers.versions import term_versions
from relocation.permissions import Role
from relocation.preparedness.for_round import DECLARED, SEALED
from relocation.preparedness.model import Contact, Declared, Offer
from relocation.preparedness.tables import DeclarationRow
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    COORDINATOR,
    POLICE,
    RECEIVER,
    STRANGER,
)
from tests.relocation.casework.due import ran
from tests.relocation.casework.handing_over import ARRIVED, POLICE_THERE, SIGNED, TERM, opened, term

OFFERS = {
    "mentor": Offer(present=True, room=2),
    "debt_advice": Offer(present=False),
    "family_support": Offer(present=True),
}
WITH_MENTOR = replace(TERM, service="mentor")
NOTICE = papers.Notice(on=ARRIVED.day, text="without fixed abode")
LATER = replace(TERM, text="a flat within three months", reasons="none is free")


def missing(desk, *press):
    """Codes of all that a button still needs."""
    with pytest.raises(Missing) as refused:
        desk.do(*press)
    return set(refused.value.needs)


def declared(desk, offers, code="0751", number=1):
    """What a municipality declared before anybody asked it, by nobody's account."""
    said = Declared(contact=Contact("Exit", "33663366"), offers=offers)
    row = uuid4().hex
    with desk.store.transaction() as session:
        sealed = SEALED.sealed(session, row, DECLARED.dump_python(said, mode="json"))
        session.add(
            DeclarationRow(
                id=row,
                municipality=code,
                number=number,
                as_of=desk.now.date(),
                by_central_unit=False,
                author="somebody",
                sealed=sealed,
            )
        )


def versions(desk, who, row):
    with desk.store.transaction() as session:
        return term_versions(session, who, row, Purpose.HANDOVER, desk.now)


def flagged(desk, who, handover):
    with desk.store.transaction() as session:
        return set(mismatches(session, who, handover, Purpose.HANDOVER, desk.now))


@pytest.mark.rule("HO-9")
@pytest.mark.slow
def test_terms_beyond_what_the_receiver_declared_are_flagged_before_signing(desk):
    handover = opened(desk)
    declared(desk, OFFERS)
    wanted = {
        "mentor": (replace(WITH_MENTOR, persons=3), Shortage.NO_ROOM),
        "debt_advice": (replace(TERM, service="debt_advice"), Shortage.NOT_THERE),
        "school_place": (replace(TERM, service="school_place"), Shortage.NOT_DECLARED),
    }
    rows = {term(desk, handover, wording): why for wording, why in wanted.values()}
    for fine in (WITH_MENTOR, replace(TERM, service="family_support", persons=9), TERM):
        term(desk, handover, fine)
    expected = {Mismatch(row, why) for row, why in rows.items()}
    assert flagged(desk, COORDINATOR, handover) == flagged(desk, RECEIVER, handover) == expected
    with pytest.raises(NotFound):
        flagged(desk, STRANGER, handover)


@pytest.mark.rule("HO-9")
@pytest.mark.slow
def test_nothing_is_signed_before_every_flagged_term_has_its_answer(desk):
    handover = opened(desk)
    declared(desk, OFFERS)
    flag = term(desk, handover, replace(TERM, service="debt_advice"))
    desk.do(terms.accept, RECEIVER, flag)
    signature = desk.below(handover, "signature")
    answers = papers.Mismatches(answers=("looked at",))
    desk.do(terms.answer_mismatches, COORDINATOR, handover, answers)
    assert missing(desk, handovers.sign, RECEIVER, signature, SIGNED) == {"mismatches_answered"}
    answered = replace(answers, of_terms={flag: "the region has it"})
    desk.do(terms.answer_mismatches, RECEIVER, handover, answered)
    assert desk.do(handovers.sign, RECEIVER, signature, SIGNED).state == "signed"


@pytest.mark.rule("HO-4", "HO-2")
@pytest.mark.slow
def test_a_version_stays_and_says_what_it_changed_who_proposed_and_who_accepted(desk):
    row = term(desk, opened(desk))
    first = versions(desk, COORDINATOR, row)
    desk.later(hours=1)
    desk.do(terms.counter, RECEIVER, row, LATER)
    desk.later(hours=1)
    desk.do(terms.accept, COORDINATOR, row)
    found = versions(desk, RECEIVER, row)
    # Its own authority reads the moment as well, the others the day alone (SE-4).
    assert replace(found[0], written=None) == replace(first[0], written=None)
    assert [each.content["text"] for each in found] == [TERM.text, LATER.text]
    assert found[1].changed == ("reasons", "text")
    assert [each.by for each in found] == [{Role.MUNI_SENDER}, {Role.MUNI_RECEIVER}]
    assert [each.accepted_by for each in found] == [set(), {Role.MUNI_SENDER}]
    with pytest.raises(NotFound):
        versions(desk, STRANGER, row)


@pytest.mark.rule("HO-2")
@pytest.mark.slow
def test_no_term_binds_the_receiver_before_it_accepted_it_and_its_answer_touches_no_place(desk):
    handover = opened(desk)
    row, placement = term(desk, handover), desk.row(handover).parent
    for who in (COORDINATOR, CASEWORKER):
        with pytest.raises(NotAllowed):
            desk.do(terms.accept, who, row)
    assert versions(desk, COORDINATOR, row)[0].accepted_by == set()
    before = (desk.row(placement).state, desk.row(placement).version)
    desk.do(terms.counter, RECEIVER, row, replace(LATER, out_of_reach=True))
    assert missing(desk, terms.accept, COORDINATOR, row) == {"within_reach"}
    signature = desk.below(handover, "signature")
    lacks = missing(desk, handovers.sign, RECEIVER, signature, SIGNED)
    assert "terms_settled" in lacks
    assert (desk.row(placement).state, desk.row(placement).version) == before


@pytest.mark.rule("HO-1", "REL-8")
@pytest.mark.slow
def test_both_exit_units_and_the_receiving_municipality_agree_and_the_sender_takes_part(desk):
    handover = opened(desk)
    of_police = replace(TERM, performed_by=papers.Performer.POLICE)
    of_municipality = replace(TERM, text="a mentor")
    first, second = (
        desk.do(terms.propose, POLICE, handover, each).row for each in (of_police, of_municipality)
    )
    desk.do(terms.accept, POLICE_THERE, first)
    desk.do(terms.counter, RECEIVER, second, LATER)
    desk.do(terms.propose_again, COORDINATOR, second, replace(LATER, text="within two months"))
    desk.do(terms.accept, RECEIVER, second)
    desk.do(terms.propose, CASEWORKER, handover, TERM)
    for who in (COORDINATOR, POLICE, RECEIVER, POLICE_THERE, CASEWORKER):
        found = versions(desk, who, second)
        assert [each.by for each in found] == [
            {Role.POLICE_SENDER},
            {Role.MUNI_RECEIVER},
            {Role.MUNI_SENDER},
        ]
        assert found[-1].accepted_by == {Role.MUNI_RECEIVER}


@pytest.mark.rule("HO-10")
@pytest.mark.slow
def test_what_is_not_agreed_in_time_is_given_to_the_central_unit_by_a_job(desk):
    handover = opened(desk)
    late, agreed = term(desk, handover), term(desk, handover)
    desk.do(terms.accept, RECEIVER, agreed)
    assert ran(desk).done.get("mediate") is None
    desk.later(days=60)
    assert ran(desk).done["mediate"] == 1
    assert [desk.row(each).state for each in (late, agreed)] == ["mediated", "accepted"]


@pytest.mark.rule("HO-7")
@pytest.mark.slow
def test_registration_has_owner_deadline_and_children_and_a_reminder_before_protection_lapses(desk):
    registration = desk.below(opened(desk), "registration")
    desk.do(handovers.give_notice, POLICE_THERE, registration, NOTICE)
    assert desk.now < desk.row(registration).due < desk.now + timedelta(days=16)
    lacks = missing(desk, handovers.register, COORDINATOR, registration, NOTICE)
    assert "where_it_lives" in lacks
    child = Member(name="Bo", age=6, needs="none")
    kin = desk.kept(CASE, None, HOUSEHOLD)
    desk.write(CASE, HOUSEHOLD, replace(kin, members=(*kin.members, child)))
    lacks = missing(desk, handovers.register, RECEIVER, registration, NOTICE)
    assert lacks == {"registered"}
    desk.do(handovers.register, RECEIVER, registration, replace(NOTICE, children=1))
    desk.later(days=320)
    assert ran(desk).done.get("remind") is None
    desk.later(days=5)
    assert ran(desk).done["remind"] == 1
    (row,) = desk.rows("address_protection")
    assert ("protection_lapses", row.id) in desk.messages()
    desk.do(protection.ask_anew, RECEIVER, row.id, NOTICE)
    assert [each.state for each in desk.rows("address_protection")] == ["asked_anew", "running"]
