"""Enrolment: a code of the administrator, a password, an authenticator, codes of recovery."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from relocation.errors import EntryRefused, NoSession, NotFound, SignInRefused, Throttled
from relocation.people.service import disable
from relocation.sign_in_policy import load_sign_in_policy
from relocation.signing_in.enrolling import confirm, enrol
from relocation.signing_in.model import Enrolment, can_be_named
from relocation.signing_in.service import issue_enrolment, sign_in_names
from relocation.signing_in.upkeep import forget_over
from tests.relocation.desk import NOW
from tests.relocation.signing_in.members import (
    ADDRESS,
    ANOTHER,
    CHOSEN,
    COORDINATOR,
    LATER,
    OTHERS,
    Member,
    at_request,
    begun,
    confirmed,
    enrolled,
    is_let_in,
    issued,
    let_in,
    logged,
)

pytestmark = pytest.mark.slow
HOURS = timedelta(hours=load_sign_in_policy().enrolment.valid_hours)


@pytest.fixture
def user(desk):
    return desk.added(COORDINATOR)


@pytest.mark.rule("SE-20")
def test_an_enrolment_counts_only_once_a_code_of_the_authenticator_was_confirmed(desk, user):
    given = issued(desk, user)
    setting_up = begun(desk, given.code)
    member = Member(user, given.name, setting_up.secret, ())
    assert not is_let_in(desk, member)
    assert len(confirmed(desk, given.code, setting_up.secret, LATER)) == 10
    assert is_let_in(desk, member, LATER + timedelta(minutes=1))


def test_an_authenticator_is_set_up_with_name_and_secret(desk, user):
    given = issued(desk, user)
    setting_up = begun(desk, given.code)
    uri = urlsplit(setting_up.uri)
    asked = parse_qs(uri.query)
    assert (uri.scheme, uri.netloc, uri.path) == ("otpauth", "totp", f"/Relocation:{given.name}")
    assert (asked["secret"], asked["issuer"]) == ([setting_up.secret], ["Relocation"])
    assert len(setting_up.secret) == 32


def test_a_wrong_code_of_the_authenticator_confirms_nothing_and_the_right_one_still_does(
    desk, user
):
    given = issued(desk, user)
    setting_up = begun(desk, given.code)
    with pytest.raises(SignInRefused):
        confirm(desk.store, Enrolment(given.code, ADDRESS), "000000", NOW)
    assert confirmed(desk, given.code, setting_up.secret)


def test_until_it_is_confirmed_an_enrolment_can_be_begun_anew(desk, user):
    given = issued(desk, user)
    first = begun(desk, given.code)
    second = begun(desk, given.code, ANOTHER)
    with pytest.raises(SignInRefused):
        confirmed(desk, given.code, first.secret)
    recovery = confirmed(desk, given.code, second.secret)
    assert is_let_in(desk, Member(user, given.name, second.secret, recovery, ANOTHER))


@pytest.mark.rule("SE-20")
def test_a_code_of_enrolment_is_good_once_and_for_the_hours_of_the_policy(desk, user):
    given = issued(desk, user)
    assert given.until == NOW + HOURS
    setting_up = begun(desk, given.code, now=given.until - timedelta(seconds=1))
    with pytest.raises(SignInRefused):
        begun(desk, given.code, now=given.until)
    with pytest.raises(SignInRefused):
        confirmed(desk, given.code, setting_up.secret, given.until)
    confirmed(desk, given.code, setting_up.secret, given.until - timedelta(seconds=1))
    for again in (lambda: begun(desk, given.code), lambda: begun(desk, "no code")):
        with pytest.raises(SignInRefused):
            again()


def test_a_code_of_enrolment_is_taken_however_it_is_typed(desk, user):
    given = issued(desk, user)
    assert begun(desk, f" {given.code.upper().replace('-', ' ')}")


@pytest.mark.rule("SE-20")
def test_a_new_code_of_enrolment_replaces_all_that_the_account_had_and_ends_its_sessions(desk):
    member = enrolled(desk)
    session = let_in(desk, member)
    old = issued(desk, member.user, LATER)
    given = issued(desk, member.user, LATER)
    with pytest.raises(NoSession):
        at_request(desk, session.token, LATER)
    for shown in (member.code(LATER + timedelta(minutes=1)), member.recovery[0]):
        assert not is_let_in(desk, member, LATER + timedelta(minutes=1), code=shown)
    with pytest.raises(SignInRefused):
        begun(desk, old.code, now=LATER)
    setting_up = begun(desk, given.code, now=LATER)
    recovery = confirmed(desk, given.code, setting_up.secret, LATER)
    anew = Member(member.user, given.name, setting_up.secret, recovery)
    assert (anew.name, set(recovery) & set(member.recovery)) == (member.name, set())
    assert not is_let_in(desk, anew, LATER, code=member.recovery[0])
    assert is_let_in(desk, anew, LATER + timedelta(minutes=1))


def test_only_the_administrator_gives_codes_of_enrolment_and_sees_sign_in_names(desk):
    for other in map(desk.actor, OTHERS):
        with desk.transaction() as session:
            with pytest.raises(NotFound):
                issue_enrolment(session, other, other.user, None, NOW)
            with pytest.raises(NotFound):
                sign_in_names(session, other, NOW)


def test_an_account_that_may_not_act_gets_no_code_and_uses_none(desk, user):
    given = issued(desk, user)
    with desk.transaction() as session:
        disable(session, desk.admin, user, NOW)
    with pytest.raises(SignInRefused):
        begun(desk, given.code)
    with pytest.raises(EntryRefused, match="may not act"):
        issued(desk, user)
    for unknown in ("0" * 32, "nobody\0"):
        with pytest.raises(EntryRefused, match="no such account"):
            issued(desk, unknown)


def test_a_generated_name_is_short_and_can_be_said_and_no_two_are_the_same(desk):
    names = {issued(desk, desk.added(COORDINATOR)).name for _ in range(20)}
    assert len(names) == 20
    assert [name for name in names if not can_be_named(name) or len(name) > 9] == []


def test_a_name_is_chosen_kept_and_changed_by_the_administrator(desk, user):
    assert issued(desk, user, name=" Ishoj.Exit ").name == "ishoj.exit"
    assert issued(desk, user).name == "ishoj.exit"
    assert issued(desk, user, name="exit-2").name == "exit-2"
    assert issued(desk, desk.added(COORDINATOR), name="ishoj.exit").name == "ishoj.exit"


@pytest.mark.rule("SE-19")
@pytest.mark.parametrize(
    "name",
    ["3102901234", "p310290-1234", "cpr3102901234", "abc", "a" * 33, "a b c", "-abcd", "åben"],
)
def test_a_sign_in_name_is_never_a_number_of_a_person(desk, user, name):
    with pytest.raises(EntryRefused, match="sign-in name") as told:
        issued(desk, user, name=name)
    assert len(name) < 4 or name not in str(told.value)


def test_a_sign_in_name_is_one_accounts_alone(desk, user):
    issued(desk, desk.added(COORDINATOR), name="ishoj.exit")
    with pytest.raises(EntryRefused, match="another account"):
        issued(desk, user, name="ISHOJ.exit")


def test_a_password_that_may_not_be_chosen_costs_no_try_and_no_code(desk, user):
    given = issued(desk, user)
    for _ in range(load_sign_in_policy().pauses.address_failures + 1):
        with pytest.raises(EntryRefused, match="characters"):
            begun(desk, given.code, "short")
    assert begun(desk, given.code)


def test_whoever_tries_codes_of_enrolment_pauses_by_address(desk, user):
    given = issued(desk, user)
    for number in range(load_sign_in_policy().pauses.address_failures):
        with pytest.raises(SignInRefused):
            enrol(desk.store, Enrolment(f"code {number}", ADDRESS), CHOSEN, NOW)
    with pytest.raises(Throttled):
        begun(desk, given.code)
    assert enrol(desk.store, Enrolment(given.code, "192.0.2.9"), CHOSEN, NOW)


@pytest.mark.rule("RE-11")
def test_enrolling_is_in_the_log_step_by_step(desk, user):
    before = len(logged(desk))
    given = issued(desk, user)
    setting_up = begun(desk, given.code)
    with pytest.raises(SignInRefused):
        confirm(desk.store, Enrolment(given.code, ADDRESS), "000000", NOW)
    confirmed(desk, given.code, setting_up.secret)
    lines = [f"users.enrol.{user}", "sign_in.enrolment_refused", "sign_in.enrolled"]
    assert logged(desk)[before:] == lines


@pytest.mark.rule("RE-16", "SE-20")
def test_a_code_of_enrolment_is_good_no_longer_where_the_clock_steps_back(desk, user):
    given = issued(desk, user)
    begun(desk, given.code, now=NOW - timedelta(seconds=30))
    with pytest.raises(SignInRefused):
        begun(desk, given.code, now=NOW - HOURS)
    with desk.transaction() as session:
        assert forget_over(session, NOW - HOURS) == 1
    with pytest.raises(SignInRefused):
        begun(desk, given.code)
    begun(desk, issued(desk, user, NOW - HOURS).code, now=NOW - HOURS)
