"""Who somebody is at a provider, bound and unbound over HTTP by the administrator alone."""

import pytest

from relocation.actor import Assurance, Function
from tests.api.http.desk import HttpDesk
from tests.api.http.test_answers import post
from tests.api.outside.front import SUB
from tests.relocation.signing_in.members import COORDINATOR, logged

pytestmark = pytest.mark.slow
JSON = "application/json"
BO = {"provider": "kommune", "subject": SUB}


@pytest.fixture
def desk(front):
    """The desk of the administrator, beside the front door."""
    made = HttpDesk(front.people.store, now=front.now())
    made.client.app.state.door = front.beside(made._who)
    return made


@pytest.mark.rule("SE-20")
def test_who_is_bound_signs_in_and_who_is_unbound_is_out(front, desk):
    admin, user = front.people.admin, front.people.added(COORDINATOR)
    plain = desk.signed_in(admin, Assurance.SIGNED_IN)
    for path, body in (("subjects", BO), ("ended-subjects", None)):
        answer = post(desk, admin, f"/users/{user}/{path}", body, **plain)
        assert answer.json()["type"] == "/problems/step-up-needed"
    assert front.sign_in().status_code == 401
    bound = [post(desk, admin, f"/users/{user}/subjects", BO) for _ in range(2)]
    assert [(each.status_code, each.json()) for each in bound] == [(201, {"done": True})] * 2
    assert logged(front.people).count(f"users.bind.{user}") == 1
    assert front.sign_in().status_code == 200
    key = {"Idempotency-Key": "she-left-us"}
    ended = [post(desk, admin, f"/users/{user}/ended-subjects", **key) for _ in range(2)]
    assert [each.json() for each in ended] == [{"ended": 1}] * 2
    assert front.who().status_code == 401
    assert front.sign_in().status_code == 401


@pytest.mark.rule("SE-20")
def test_nobody_is_bound_to_a_provider_of_another_organisation_or_to_none(front, desk):
    admin = front.people.admin
    here, probation = (
        front.people.added(each) for each in (COORDINATOR, Function.PROBATION_OFFICER)
    )
    wrong = (
        (probation, BO),
        (here, BO | {"provider": "another"}),
        (here, BO | {"subject": ""}),
        ("0" * 32, BO),
    )
    for number, (user, body) in enumerate(wrong):
        key = {"Idempotency-Key": f"try-no-{number}"}
        answer = post(desk, admin, f"/users/{user}/subjects", body, **key)
        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid")
        assert SUB not in answer.text
    for half in (r"\ud800", r"\u0000"):
        headers = desk.signed_in(admin) | {
            "Idempotency-Key": f"{half[1:]}...",
            "Content-Type": JSON,
        }
        body = f'{{"provider": "kommune", "subject": "{half}"}}'
        answer = desk.client.post(f"/api/v1/users/{here}/subjects", content=body, headers=headers)
        assert answer.status_code in {201, 400, 422}, answer.text


def test_for_everybody_else_there_is_no_such_thing(front, desk):
    other = front.people.actor(Function.CENTRAL_DECISION_MAKER)
    for path, body in (("subjects", BO), ("ended-subjects", None)):
        for user in (other.user, "0" * 32):
            answer = post(desk, other, f"/users/{user}/{path}", body)
            assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")
