"""Who somebody of an outside provider is here: bound and unbound by the administrator."""

import pytest

from relocation.actor import Function
from relocation.errors import EntryRefused, NoAccount, NoSession, NotFound
from relocation.people.service import disable
from relocation.signing_in.model import Source, Subject
from relocation.signing_in.outside import account_of
from relocation.signing_in.service import bind_subject, unbind_subjects
from relocation.signing_in.sessions import begin_session
from tests.relocation.desk import NOW
from tests.relocation.signing_in.members import COORDINATOR, OTHERS, at_request, logged

pytestmark = pytest.mark.slow
ISSUER = "https://login.kommune.example"
BO = Subject(ISSUER, "bo-4711")


@pytest.fixture
def user(desk):
    return desk.added(COORDINATOR)


def bound(desk, user, subject=BO):
    with desk.transaction() as session:
        bind_subject(session, desk.admin, user, subject, NOW)


def found(desk, subject=BO):
    with desk.transaction() as session:
        return account_of(session, subject)


@pytest.mark.rule("SE-20")
def test_whom_the_administrator_bound_signs_in_to_the_account_and_nobody_else_does(desk, user):
    bound(desk, user)
    assert found(desk) == user
    others = (
        Subject(ISSUER, "bo-4712"),
        Subject("https://other.example", BO.subject),
        Subject(f"{ISSUER}bo", "-4711"),
        Subject(ISSUER, ""),
        Subject(ISSUER, "\ud800"),
    )
    for other in others:
        with pytest.raises(NoAccount):
            found(desk, other)


def test_unbinding_ends_the_sessions_and_leaves_nobody_to_sign_in(desk, user):
    bound(desk, user)
    bound(desk, user, Subject(ISSUER, "bo-new"))
    with desk.transaction() as session:
        token = begin_session(session, user, Source.OUTSIDE, NOW).token
    with desk.transaction() as session:
        assert unbind_subjects(session, desk.admin, user, NOW) == 2
    with pytest.raises(NoAccount):
        found(desk)
    with pytest.raises(NoSession):
        at_request(desk, token, NOW)
    bound(desk, desk.added(Function.PROBATION_OFFICER))


def test_a_subject_is_one_accounts_alone_and_binding_twice_is_once(desk, user):
    bound(desk, user)
    before = len(logged(desk))
    bound(desk, user)
    assert len(logged(desk)) == before
    with pytest.raises(EntryRefused, match="another account") as told:
        bound(desk, desk.added(Function.PROBATION_OFFICER))
    assert BO.subject not in str(told.value)


@pytest.mark.parametrize("subject", [Subject("", "a"), Subject("a", ""), Subject("a", "b" * 501)])
def test_what_no_provider_tells_is_not_bound(desk, user, subject):
    with pytest.raises(EntryRefused, match="issuer and subject"):
        bound(desk, user, subject)


def test_an_account_that_may_not_act_or_is_not_there_is_not_bound(desk, user):
    with desk.transaction() as session:
        disable(session, desk.admin, user, NOW)
    for nobody in (user, "0" * 32):
        with pytest.raises(EntryRefused, match=r"may not act|no such account"):
            bound(desk, nobody)


def test_nobody_but_the_administrator_binds_or_unbinds(desk):
    for other in map(desk.actor, OTHERS):
        with desk.transaction() as session:
            with pytest.raises(NotFound):
                bind_subject(session, other, other.user, BO, NOW)
            with pytest.raises(NotFound):
                unbind_subjects(session, other, other.user, NOW)


@pytest.mark.rule("RE-11")
def test_binding_and_unbinding_are_in_the_log(desk, user):
    bound(desk, user)
    with desk.transaction() as session:
        unbind_subjects(session, desk.admin, user, NOW)
    assert logged(desk)[-2:] == [f"users.bind.{user}", f"users.unbind.{user}"]
