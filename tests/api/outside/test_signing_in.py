"""Signing in with a real provider: there and back, by two that know nothing of each other."""

import pytest

from tests.api.outside.front import (
    CLAIMS,
    CVR,
    SUB,
    SUBSTANTIAL,
    WHERE,
    Front,
    changed,
    part_of,
    provider_at,
    through,
)
from tests.api.outside.running import mock
from tests.relocation.signing_in.members import COORDINATOR

pytestmark = pytest.mark.slow


@pytest.mark.rule("SE-20")
def test_a_coordinator_signs_in_with_the_certified_provider(front):
    front.account()
    left = front.browser.post(WHERE, params={"return_to": "/cases?overdue=true"})
    address, kept = left.json()["address"], left.headers["set-cookie"].lower()
    assert all(each in kept for each in ("httponly", "secure", "samesite=lax", "path=/api/v1/"))
    assert part_of(address, "code_challenge_method") == "S256"
    assert part_of(address, "acr_values") == SUBSTANTIAL
    back = front.browser.get(through(address))
    cookies = back.headers.get_list("set-cookie")
    assert (back.status_code, len(cookies)) == (200, 2)
    assert 'content="0;url=/cases?overdue=true"' in back.text
    session = next(each.lower() for each in cookies if each.startswith("relocation_session="))
    assert all(each in session for each in ("httponly", "secure", "samesite=strict"))
    who = front.who().json()
    assert (who["organisation"], who["function"]) == ("municipality-0101", COORDINATOR)
    assert (who["is_stepped_up"], who["source"]) == (False, "outside")
    assert front.browser.get("/api/v1/cases").json() == {"cases": []}
    assert front.logged()[-1] == "sign_in.begin"


@pytest.mark.rule("SE-20")
def test_a_coordinator_signs_in_with_the_mock_provider(people):
    acr = {"acr": SUBSTANTIAL}
    with mock(sub=SUB, **CLAIMS, **acr) as provider:
        front = Front(people, provider_at(provider.issuer))
        front.account()
        address = front.browser.post(WHERE).json()["address"]
        other = changed(through(address, sub=SUB), iss="https://another.test")
        assert front.browser.get(other).status_code == 401
        assert front.logged()[-1] == "sign_in.outside_refused.issuer"
        address = front.browser.post(WHERE).json()["address"]
        back = front.browser.get(through(address, sub=SUB))
        assert back.status_code == 200, back.text
        assert front.who().json()["function"] == COORDINATOR
        front.account(sub="who-says-nothing", organisation="municipality-0751")
        address = front.browser.post(WHERE).json()["address"]
        refused = front.browser.get(through(address, sub="who-says-nothing"))
        assert refused.status_code == 401


def test_providers_are_listed_by_name_for_whoever_wants_to_sign_in(front):
    assert front.browser.get("/api/v1/session/outside").json() == {
        "providers": [
            {"id": "kommune", "name": "Københavns Kommune", "organisation": "municipality-0101"}
        ]
    }
    for path in (f"{WHERE}x", WHERE.replace("kommune", CVR)):
        assert front.browser.post(path).json()["type"] == "/problems/not-found"


@pytest.mark.rule("SE-20")
def test_a_way_back_to_another_site_is_refused(front):
    others = (
        "https://evil.test/",
        "//evil.test",
        "/\\evil.test",
        "/a\nb",
        "cases",
        "",
        "/%2f/evil",
    )
    for other in others:
        answer = front.browser.post(WHERE, params={"return_to": other})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "return_to")
        assert "evil" not in answer.text


@pytest.mark.rule("SE-20")
def test_a_session_that_was_planted_before_is_not_the_one_that_begins(front):
    front.account()
    front.browser.cookies.set("relocation_session", "planted", domain="relocation.test")
    assert front.sign_in().status_code == 200
    assert front.browser.cookies["relocation_session"] != "planted"
    first = front.browser.cookies["relocation_session"]
    assert front.sign_in().status_code == 200
    assert front.browser.cookies["relocation_session"] != first


@pytest.mark.rule("SE-19")
def test_neither_secret_nor_verifier_nor_proof_goes_through_the_browser_or_into_the_log(front):
    front.account()
    back = front.leave()
    seen = back + front.browser.get(back).text + "".join(front.logged())
    assert part_of(back, "state") not in "".join(front.logged())
    for secret in (front.provider.secret, SUB, CVR):
        assert secret not in seen
