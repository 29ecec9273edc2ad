"""Who takes whom off a case's list, and how many must stay: by side, persons and not accounts."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from relocation.access.model import Entry
from relocation.access.service import entries
from relocation.actor import PersonId
from relocation.parties import AFTER_THE_MOVE, CENTRAL_UNIT, COORDINATORS, RECEIVING, acting
from relocation.people.reading import persons_of, same_person
from relocation.permissions import Role, Stage

NEEDED: Mapping[Role, int] = {Role.CENTRAL_CASEWORKER: 1, Role.CENTRAL_DECISION_MAKER: 2}
"""How many persons of the central unit a case needs; whoever approves is another than decided."""


def lead_of(line: Entry, stage: Stage) -> Role:
    """Who leads the side of somebody on the list: the police there, centrally who decides.

    Whoever sent and acts no more has no side left: the central unit sees to the list.
    """
    if line.role in CENTRAL_UNIT or (line.role in COORDINATORS and stage in AFTER_THE_MOVE):
        return Role.CENTRAL_DECISION_MAKER
    is_there = line.is_there or line.role in RECEIVING or stage in AFTER_THE_MOVE
    return Role.POLICE_RECEIVER if is_there else Role.POLICE_SENDER


def is_of_its_side(own: Entry, line: Entry, stage: Stage) -> bool:
    """Whether one line lets its holder take the other off: no narrowed one takes off a wider."""
    is_wide = own.classes is None or (line.classes is not None and line.classes <= own.classes)
    is_same = (own.role, own.is_there) == (line.role, line.is_there)
    return is_wide and (is_same or own.role is lead_of(line, stage))


def staying(session: Session, case: str, now: datetime) -> list[Entry]:
    """Who stands on a case's list at this moment, for longer than an emergency."""
    there = (each for each in entries(session, case) if each.counts(now))
    return [each for each in there if each.until is None and not each.excluded]


def able_in(session: Session, case: str, role: Role, now: datetime) -> frozenset[PersonId]:
    """Who stands on a case's list in a role and can act: persons, and no disabled accounts."""
    there = {each.reader for each in staying(session, case, now) if each.role is role}
    return persons_of(session, there, able=True)


def enough_stay(
    session: Session, case: str, leaving: Collection[str], stage: Stage, now: datetime
) -> bool:
    """Whether those who stay are enough, in each role in which these accounts act.

    Probation may leave whole: no step waits for it alone.
    """
    there = staying(session, case, now)
    roles = {each.role for each in there if each.reader in leaving}
    for role in acting(roles, stage) - {Role.PROBATION_PARTY}:
        others = {each.reader for each in there if each.role is role} - set(leaving)
        if len(persons_of(session, others, able=True)) < NEEDED.get(role, 1):
            return False
    return True


def is_denied(session: Session, case: str, user: str) -> bool:
    """Whether a case excludes the person who uses an account, by whichever account it does."""
    users = same_person(session, user)
    return any(each.excluded and each.reader in users for each in entries(session, case))


def has_another_side(session: Session, case: str, line: Entry) -> bool:
    """Whether a person works on the case for another side, or left it for good, by any account.

    By a line of where the person will live whoever sent, or the central unit, would read the
    address (HO-8). One police district may be both sides, and whoever works there is of both;
    probation is one authority for the whole country, and nobody of it is.
    """
    users = same_person(session, line.reader)
    others = (x for x in entries(session, case) if x.reader in users and not x.excluded)
    return any(each.left or _is_of_another_side(each, line) for each in others)


def _is_of_another_side(each: Entry, line: Entry) -> bool:
    is_divided = line.role is Role.PROBATION_PARTY or each.organisation != line.organisation
    return each.until is None and is_divided and _is_there(each) is not _is_there(line)


def _is_there(line: Entry) -> bool:
    return line.is_there or line.role in RECEIVING
