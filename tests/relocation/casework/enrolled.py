"""Everybody of the desk in the register of people, by no steps: each a person with one account."""

from relocation.actor import CENTRAL_UNIT, Assurance, Function
from relocation.people.acting import actor_of
from relocation.people.model import NewAccount, NewPerson
from relocation.people.service import first_account
from tests.relocation.casework.desk import MONDAY, ROLES, enrol
from tests.relocation.casework.entering import CONSULTANT


def enrolled(store):
    """Who administers the accounts; whoever sits at a desk has one of the same id."""
    new = NewAccount(NewPerson("Ada Admin"), CENTRAL_UNIT, Function.ADMINISTRATOR)
    with store.transaction() as session:
        admin = actor_of(session, first_account(session, new, MONDAY), Assurance.SIGNED_IN, MONDAY)
        for who in (*ROLES, CONSULTANT):
            enrol(session, who)
    return admin
