"""A round over HTTP: asked for, watched while a worker does it, and told by one's own handles."""

import pytest
from sqlalchemy import text

from api.beside import Beside, Work
from api.metrics import Metrics
from relocation.store_policy import load_store_policy
from tests.api.http.desk import HttpDesk
from tests.api.http.test_answers import post
from tests.relocation.casework.desk import COORDINATOR, DECIDER
from tests.relocation.long_jobs.errands import wait_for
from tests.relocation.long_jobs.rounds import solved, waiting
from tests.relocation.long_jobs.test_round_as_a_job import TOO_LITTLE


def at_work(people):
    """Somebody waits for a place; the caseworker has an account in the register of people."""
    office, caseworker, placement = waiting(people)
    return HttpDesk(office.store, now=office.now), caseworker, placement


@pytest.mark.slow
@pytest.mark.rule("IF-3")
def test_a_round_answers_with_a_job_that_is_polled_until_it_is_done(people):
    desk, caseworker, placement = at_work(people)
    asked = post(desk, caseworker, "/rounds")
    assert (asked.status_code, asked.json()["state"]) == (202, "waiting")
    where = asked.headers["location"].removeprefix("/api/v1")
    assert post(desk, caseworker, "/rounds").json()["id"] == asked.json()["id"]
    assert desk.get(caseworker, where).json()["answer"] is None
    solved(desk)
    told = desk.get(caseworker, where).json()
    case = desk.row(placement).case_id
    own = {"case": desk.handle(caseworker, case), "placement": desk.handle(caseworker, placement)}
    assert told["job"]["state"] == "done"
    assert told["answer"]["placements"] == [own | {"state": "proposed", "lacking": []}]
    assert desk.row(placement).state == "proposed"


@pytest.mark.slow
@pytest.mark.rule("IF-3", "SE-2")
def test_a_job_is_there_for_who_asked_alone_and_can_be_cancelled(people):
    desk, caseworker, _ = at_work(people)
    job = post(desk, caseworker, "/rounds").json()["id"]
    for who in (DECIDER, COORDINATOR):
        assert desk.get(who, f"/jobs/{job}").status_code == 404
        assert post(desk, who, f"/jobs/{job}/cancellations").status_code == 404
        assert desk.get(who, "/jobs").json() == {"jobs": []}
    cancelled = post(desk, caseworker, f"/jobs/{job}/cancellations", **{"Idempotency-Key": "k" * 9})
    assert cancelled.json()["state"] == "cancelled"
    assert solved(desk) is None
    assert post(desk, DECIDER, "/rounds").status_code == 404


@pytest.mark.slow
@pytest.mark.rule("SE-4")
def test_a_proposal_tells_no_id_of_any_row_not_of_the_own_case_and_of_no_other(people):
    desk, caseworker, placement = at_work(people)
    post(desk, caseworker, "/rounds")
    solved(desk)
    own = desk.handle(caseworker, desk.row(placement).case_id)
    asked = f"/cases/{own}/documents?kind=proposal&purpose=placement"
    answer = desk.get(caseworker, asked)
    assert answer.status_code == 200, answer.text
    (found,) = answer.json()["documents"]
    assert (found["thing"], len(found["content"]["ranking"]) > 6) == (
        desk.handle(caseworker, placement),
        True,
    )
    with desk.store.transaction() as session:
        ids = session.scalars(text("SELECT id FROM cases UNION SELECT id FROM proceedings")).all()
    assert [each for each in ids if each in str(found)] == []


@pytest.mark.slow
@pytest.mark.rule("RE-12")
def test_a_round_that_fails_in_the_process_of_the_server_takes_nothing_from_it(people):
    desk, caseworker, placement = at_work(people)
    job, client = post(desk, caseworker, "/rounds").json()["id"], desk.client
    work = Work("long_work", lambda _: solved(desk, numbers=TOO_LITTLE) is not None, 0.01)
    beside = client.app.state.beside = Beside([work], Metrics())
    try:
        with beside.at_work(desk.store):
            wait_for(lambda: desk.get(caseworker, f"/jobs/{job}").json()["job"]["failed_by"])
            told = desk.get(caseworker, f"/jobs/{job}").json()["job"]
            assert (told["state"], told["failed_by"]) == ("failed", "out_of_memory")
            ready = client.get("/health/ready")
            assert (ready.status_code, ready.json()) == (200, {"status": "ready"})
    finally:
        client.app.state.beside = None
    next_ = post(desk, caseworker, "/rounds", **{"Idempotency-Key": "another-round"}).json()["id"]
    solved(desk)
    assert desk.get(caseworker, f"/jobs/{next_}").json()["job"]["state"] == "done"
    assert desk.row(placement).state == "proposed"


@pytest.mark.slow
@pytest.mark.rule("IF-3", "RE-15")
def test_who_has_as_much_under_way_as_may_be_is_told_to_wait(people):
    desk, caseworker, _ = at_work(people)
    most = load_store_policy().long_jobs.waiting
    answers = [
        post(desk, caseworker, "/rounds", **{"Idempotency-Key": f"a-round-{n}"})
        for n in range(most + 1)
    ]
    assert [each.status_code for each in answers] == [202] * most + [429]
    told = answers[-1].json()
    assert (told["type"], "cancel" in told["next"]) == ("/problems/too-many-jobs", True)
    assert int(answers[-1].headers["retry-after"]) >= 1
