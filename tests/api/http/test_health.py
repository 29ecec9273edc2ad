"""What whoever runs it is told: it lives, it can work or not, and figures with nobody in them."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from relocation.schema import downgrade, revisions
from tests.api.http.desk import the_app
from tests.relocation.casework.desk import CASE, COORDINATOR


@pytest.mark.rule("IF-5")
def test_it_lives_and_is_ready_only_with_a_store_of_its_own_revision(desk):
    def asked(which):
        answer = desk.client.get(f"/health/{which}")
        return answer.status_code, answer.json()["status"]

    assert (asked("live"), asked("ready")) == ((200, "live"), (200, "ready"))
    downgrade(desk.store.database, revisions()[-2])
    assert (asked("live"), asked("ready")) == ((200, "live"), (503, "not ready"))


@pytest.mark.rule("IF-5")
def test_it_is_not_ready_where_the_stores_revision_cannot_be_read(desk):
    with desk.store.database.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    assert desk.client.get("/health/ready").status_code == 503


@pytest.mark.rule("IF-5", "SE-5")
def test_figures_are_counted_by_pattern_and_hold_no_handle(desk):
    desk.open_case()
    own = desk.handle(COORDINATOR, CASE)
    desk.get(COORDINATOR, f"/cases/{own}")
    desk.client.get("/api/v1/nothing/here/3102701234")
    figures = TestClient(the_app().state.metrics.app()).get("/").text
    assert 'relocation_requests_total{method="GET",route="/cases/{case}",status="200"}' in figures
    assert 'route="unknown",status="404"' in figures
    assert all(each not in figures for each in (own, "3102701234"))
