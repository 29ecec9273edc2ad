"""What a caller is told when something does not go: the right status, the remedy, and no echo."""

import pytest

from api.routes.cases import BUTTONS
from relocation.actor import Assurance
from relocation.cases import service as cases
from relocation.nominations import service as nominations
from tests.api.http.desk import BUTTON_OF
from tests.relocation.casework.desk import CASE, COORDINATOR, DECIDER, POLICE, STRANGER
from tests.relocation.casework.nominating import REQUEST, TO_JUDGED, WHY, brought, drafted
from tests.relocation.casework.pressing_on import NEEDS

NOBODYS = "a" * 26
CANARY = "3102701234-canary"
PRESSED = {"If-Match": '"1"', "Idempotency-Key": "a key of its own".replace(" ", "-")}


def plain(answer):
    """All of an answer but the request's id."""
    told = answer.json()
    told.pop("request_id")
    kept = {k: v for k, v in answer.headers.items() if k not in {"x-request-id", "content-length"}}
    return answer.status_code, told, kept


def post(desk, who, path, body=None, **headers):
    sent = desk.signed_in(who) | PRESSED | headers
    sent = {name: value for name, value in sent.items() if value is not None}
    return desk.client.post(f"/api/v1{path}", headers=sent, json=body)


def path_to(desk, who, button, row):
    return desk.path_of(BUTTON_OF[button], who, row).removeprefix("/api/v1")


@pytest.mark.rule("SE-2")
def test_a_case_that_one_may_not_see_and_one_that_is_not_there_have_the_same_bytes(desk):
    desk.open_case()
    # The stranger is a colleague: the handle is the right one.
    own = desk.handle(STRANGER, CASE)
    for path in ("", "/documents"):
        forbidden = desk.get(STRANGER, f"/cases/{own}{path}")
        missing = desk.get(STRANGER, f"/cases/{NOBODYS}{path}")
        assert plain(forbidden) == plain(missing)
        assert forbidden.status_code == 404
    for headers in ({}, {"If-Match": None}, {"Idempotency-Key": None}):
        found = [
            plain(post(desk, STRANGER, f"/cases/{each}/steps/close", **headers))
            for each in (own, NOBODYS)
        ]
        assert found[0] == found[1]


@pytest.mark.rule("SE-4")
def test_another_organisations_handle_is_none(desk):
    desk.open_case()
    assert desk.get(POLICE, f"/cases/{desk.handle(POLICE, CASE)}").status_code == 200
    assert desk.get(POLICE, f"/cases/{desk.handle(COORDINATOR, CASE)}").status_code == 404


@pytest.mark.rule("SE-4")
def test_no_rows_own_id_is_in_what_is_told_of_a_case(desk):
    nomination = brought(desk, *TO_JUDGED)
    told = desk.get(COORDINATOR, f"/cases/{desk.handle(COORDINATOR, CASE)}").text
    assert desk.handle(COORDINATOR, nomination) in told
    assert all(each not in told for each in (nomination, CASE))


@pytest.mark.rule("SE-20")
def test_without_a_session_and_with_one_of_nobody_there_is_no_answer(desk):
    without = desk.client.get("/api/v1/cases")
    unknown = desk.client.get("/api/v1/cases", headers={"Authorization": "Bearer x"})
    assert (without.status_code, plain(without)) == (401, plain(unknown))
    assert without.json()["type"] == "/problems/not-signed-in"


@pytest.mark.rule("RE-6")
def test_a_change_without_the_version_that_was_seen_is_refused(desk):
    desk.open_case()
    nomination = drafted(desk)
    path = path_to(desk, COORDINATOR, nominations.request, nomination)
    missing = post(desk, COORDINATOR, path, **{"If-Match": None})
    assert (missing.status_code, missing.json()["type"]) == (428, "/problems/if-match-missing")
    for told in ('W/"1"', "*", "1", '"x"', '"1", "2"', '""'):
        assert post(desk, COORDINATOR, path, **{"If-Match": told}).status_code == 400
    assert desk.row(nomination).state == "draft"


@pytest.mark.rule("RE-6", "IF-3")
def test_a_stale_change_is_told_what_changed_and_the_version_to_go_on_with(desk):
    desk.open_case()
    nomination = drafted(desk)
    path = path_to(desk, COORDINATOR, nominations.withdraw, nomination)
    seen = desk.version(nomination)
    desk.do(nominations.request, COORDINATOR, nomination)
    stale = post(desk, COORDINATOR, path, {"why": WHY}, **{"If-Match": f'"{seen}"'})
    told = stale.json()
    assert (stale.status_code, told["version"], told["changed"]) == (412, seen + 1, ["request"])
    again = post(desk, COORDINATOR, path, {"why": WHY}, **{"If-Match": f'"{told["version"]}"'})
    assert (again.status_code, again.headers["etag"]) == (200, f'"{seen + 2}"')


@pytest.mark.rule("RE-5", "IF-3")
def test_a_repeated_change_has_the_same_answer_and_another_one_under_its_key_is_refused(desk):
    desk.open_case()
    path = f"/cases/{desk.handle(COORDINATOR, CASE)}/nominations"
    version = {"If-Match": f'"{desk.version(CASE, is_whole_case=True)}"'}
    request = BUTTON_OF[nominations.draft].body(request=REQUEST).model_dump(mode="json")
    first, second = (post(desk, COORDINATOR, path, request, **version) for _ in range(2))
    assert (
        plain(first)[:2] == plain(second)[:2] if first.is_error else first.json() == second.json()
    )
    assert (first.status_code, len(desk.rows("nomination"))) == (201, 1)
    other = post(desk, COORDINATOR, path, request, **{"If-Match": '"77"'})
    assert other.json()["type"] == "/problems/idempotency-key-reused"
    without = post(desk, COORDINATOR, path, request, **{"Idempotency-Key": None}, **version)
    assert (without.status_code, len(desk.rows("nomination"))) == (400, 1)


@pytest.mark.rule("IF-2")
def test_what_a_step_still_needs_is_told_whole_by_code(desk):
    nomination = brought(desk, "request")
    path = path_to(desk, POLICE, nominations.endorse, nomination)
    answer = post(desk, POLICE, path, {"why": " "}, **{"If-Match": f'"{desk.version(nomination)}"'})
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/something-missing")
    assert [each["code"] for each in answer.json()["missing"]]


@pytest.mark.rule("RE-14", "IF-2")
def test_what_does_not_hold_in_a_body_is_pointed_at_and_never_repeated(desk):
    desk.open_case()
    path = f"/cases/{desk.handle(COORDINATOR, CASE)}/records/identity"
    wrong = {"identity": {"name": [CANARY], "cpr": 7, CANARY: CANARY}, CANARY: {}}
    answer = post(desk, COORDINATOR, path, wrong)
    pointers = {each["pointer"]: each["rule"] for each in answer.json()["errors"]}
    assert answer.status_code == 422
    assert pointers["/identity/name"] == "string_type"
    assert pointers["/identity/address"] == "missing"
    assert CANARY not in answer.text


@pytest.mark.rule("RE-14")
def test_no_status_repeats_anything_that_was_sent(desk):
    desk.open_case()
    headers = desk.signed_in(COORDINATOR) | PRESSED
    base = f"/api/v1/cases/{desk.handle(COORDINATOR, CASE)}"
    ask = desk.client.request
    answers = (
        ask("GET", f"/api/v1/{CANARY}", headers=headers),
        ask("GET", f"{base}/documents?purpose={CANARY}", headers=headers),
        ask("GET", f"/api/v1/cases/{CANARY}", headers=headers),
        ask(CANARY[:5].upper(), "/api/v1/cases", headers=headers),
        ask("DELETE", "/api/v1/cases", headers=headers),
        ask("POST", f"{base}/steps/close", headers=headers | {"If-Match": CANARY}),
        ask("POST", f"{base}/steps/close", headers=headers | {"Idempotency-Key": "x"}),
        ask("POST", f"{base}/records/needs", headers=headers, content=CANARY.encode()),
        ask("POST", f"{base}/records/needs", headers=headers, content=b"\xff\xfe"),
        ask("POST", f"{base}/records/needs", headers=headers, json={"needs": CANARY}),
        ask("POST", f"{base}/records/needs", headers=headers, json=CANARY * 20_000),
        ask("GET", "/api/v1/cases", headers={"Authorization": f"Bearer {CANARY}"}),
    )
    assert {each.status_code for each in answers} >= {400, 401, 404, 405, 413, 422}
    assert all(400 <= each.status_code < 500 for each in answers)
    for each in answers:
        assert each.headers["content-type"] == "application/problem+json"
        assert CANARY not in each.text + str(each.headers)


@pytest.mark.rule("RE-14")
def test_a_fault_in_here_says_no_more_than_that_there_is_one(desk):
    def breaks(_session, _token, _now):
        raise ValueError(CANARY)

    object.__setattr__(desk.client.app.state.door, "who", breaks)
    answer = desk.client.get("/api/v1/cases", headers={"Authorization": "Bearer x"})
    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/broken")
    assert CANARY not in answer.text


@pytest.mark.rule("SE-20")
def test_a_decision_needs_whoever_decides_to_have_confirmed_who_it_is(desk):
    nomination = brought(desk, *TO_JUDGED)
    path = path_to(desk, DECIDER, nominations.confirm, nomination)
    version = {"If-Match": f'"{desk.version(nomination)}"'}
    signed_in = desk.signed_in(DECIDER, Assurance.SIGNED_IN)
    refused = post(desk, DECIDER, path, {"why": WHY}, **version, **signed_in)
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/step-up-needed")
    assert post(desk, DECIDER, path, {"why": WHY}, **version).status_code == 200


@pytest.mark.rule("IF-5")
def test_each_request_has_an_id_and_a_line_that_holds_nothing_of_the_callers(desk, caplog):
    desk.open_case()
    caplog.set_level("INFO", "relocation.requests")
    answer = desk.get(COORDINATOR, f"/cases/{desk.handle(COORDINATOR, CASE)}", purpose=CANARY)
    (line,) = (each.message for each in caplog.records if each.name == "relocation.requests")
    assert answer.headers["x-request-id"] in line
    assert '"route": "/cases/{case}"' in line
    assert all(each not in line for each in (CANARY, desk.handle(COORDINATOR, CASE)))


@pytest.mark.rule("IF-3")
def test_a_step_may_not_be_taken_by_naming_more_than_it_hands_in(desk):
    desk.open_case()
    desk.do(cases.describe_needs, COORDINATOR, CASE, NEEDS)
    path = path_to(desk, COORDINATOR, cases.close, CASE)
    answer = post(desk, COORDINATOR, path, {"state": "closed", "stage": "S8_closed"})
    assert answer.status_code in {200, 403, 409, 412, 422}
    assert desk.row(CASE).state == "admitted"


@pytest.mark.rule("IF-3")
def test_what_an_open_step_still_needs_is_told_before_anybody_presses(desk):
    nomination = brought(desk, "request")
    own = desk.handle(POLICE, CASE), desk.handle(POLICE, nomination)
    answer = desk.get(POLICE, f"/cases/{own[0]}/nominations/{own[1]}")
    told = answer.json()
    assert answer.headers["etag"] == f'"{desk.version(nomination)}"'
    assert set(told["missing"]) == set(told["thing"]["steps"]) >= {"endorse", "send_back"}
    assert told["missing"]["endorse"]
    itself = desk.get(POLICE, f"/cases/{own[0]}/steps").json()
    assert (itself["thing"]["kind"], itself["thing"]["id"]) == ("case", own[0])
    assert set(itself["missing"]) == set(itself["thing"]["steps"])
    assert desk.get(STRANGER, f"/cases/{own[0]}/steps").status_code == 404
    assert desk.get(STRANGER, f"/cases/{own[0]}/nominations/{own[1]}").status_code == 404


@pytest.mark.rule("SE-20")
def test_every_act_that_leaves_its_mark_asks_for_a_step_up_and_no_other(desk):
    asks = {f"{each.on}.{each.name}" for each in BUTTONS if each.needs_step_up}
    assert asks == {
        "nomination.confirm", "placement.release_shortlist", "placement.decide",
        "placement.approve", "placement.contact_receiver", "reconsideration.grant",
    }  # fmt: skip
    own = {"why": WHY}, {"case": NOBODYS}
    for who, path, body in (
        (POLICE, f"/cases/{NOBODYS}/emergencies", own[0]),
        (COORDINATOR, "/extracts/subject", own[1]),
        (COORDINATOR, "/extracts/auditor", own[1]),
    ):
        signed_in = desk.signed_in(who, Assurance.SIGNED_IN)
        assert post(desk, who, path, body, **signed_in).json()["type"] == "/problems/step-up-needed"
        assert post(desk, who, path, body).status_code == 404


@pytest.mark.rule("RE-14")
def test_a_key_that_is_the_callers_own_word_is_not_repeated_by_a_pointer(desk):
    contact = {"office": "the town hall", "phone": "12 34 56 78"}
    said = {"contact": contact, "offers": {CANARY: {"present": "perhaps"}}}
    answer = post(desk, DECIDER, "/municipalities/0101/declarations", {"declared": said})
    assert (answer.status_code, CANARY in answer.text) == (422, False)
    assert [each["pointer"] for each in answer.json()["errors"]] == ["/declared/offers/*/present"]
    said = {"choice": {"municipality": "0751", "reasons": {CANARY: WHY}}}
    path = f"/cases/{NOBODYS}/placements/{NOBODYS}/steps/decide"
    answer = post(desk, DECIDER, path, said)
    assert (answer.status_code, CANARY in answer.text) == (422, False)


@pytest.mark.rule("WF-10")
def test_that_somebody_is_to_be_relocated_is_said_by_a_nomination_and_by_no_paper(desk):
    desk.open_case()
    path = f"/cases/{desk.handle(COORDINATOR, CASE)}/records/answer-on-relocation"
    said = {"answer": {"answer": "nominated", "reasons": "in danger here"}}
    assert post(desk, COORDINATOR, path, said).status_code == 422
    said["answer"]["answer"] = "not_needed"
    assert post(desk, COORDINATOR, path, said).status_code == 200
