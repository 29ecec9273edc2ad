"""What must hold of an account before it is added; each check refuses with place and remedy."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from relocation.actor import Function, OrganisationId, PersonId
from relocation.errors import EntryRefused
from relocation.organisations.model import FUNCTIONS
from relocation.organisations.register import organisations_on
from relocation.people.model import MOST_NAME, NewAccount, NewPerson, may_be_held_together
from relocation.people.reading import names
from relocation.people.tables import AccountRow, PersonRow


def can_be_first(session: Session, function: Function) -> None:
    """Nobody else's before it, and an administrator's."""
    if session.scalar(select(AccountRow.id).limit(1)) is not None:
        rule = "the store has accounts already"
        raise EntryRefused("account", rule, "Let an administrator add this one.")
    if function is not Function.ADMINISTRATOR:
        rule = "the first account must be an administrator's"
        raise EntryRefused("function", rule, "Add the administrator first, then the others.")


def fits_organisation(organisation: OrganisationId, function: Function, day: date) -> None:
    """An organisation of that day, and a function that its accounts can have."""
    there = organisations_on(day)
    found = there.get(organisation)
    if found is None:
        rule = "no organisation of this id is in the register today"
        such_as = next(each.id for each in there.values() if function in FUNCTIONS[each.kind])
        raise EntryRefused("organisation", rule, f"Give its id, such as {such_as}.")
    if function not in FUNCTIONS[found.kind]:
        rule = "no account of this organisation can have the function"
        remedy = "The page on users lists which function belongs to which organisation."
        raise EntryRefused("function", rule, remedy)


def is_new(session: Session, person: NewPerson) -> str:
    """The name as it is kept; nobody is entered as two persons unnoticed."""
    name = " ".join(person.name.split())
    if not name or len(name) > MOST_NAME or not name.isprintable():
        rule = f"a name has 1 to {MOST_NAME} letters on one line"
        raise EntryRefused("name", rule, "Give the name as colleagues know it.")
    same = any(there.casefold() == name.casefold() for _, there in names(session))
    if same and not person.is_namesake:
        rule = "somebody of this name has an account already"
        remedy = "Name the person by id; or, where it is somebody else, say that it is a namesake."
        raise EntryRefused("name", rule, remedy)
    return name


def is_known(session: Session, person: PersonId) -> None:
    """A person who is there."""
    if session.get(PersonRow, person) is None:
        rule = "nobody of this id has an account"
        raise EntryRefused("person", rule, "Take the id from the list of accounts.")


def can_be_added(session: Session, person: PersonId, new: NewAccount) -> None:
    """Not the same twice, and nothing beside it that must be kept apart."""
    rows = session.scalars(
        select(AccountRow).where(
            AccountRow.person_id == person, AccountRow.disabled_since.is_(None)
        )
    ).all()
    if any((row.organisation, row.function) == (new.organisation, new.function) for row in rows):
        rule = "the person has this account already"
        raise EntryRefused("account", rule, "Go on with the one that is there.")
    functions = frozenset({new.function, *(Function(row.function) for row in rows)})
    if not may_be_held_together(functions):
        rule = "administrator and auditor have no other function, nor anybody theirs beside one"
        remedy = "Let another person have it, or disable the other account first."
        raise EntryRefused("function", rule, remedy)
