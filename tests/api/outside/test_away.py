"""A provider that is away, ill or busy with new keys: a remedy, and never a fault of the server."""

import json
from dataclasses import replace
from datetime import timedelta

import httpx2
import pytest

from api.outside.wire import MOST_BYTES, Bounded, agent_of, json_at
from relocation.errors import ProviderAway
from tests.api.outside.front import CLAIMS, WHERE, Front, provider_at
from tests.api.outside.running import certified

pytestmark = pytest.mark.slow
DESCRIPTION = "/.well-known/openid-configuration"
JSON = {"Content-Type": "application/json"}
ILL = {
    "an error of its own": {"status": 500},
    "nothing": {},
    "no JSON": {"body": "<html>"},
    "no table": {"body": "[1]"},
    "a number": {"body": "7"},
    "nested without end": {"body": "[" * 100_000},
    "half a table": {"body": '{"issuer": 1, "access_token": "x", "token_type"'},
    "another address": {"status": 302, "headers": {"Location": "https://evil.test/"}},
    "more than it may be": {"body": "{}", "large": MOST_BYTES},
    "packed": {"body": "\x1f\x8b", "headers": JSON | {"Content-Encoding": "gzip"}},
    "not its own client": {"status": 401, "body": '{"error": "invalid_client"}', "headers": JSON},
    "an end that is none": {"body": '{"access_token": "a", "expires_in": [1]}', "headers": JSON},
    "an end beyond all": {"body": '{"access_token": "a", "expires_in": 1e999}', "headers": JSON},
}
KEYS_ILL = (
    '{"keys": []}',
    '{"keys": 7}',
    '{"keys": [7]}',
    '{"keys": [{"kty": "RSA"}]}',
    '{"keys": [{"kty": "RSA", "n": "!", "e": "AQAB", "kid": "first"}]}',
    "{}",
)


def is_away(front, answer):
    told = answer.json()
    assert (answer.status_code, told["type"]) == (503, "/problems/provider-away"), answer.text
    assert "Try again in a minute" in told["next"]
    assert "relocation_session" not in answer.headers.get("set-cookie", "")
    assert front.logged()[-1] == "sign_in.outside_away"
    assert front.who().status_code == 401


def later(front):
    """After the seconds in which a provider that was away is not asked again."""
    front.ahead += timedelta(seconds=5)


@pytest.mark.rule("SE-20")
def test_a_provider_that_is_down_is_told_with_a_remedy_before_and_on_the_way_back(people):
    with certified() as provider:
        provider.told(claims=CLAIMS)
        front = Front(people, provider_at(provider.issuer))
        front.account()
        back = front.leave()
        provider.process.kill()
        provider.process.wait()
        is_away(front, front.browser.get(back))
        other = Front(people, front.provider)
        is_away(other, other.browser.post(WHERE))
        is_away(other, other.browser.post(WHERE))
        assert front.browser.get("/health/live").status_code == 200


@pytest.mark.rule("SE-20", "RE-18")
def test_whatever_a_provider_answers_instead_nobody_is_let_in_and_the_server_holds(
    people, provider
):
    Front(people, provider_at(provider.issuer)).account()
    for answer in ILL.values():
        front = Front(people, provider_at(provider.issuer))
        provider.told(claims=CLAIMS)
        back = front.leave()
        provider.told(claims=CLAIMS, answers={"/token": answer})
        is_away(front, front.browser.get(back))
        new = Front(people, front.provider)
        provider.told(answers={DESCRIPTION: answer})
        is_away(new, new.browser.post(WHERE))
    provider.told(claims=CLAIMS)
    assert Front(people, front.provider).sign_in().status_code == 200


@pytest.mark.rule("SE-20")
def test_keys_that_are_none_let_nobody_in(people, provider):
    for body in KEYS_ILL:
        front = Front(people, provider_at(provider.issuer))
        provider.told(claims=CLAIMS, answers={"/jwks": {"body": body, "headers": JSON}})
        is_away(front, front.sign_in())


@pytest.mark.rule("SE-20")
def test_a_description_of_another_issuer_or_without_pkce_is_not_used(people, provider):
    front = Front(people, provider_at(provider.issuer))
    own = json_of(front, f"{provider.issuer}{DESCRIPTION}")
    wrong = (
        {"issuer": "https://another.test"},
        {"code_challenge_methods_supported": ["plain"]},
        {"id_token_signing_alg_values_supported": ["HS256", "none"]},
        {"token_endpoint": "http://evil.test/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"authorization_endpoint": "https://user@evil.test/"},
        {"jwks_uri": None},
    )
    for each in wrong:
        body = json.dumps(own | each)
        provider.told(answers={DESCRIPTION: {"body": body, "headers": JSON}})
        is_away(front, front.browser.post(WHERE))
        later(front)
    elsewhere = own | {"token_endpoint": "https://evil.test/token"}
    body = json.dumps(elsewhere)
    provider.told(claims=CLAIMS, answers={DESCRIPTION: {"body": body, "headers": JSON}})
    is_away(front, front.sign_in())


@pytest.mark.rule("SE-20")
def test_a_new_key_of_the_provider_is_fetched_when_a_proof_names_it(front, provider):
    front.account()
    assert front.sign_in().status_code == 200
    provider.told(claims=CLAIMS, rollover="second")
    front.browser.cookies.clear()
    assert front.sign_in().status_code == 200
    assert front.who().status_code == 200


@pytest.mark.rule("SE-20")
def test_a_key_that_the_provider_gave_up_counts_no_longer_than_the_policy_says(front, provider):
    front.account()
    assert front.sign_in().status_code == 200
    first = front.known["kommune"].keys(front.now(), 60)
    provider.told(claims=CLAIMS, rollover="third")
    assert front.known["kommune"].keys(front.now(), 60) is first
    front.ahead = timedelta(minutes=60)
    assert front.known["kommune"].keys(front.now(), 60) is not first


@pytest.mark.rule("SE-20")
def test_a_provider_that_was_away_is_asked_again_after_some_seconds(people, provider):
    front = Front(people, provider_at(provider.issuer))
    provider.told(answers={DESCRIPTION: {"status": 503}})
    is_away(front, front.browser.post(WHERE))
    provider.told(claims=CLAIMS)
    is_away(front, front.browser.post(WHERE))
    later(front)
    assert front.browser.post(WHERE).status_code == 201


@pytest.mark.rule("SE-20")
def test_the_clocks_may_differ_by_the_policys_seconds_and_no_more(front, provider):
    front.account()
    for ahead, status in ((-50, 200), (-75, 401)):
        front.browser.cookies.clear()
        front.ahead = timedelta(seconds=ahead)
        assert front.sign_in().status_code == status
    provider.told(claims=CLAIMS, forge={"moments": {"exp": 30}})
    for ahead, status in ((75, 200), (100, 401)):
        front.browser.cookies.clear()
        front.ahead = timedelta(seconds=ahead)
        assert front.sign_in().status_code == status


def test_a_provider_is_asked_for_no_longer_than_an_answer_may_take(provider):
    provider.told(answers={"/slow": {"body": "{}"}})
    asked = Bounded(frozenset({"127.0.0.1"}), seconds=-1.0)
    request = httpx2.Request("GET", f"{provider.issuer}/slow")
    with pytest.raises(httpx2.ReadError):
        asked.handle_request(request)
    asked.close()


def test_other_hosts_than_the_providers_are_not_asked(provider):
    elsewhere = replace(provider_at(provider.issuer), hosts=frozenset({"login.test"}))
    with pytest.raises(ProviderAway), agent_of(elsewhere, "", "none") as agent:
        json_at(agent, f"{provider.issuer}{DESCRIPTION}")


def json_of(front, address):
    with agent_of(front.provider, "", "none") as agent:
        return json_at(agent, address)
