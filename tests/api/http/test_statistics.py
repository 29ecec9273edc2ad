"""Published figures over HTTP: out by a decision-maker, and then for anybody."""

import pytest

from relocation.actor import Assurance
from tests.api.http.test_answers import post
from tests.relocation.casework.desk import CASEWORKER, DECIDER, MONDAY, enrol

RELEASE = f"{MONDAY.year if MONDAY.month >= 9 else MONDAY.year - 1}-09-01"


@pytest.mark.rule("SE-8")
def test_a_release_is_published_once_by_a_decision_maker_and_read_by_anybody(desk):
    with desk.store.transaction() as session:
        for who in (CASEWORKER, DECIDER):
            enrol(session, who)
    path = f"/statistics/{RELEASE}"
    assert desk.client.get("/api/v1/statistics").json() == {"releases": []}
    assert desk.client.get(f"/api/v1{path}").status_code == 404
    assert post(desk, CASEWORKER, f"{path}/publications").status_code == 404
    signed_in = desk.signed_in(DECIDER, Assurance.SIGNED_IN)
    assert post(desk, DECIDER, f"{path}/publications", **signed_in).status_code == 403
    for _ in range(2):
        answer = post(desk, DECIDER, f"{path}/publications")
        assert (answer.status_code, answer.json()) == (201, {"release": RELEASE})
    assert desk.client.get("/api/v1/statistics").json() == {"releases": [RELEASE]}
    found = desk.client.get(f"/api/v1{path}").json()
    assert (found["on"], all(each["total"] is None for each in found["tables"])) == (RELEASE, True)
