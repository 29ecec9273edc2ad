"""Who stood on an erased case's list: nobody learns it from the log any more, which stays whole."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from relocation.actor import Function, municipality_id
from relocation.audit import names
from relocation.audit.keys import HeldKeys, sealed_in
from relocation.audit.model import InRole
from relocation.cases import papers as written
from relocation.cases import service as cases
from relocation.errors import NameStaysClosed, Unreadable
from relocation.jobs.erasing import erase
from relocation.organisations.register import exit_unit_of
from relocation.people.acting import person_of
from relocation.people.supervision import extract_for_auditor
from relocation.permissions import Role
from relocation.store import Store
from relocation.wall import let_into_all
from tests.relocation.casework.desk import CASE, POLICE, ROLES, Desk
from tests.relocation.casework.enrolled import enrol
from tests.relocation.casework.relocating import (
    HOME,
    Side,
    assess_anew,
    complete,
    contact,
    decide,
    find_necessary,
    nominate,
)
from tests.relocation.casework.test_killed import is_whole
from tests.relocation.desk import NOW


@pytest.fixture
def received(people):
    """A case of which somebody with an account of municipality 0751 was the receiver."""
    store = people.store
    desk = Desk(Store(store.database, store.keys, store.persons))
    there = Side(
        "0751",
        people.actor(Function.MUNICIPAL_EXIT_COORDINATOR, municipality_id("0751")),
        people.actor(Function.POLICE_EXIT_COORDINATOR, exit_unit_of("0751", NOW.date())),
    )
    auditors = [people.actor(Function.AUDITOR) for _ in range(2)]
    with desk.store.transaction() as session:
        for who in ROLES:
            enrol(session, who)
        persons = [person_of(session, each) for each in (*auditors, there.coordinator)]
    desk.open_case()
    assess_anew(desk, CASE, POLICE)
    placement = find_necessary(desk, nominate(desk, CASE, HOME))
    decide(desk, placement, HOME, there)
    complete(desk, contact(desk, placement, there), HOME, there)
    done = written.CandidatesWord(said="I am done", on=desk.now.date())
    desk.do(cases.withdraw, there.coordinator, CASE, done)
    return desk, auditors, persons


def extract(desk, auditor):
    with desk.store.transaction() as session:
        return list(extract_for_auditor(session, auditor, CASE, desk.now))


def asked(desk, person, user):
    keys = HeldKeys.of(desk.store.keys)
    with desk.store.transaction() as session:
        by = InRole(person, Role.AUDITOR)
        return names.ask_for_name(session, by, CASE, user, keys=keys, now=desk.now)


def opened(desk, person, number):
    keys = HeldKeys.of(desk.store.keys)
    with desk.store.transaction() as session:
        by = InRole(person, Role.AUDITOR)
        return names.open_name(session, by, CASE, number, keys=keys, now=desk.now)


@pytest.mark.slow
@pytest.mark.rule("SE-11")
def test_after_erasure_the_log_gives_nobody_who_received_and_stays_whole(received):
    desk, auditors, (first, second, receiver) = received
    user = next(e.user for e in extract(desk, auditors[0]) if e.role == Role.MUNI_RECEIVER)
    assert opened(desk, second, asked(desk, first, user)) == receiver
    desk.later(days=740)
    before = asked(desk, first, user)
    erase(desk.store, CASE, desk.now)
    left = extract(desk, auditors[0])
    assert len(left) > 20
    assert {(each.role, each.user) for each in left} == {(None, None)}
    with pytest.raises(NameStaysClosed, match="erased"):
        asked(desk, first, user)
    with pytest.raises(NameStaysClosed, match="erased"):
        opened(desk, second, before)
    assert is_whole(desk)


@pytest.mark.slow
@pytest.mark.rule("SE-11")
def test_after_erasure_the_purposes_keys_neither_open_a_name_nor_find_the_receivers_lines(received):
    desk, _, (*_, receiver) = received
    desk.later(days=740)
    erase(desk.store, CASE, desk.now)
    held = HeldKeys.of(desk.store.keys)
    with desk.store.transaction() as session:
        let_into_all(session.connection())
        lines = session.execute(
            text("SELECT * FROM audit_lines WHERE role = 'muni_receiver' AND case_ref = :case"),
            {"case": held.case_ref(CASE)},
        ).all()
    assert len(lines) > 3
    bare = replace(held, of_case=None)
    for keys in (held, bare):
        assert keys.actor_ref(receiver, CASE) not in {line.actor_ref for line in lines}
        for line in lines:
            where = sealed_in(line.number, line.case_ref, line.actor_ref)
            with pytest.raises(Unreadable):
                keys.unseal(bytes(line.sealed), where, CASE)
