"""Whoever is nobody, means another's things, or sends what was seen long ago, changes nothing."""

from base64 import b64encode
from datetime import timedelta
from uuid import uuid4

import pytest

from api.door import COOKIE
from relocation.actor import UserId
from relocation.nominations import service as nominations
from relocation.signing_in.model import Source
from relocation.signing_in.sessions import begin_session, sign_out
from tests.api.http.desk import BUTTON_OF
from tests.api.http.fuzzing.world import rows_of
from tests.api.http.test_answers import NOBODYS, path_to
from tests.relocation.casework.desk import (
    CASE,
    COORDINATOR,
    POLICE,
    STRANGER,
    Role,
    Stage,
    enrol,
)
from tests.relocation.casework.nominating import REQUEST, WHY, drafted

OTHER_CASE = "b" * 32
A_DAY = timedelta(days=1)


@pytest.fixture
def there(desk_on_sqlite):
    """A draft of a nomination, and the coordinator's own session."""
    desk = desk_on_sqlite
    desk.open_case()
    desk.open_case(OTHER_CASE, Stage.ENROLLED, {STRANGER: Role.MUNI_SENDER})
    nomination = drafted(desk)
    with desk.store.transaction() as session:
        for who in (COORDINATOR, STRANGER, POLICE):
            enrol(session, who)
        token = begin_session(session, UserId(COORDINATOR.user), Source.LOCAL, desk.now).token
    return desk, nomination, token


def withdrawn(desk, nomination, path=None, body=None, **headers):
    """A press that would withdraw the nomination, were it whole."""
    own = path or path_to(desk, COORDINATOR, nominations.withdraw, nomination)
    usual = {"If-Match": f'"{desk.version(nomination)}"', "Idempotency-Key": uuid4().hex}
    sent = {name: value for name, value in (usual | headers).items() if value is not None}
    return desk.client.post(
        f"/api/v1{own}", headers=sent, json={"why": WHY} if body is None else body
    )


def basic(text):
    return {
        "Authorization": f"Basic {b64encode(text).decode()}",
        "X-On-Behalf-Of": COORDINATOR.user,
    }


def bearer(text):
    return {"Authorization": f"Bearer {text}"}


def changed(token):
    return token[:-1] + ("B" if token[-1] == "A" else "A")


TOKENS = {
    "no token": lambda _: {},
    "one that is cut off": lambda token: bearer(token[:-1]),
    "one that is longer": lambda token: bearer(f"{token}A"),
    "one that was changed": lambda token: bearer(changed(token)),
    "an empty one": lambda _: bearer(""),
    "one of another kind": lambda token: {"Authorization": f"Digest {token}"},
    "one made by others": lambda _: bearer("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0."),
    "a cookie that was changed": lambda token: {"Cookie": f"{COOKIE}={changed(token)}"},
    "a cookie's from elsewhere": lambda token: bearer("") | {"Cookie": f"other={token}"},
    "a huge one": lambda _: bearer("x" * 50_000),
    "no service's": lambda _: basic(b"nobody:nothing"),
    "half a service's": lambda _: basic(b"nobody"),
    "bytes for a service's": lambda _: basic(b"\xff\x00:\xfe"),
    "nothing that is encoded": lambda _: {"Authorization": "Basic ---"},
}
SERVICES = {"no service's", "half a service's"}
LOG = {"audit_head", "audit_lines"}
"""That somebody showed a service's secret that is none is in the log, and nothing else anywhere."""


@pytest.mark.rule("RE-18", "SE-20")
@pytest.mark.parametrize("name", TOKENS)
def test_with_no_true_token_nobody_is_signed_in_and_nothing_is_done(there, name):
    desk, nomination, token = there
    before = rows_of(desk)
    answer = withdrawn(desk, nomination, **TOKENS[name](token))
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/not-signed-in")
    after = rows_of(desk)
    assert {table for table in before if before[table] != after[table]} <= LOG
    assert name in SERVICES or after == before
    assert desk.get(POLICE, f"/cases/{desk.handle(POLICE, CASE)}").status_code == 200


@pytest.mark.rule("RE-18", "SE-20")
def test_a_session_that_is_over_or_was_ended_does_nothing_any_more(there):
    desk, nomination, token = there
    with desk.store.transaction() as session:
        second = begin_session(session, UserId(COORDINATOR.user), Source.LOCAL, desk.now).token
        sign_out(session, second, desk.now)
    ended = withdrawn(desk, nomination, **bearer(second))
    desk.now += A_DAY
    over = withdrawn(desk, nomination, **bearer(token))
    assert (ended.status_code, over.status_code, desk.row(nomination).state) == (401, 401, "draft")


ADDRESSES = {
    "another organisation's": 404,
    "another organisation's case": 404,
    "another case's": 404,
    "nobody's": 404,
    "a row's id": 422,
    "in capitals": 422,
    "with more behind it": 422,
    "with a step up": 404,
    "of another kind": 404,
}
"""What is answered at an address that is not the coordinator's draft."""


def address(desk, nomination, name):
    own = path_to(desk, COORDINATOR, nominations.withdraw, nomination)
    case, thing = desk.handle(COORDINATOR, CASE), desk.handle(COORDINATOR, nomination)
    return {
        "another organisation's": own.replace(thing, desk.handle(POLICE, nomination)),
        "another organisation's case": own.replace(case, desk.handle(POLICE, CASE)),
        "another case's": own.replace(case, desk.handle(COORDINATOR, OTHER_CASE)),
        "nobody's": own.replace(thing, NOBODYS),
        "a row's id": own.replace(thing, nomination),
        "in capitals": own.replace(thing, thing.upper()),
        "with more behind it": own.replace(thing, f"{thing}%00"),
        "with a step up": own.replace(thing, f"..%2f{thing}"),
        "of another kind": own.replace("/nominations/", "/placements/"),
    }[name]


@pytest.mark.rule("RE-18", "SE-4")
@pytest.mark.parametrize("name", ADDRESSES)
def test_at_an_address_that_is_not_the_own_there_is_nothing_to_change(there, name):
    desk, nomination, _ = there
    before, path = rows_of(desk), address(desk, nomination, name)
    answer = withdrawn(desk, nomination, path, **desk.signed_in(COORDINATOR))
    assert (answer.status_code, rows_of(desk)) == (ADDRESSES[name], before)


@pytest.mark.rule("RE-5", "RE-6")
def test_what_is_stale_sent_again_or_sent_otherwise_under_its_key_has_no_second_effect(there):
    desk, nomination, _ = there
    seen, key = f'"{desk.version(nomination)}"', {"Idempotency-Key": "one-and-the-same"}
    who = desk.signed_in(COORDINATOR)
    first = withdrawn(desk, nomination, **who, **key)
    before = rows_of(desk)
    again = withdrawn(desk, nomination, **who, **key, **{"If-Match": seen})
    otherwise = withdrawn(
        desk, nomination, body={"why": "other"}, **who, **key, **{"If-Match": seen}
    )
    stale = withdrawn(desk, nomination, **who, **{"If-Match": seen})
    far = withdrawn(desk, nomination, **who, **{"If-Match": '"9999999999"'})
    told = [each.status_code for each in (first, again, otherwise, stale, far)]
    assert told == [200, 200, 422, 412, 400]
    assert (first.json(), rows_of(desk)) == (again.json(), before)


MORE = (
    {"state": "submitted"}, {"stage": "S7"}, {"version": 99}, {"id": NOBODYS}, {"case": NOBODYS},
    {"owner": "x"}, {"__class__": "x"}, {"actor": {"function": "auditor"}}, {"assurance": 3},
)  # fmt: skip


@pytest.mark.rule("RE-18", "IF-3")
@pytest.mark.parametrize("more", MORE, ids=lambda each: next(iter(each)))
def test_a_part_that_a_step_does_not_take_is_refused_and_not_left_out(there, more):
    desk, nomination, _ = there
    before = rows_of(desk)
    answer = withdrawn(desk, nomination, body={"why": WHY} | more, **desk.signed_in(COORDINATOR))
    assert (answer.status_code, rows_of(desk)) == (422, before)
    draft = BUTTON_OF[nominations.draft].body(request=REQUEST).model_dump(mode="json")
    draft["request"] |= more
    path = f"/cases/{desk.handle(COORDINATOR, CASE)}/nominations"
    within = withdrawn(desk, nomination, path, draft, **desk.signed_in(COORDINATOR))
    assert (within.status_code, rows_of(desk)) == (422, before)
