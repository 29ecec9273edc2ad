"""Steps by accounts of the register of people, as they are taken outside of tests."""

import pytest

from relocation.actor import CENTRAL_UNIT, Assurance, Function
from relocation.errors import Missing
from relocation.nominations import service as nominations
from relocation.people.acting import actor_of, person_of
from relocation.people.model import NewAccount, NewPerson
from relocation.people.service import first_account
from relocation.permissions import Role
from tests.relocation.casework.desk import CASE, Desk
from tests.relocation.casework.nominating import REQUEST, WHY
from tests.relocation.desk import NOW
from tests.relocation.desk import Desk as Accounts


@pytest.mark.slow
@pytest.mark.rule("RE-4")
def test_whoever_has_two_accounts_in_the_register_of_people_is_one_person(whole_store):
    new = NewAccount(NewPerson("Ada Admin"), CENTRAL_UNIT, Function.ADMINISTRATOR)
    with whole_store.transaction() as session:
        admin = actor_of(session, first_account(session, new, NOW), Assurance.SIGNED_IN, NOW)
    accounts, desk = Accounts(whole_store, admin), Desk(whole_store)
    one = accounts.actor(Function.POLICE_EXIT_COORDINATOR)
    with whole_store.transaction() as session:
        person = person_of(session, one)
    other = accounts.actor(Function.PROBATION_OFFICER, whose=person)
    colleague = accounts.actor(Function.POLICE_EXIT_COORDINATOR)
    desk.open_case(roles=dict.fromkeys((one, other, colleague), Role.POLICE_SENDER))

    nomination = desk.do(nominations.draft, one, CASE, REQUEST).row
    desk.do(nominations.request, one, nomination)
    with pytest.raises(Missing) as refused:
        desk.do(nominations.endorse, other, nomination, WHY)
    assert set(refused.value.needs) == {"not_the_requester"}
    assert desk.do(nominations.endorse, colleague, nomination, WHY).state == "endorsed"
