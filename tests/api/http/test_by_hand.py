"""What is settled by hand over HTTP: companions by handles, in what is written and what is read."""

import pytest

from tests.api.http.test_answers import NOBODYS, post
from tests.relocation.casework.desk import CASEWORKER, COORDINATOR
from tests.relocation.casework.waiting import waits

WHY = "they grew up together"


def settled(desk, who, placement, said, **headers):
    case = desk.handle(who, desk.row(placement).case_id)
    path = f"/cases/{case}/placements/{desk.handle(who, placement)}/records/settled-by-hand"
    version = {"If-Match": f'"{desk.version(placement)}"'}
    return post(desk, who, path, said, **version, **headers)


@pytest.mark.rule("SE-4")
def test_a_companion_is_named_by_handles_and_by_no_id_of_a_row(desk):
    placement, other = waits(desk), waits(desk, 1)
    companion = {
        "case": desk.handle(CASEWORKER, desk.row(other).case_id),
        "placement": desk.handle(CASEWORKER, other),
        "reason": WHY,
    }
    nobody = companion | {"case": NOBODYS}
    assert settled(desk, CASEWORKER, placement, {"together_with": [nobody]}).status_code == 404
    said = {"together_with": [companion], "apart_from": [companion | {"minutes": 30}]}
    key = {"Idempotency-Key": "settled-once"}
    answer = settled(desk, CASEWORKER, placement, said, **key)
    assert (answer.status_code, answer.headers["etag"]) == (200, f'"{desk.version(placement)}"')
    own = desk.handle(CASEWORKER, desk.row(placement).case_id)
    path = f"/cases/{own}/documents?kind=settled_by_hand&purpose=placement"
    (found,) = desk.get(CASEWORKER, path).json()["documents"]
    assert found["content"] == said | {"places": []}
    assert other not in str(found)
    refused = settled(
        desk, COORDINATOR, placement, {"places": []}, **{"Idempotency-Key": "not-mine"}
    )
    assert refused.status_code in {403, 404}
