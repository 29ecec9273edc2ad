"""Somebody already known: registering and nominating tell nothing of it; doubles show later."""

from base64 import b64encode
from dataclasses import replace
from hashlib import md5, sha1, sha256

import pytest

from relocation.access.service import put_on_list, standing
from relocation.access.tables import KnownPersonRow
from relocation.audit.model import Purpose
from relocation.cases import service as cases
from relocation.cases.doubles import all_doubles, doubles
from relocation.documents.service import Question, read
from relocation.documents.table import kinds
from relocation.errors import EntryRefused, NotFound
from relocation.keys.pseudonyms import cpr_lookup, handle
from relocation.nominations import service as nominations
from relocation.permissions import Role, Stage
from tests.relocation.casefile.conftest import dumped
from tests.relocation.casework.desk import (
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    POLICE,
    RECEIVER,
    STRANGER,
    account,
    entry,
)
from tests.relocation.casework.entering import IDENTITY, REFERRAL
from tests.relocation.casework.nominating import NOT_NEEDED, REQUEST, WHY

CENTRAL = (Role.CENTRAL_CASEWORKER, Role.CENTRAL_DECISION_MAKER)
OTHERS = (
    account("caseworker-there", "central", CASEWORKER.function),
    account("decider-there", "central", DECIDER.function),
)
OTHER_POLICE = account("police-there", "police-07", POLICE.function)
UNKNOWN = replace(IDENTITY, cpr="3002920000")
WORK = Purpose.CASEWORK


def registered(desk, who, identity):
    """Opened and referred; the answers, without the random id."""
    with desk.store.transaction() as session:
        drafted = cases.draft(session, who, identity, REFERRAL, desk.press(0))
    referred = desk.do(cases.refer, who, drafted.row)
    return drafted.row, [(each.state, each.version) for each in (drafted, referred)]


def nominated(desk, case):
    """Nominated by another municipality and answered; every answer, without the random id."""
    desk.join(OTHER_POLICE, Role.POLICE_SENDER, case)
    desk.join(CASEWORKER, Role.CENTRAL_CASEWORKER, case)
    desk.join(DECIDER, Role.CENTRAL_DECISION_MAKER, case)
    desk.stands(case, "admitted", Stage.ENROLLED)
    nomination = desk.do(nominations.draft, RECEIVER, case, REQUEST).row
    answers = [
        desk.do(nominations.request, RECEIVER, nomination),
        desk.do(nominations.endorse, OTHER_POLICE, nomination, WHY),
        desk.do(nominations.submit, RECEIVER, nomination),
        desk.do(nominations.find_not_necessary, CASEWORKER, nomination, NOT_NEEDED),
        desk.do(nominations.confirm, DECIDER, nomination, WHY),
    ]
    return [(each.state, each.version) for each in answers]


def told(desk, who, case):
    with desk.store.transaction() as session:
        asks = Question(tuple(kinds().values()), WORK)
        stands = standing(session, who, case, desk.now)
        return stands.version, [
            (each.kind, each.version, each.day, each.written, each.level)
            for each in read(session, who, stands, asks, desk.now)
        ]


def lived(desk, identity):
    """All that registering and nominating leave: answers, rows by table, log, messages, reading."""
    rows, lines, words = desk.counted(), len(desk.logged()), len(desk.messages())
    case, answers = registered(desk, RECEIVER, identity)
    answers += nominated(desk, case)
    grown = {table: count - rows[table] for table, count in desk.counted().items()}
    read_by = [told(desk, who, case) for who in (RECEIVER, OTHER_POLICE, CASEWORKER)]
    return answers, grown, desk.logged()[lines:], len(desk.messages()) - words, read_by


def found(desk, who, case):
    with desk.store.transaction() as session:
        return doubles(session, who, case, WORK, desk.now)


def all_of(desk, who):
    with desk.store.transaction() as session:
        return all_doubles(session, who, desk.now)


def known(desk):
    with desk.store.transaction() as session:
        return session.query(KnownPersonRow).count()


@pytest.mark.rule("SE-13")
@pytest.mark.slow
def test_registering_and_nominating_somebody_known_is_answered_as_somebody_unknown_is(desk):
    registered(desk, COORDINATOR, IDENTITY)
    assert lived(desk, IDENTITY) == lived(desk, UNKNOWN)


@pytest.mark.rule("SE-13")
def test_a_double_is_shown_to_the_central_unit_and_else_to_whoever_reads_in_both_who_it_is(desk):
    one, _ = registered(desk, COORDINATOR, IDENTITY)
    spaced = replace(IDENTITY, name="K. Madsen", cpr=f"{IDENTITY.cpr[:6]}-{IDENTITY.cpr[6:]}")
    other, _ = registered(desk, RECEIVER, spaced)
    third, _ = registered(desk, RECEIVER, UNKNOWN)
    for case in (one, third):
        desk.join(CASEWORKER, Role.CENTRAL_CASEWORKER, case)
        desk.join(DECIDER, Role.CENTRAL_DECISION_MAKER, case)
        desk.stands(case, "admitted", Stage.NOMINATED)
    assert found(desk, CASEWORKER, one) == ()
    desk.stands(other, "admitted", Stage.ENROLLED)
    own = handle(desk.store.keys, CASEWORKER.organisation, other)
    assert (found(desk, CASEWORKER, one), found(desk, DECIDER, one)) == ((own,), ())
    desk.stands(one, "admitted", Stage.NECESSITY)
    assert found(desk, DECIDER, one) == (own,)
    assert (found(desk, COORDINATOR, one), found(desk, RECEIVER, other)) == ((), ())
    assert found(desk, CASEWORKER, third) == ()
    for who, case in ((STRANGER, one), (CASEWORKER, other)):
        with pytest.raises(NotFound):
            found(desk, who, case)


@pytest.mark.rule("SE-13")
def test_of_two_nominations_with_other_officers_each_the_central_unit_sees_that_they_are_one(desk):
    seen = []
    for sender, officers in ((COORDINATOR, (CASEWORKER, DECIDER)), (RECEIVER, OTHERS)):
        case, _ = registered(desk, sender, IDENTITY)
        for who, role in zip(officers, CENTRAL, strict=True):
            desk.join(who, role, case)
        desk.stands(case, "admitted", Stage.NECESSITY)
        seen.append(case)
    own = [handle(desk.store.keys, DECIDER.organisation, each) for each in seen]
    for who in (CASEWORKER, DECIDER):
        assert found(desk, who, seen[0]) == (own[1],)
    for who in OTHERS:
        assert found(desk, who, seen[1]) == (own[0],)
    assert all_of(desk, DECIDER) == all_of(desk, OTHERS[1]) == (tuple(sorted(own)),)
    for who in (CASEWORKER, COORDINATOR, POLICE):
        with pytest.raises(NotFound):
            all_of(desk, who)


@pytest.mark.rule("SE-13")
def test_somebody_nominated_anew_after_its_case_was_closed_is_no_blind_spot(desk):
    old, _ = registered(desk, RECEIVER, IDENTITY)
    new, _ = registered(desk, COORDINATOR, IDENTITY)
    desk.join(CASEWORKER, Role.CENTRAL_CASEWORKER, new)
    desk.stands(old, "closed", Stage.CLOSED)
    desk.stands(new, "admitted", Stage.NOMINATED)
    assert found(desk, CASEWORKER, new) == (handle(desk.store.keys, "central", old),)
    with pytest.raises(NotFound), desk.store.transaction() as session:
        standing(session, CASEWORKER, old, desk.now)
    desk.stands(old, "erased", Stage.ERASED)
    assert found(desk, CASEWORKER, new) == ()


@pytest.mark.rule("SE-13")
def test_whom_a_case_excludes_is_not_told_that_it_is_a_double(desk):
    one, _ = registered(desk, COORDINATOR, IDENTITY)
    other, _ = registered(desk, RECEIVER, IDENTITY)
    desk.join(CASEWORKER, Role.CENTRAL_CASEWORKER, one)
    desk.join(DECIDER, Role.CENTRAL_DECISION_MAKER, one)
    for case in (one, other):
        desk.stands(case, "admitted", Stage.NECESSITY)
    with desk.store.transaction() as session:
        for who, role in ((CASEWORKER, CENTRAL[0]), (DECIDER, CENTRAL[1])):
            put_on_list(session, other, replace(entry(who, role), excluded=True))
    assert (found(desk, CASEWORKER, one), found(desk, DECIDER, one), all_of(desk, DECIDER)) == (
        (),
        (),
        (),
    )


@pytest.mark.rule("SE-13")
def test_whoever_has_no_cpr_number_is_nobodys_double_and_what_is_none_is_refused_unrepeated(desk):
    for name in ("Kim", "Bo"):
        registered(desk, COORDINATOR, replace(IDENTITY, name=name, cpr=""))
    assert known(desk) == 0
    with pytest.raises(EntryRefused) as refused:
        registered(desk, COORDINATOR, replace(IDENTITY, cpr="010190-00x0"))
    assert "00x0" not in str(refused.value)
    assert len(desk.rows("case")) == 2


@pytest.mark.rule("SE-13")
def test_a_number_put_right_finds_the_case_and_the_one_before_finds_it_no_more(desk):
    one, _ = registered(desk, COORDINATOR, IDENTITY)
    other, _ = registered(desk, RECEIVER, UNKNOWN)
    for case in (one, other):
        desk.join(CASEWORKER, Role.CENTRAL_CASEWORKER, case)
        desk.stands(case, "admitted", Stage.NECESSITY)
    assert found(desk, CASEWORKER, one) == ()
    desk.do(cases.correct_identity, RECEIVER, other, replace(IDENTITY, name="K. Madsen"))
    own = handle(desk.store.keys, CASEWORKER.organisation, other)
    assert found(desk, CASEWORKER, one) == (own,)
    with pytest.raises(EntryRefused):
        desk.do(cases.correct_identity, RECEIVER, other, replace(IDENTITY, cpr="12"))
    assert found(desk, CASEWORKER, one) == (own,)
    desk.do(cases.correct_identity, RECEIVER, other, replace(IDENTITY, cpr=""))
    assert (found(desk, CASEWORKER, one), known(desk)) == ((), 1)


@pytest.mark.rule("SE-10")
def test_a_person_is_found_by_the_keyed_hash_and_by_no_other_form_of_the_number(desk):
    registered(desk, COORDINATOR, IDENTITY)
    digits = IDENTITY.cpr.encode()
    with desk.store.transaction() as session:
        (row,) = session.query(KnownPersonRow)
        assert row.lookup == cpr_lookup(desk.store.keys, IDENTITY.cpr)
    forms = (
        digits,
        digits[:6] + b"-" + digits[6:],
        *(name(digits).digest() for name in (sha1, sha256, md5)),
        *(name(digits).hexdigest().encode() for name in (sha1, sha256, md5)),
        b64encode(digits),
    )
    stored = dumped(desk.store)
    assert [each for each in forms if each in stored] == []
    assert row.lookup.encode() in stored
