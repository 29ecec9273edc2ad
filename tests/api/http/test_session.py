"""The way in over HTTP: enrolment, cookie and token, step-up, out; services for somebody."""

from base64 import b64encode
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from pyotp import TOTP

from relocation.actor import municipality_id
from relocation.people.service import disable
from relocation.signing_in.services import issue_service
from tests.api.http.desk import ORIGIN, HttpDesk
from tests.relocation.desk import NOW
from tests.relocation.signing_in.members import (
    CHOSEN,
    COORDINATOR,
    LATER,
    STEP,
    enrolled,
    issued,
)

pytestmark = pytest.mark.slow
API = "/api/v1"


@pytest.fixture
def door(people):
    """The register of people, and a browser that keeps cookies."""
    desk = HttpDesk(people.store, now=LATER)
    browser = TestClient(desk.client.app, base_url=ORIGIN, raise_server_exceptions=False)
    return people, desk, browser


def signed_in(browser, member, now=LATER, **changes):
    shown = {"name": member.name, "password": member.password, "code": member.code(now)}
    return browser.post(f"{API}/session", json=shown | changes)


@pytest.mark.rule("SE-20")
def test_an_account_enrols_signs_in_steps_up_and_goes_out(door):
    people, desk, browser = door
    account = people.added(COORDINATOR)
    given = issued(people, account, LATER)
    chosen = {"enrolment": given.code, "password": CHOSEN}
    told = browser.post(f"{API}/enrolments", json=chosen).json()
    code = TOTP(told["secret"]).at(LATER)
    shown = {"enrolment": given.code, "code": code}
    assert len(browser.post(f"{API}/enrolments/confirmations", json=shown).json()["codes"]) == 10
    desk.now = LATER + timedelta(minutes=1)
    way_in = {"name": given.name, "password": CHOSEN, "code": TOTP(told["secret"]).at(desk.now)}
    begun = browser.post(f"{API}/session", json=way_in)
    cookie = begun.headers["set-cookie"].lower()
    assert begun.status_code == 201
    assert all(each in cookie for each in ("httponly", "secure", "samesite=strict"))
    who = browser.get(f"{API}/session").json()
    assert (who["function"], who["is_stepped_up"]) == (COORDINATOR, False)
    assert who["user"] == account
    safe = {"Origin": ORIGIN, "X-CSRF-Token": who["csrf_token"]}
    stepped = browser.post(f"{API}/session/step-ups", json={"password": CHOSEN}, headers=safe)
    assert stepped.json()["token"] != begun.json()["token"]
    assert browser.get(f"{API}/session").json()["is_stepped_up"] is True
    old = {"Authorization": f"Bearer {begun.json()['token']}"}
    assert TestClient(browser.app).get(f"{API}/cases", headers=old).status_code == 401
    safe["X-CSRF-Token"] = stepped.json()["csrf_token"]
    assert browser.delete(f"{API}/session", headers=safe).status_code == 204
    assert browser.get(f"{API}/session").status_code == 401


@pytest.mark.rule("SE-20", "RE-14")
def test_whatever_does_not_hold_at_the_way_in_the_answer_is_the_same(door):
    people, _, browser = door
    member = enrolled(people)
    wrong = ({"password": "another one altogether"}, {"code": "000000"}, {"name": "nobody-here"})
    answers = [signed_in(browser, member, **each) for each in wrong]
    told = [each.json() for each in answers]
    assert {each.status_code for each in answers} == {401}
    assert all(each.pop("request_id") for each in told)
    assert told[0] == told[1] == told[2]
    assert all("set-cookie" not in each.headers for each in answers)


@pytest.mark.rule("SE-20")
def test_after_many_failures_there_is_a_pause_and_when_to_come_again(door):
    people, _, browser = door
    member = enrolled(people)
    answers = [signed_in(browser, member, password=f"wrong {n}") for n in range(30)]
    paused = [each for each in answers if each.status_code == 429]
    assert paused
    assert all(int(each.headers["retry-after"]) >= 1 for each in paused)


@pytest.mark.rule("SE-20")
def test_a_change_by_a_cookie_comes_from_the_own_pages_alone(door):
    people, desk, browser = door
    told = signed_in(browser, enrolled(people)).json()
    token = told["csrf_token"]
    refused = (
        {},
        {"Origin": ORIGIN},
        {"X-CSRF-Token": token},
        {"Origin": "https://elsewhere.test", "X-CSRF-Token": token},
        {"Origin": ORIGIN, "X-CSRF-Token": token[:-1] + "x"},
    )
    for headers in refused:
        for path in ("/session/step-ups", "/rounds"):
            answer = browser.post(f"{API}{path}", json={"password": CHOSEN}, headers=headers)
            assert (answer.status_code, answer.json()["type"]) == (403, "/problems/not-own-page")
    assert browser.get(f"{API}/cases").json() == {"cases": []}
    by_token = {"Authorization": f"Bearer {told['token']}", "Idempotency-Key": "k" * 8}
    bare = TestClient(desk.client.app, raise_server_exceptions=False)
    assert bare.post(f"{API}/rounds", headers=by_token).status_code == 404


@pytest.mark.rule("SE-20")
def test_a_session_ends_when_it_is_idle_too_long_old_or_its_account_is_out(door):
    people, desk, browser = door
    member = enrolled(people)
    assert signed_in(browser, member).status_code == 201
    desk.now = LATER + timedelta(minutes=14)
    assert browser.get(f"{API}/session").status_code == 200
    desk.now += timedelta(minutes=16)
    assert browser.get(f"{API}/session").status_code == 401
    assert signed_in(browser, member, desk.now).status_code == 201
    with people.transaction() as session:
        disable(session, people.admin, member.user, desk.now)
    assert browser.get(f"{API}/cases").status_code == 401


@pytest.mark.rule("SE-20")
def test_new_codes_of_recovery_are_told_once_for_password_and_one_time_code(door):
    people, desk, browser = door
    member = enrolled(people)
    shown = {"Authorization": f"Bearer {signed_in(browser, member).json()['token']}"}
    bare = TestClient(desk.client.app, raise_server_exceptions=False)
    proof = {"password": CHOSEN, "code": member.recovery[0]}
    refused = bare.post(f"{API}/session/recovery-codes", json=proof, headers=shown)
    assert refused.status_code == 401
    desk.now += STEP
    proof |= {"code": member.code(desk.now)}
    told = bare.post(f"{API}/session/recovery-codes", json=proof, headers=shown)
    assert (told.status_code, len(told.json()["codes"])) == (201, len(member.recovery))
    again = bare.post(f"{API}/session/recovery-codes", json=proof, headers=shown)
    assert again.status_code == 401


@pytest.mark.rule("IF-4")
def test_a_service_asks_on_behalf_of_a_named_person_of_its_own_organisation(door):
    people, desk, _ = door
    with people.transaction() as session:
        given = issue_service(session, people.admin, municipality_id("0101"), NOW)
    own, other = people.added(COORDINATOR), people.added(COORDINATOR, municipality_id("0751"))

    def asked(user, secret=given.secret, scheme="Basic"):
        shown = b64encode(f"{given.id}:{secret}".encode()).decode()
        headers = {"Authorization": f"{scheme} {shown}", "X-On-Behalf-Of": user}
        return desk.client.get(f"{API}/cases", headers=headers)

    assert (asked(own).status_code, asked(own).json()) == (200, {"cases": []})
    refused = (asked(other), asked(own, "wrong"), asked(people.admin.user), asked(""))
    assert {each.status_code for each in refused} == {401}
    assert asked(own, scheme="Digest").status_code == 401
