"""Who names whom on a case's list: by accounts of the register of people."""

from dataclasses import dataclass
from typing import Any

import pytest

from relocation.access.service import readers_of
from relocation.actor import Function, municipality_id
from relocation.cases import service as cases
from relocation.errors import EntryRefused, NoAccount, NotAllowed, NotFound, Stale
from relocation.people.service import disable
from relocation.permissions import Role
from relocation.staffing.model import Naming
from relocation.staffing.naming import name
from tests.relocation.casework.desk import Desk
from tests.relocation.casework.entering import IDENTITY, REFERRAL
from tests.relocation.desk import NOW

COORDINATES = Function.MUNICIPAL_EXIT_COORDINATOR
LEADS = Function.POLICE_EXIT_COORDINATOR


@dataclass
class Unit:
    """A new case, whoever opened it, and the accounts of its store."""

    accounts: Any
    desk: Desk
    coordinator: Any
    case: str

    def name(self, by, who, role, reason="takes part", **how):
        return self.desk.do(name, by, self.case, Naming(who.user, reason, role), **how)

    def on_it(self, role):
        with self.desk.store.transaction() as session:
            return readers_of(session, self.case, {role}, self.desk.now)


@pytest.fixture
def unit(desk):
    coordinator = desk.actor(COORDINATES)
    buttons = Desk(desk.store, NOW)
    with desk.store.transaction() as session:
        case = cases.draft(session, coordinator, IDENTITY, REFERRAL, buttons.press(0)).row
    return Unit(desk, buttons, coordinator, case)


@pytest.mark.rule("SE-3")
def test_whoever_is_named_by_somebody_on_the_list_can_go_on_with_the_case(unit):
    police = unit.accounts.actor(LEADS)
    with pytest.raises(NotFound):
        unit.desk.do(cases.refer, police, unit.case)
    unit.name(unit.coordinator, police, Role.POLICE_SENDER)
    assert unit.desk.do(cases.refer, police, unit.case).state == "referred"
    assert unit.desk.logged()[-2:] == ["colleague.begin", "case.refer"]


@pytest.mark.rule("SE-3")
def test_nobody_off_the_list_names_anybody_and_a_coordinator_no_decision_maker(unit):
    stranger, decider = (
        unit.accounts.actor(COORDINATES),
        unit.accounts.actor(Function.CENTRAL_DECISION_MAKER),
    )
    with pytest.raises(NotFound):
        unit.name(stranger, stranger, Role.MUNI_SENDER)
    with pytest.raises(NotAllowed):
        unit.name(unit.coordinator, decider, Role.CENTRAL_DECISION_MAKER)
    caseworker = unit.accounts.actor(Function.CENTRAL_CASEWORKER)
    unit.name(unit.coordinator, caseworker, Role.CENTRAL_CASEWORKER)
    assert unit.on_it(Role.CENTRAL_CASEWORKER) == {caseworker.user}
    assert unit.on_it(Role.CENTRAL_DECISION_MAKER) == set()


@pytest.mark.rule("SE-3")
@pytest.mark.parametrize("wrong", ["function", "organisation", "reason", "account", "disabled"])
def test_an_account_that_does_not_fit_the_role_is_not_named(unit, wrong):
    fits = unit.accounts.actor(COORDINATES)
    who = {
        "function": unit.accounts.actor(Function.PROBATION_OFFICER),
        "organisation": unit.accounts.actor(COORDINATES, municipality_id("0751")),
    }.get(wrong, fits)
    if wrong == "disabled":
        with unit.accounts.transaction() as session:
            disable(session, unit.accounts.admin, who.user, NOW)
    user = "nobody" if wrong == "account" else who.user
    named = Naming(user, "" if wrong == "reason" else "takes part", Role.MUNI_SENDER)
    with pytest.raises(EntryRefused if wrong == "reason" else NoAccount):
        unit.desk.do(name, unit.coordinator, unit.case, named)
    assert unit.on_it(Role.MUNI_SENDER) == {unit.coordinator.user}


@pytest.mark.rule("RE-6")
def test_who_names_on_an_older_version_is_told_what_changed(unit):
    police = unit.accounts.actor(LEADS)
    seen = unit.desk.version(unit.case)
    unit.desk.do(cases.refer, unit.coordinator, unit.case)
    with pytest.raises(Stale):
        unit.name(unit.coordinator, police, Role.POLICE_SENDER, version=seen)
    assert unit.on_it(Role.POLICE_SENDER) == set()
