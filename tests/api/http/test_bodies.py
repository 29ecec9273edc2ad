"""What is no body that can be meant is refused as what it is, with no effect and nobody harmed."""

import gzip
import json

import pytest

from api.i_json import DEEPEST, fault_of
from relocation.cases import service as cases
from tests.api.http.fuzzing.asgi import Asked, Sent
from tests.api.http.fuzzing.world import rows_of
from tests.api.http.test_answers import path_to
from tests.relocation.casework.desk import CASE, COORDINATOR, POLICE

CANARY = "3102701234-canary"
NEST = 200


@pytest.mark.rule("RE-14")
@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"\xff\xfe{}", "not UTF-8"),
        (b'{"why": "\xe6"}', "not UTF-8"),
        (b"\xef\xbb\xbf{}", "not JSON"),
        (b'{"why": 1, "why": 2}', "a key stands twice"),
        (b'{"a": [{"b": 1, "b": 2}]}', "a key stands twice"),
        (b'{"why": NaN}', "not a number"),
        (b'{"why": -Infinity}', "not a number"),
        (b'{"why": 1e999}', "a number that is too large"),
        (b'{"why": 9007199254740992}', "a number that is too large"),
        (b'{"why": ' + b"9" * 5_000 + b"}", "not JSON"),
        (b'{"why": "\\ud800"}', "a character that no text has"),
        (b'{"\\u0000": 1}', "a character that no text has"),
        (b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1), "nested too deeply"),
        (b"[" * 100_000 + b"]" * 100_000, "nested too deeply"),
        (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, "nested too deeply"),
    ],
)
def test_what_readers_of_json_do_not_read_alike_is_refused(body, says):
    assert fault_of(body) == says


def test_what_is_meant_is_read():
    assert fault_of('{"why": "æøå 🏠", "n": [1, -2.5, true, null]}'.encode()) is None
    assert fault_of(b'"' + b"x" * 100_000 + b'"') is None
    assert fault_of(b"[" * DEEPEST + b"]" * DEEPEST) is None


def attacks():
    """By name, what is sent and the status that it has."""
    whole = json.dumps({"reasons": CANARY}).encode()
    plain = {"content-type": "application/json"}
    return {
        "nothing that it takes": (b"", plain, 422),
        "another type": (whole, {"content-type": "text/plain"}, 415),
        "no type": (whole, {}, 415),
        "a form": (b"reasons=x", {"content-type": "application/x-www-form-urlencoded"}, 415),
        "another alphabet": (whole, {"content-type": "application/json; charset=utf-16"}, 415),
        "a bomb": (gzip.compress(b"0" * 10**7), plain | {"content-encoding": "gzip"}, 415),
        "too much": (b'"' + b"x" * 10**6 + b'"', plain, 413),
        "nested": (b"[" * NEST + b"]" * NEST, plain, 400),
        "nested within": (b'{"reasons":' + b"[" * NEST + b"]" * NEST + b"}", plain, 400),
        "a key twice": (b'{"reasons": "x", "reasons": "y"}', plain, 400),
        "no number": (b'{"reasons": NaN}', plain, 400),
        "half a character": (b'{"reasons": "\\udfff"}', plain, 400),
        "other bytes": (b'{"reasons": "\xf0\x28"}', plain, 400),
        "one part more": (json.dumps({"reasons": "x", "stage": "S8"}).encode(), plain, 422),
        "a list": (b"[]", plain, 422),
        "a number": (b'{"reasons": 1}', plain, 422),
    }


@pytest.mark.rule("RE-18", "RE-14")
@pytest.mark.parametrize("name", attacks())
def test_a_body_that_is_amiss_has_its_status_no_effect_and_harms_nobody(desk_on_sqlite, name):
    desk = desk_on_sqlite
    desk.open_case()
    body, headers, status = attacks()[name]
    path = "/api/v1" + path_to(desk, COORDINATOR, cases.recommend_as_coordinator, CASE)
    sent = headers | {
        "if-match": '"1"',
        "idempotency-key": "a-key-of-its-own",
        "content-length": str(len(body)),
        **{key.lower(): value for key, value in desk.signed_in(COORDINATOR).items()},
    }
    wire = tuple((key.encode(), value.encode()) for key, value in sent.items())
    before = rows_of(desk)
    with Asked(desk.client.app) as asked:
        answer = asked.ask(Sent("", "POST", path, headers=wire, body=body))
        after = rows_of(desk)
        unharmed = asked.ask(of_another(desk))
    assert (answer.status, unharmed.status) == (status, 200)
    assert answer.header["content-type"] == "application/problem+json"
    assert CANARY not in answer.whole
    assert after == before


def of_another(desk):
    """Somebody else's request."""
    bearer = desk.signed_in(POLICE)["Authorization"].encode()
    path = f"/api/v1/cases/{desk.handle(POLICE, CASE)}"
    return Sent("", "GET", path, headers=((b"authorization", bearer),))
