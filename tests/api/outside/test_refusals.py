"""Whatever does not hold on the way back from a provider: one answer, no session, one line."""

from base64 import urlsafe_b64encode
from datetime import timedelta

import pytest

from relocation.actor import Function, municipality_id
from relocation.people.service import disable
from relocation.sign_in_policy import load_sign_in_policy
from tests.api.outside.front import CLAIMS, CVR, SUBSTANTIAL, WHERE, changed
from tests.relocation.signing_in.members import adopted

pytestmark = pytest.mark.slow
REFUSED = "sign_in.outside_refused"
HOUR = 3600
OTHER = municipality_id("0751")
FORGED = {
    "unsigned": {"alg": "none"},
    "signed with the client's secret": {"alg": "HS256"},
    "signed with an algorithm that was not offered": {"alg": "RS512"},
    "signed by somebody else under the provider's key id": {"by": "another"},
    "signed by a key that the provider does not have": {"by": "another", "kid": "unknown"},
    "for another client": {"claims": {"aud": "another"}},
    "for another client and handed to this one": {
        "claims": {"aud": "another", "azp": "relocation"}
    },
    "for several clients, and not handed to this one": {
        "claims": {"aud": ["relocation", "another"], "azp": "another"}
    },
    "of another issuer": {"claims": {"iss": "https://another.test"}},
    "over": {"moments": {"exp": -HOUR}},
    "without an end": {"claims": {"exp": None}},
    "of the future": {"moments": {"iat": HOUR}},
    "not yet good": {"moments": {"nbf": HOUR}},
    "with another nonce": {"claims": {"nonce": "another"}},
    "without a nonce": {"claims": {"nonce": None}},
    "without a subject": {"claims": {"sub": None}},
    "with a subject that is none": {"claims": {"sub": ["bo-4711"]}},
    "of another access token": {"claims": {"at_hash": "another"}},
    "with moments that are none": {"claims": {"exp": "soon", "iat": {}}},
}
NO_PROOFS = ("", "a.b.c", "a", "....", "æøå", None, 7, {"a": 1}, "e30.e30.", "[" * 90_000)
CLAIMED = {
    "organisation": (
        {"organisation": "11111111"},
        {"organisation": None},
        {"organisation": {"a": CVR}},
        {"organisation": 64942212},
    ),
    "role": ({"roles": ["other"]}, {"roles": []}, {"roles": None}, {"roles": [["exit"]]}),
    "assurance": (
        {"acr": "low"},
        {"acr": "unknown"},
        {"acr": None},
        {"acr": ["low", SUBSTANTIAL]},
        {"acr": SUBSTANTIAL.lower()},
    ),
}


def told(answer):
    """Status and text of a refusal, without the request's own number."""
    found = answer.json()
    assert found.pop("request_id")
    return answer.status_code, found, [*answer.headers.get_list("set-cookie")]


@pytest.fixture
def refused(front):
    """How somebody is refused whose way back was never begun."""
    return told(front.browser.get(WHERE, params={"state": "unknown", "code": "unknown"}))


def is_out(front, answer, refused, why):
    """That it was refused as everybody is, began nothing, and stands in the log."""
    assert told(answer) == refused
    assert refused[0] == 401
    assert front.who().status_code == 401
    assert front.logged()[-1] == f"{REFUSED}.{why}"


@pytest.mark.rule("SE-20")
@pytest.mark.parametrize("how", FORGED)
def test_a_proof_that_does_not_hold_lets_nobody_in(front, provider, refused, how):
    front.account()
    provider.told(claims=CLAIMS, forge=FORGED[how])
    is_out(front, front.sign_in(), refused, "token")


@pytest.mark.rule("SE-20")
def test_what_is_no_proof_at_all_lets_nobody_in(front, provider):
    front.account()
    for text in NO_PROOFS:
        provider.told(claims=CLAIMS, forge={"raw": text})
        assert front.sign_in().status_code == 401, text
        assert front.logged()[-1] == f"{REFUSED}.token"
    for error in ('{"error": {"a": 1}}', '{"error": "invalid_grant"}', '{"error": null}'):
        answer = {"status": 400, "body": error, "headers": {"Content-Type": "application/json"}}
        provider.told(claims=CLAIMS, answers={"/token": answer})
        assert front.sign_in().status_code == 401, error
        assert front.logged()[-1] == f"{REFUSED}.code"


@pytest.mark.rule("SE-20")
def test_a_key_that_says_no_algorithm_signs_by_those_that_were_offered_alone(
    front, provider, refused
):
    front.account()
    provider.told(claims=CLAIMS, rollover="bare", bare=True)
    assert front.sign_in().status_code == 200
    front.browser.cookies.clear()
    provider.told(claims=CLAIMS, forge={"alg": "RS512"})
    is_out(front, front.sign_in(), refused, "token")


@pytest.mark.rule("SE-20")
@pytest.mark.parametrize("why", CLAIMED)
def test_a_provider_that_says_otherwise_than_the_register_lets_nobody_in(
    front, provider, refused, why
):
    front.account()
    for claims in CLAIMED[why]:
        provider.told(claims=CLAIMS, forge={"claims": claims})
        is_out(front, front.sign_in(), refused, why)


@pytest.mark.rule("SE-20")
def test_the_policy_says_how_sure_a_provider_must_be(front, refused):
    front.account()
    assert front.sign_in().status_code == 200
    least = load_sign_in_policy().numbers["outside.least_assurance"]
    assert least.value == 2
    front.browser.cookies.clear()
    adopted(front.people, (LEAST.format(2), LEAST.format(3)))
    is_out(front, front.sign_in(), refused, "assurance")


LEAST = "[outside.least_assurance]\nvalue = {}"


@pytest.mark.rule("SE-20")
def test_a_provider_vouches_for_nobody_of_another_organisation(front, refused):
    front.account(organisation=OTHER)
    is_out(front, front.sign_in(), refused, "organisation")


@pytest.mark.rule("SE-20")
def test_nobody_is_found_by_an_address_of_mail_or_by_another_issuers_subject(
    front, provider, refused
):
    front.account(sub="bo@kommune.example")
    provider.told(claims=CLAIMS, forge={"claims": {"email": "bo@kommune.example"}})
    is_out(front, front.sign_in(), refused, "subject")


@pytest.mark.rule("SE-20")
def test_a_disabled_account_is_not_let_in_and_is_out_at_its_next_request(front, refused):
    user = front.account()
    assert front.sign_in().status_code == 200
    assert front.who().status_code == 200
    with front.people.transaction() as session:
        disable(session, front.people.admin, user, front.now())
    assert front.who().status_code == 401
    is_out(front, front.sign_in(), refused, "account")


@pytest.mark.rule("SE-20")
def test_a_way_back_is_good_once_in_time_in_one_browser_and_for_one_provider(front, refused):
    front.account()
    back = front.leave()
    others = (changed(back, state="another"), changed(back, state=None))
    for other in others:
        is_out(front, front.browser.get(other), refused, "attempt")
    is_out(front, front.new_browser().get(back), refused, "attempt")
    is_out(front, front.browser.get(back), refused, "attempt")
    late = front.leave()
    front.ahead = timedelta(minutes=10)
    is_out(front, front.browser.get(late), refused, "attempt")
    front.ahead = timedelta(0)
    back = front.leave()
    assert front.browser.get(back).status_code == 200
    assert told(front.new_browser().get(back)) == refused
    assert told(front.browser.get(back)) == refused


@pytest.mark.rule("SE-20")
def test_a_code_is_good_for_the_browser_that_asked_for_it_and_once(front, refused):
    front.account()
    stolen, own = front.leave(), front.leave()
    mixed = changed(own, code=changed(stolen, state="x").split("code=")[1].split("&")[0])
    is_out(front, front.browser.get(mixed), refused, "code")
    for wrong in ("another", None, ""):
        answer = front.browser.get(changed(front.leave(), code=wrong))
        is_out(front, answer, refused, "code")
    used = front.leave()
    assert front.browser.get(used).status_code == 200
    front.browser.cookies.clear()
    code = used.split("code=")[1].split("&")[0]
    is_out(front, front.browser.get(changed(front.leave(), code=code)), refused, "code")


@pytest.mark.rule("SE-20")
def test_who_answers_is_asked_for_where_the_provider_says_so(front, refused):
    front.account()
    for issuer in ("https://another.test", None, ""):
        answer = front.browser.get(changed(front.leave(), iss=issuer))
        is_out(front, answer, refused, "issuer")


@pytest.mark.rule("SE-20")
def test_who_says_no_at_the_provider_is_refused_as_everybody_is(front, provider, refused):
    front.account()
    provider.told(denies=True)
    is_out(front, front.sign_in(), refused, "code")


@pytest.mark.rule("SE-20")
def test_an_address_that_comes_back_with_nothing_again_and_again_pauses(front):
    unknown = {"state": "unknown", "code": "unknown"}
    answers = [front.browser.get(WHERE, params=unknown).status_code for _ in range(25)]
    assert answers[:20] == [401] * 20
    assert 429 in answers[20:]
    asked = front.browser.get(f"{WHERE}?state={urlsafe_b64encode(b'x' * 9000).decode()}")
    assert asked.status_code == 429


@pytest.mark.rule("SE-20")
def test_another_function_than_the_provider_says_is_not_let_in(front, refused):
    front.account(function=Function.PROBATION_OFFICER, organisation="probation")
    is_out(front, front.sign_in(), refused, "organisation")
