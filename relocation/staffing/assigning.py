"""Who of the central unit gets a case: assigned when it is submitted, and never all of them."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from relocation.access.model import Entry
from relocation.access.service import entries, lines_of, put_on_list
from relocation.actor import CENTRAL_UNIT, Function, PersonId
from relocation.events import Event
from relocation.people.reading import Able, able_of, persons_of
from relocation.permissions import Role
from relocation.work import Work

NEEDED: Mapping[Role, tuple[Function, int]] = {
    Role.CENTRAL_CASEWORKER: (Function.CENTRAL_CASEWORKER, 1),
    Role.CENTRAL_DECISION_MAKER: (Function.CENTRAL_DECISION_MAKER, 2),
}
"""By role: whose accounts, and how many persons; whoever approves is another than who decided."""
WHY = "assigned when the case was submitted"


def assign(work: Work, event: Event) -> None:
    """Put on the list whom the central unit needs for the case and does not have there yet."""
    for role, (function, least) in NEEDED.items():
        there = _there(work.session, event.case, role, work.now)
        for able in _free(work.session, event.case, function, work.now)[: max(0, least - there)]:
            entry = Entry(
                reader=able.user,
                organisation=CENTRAL_UNIT,
                role=role,
                since=work.now,
                reason=WHY,
            )
            put_on_list(work.session, event.case, entry)


def can_be_assigned(session: Session, case: str, now: datetime) -> bool:
    """Whether somebody judges and somebody confirms, or there is who could be assigned to."""
    return all(
        _there(session, case, role, now) or _free(session, case, function, now)
        for role, (function, _) in NEEDED.items()
    )


def _there(session: Session, case: str, role: Role, now: datetime) -> int:
    on_list = [each for each in entries(session, case) if each.role is role and each.counts(now)]
    return len({each.reader for each in on_list if each.until is None and not each.excluded})


def _free(session: Session, case: str, function: Function, now: datetime) -> list[Able]:
    """Who can act and is no part of the case, a person once, whoever has the fewest cases first."""
    taken = persons_of(session, {each.reader for each in entries(session, case)})
    by_person: dict[PersonId, Able] = {}
    for each in able_of(session, CENTRAL_UNIT, now):
        if each.function is function and each.person not in taken:
            by_person.setdefault(each.person, each)
    return sorted(by_person.values(), key=lambda each: lines_of(session, each.user))
