"""Every route is of a case, or named with whose it is; to everybody else it is not there."""

import csv
from pathlib import Path
from uuid import uuid4

import pytest

from api.routes.buttons import CASE as CASE_ITSELF
from api.routes.buttons import How, plural
from api.routes.cases import BUTTONS
from relocation.actor import Actor, Assurance, Function, OrganisationId, UserId
from relocation.workflows import ALL
from tests.api.http.desk import the_app
from tests.relocation.casework.desk import enrol

TABLE = Path(__file__).with_name("expected_routes.csv")
EXPECTED = {
    (row["method"], row["path"]): row["who"].split()
    for row in csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines())
}
IN_A_CASE = {
    ("GET", "/cases/{case}"),
    ("GET", "/cases/{case}/documents"),
    ("GET", "/cases/{case}/people"),
    ("GET", "/cases/{case}/doubles"),
    ("GET", "/cases/{case}/steps"),
    ("POST", "/cases/{case}/emergencies"),
    ("GET", "/cases/{case}/placements/{thing}/times"),
    ("POST", "/cases/{case}/placements/{thing}/records/settled-by-hand"),
    *(("POST", f"/cases{each.path}") for each in BUTTONS),
    *(
        ("GET", f"/cases/{{case}}/{plural(each.on)}/{{thing}}")
        for each in BUTTONS
        if each.on != CASE_ITSELF
    ),
}
OF_NOBODY = {
    ("GET", "/health/live"), ("GET", "/health/ready"), ("GET", "/statistics"),
    ("GET", "/statistics/{day}"), ("POST", "/session"), ("POST", "/enrolments"),
    ("POST", "/enrolments/confirmations"), ("GET", "/session/outside"),
    ("POST", "/session/outside/{provider}"), ("GET", "/session/outside/{provider}"),
}  # fmt: skip
"""For anybody at all: what is published, whether the machine works, and the way in."""
OF_A_SESSION = {
    ("GET", "/session"), ("DELETE", "/session"), ("POST", "/session/step-ups"),
    ("POST", "/session/passwords"), ("POST", "/session/outside/{provider}/step-ups"),
    ("POST", "/session/outside/{provider}/endings"), ("GET", "/notices/mail"),
    ("PUT", "/notices/mail"), ("GET", "/organisations"), ("POST", "/session/recovery-codes"),
}  # fmt: skip
"""Of whoever signed in, whatever they are."""
HOME = {
    Function.CENTRAL_CASEWORKER: "central-unit",
    Function.CENTRAL_DECISION_MAKER: "central-unit",
    Function.MUNICIPAL_EXIT_COORDINATOR: "municipality-0101",
    Function.POLICE_EXIT_COORDINATOR: "police-oestjylland",
    Function.PROBATION_OFFICER: "probation",
    Function.ANALYST: "central-unit",
    Function.AUDITOR: "central-unit",
    Function.ADMINISTRATOR: "central-unit",
}
CONTACT = {"office": "the town hall", "phone": "12 34 56 78", "person": None}
BODIES = {
    "/cases": {
        "identity": {"name": "N", "cpr": "", "address": "A", "municipality": "0101"},
        "referral": {"channel": "police", "account": "told"},
    },
    "/extracts/subject": {"case": "a" * 26},
    "/extracts/auditor": {"case": "a" * 26},
    "/municipalities/{code}/declarations": {"declared": {"contact": CONTACT, "offers": {}}},
    "/municipalities/{code}/closures": {"reason": "a fire"},
    "/municipalities/{code}/reopenings": {"reason": "rebuilt"},
    "/policies/{name}/versions": {"content": "x", "reason": "y"},
    "/threat-picture/statements": {},
    "/users": {"organisation": "probation", "function": "probation_officer", "name": "N"},
    "/users/{user}/enrolments": {},
    "/users/{user}/subjects": {"provider": "kommune", "subject": "bo"},
    "/services": {"organisation": "probation"},
    "/webhooks": {"organisation": "probation", "address": "https://receiver.example/in"},
}
FILLED = {
    "code": "0101",
    "name": "placement",
    "number": 2,
    "reason": "quota",
    "job": "f" * 32,
    "user": "f" * 32,
    "day": "2026-09-01",
    "provider": "kommune",
    "webhook": "f" * 32,
    "letter": "f" * 32,
    "service_id": "f" * 32,
}
NOTHING_THERE = ("{number}", "/extracts", "{job}", "/rounds", "{webhook}", "{letter}")
"""Of what these name, or wait for, there is none: to whose it is, too."""
THERE = {200, 201, 422}
"""The service was asked: it answered, or it refused what was handed in."""


def routes():
    paths = the_app().openapi()["paths"]
    return {
        (method.upper(), path.removeprefix("/api/v1"))
        for path, methods in paths.items()
        for method in methods
    }


def account(function):
    organisation = OrganisationId(HOME[function])
    user = UserId(f"at-{function[:20]}")
    return Actor(user, organisation, function, frozenset(), Assurance.STEPPED_UP)


def ask(desk, who, method, path):
    filled = path.format(**FILLED)
    headers = {} if who is None else desk.signed_in(who)
    headers["Idempotency-Key"] = uuid4().hex
    body = {"json": BODIES[path]} if path in BODIES else {}
    return desk.client.request(method, f"/api/v1{filled}", headers=headers, **body)


@pytest.mark.rule("SE-1")
def test_every_route_is_of_a_case_or_named_with_whose_it_is():
    assert routes() == {*EXPECTED, *IN_A_CASE, *OF_NOBODY, *OF_A_SESSION}


@pytest.mark.rule("SE-1")
def test_every_route_of_what_moves_belongs_to_a_table_of_steps():
    assert {each.on for each in BUTTONS} <= ALL.keys()


@pytest.mark.rule("IF-1")
def test_every_step_that_somebody_may_take_has_its_route():
    pressed = {(each.on, each.name) for each in BUTTONS if each.how is How.STEP}
    steps = {
        (workflow.name, step.name)
        for workflow in ALL.values()
        for step in workflow.steps
        if step.who
    }
    by_another_way = {
        ("colleague", "take_off"), ("denial", "deny"), ("denial", "lift"),
        ("placement", "propose"), ("placement", "record_no_municipality"),
    }  # fmt: skip
    assert steps - pressed == by_another_way
    assert pressed <= steps


@pytest.mark.rule("SE-1", "SE-2")
@pytest.mark.parametrize("function", Function)
def test_what_is_not_a_functions_own_is_to_it_as_if_it_were_not_there(desk, function):
    who = account(function)
    with desk.store.transaction() as session:
        enrol(session, who)
    for (method, path), whose in EXPECTED.items():
        answer = ask(desk, who, method, path)
        is_own = "own" in whose and function is Function.MUNICIPAL_EXIT_COORDINATOR
        if is_own or "*" in whose or function in whose:
            is_missing = any(each in path for each in NOTHING_THERE)
            assert answer.status_code in THERE or (is_missing and answer.status_code == 404), path
        else:
            assert answer.status_code in {403, 404}, path
            assert answer.json()["type"] in {"/problems/not-found", "/problems/not-allowed"}


@pytest.mark.rule("SE-1", "SE-20")
def test_nobody_and_whoever_is_out_gets_nothing_of_any_route(desk):
    desk.open_case()
    out = {"Authorization": "Bearer ended", "Idempotency-Key": "k" * 8, "If-Match": '"1"'}
    for method, path in routes() - OF_NOBODY:
        filled = path.format(case="a" * 26, thing="a" * 26, **FILLED)
        kind = {"Content-Type": "text/csv" if path.endswith("/imports") else "application/json"}
        sent = {"content": b"{}", "headers": kind}
        without = desk.client.request(method, f"/api/v1{filled}", **sent)
        assert (without.status_code, without.json()["type"]) == (401, "/problems/not-signed-in")
        sent["headers"] |= out
        ended = desk.client.request(method, f"/api/v1{filled}", **sent)
        assert (ended.status_code, ended.json()["type"]) == (401, "/problems/not-signed-in")
