"""A file of the threat picture over HTTP: all of it or nothing, as the command takes it."""

import pytest

from tests.api.http.fuzzing.asgi import Asked, Sent
from tests.api.http.fuzzing.world import rows_of
from tests.api.http.mutated_pictures import ORIGINAL, PATH, SAID, fault_of, sent
from tests.relocation.casework.desk import CASEWORKER, COORDINATOR, POLICE, enrol
from tests.relocation.threats.statements import HEADER, LINES, cell

MUTATED = 500


@pytest.fixture
def police(desk_on_sqlite):
    with desk_on_sqlite.store.transaction() as session:
        for who in (POLICE, CASEWORKER, COORDINATOR):
            enrol(session, who)
    return desk_on_sqlite


def lines(*each):
    return "".join(f"{line}\n" for line in (HEADER, *each)).encode()


@pytest.mark.rule("RE-13", "RE-5")
def test_a_whole_file_is_taken_once_and_counted(police):
    first, again = (sent(police, ORIGINAL, "the-same-key") for _ in range(2))
    assert (first.status_code, first.json()) == (201, {"group": 2, "relation": 1, "presence": 2})
    assert (again.json(), len(rows_of(police)[SAID])) == (first.json(), len(LINES))
    picture = police.get(CASEWORKER, "/threat-picture", day="2026-11-23").json()
    assert len(picture["groups"]) == 2
    assert sent(police, lines(LINES[0]), "the-same-key").status_code == 422


@pytest.mark.rule("RE-13")
def test_a_broken_file_is_refused_with_every_fault_by_line_column_and_rule(police):
    before = rows_of(police)
    broken = lines(*LINES, cell(LINES[0], "level", "77"), cell(LINES[3], "municipality", "9999"))
    refused = sent(police, broken, "a-broken-file")
    told = refused.json()
    assert (refused.status_code, told["type"]) == (422, "/problems/invalid")
    faults = {(each["line"], each["column"], each["rule"]) for each in told["errors"]}
    assert faults >= {(7, 5, "import.out_of_range"), (8, 4, "import.unknown")}
    assert told["detail"] == f"{len(told['errors'])} fault(s)"
    assert not [text for text in ("77", "9999", "North") if text in str(told["errors"])]
    assert rows_of(police) == before
    many = sent(police, lines(*[cell(LINES[0], "level", "9")] * 150), "many-faults").json()
    assert (int(many["detail"].split()[0]) >= 150, len(many["errors"])) == (True, 100)


@pytest.mark.rule("RE-13")
@pytest.mark.parametrize(
    ("data", "headers", "status", "rule"),
    [
        (b"", {}, 422, "import.empty"),
        (ORIGINAL.decode().encode("utf-16"), {}, 422, "import.encoding"),
        (b"\0" * 9, {}, 422, "import.encoding"),
        (HEADER.encode(), {}, 422, "import.nothing"),
        (b'"' * 3_001, {}, 422, "import.csv"),
        (ORIGINAL, {"Content-Type": "application/json"}, 415, None),
        (ORIGINAL, {"Content-Encoding": "gzip"}, 415, None),
        (b"x" * 3 * 2**20, {}, 413, None),
        (ORIGINAL, {"Idempotency-Key": "short"}, 400, None),
    ],
)
def test_what_is_no_file_of_statements_is_refused_as_what_it_is(
    police, data, headers, status, rule
):
    before = rows_of(police)
    answer = sent(police, data, "a-key-of-its-own", **headers)
    found = [each["rule"] for each in answer.json().get("errors", ())]
    assert (answer.status_code, rule is None or found == [rule]) == (status, True), found
    assert rows_of(police) == before


def test_for_whoever_is_not_of_the_police_there_is_no_such_route(police):
    for who in (CASEWORKER, COORDINATOR):
        assert sent(police, ORIGINAL, "not-the-police", who).status_code == 404


@pytest.mark.slow
@pytest.mark.rule("RE-13")
def test_mutated_files_are_taken_whole_or_refused_whole(police):
    found = {number: fault_of(police, number) for number in range(MUTATED)}
    assert {number: fault for number, fault in found.items() if fault} == {}


@pytest.mark.rule("RE-13")
def test_a_file_whose_connection_breaks_off_is_not_taken_for_a_whole_one(police):
    bearer = police.signed_in(POLICE)["Authorization"]
    headers = {
        "authorization": bearer,
        "idempotency-key": "cut-off-here",
        "content-type": "text/csv",
    }
    wire = ((name.encode(), value.encode()) for name, value in headers.items())
    sent_in_part = Sent(
        "", "POST", PATH, headers=(*wire, (b"transfer-encoding", b"chunked")), body=ORIGINAL,
        is_cut_off=True,
    )  # fmt: skip
    before = rows_of(police)
    with Asked(police.client.app) as asked:
        assert asked.ask(sent_in_part).status == 400
    assert rows_of(police) == before
