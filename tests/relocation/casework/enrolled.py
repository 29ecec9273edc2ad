"""Everybody of the desk in the register of people, by no steps: each a person with one account."""

from relocation.actor import CENTRAL_UNIT, Assurance, Function
from relocation.people.acting import actor_of
from relocation.people.model import NewAccount, NewPerson
from relocation.people.reading import NAME
from relocation.people.service import first_account
from relocation.people.tables import AccountRow, PersonRow
from tests.relocation.casework.desk import MONDAY, ROLES
from tests.relocation.casework.entering import CONSULTANT


def enrolled(store):
    """Who administers the accounts; whoever sits at a desk has one of the same id."""
    new = NewAccount(NewPerson("Ada Admin"), CENTRAL_UNIT, Function.ADMINISTRATOR)
    with store.transaction() as session:
        admin = actor_of(session, first_account(session, new, MONDAY), Assurance.SIGNED_IN, MONDAY)
        for who in (*ROLES, CONSULTANT):
            enrol(session, who)
    return admin


def person_id(who):
    return f"person-{who.user}"


def enrol(session, who):
    person = person_id(who)
    session.add(PersonRow(id=person, name=NAME.sealed(session, person, who.user)))
    session.flush()
    session.add(
        AccountRow(
            id=who.user,
            person_id=person,
            organisation=who.organisation,
            function=who.function,
            since=MONDAY,
        )
    )
