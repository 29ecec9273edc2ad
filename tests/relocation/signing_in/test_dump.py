"""Whoever has the database alone has nothing to sign in with, and learns no name or address."""

import hashlib

import pytest

from relocation.actor import municipality_id
from relocation.errors import SignInRefused
from relocation.signing_in.anew import step_up
from relocation.signing_in.letting_in import sign_in
from relocation.signing_in.model import Attempt, Password, Subject
from relocation.signing_in.service import bind_subject
from relocation.signing_in.services import issue_service
from relocation.signing_in.sessions import csrf_token
from tests.relocation.signing_in.members import (
    ADDRESS,
    ANOTHER,
    CHOSEN,
    COORDINATOR,
    LATER,
    STEP,
    at_request,
    begun,
    dump,
    enrolled,
    issued,
    let_in,
)

pytestmark = pytest.mark.slow
SUBJECT = Subject("https://login.kommune.example", "bo-4711")
WRONG = "000000"


def everything_known(desk):
    """What stood on somebody's screen or paper while a store was worked with."""
    member = enrolled(desk, name="ishoj.exit")
    first = let_in(desk, member)
    last = step_up(desk.store, first.token, Password(CHOSEN), LATER)
    with pytest.raises(SignInRefused):
        sign_in(desk.store, Attempt("nobody-77", ANOTHER, WRONG, ADDRESS), LATER)
    waiting = issued(desk, desk.added(COORDINATOR))
    setting_up = begun(desk, waiting.code, ANOTHER)
    with desk.transaction() as session:
        bind_subject(session, desk.admin, member.user, SUBJECT, LATER)
        service = issue_service(session, desk.admin, municipality_id("0101"), LATER)
    form = csrf_token(desk.store.keys, at_request(desk, last.token, LATER))
    words = (member.name, member.secret, *member.recovery, waiting.name, waiting.code)
    proofs = (first.token, last.token, setting_up.secret, service.secret, form)
    return (*words, *proofs, CHOSEN, ANOTHER, ADDRESS, "nobody-77", SUBJECT.issuer, SUBJECT.subject)


def forms(known):
    """A text as it is, without its marks, and as anybody could hash it."""
    plain = "".join(letter for letter in known if letter.isalnum())
    for each in {known, known.casefold(), plain, plain.upper()}:
        yield each.encode()
        for name in ("sha256", "sha1", "md5"):
            told = hashlib.new(name, each.encode(), usedforsecurity=False)
            yield from (told.digest(), told.hexdigest().encode())


@pytest.mark.rule("SE-20", "SE-19")
def test_no_password_secret_token_code_name_or_address_stands_in_the_database(desk):
    known = everything_known(desk)
    stored = dump(desk)
    assert len(stored) > 5_000
    assert [each for each in known if any(form in stored for form in forms(each))] == []
    assert b"argon2" not in stored


def test_two_accounts_with_one_password_have_nothing_in_common(desk):
    one, other = enrolled(desk), enrolled(desk)
    assert one.password == other.password
    assert dump(desk).count(b"$argon2id$") == 0
    assert let_in(desk, one)
    assert let_in(desk, other, LATER + STEP)
