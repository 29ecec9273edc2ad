"""Webhooks, services and mails over HTTP: whose they are, and what is told once."""

from base64 import b64encode
from uuid import uuid4

import pytest

from relocation.actor import Assurance, Function, municipality_id
from tests.api.http.desk import HttpDesk
from tests.relocation.desk import NOW

pytestmark = pytest.mark.slow
HOME, ELSEWHERE = municipality_id("0101"), municipality_id("0751")
ADDRESS = "https://receiver.test/in"
COORDINATOR = Function.MUNICIPAL_EXIT_COORDINATOR


class Client:
    """Requests of one account, or of a service for it."""

    def __init__(self, desk, headers):
        self.desk, self.headers = desk, headers

    def __call__(self, method, path, body=None, key=None):
        headers = self.headers | {"Idempotency-Key": key or uuid4().hex}
        sent = {} if body is None else {"json": body}
        return self.desk.client.request(method, f"/api/v1{path}", headers=headers, **sent)


@pytest.fixture
def desk(people):
    return HttpDesk(people.store, now=NOW)


@pytest.fixture
def admin(people, desk):
    return Client(desk, desk.signed_in(people.admin))


def service_for(admin, desk, people, organisation=HOME):
    """A service of an organisation, that asks for a person of it."""
    given = admin("POST", "/services", {"organisation": organisation}).json()
    shown = b64encode(f"{given['id']}:{given['secret']}".encode()).decode()
    user = people.added(COORDINATOR, organisation)
    return Client(desk, {"Authorization": f"Basic {shown}", "X-On-Behalf-Of": user}), given


@pytest.mark.rule("IF-4", "SE-20")
def test_a_service_is_issued_rotated_and_revoked_stepped_up_and_its_secret_told_once(
    people, desk, admin
):
    plain = Client(desk, desk.signed_in(people.admin, Assurance.SIGNED_IN))
    refused = plain("POST", "/services", {"organisation": HOME})
    assert refused.json()["type"] == "/problems/step-up-needed"
    asking, given = service_for(admin, desk, people)
    assert asking("GET", "/cases").status_code == 200
    listed = admin("GET", "/services")
    assert given["secret"] not in listed.text
    assert [each["organisation"] for each in listed.json()["services"]] == [HOME]
    path = f"/services/{given['id']}"
    for way in ("secrets", "revocations"):
        assert plain("POST", f"{path}/{way}").json()["type"] == "/problems/step-up-needed"
    again = admin("POST", f"{path}/secrets", key="one-key-only")
    assert again.json() == admin("POST", f"{path}/secrets", key="one-key-only").json()
    assert again.json()["secret"] != given["secret"]
    assert asking("GET", "/cases").status_code == 401
    assert admin("POST", f"{path}/revocations").json() == {"done": True}
    assert admin("POST", f"{path}/secrets").status_code == 422
    assert admin("GET", "/services").json()["services"][0]["ended"] is not None


@pytest.mark.rule("IF-4", "SE-20")
def test_the_administrator_has_systems_told_and_their_secret_is_told_once(people, desk, admin):
    body = {"organisation": HOME, "address": ADDRESS, "kinds": ["nomination"]}
    plain = Client(desk, desk.signed_in(people.admin, Assurance.SIGNED_IN))
    refused = plain("POST", "/webhooks", body)
    assert refused.json()["type"] == "/problems/step-up-needed"
    made = [admin("POST", "/webhooks", body, "the-same-key").json() for _ in range(2)]
    assert made[0] == made[1]
    (shown,) = admin("GET", "/webhooks").json()["webhooks"]
    assert made[0]["secret"] not in str(shown)
    assert shown | {"since": None} == body | {
        "id": made[0]["id"], "since": None, "paused": False, "secrets": 1,
    }  # fmt: skip
    path = f"/webhooks/{made[0]['id']}"
    assert admin("POST", f"{path}/secrets").json()["secret"] != made[0]["secret"]
    assert admin("POST", f"{path}/pauses").json() == {"done": True}
    (shown,) = admin("GET", "/webhooks").json()["webhooks"]
    assert (shown["paused"], shown["secrets"]) == (True, 2)
    assert admin("POST", f"{path}/resumptions").json() == {"done": True}
    assert admin("GET", "/webhooks/dead-letters").json() == {"dead_letters": []}
    assert admin("POST", f"/webhooks/dead-letters/{'f' * 32}/resends").status_code == 404
    assert admin("DELETE", path).json() == {"done": True}
    assert admin("GET", "/webhooks").json() == {"webhooks": []}
    assert admin("DELETE", path).status_code == 404


@pytest.mark.rule("IF-4", "RE-14")
def test_what_cannot_be_told_is_refused_by_place_and_rule_and_never_repeated(admin):
    body = {"organisation": HOME, "address": ADDRESS, "kinds": ["nomination"]}
    wrong = {
        "address": ("http://receiver.test/in", "https://a:b@receiver.test/", "nowhere-at-all"),
        "organisation": ("municipality-9999", "nowhere-at-all"),
        "kinds": (["nowhere-at-all"],),
    }
    for place, values in wrong.items():
        for value in values:
            answer = admin("POST", "/webhooks", body | {place: value})
            assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid")
            assert place in answer.json()["detail"]
            assert not {"nowhere", "receiver.test", "9999"} & set(answer.text.split('"'))
    for _ in range(5):
        assert admin("POST", "/webhooks", body).status_code == 201
    assert "as many as it may" in admin("POST", "/webhooks", body).json()["detail"]


@pytest.mark.rule("IF-4", "SE-2")
def test_a_service_has_its_own_organisation_told_and_sees_no_other(people, desk, admin):
    own, _ = service_for(admin, desk, people)
    other, _ = service_for(admin, desk, people, ELSEWHERE)
    made = own("POST", "/webhooks", {"organisation": HOME, "address": ADDRESS})
    assert made.status_code == 201
    refused = other("POST", "/webhooks", {"organisation": HOME, "address": ADDRESS})
    assert refused.status_code == 404
    assert other("GET", "/webhooks").json() == {"webhooks": []}
    path = f"/webhooks/{made.json()['id']}"
    ways = (("POST", "/secrets"), ("POST", "/pauses"), ("POST", "/resumptions"), ("DELETE", ""))
    for method, way in ways:
        foreign = other(method, f"{path}{way}").json()
        missing = other(method, f"/webhooks/{'f' * 32}{way}").json()
        assert foreign | {"request_id": ""} == missing | {"request_id": ""}
        assert foreign["type"] == "/problems/not-found"
    assert own("POST", f"{path}/secrets").status_code == 201
    assert own("DELETE", path).status_code == 200


@pytest.mark.rule("IF-4", "SE-1")
def test_a_person_alone_has_no_system_told_whatever_it_is(people, desk):
    for function in Function:
        if function is not Function.ADMINISTRATOR:
            asks = Client(desk, desk.signed_in(people.actor(function)))
            assert asks("GET", "/webhooks").status_code == 404
            body = {"organisation": HOME, "address": ADDRESS}
            assert asks("POST", "/webhooks", body).status_code == 404


@pytest.mark.rule("SE-14", "SE-20")
def test_everybody_says_for_itself_whether_it_is_told_by_mail(people, desk):
    someone = people.actor(COORDINATOR)
    asks = Client(desk, desk.signed_in(someone))
    plain = Client(desk, desk.signed_in(someone, Assurance.SIGNED_IN))
    off = {"address": None, "language": "da", "is_failing": False}
    assert asks("GET", "/notices/mail").json() == off
    on = {"address": "k@kommune.test", "language": "en"}
    assert plain("PUT", "/notices/mail", on).json()["type"] == "/problems/step-up-needed"
    assert asks("PUT", "/notices/mail", on).json() == {"done": True}
    assert asks("GET", "/notices/mail").json() == on | {"is_failing": False}
    other = Client(desk, desk.signed_in(people.actor(COORDINATOR)))
    assert other("GET", "/notices/mail").json() == off
    broken = asks("PUT", "/notices/mail", on | {"address": "k@kommune.test\r\nBcc: x@y.test"})
    assert (broken.status_code, "Bcc" in broken.text) == (422, False)
    assert plain("PUT", "/notices/mail", {"address": None}).json() == {"done": True}
    assert asks("GET", "/notices/mail").json() == off


@pytest.mark.rule("IF-4")
def test_no_service_says_where_its_person_is_mailed(people, desk, admin):
    own, _ = service_for(admin, desk, people)
    assert own("GET", "/notices/mail").status_code == 404
    assert own("PUT", "/notices/mail", {"address": None}).status_code == 404
