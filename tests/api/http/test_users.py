"""Accounts over HTTP: the administrator's, each act once, and stepped up."""

import pytest

from relocation.actor import Assurance
from tests.api.http.desk import HttpDesk
from tests.api.http.test_answers import post
from tests.relocation.desk import NOW

NEW = {"organisation": "probation", "function": "probation_officer", "name": "Nina Nykommer"}


@pytest.mark.rule("IF-3", "SE-20")
def test_an_account_is_added_once_given_a_way_in_and_ended(people):
    desk, admin = HttpDesk(people.store, now=NOW), people.admin
    plain = desk.signed_in(admin, Assurance.SIGNED_IN)
    assert post(desk, admin, "/users", NEW, **plain).json()["type"] == "/problems/step-up-needed"
    first, again = (post(desk, admin, "/users", NEW) for _ in range(2))
    assert (first.status_code, first.json()) == (201, again.json())
    user = first.json()["user"]
    found = desk.get(admin, "/users").json()["accounts"]
    assert [each["name"] for each in found if each["user"] == user] == ["Nina Nykommer"]
    key = {"Idempotency-Key": "enrol-her"}
    issued = [post(desk, admin, f"/users/{user}/enrolments", {}, **key).json() for _ in range(2)]
    assert issued[0] == issued[1]
    assert issued[0]["code"]
    ended = post(desk, admin, f"/users/{user}/ended-sessions", **{"Idempotency-Key": "end-them"})
    assert ended.json() == {"ended": 0}
    out = post(desk, admin, f"/users/{user}/disablings", **{"Idempotency-Key": "she-left-us"})
    assert out.json() == {"done": True}
    refused = post(desk, admin, f"/users/{user}/enrolments", {}, **{"Idempotency-Key": "once-more"})
    assert refused.status_code == 422
