"""Whatever the description lets somebody send, and what not: no answer is a fault in here."""

import shutil

import pytest

from tests.api.http.fuzzing.asgi import Answer
from tests.api.http.fuzzing.asking_all import asked
from tests.api.http.fuzzing.checking import wrong_with
from tests.api.http.fuzzing.drawing import drawn, operations
from tests.api.http.fuzzing.world import ROLES, made, world_in

SEED, CASES = 4, 500
FITTING, UNFITTING = 2, 1
"""To each operation."""
DEEP = {200, 201, 409, 412}
"""What comes only of a request that got as far as a service."""


@pytest.fixture(scope="module")
def drawings():
    return drawn(operations(), fitting=FITTING, unfitting=UNFITTING, by=SEED)


@pytest.fixture(scope="module")
def lived(sqlite_template, tmp_path_factory):
    """A folder with a store to copy, and its moment."""
    folder = tmp_path_factory.mktemp("lived")
    return folder, made(sqlite_template, folder)


@pytest.mark.slow
@pytest.mark.rule("RE-18")
def test_no_request_that_can_be_drawn_from_the_description_breaks_anything(
    drawings, lived, tmp_path
):
    assert len(drawings) >= CASES
    folder, now = lived
    for role in ROLES:
        shutil.copytree(folder, tmp_path / role)
        with world_in(tmp_path / role, now) as world:
            wrong, came = asked(world, role, drawings, SEED)
        assert dict(wrong) == {}, role
        assert sum(came.values()) >= CASES
        if role in {"muni_sender", "police_sender", "central_caseworker"}:
            assert sum(came[each] for each in DEEP) > CASES / 10, (role, came)


@pytest.mark.rule("RE-18")
@pytest.mark.parametrize(
    ("status", "kind", "body", "says"),
    [
        (500, "application/problem+json", b"{}", "500"),
        (418, "application/problem+json", b"{}", "not declared"),
        (401, "text/plain", b"nothing", "text/plain"),
        (401, "application/problem+json", b"nothing", "no JSON"),
        (401, "application/problem+json", b'{"status": "x"}', "breaks"),
        (200, "application/json", b'{"cases": [{}]}', "breaks"),
    ],
)
def test_an_answer_that_is_not_as_described_is_found_out(status, kind, body, says):
    answer = Answer(status, ((b"content-type", kind.encode()),), body)
    assert says in wrong_with("GET /api/v1/cases", answer)
    whole = Answer(200, ((b"content-type", b"application/json"),), b'{"cases": []}')
    assert wrong_with("GET /api/v1/cases", whole) is None
