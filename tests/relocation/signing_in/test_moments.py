"""Whoever joins a copy of the database by its moments does not get from a sign-in to a case."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from relocation.preparedness.service import declare
from relocation.proceedings.tables import TakenStepRow
from relocation.signing_in.anew import step_up
from relocation.signing_in.letting_in import sign_in
from relocation.signing_in.model import Attempt, Code, Source
from relocation.signing_in.services import actor_for_service, issue_service
from relocation.signing_in.sessions import begin_session
from tests.relocation.casework.desk import CASE
from tests.relocation.casework.test_place_not_in_the_dump import (
    CODES,
    LONG,
    accounts,
    joined,
    relocated_between_accounts,
    rows_of,
)
from tests.relocation.preparedness.test_declarations import DECLARED
from tests.relocation.signing_in.members import (
    ADDRESS,
    Member,
    at_request,
    begun,
    confirmed,
    issued,
)

__all__ = ["accounts"]

HOUR = timedelta(hours=1)


def moments(desk):
    with desk.store.transaction() as session:
        return sorted(set(session.scalars(select(TakenStepRow.at))))


def signed_in_at_every_step(accounts, user, organisation, times):
    """The account signs in, is seen, steps up and is acted for just when steps are taken."""
    before = times[0] - HOUR
    given = issued(accounts, user, before - HOUR)
    secret = begun(accounts, given.code, now=before).secret
    member = Member(user, given.name, secret, confirmed(accounts, given.code, secret, before))
    with accounts.transaction() as session:
        service = issue_service(session, accounts.admin, organisation, before - HOUR * 2)
    for now in times:
        with accounts.transaction() as session:
            begin_session(session, user, Source.OUTSIDE, now)
            actor_for_service(session, service, user, now)
    now = times[-1]
    shown = Attempt(member.name, member.password, member.recovery[0], ADDRESS)
    token = sign_in(accounts.store, shown, now).token
    return at_request(
        accounts, step_up(accounts.store, token, Code(member.code(now)), now).token, now
    )


@pytest.mark.slow
@pytest.mark.rule("SE-10", "SE-20")
def test_sign_ins_at_the_moments_of_steps_join_no_case_with_the_receivers_account(accounts):
    desk, there = relocated_between_accounts(accounts)
    user, organisation = there.coordinator.user, there.coordinator.organisation
    found = signed_in_at_every_step(accounts, user, organisation, moments(desk))
    assert found.actor.user == user
    rows = rows_of(desk)
    from_case, from_account = joined(rows, CASE), joined(rows, user)
    assert {"sessions", "audit_lines"} <= {table for table, _ in from_case}
    assert not {"accounts", "people", "credentials", "services"} & {t for t, _ in from_case}
    told = {value for _, values in from_case for value in values if isinstance(value, str)}
    assert [each for each in told if user in each or organisation in each] == []
    assert not {"cases", "documents", "proceedings"} & {table for table, _ in from_account}
    assert CASE not in {value for _, values in from_account for value in values}
    assert len(organisation) >= LONG
    assert organisation not in CODES


@pytest.mark.slow
@pytest.mark.rule("SE-10")
def test_what_a_receiver_declares_joins_no_case_with_its_municipality_by_a_sign_in(accounts):
    desk, there = relocated_between_accounts(accounts)
    user, organisation = there.coordinator.user, there.coordinator.organisation
    first = moments(desk)[0]
    with accounts.transaction() as session:
        declare(session, there.coordinator, "0751", DECLARED, first - HOUR * 5)
    signed_in_at_every_step(accounts, user, organisation, moments(desk))
    from_case = joined(rows_of(desk), CASE)
    assert "audit_lines" in {table for table, _ in from_case}
    assert "declarations" not in {table for table, _ in from_case}
    told = {value for _, values in from_case for value in values if isinstance(value, str)}
    assert [each for each in told if each.endswith("0751") or user in each] == []
    lines = {v for table, values in rows_of(desk) if table == "audit_lines" for v in values}
    assert "preparedness.declare" in lines
    assert [each for each in lines if isinstance(each, str) and each.endswith(".0751")] == []
