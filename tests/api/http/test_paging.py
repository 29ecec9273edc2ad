"""The in-tray a page at a time: every case once, in order, and nothing told but what is shown."""

from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import text

from relocation.nominations import service as nominations
from relocation.permissions import Role, Stage
from tests.relocation.casework.desk import COORDINATOR, MONDAY, POLICE
from tests.relocation.casework.nominating import REQUEST

CASES = [f"{number:032x}" for number in range(1, 8)]
ROLES = {COORDINATOR: Role.MUNI_SENDER, POLICE: Role.POLICE_SENDER}


def filled(desk):
    """Seven cases; in some of them the police are waited for."""
    for number, case in enumerate(CASES):
        desk.now = MONDAY + timedelta(days=number)
        desk.open_case(case, roles=ROLES)
        if number % 2:
            nomination = desk.do(nominations.draft, COORDINATOR, case, REQUEST).row
            desk.do(nominations.request, COORDINATOR, nomination)


def pages(desk, who, **asked):
    """Every page, by following the links."""
    answer = desk.get(who, "/cases", **asked)
    while True:
        assert answer.status_code == 200
        yield answer.json()["cases"]
        if "link" not in answer.headers:
            return
        path = answer.links["next"]["url"]
        answer = desk.client.get(path, headers=desk.signed_in(who))


def told(desk):
    with desk.store.transaction() as session:
        return session.scalar(text("SELECT count(*) FROM audit_lines WHERE kind = 'read'"))


@pytest.mark.slow
@pytest.mark.rule("IF-1")
def test_page_after_page_has_every_case_once_what_is_due_first_at_the_head(desk):
    filled(desk)
    found = list(pages(desk, POLICE, limit=2))
    assert [len(page) for page in found] == [2, 2, 2, 1]
    lines = [line for page in found for line in page]
    assert {line["id"] for line in lines} == {desk.handle(POLICE, case) for case in CASES}
    dues = [line["due"] for line in lines if line["due"]]
    assert (len(dues), lines[3]["due"]) == (3, None)
    assert all(one <= other for one, other in pairwise(dues))
    backwards = [line for page in pages(desk, POLICE, limit=3, sort="-due_date") for line in page]
    assert backwards == lines[::-1]


@pytest.mark.rule("IF-1", "SE-2")
def test_only_what_a_page_shows_is_told_and_no_page_counts_the_others(desk):
    filled(desk)
    before = told(desk)
    answer = desk.get(COORDINATOR, "/cases", limit=2)
    assert (told(desk) - before, set(answer.json())) == (2, {"cases"})


@pytest.mark.rule("IF-1")
def test_a_list_is_narrowed_by_what_stands_in_clear_and_by_nothing_else(desk):
    filled(desk)
    desk.later(days=40)
    overdue = desk.get(POLICE, "/cases", overdue=True).json()["cases"]
    assert len(overdue) == 3
    assert desk.get(POLICE, "/cases", stage=Stage.HANDOVER).json() == {"cases": []}
    assert len(desk.get(POLICE, "/cases", stage=Stage.ENROLLED).json()["cases"]) == 7
    for unknown in (
        {"name": "N"},
        {"stage": "S12"},
        {"limit": 0},
        {"limit": 1000},
        {"sort": "name"},
    ):
        assert desk.get(POLICE, "/cases", **unknown).status_code == 422


@pytest.mark.rule("IF-1", "RE-14")
def test_a_cursor_that_no_page_gave_is_refused_and_not_repeated(desk):
    for cursor in ("x", "AAAA", "W10", "bm8=", "WyIxIiwgMl0", "é"):
        answer = desk.get(COORDINATOR, "/cases", cursor=cursor)
        assert (answer.status_code, answer.json()["type"]) == (400, "/problems/bad-header")
        assert cursor not in answer.json()["detail"].removeprefix("cursor: made by no page")
