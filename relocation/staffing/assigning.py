"""Who of the central unit gets a case: assigned when it is submitted, and never all of them."""

from datetime import datetime

from sqlalchemy.orm import Session

from relocation.access.model import Entry
from relocation.access.service import entries, lines_of, put_on_list
from relocation.actor import CENTRAL_UNIT, PersonId
from relocation.people.reading import Able, able_of, persons_of
from relocation.permissions import Role
from relocation.proceedings.service import taker_ref
from relocation.staffing.sides import NEEDED, able_in
from relocation.work import Work

JUDGES, DECIDES = Role.CENTRAL_CASEWORKER, Role.CENTRAL_DECISION_MAKER
WHY = "assigned when the case was submitted"


def assign_to(work: Work, case: str, out: frozenset[PersonId]) -> None:
    """Put on the list whom the central unit needs for the case and does not have there yet.

    Persons count, who can act; whoever stands there in both roles counts as one who decides. Some
    of those who are there may not count, by what this case knows them as.
    """
    for role in (JUDGES, DECIDES):
        for able in _free(work.session, case, role)[: _lacking(work, case, role, out)]:
            entry = Entry(
                reader=able.user,
                organisation=CENTRAL_UNIT,
                role=role,
                since=work.now,
                reason=WHY,
            )
            put_on_list(work.session, case, entry)


def can_be_assigned(session: Session, case: str, now: datetime) -> bool:
    """Whether somebody judges and another confirms, there already or to be assigned."""
    judging, deciding = (_able(session, case, role, now) for role in (JUDGES, DECIDES))
    return bool(judging) and bool(deciding) and len(judging | deciding) > 1


def _able(session: Session, case: str, role: Role, now: datetime) -> frozenset[PersonId]:
    free = _free(session, case, role)
    return able_in(session, case, role, now) | {each.person for each in free}


def _lacking(work: Work, case: str, role: Role, out: frozenset[PersonId]) -> int:
    there = able_in(work.session, case, role, work.now)
    if role is JUDGES:
        there -= able_in(work.session, case, DECIDES, work.now)
    if out:
        there = frozenset(x for x in there if taker_ref(work.session, case, x) not in out)
    return max(0, NEEDED[role] - len(there))


def _free(session: Session, case: str, role: Role) -> list[Able]:
    """Who can act and is no part of the case, a person once.

    Whoever has the fewest cases comes first, and whoever could decide judges only after all others.
    """
    taken = persons_of(session, {each.reader for each in entries(session, case)})
    by_person: dict[PersonId, Able] = {}
    every = [each for each in able_of(session, CENTRAL_UNIT) if each.person not in taken]
    for each in every:
        if each.function.value == role.value:
            by_person.setdefault(each.person, each)
    deciding = {each.person for each in every if each.function.value == DECIDES.value}
    return sorted(
        by_person.values(),
        key=lambda each: (role is JUDGES and each.person in deciding, lines_of(session, each.user)),
    )
