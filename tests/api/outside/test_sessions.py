"""A session that began at a provider: stepped up there, ended here and there, and revoked."""

from datetime import timedelta

import httpx2
import pytest

from relocation.signing_in.service import unbind_subjects
from tests.api.http.desk import ORIGIN
from tests.api.outside.front import CLAIMS, WHERE, part_of, provider_at, through
from tests.relocation.signing_in.members import CHOSEN, enrolled

pytestmark = pytest.mark.slow
API = "/api/v1/session"


@pytest.fixture
def inside(front):
    """The front door with somebody signed in, and what a change by the cookie carries."""
    front.user = front.account()
    assert front.sign_in().status_code == 200
    front.safe = {"Origin": ORIGIN, "X-CSRF-Token": front.who().json()["csrf_token"]}
    return front


def stepped_up(inside):
    """Goes to the provider to confirm who it is, and comes back."""
    return inside.browser.get(inside.leave(f"{WHERE}/step-ups", headers=inside.safe))


@pytest.mark.rule("SE-20")
def test_a_session_is_stepped_up_by_proving_it_anew_at_the_provider(inside):
    before = inside.browser.cookies["relocation_session"]
    left = inside.browser.post(f"{WHERE}/step-ups", headers=inside.safe)
    address = left.json()["address"]
    assert (part_of(address, "prompt"), part_of(address, "max_age")) == ("login", "0")
    # The browser sends no strict cookie along when another site sends it here.
    kept = inside.browser.cookies.pop("relocation_session")
    assert inside.browser.get(through(address)).status_code == 200
    assert kept == before != inside.browser.cookies["relocation_session"]
    assert inside.who().json()["is_stepped_up"] is True
    assert inside.logged()[-1] == "sign_in.step_up"
    old = {"Authorization": f"Bearer {before}"}
    assert inside.new_browser().get(API, headers=old).status_code == 401
    inside.ahead = timedelta(minutes=10)
    assert inside.who().json()["is_stepped_up"] is False


@pytest.mark.rule("SE-20")
@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"forge": {"moments": {"auth_time": -3600}}}, "moment"),
        ({"forge": {"claims": {"auth_time": None}}}, "moment"),
        ({"forge": {"claims": {"auth_time": "now"}}}, "token"),
        ({"forge": {"claims": {"auth_time": 10**30}}}, "moment"),
        ({"forge": {"claims": {"acr": "low"}}}, "assurance"),
        ({"sub": "another"}, "session"),
    ],
)
def test_what_was_proved_long_ago_less_surely_or_by_another_steps_nothing_up(
    inside, provider, said, why
):
    inside.account(sub="another")
    provider.told(**{"claims": CLAIMS} | said)
    refused = stepped_up(inside)
    assert (refused.status_code, refused.json()["type"]) == (401, "/problems/sign-in-refused")
    assert inside.logged()[-1] == f"sign_in.outside_refused.{why}"
    assert inside.who().json()["is_stepped_up"] is False


@pytest.mark.rule("SE-20")
def test_a_step_up_for_a_session_that_ended_meanwhile_begins_none(inside):
    left = inside.leave(f"{WHERE}/step-ups", headers=inside.safe)
    assert inside.browser.delete(API, headers=inside.safe).status_code == 204
    assert inside.browser.get(left).status_code == 401
    assert inside.who().status_code == 401


@pytest.mark.rule("SE-20")
def test_a_session_that_began_with_a_password_is_not_stepped_up_outside_and_the_reverse(inside):
    by_password = inside.browser.post(
        f"{API}/step-ups", json={"password": CHOSEN}, headers=inside.safe
    )
    assert by_password.status_code == 401
    member = enrolled(inside.people, now=inside.now())
    inside.ahead = timedelta(minutes=1)
    shown = {"name": member.name, "password": member.password, "code": member.code(inside.now())}
    local = inside.new_browser()
    token = local.post(API, json=shown).json()["csrf_token"]
    headers = inside.safe | {"X-CSRF-Token": token}
    assert local.post(f"{WHERE}/step-ups", headers=headers).status_code == 401


@pytest.mark.rule("SE-20")
def test_a_session_ends_here_first_and_then_at_the_provider(inside):
    ended = inside.browser.post(f"{WHERE}/endings", headers=inside.safe)
    address = ended.json()["address"]
    assert inside.who().status_code == 401
    assert inside.logged()[-1] == "sign_in.out"
    assert part_of(address, "post_logout_redirect_uri") == f"{ORIGIN}/"
    assert part_of(address, "client_id") == "relocation"
    assert "id_token" not in address
    assert httpx2.get(address).status_code == 200


@pytest.mark.rule("SE-20")
def test_unbinding_ends_the_sessions_and_lets_nobody_in(inside):
    with inside.people.transaction() as session:
        assert unbind_subjects(session, inside.people.admin, inside.user, inside.now()) == 1
    assert inside.who().status_code == 401
    assert inside.sign_in().status_code == 401
    assert inside.logged()[-1] == "sign_in.outside_refused.subject"


@pytest.mark.rule("SE-20")
def test_a_change_at_a_provider_comes_from_the_own_pages_and_for_the_own_organisation(inside):
    for path in ("step-ups", "endings"):
        answer = inside.browser.post(f"{WHERE}/{path}")
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/not-own-page")
    other = provider_at(inside.provider.issuer, id="other", organisation="municipality-0751")
    inside.known["other"] = type(inside.known["kommune"])(other, ORIGIN)
    for path in ("step-ups", "endings"):
        at = WHERE.replace("kommune", "other")
        assert inside.browser.post(f"{at}/{path}", headers=inside.safe).status_code == 404
    assert inside.who().status_code == 200
