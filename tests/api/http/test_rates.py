"""Whoever sends too much is told when to come again; whoever else is at work notices nothing."""

from base64 import b64encode
from dataclasses import replace
from datetime import timedelta

import pytest

from api import rates
from api.rates import Rates, TooMany, Whose
from relocation.actor import municipality_id
from relocation.signing_in.services import issue_service
from tests.api.http.desk import WIDE, HttpDesk
from tests.api.http.fuzzing.asgi import Asked, Sent
from tests.relocation.casework.desk import COORDINATOR, MONDAY, POLICE
from tests.relocation.signing_in.members import COORDINATOR as EXIT_COORDINATOR
from tests.relocation.signing_in.members import LATER

FEW = replace(
    WIDE,
    account_at_once=4, account_a_minute=6,
    service_at_once=3, service_a_minute=6,
    address_at_once=3, address_a_minute=6,
)  # fmt: skip
TEN_SECONDS = timedelta(seconds=10)


def strict(desk):
    return HttpDesk(desk.store, now=desk.now, numbers=FEW)


def used_up(counted, whose, name, now):
    """How many requests go through in one moment."""
    for number in range(1_000):
        try:
            counted.count(whose, name, now)
        except TooMany as refused:
            return number, refused.retry_after
    return None


@pytest.mark.rule("RE-15")
def test_an_allowance_is_used_up_fills_again_and_is_never_more_than_whole():
    counted = Rates(FEW)
    assert used_up(counted, Whose.ACCOUNT, "one", MONDAY) == (4, 10)
    assert used_up(counted, Whose.ACCOUNT, "another", MONDAY) == (4, 10)
    assert used_up(counted, Whose.ACCOUNT, "one", MONDAY + TEN_SECONDS) == (1, 10)
    assert used_up(counted, Whose.ACCOUNT, "one", MONDAY + timedelta(days=9)) == (4, 10)


def test_who_is_refused_waits_no_longer_for_having_tried_again():
    counted = Rates(FEW)
    for _ in range(9):
        used_up(counted, Whose.ACCOUNT, "one", MONDAY)
    assert counted.count(Whose.ACCOUNT, "one", MONDAY + TEN_SECONDS).left == 0


def test_where_the_clock_steps_back_nobody_waits_longer_than_for_a_whole_allowance():
    counted = Rates(FEW)
    used_up(counted, Whose.ACCOUNT, "one", MONDAY)
    before = MONDAY - timedelta(days=1)
    assert used_up(counted, Whose.ACCOUNT, "one", before) == (0, 10)
    assert used_up(counted, Whose.ACCOUNT, "one", before + 4 * TEN_SECONDS) == (4, 10)


def test_a_household_of_addresses_is_one_and_only_so_many_are_remembered(monkeypatch):
    monkeypatch.setattr(rates, "MOST_KNOWN", 2)
    counted = Rates(FEW)
    assert used_up(counted, Whose.ADDRESS, "2001:db8::1", MONDAY)[0] == 3
    assert used_up(counted, Whose.ADDRESS, "2001:db8::2", MONDAY)[0] == 0
    for other in ("192.0.2.1", "192.0.2.2"):
        counted.count(Whose.ADDRESS, other, MONDAY)
    assert used_up(counted, Whose.ADDRESS, "2001:db8::1", MONDAY)[0] == 3


@pytest.mark.rule("RE-15")
def test_who_asks_too_often_is_told_when_to_come_again_and_nobody_else_notices(desk_on_sqlite):
    desk = strict(desk_on_sqlite)
    answers = [desk.get(POLICE, "/cases") for _ in range(6)]
    assert [each.status_code for each in answers] == [200] * 4 + [429] * 2
    last = answers[-1]
    assert last.json()["type"] == "/problems/too-many-requests"
    assert (last.headers["retry-after"], last.headers["ratelimit-policy"]) == (
        "10",
        '"account";q=4;w=40',
    )
    assert last.headers["ratelimit"] == '"account";r=0;t=40'
    assert "ratelimit" not in answers[0].headers
    assert answers[2].headers["ratelimit"] == '"account";r=1;t=30'
    assert desk.get(COORDINATOR, "/cases").status_code == 200
    desk.now += TEN_SECONDS
    assert desk.get(POLICE, "/cases").status_code == 200


@pytest.mark.rule("RE-15")
def test_who_is_nobody_is_counted_by_the_address_and_who_is_somebody_there_is_unharmed(
    desk_on_sqlite,
):
    desk = strict(desk_on_sqlite)
    bearer = desk.signed_in(POLICE)["Authorization"].encode()

    def ask(path, address="192.0.2.7", **headers):
        told = tuple((name.encode(), value) for name, value in headers.items())
        sent = Sent("", "GET", f"/api/v1{path}", headers=told, address=address)
        return asked.ask(sent).status

    with Asked(desk.client.app) as asked:
        made_up = [ask("/cases", authorization=f"Bearer {n}".encode()) for n in range(3)]
        assert made_up == [401] * 3
        assert ask("/cases", authorization=b"Bearer x") == 429
        assert (ask("/cases"), ask("/statistics"), ask("/session")) == (429, 429, 429)
        assert ask("/statistics", address="192.0.2.8") == 200
        assert ask("/cases", authorization=bearer) == 200


@pytest.mark.slow
@pytest.mark.rule("RE-15")
def test_a_service_is_counted_as_one_whoever_it_asks_for(people):
    desk = HttpDesk(people.store, now=LATER, numbers=FEW)
    with people.transaction() as session:
        given = issue_service(session, people.admin, municipality_id("0101"), LATER)
    shown = b64encode(f"{given.id}:{given.secret}".encode()).decode()
    statuses = []
    for user in (people.added(EXIT_COORDINATOR), people.added(EXIT_COORDINATOR)) * 2:
        headers = {"Authorization": f"Basic {shown}", "X-On-Behalf-Of": user}
        statuses.append(desk.client.get("/api/v1/cases", headers=headers).status_code)
    assert statuses == [200, 200, 200, 429]


@pytest.mark.slow
@pytest.mark.rule("RE-15")
def test_secrets_that_are_none_fill_the_log_only_so_far(people):
    desk = HttpDesk(people.store, now=LATER, numbers=FEW)
    shown = b64encode(f"{'f' * 32}:wrong".encode()).decode()
    headers = {"Authorization": f"Basic {shown}", "X-On-Behalf-Of": "f" * 32}
    before = desk.counted()["audit_lines"]
    tried = [desk.client.get("/api/v1/cases", headers=headers).status_code for _ in range(9)]
    assert tried == [401] * 3 + [429] * 6
    assert desk.counted()["audit_lines"] == before + 3
