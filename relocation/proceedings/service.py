"""Asks where things of a case stand, which steps were taken, and by which person."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from relocation.access import listed
from relocation.access.tables import CaseRow
from relocation.actor import PersonId
from relocation.database import within
from relocation.documents import newest as papers
from relocation.errors import NotFound
from relocation.keys.pseudonyms import pseudonym
from relocation.proceedings import held
from relocation.proceedings.held import in_case, taken_steps
from relocation.proceedings.tables import ProceedingRow, TakenStepRow
from relocation.store import keys_of
from scoring.person import Urgency

TAKER, ACCOUNT = "taker", "account"
LOCKED = "relocation.locked_cases"
NOBODY = (None, None)
CASE_ID = select(ProceedingRow.case_id).where(ProceedingRow.id == bindparam("row"))
PARENT = select(ProceedingRow.parent).where(ProceedingRow.id == bindparam("row"))
"""Made once: building a question takes longer than asking it."""


def locked(session: Session, row: str, workflow: str) -> tuple[CaseRow, ProceedingRow]:
    """A thing of this kind and its case, which nobody else changes until this transaction ends.

    The case comes first: whatever happens in one case happens one after the other, and no two
    transactions can wait for each other.

    Raises:
        NotFound: there is none.
    """
    found = locked_case(session, case_id_of(session, row))
    # What was looked up since the case was locked nobody else has changed.
    moving = held.known(session, found.id, row) or session.get_one(
        ProceedingRow, row, with_for_update=True, populate_existing=True
    )
    if moving.workflow != workflow:
        raise NotFound
    return found, moving


def locked_case(session: Session, case: str) -> CaseRow:
    """A case, which nobody else changes until this transaction ends.

    Raises:
        NotFound: there is none.
    """
    locked_in: dict[str, Any] = session.info.setdefault(LOCKED, {})
    if locked_in.get(case, NOBODY)[0] is within(session):
        # Nobody else has changed it since; what is done here is noted where it is done. The row is
        # held on to, since a session lets go of what nobody holds and would ask for it again.
        return session.get_one(CaseRow, case)
    found = session.get(CaseRow, case, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound
    papers.forget(session, case)
    held.forget(session, case)
    listed.forget(session, case)
    locked_in[case] = within(session), found
    return found


def taker_ref(session: Session, case: str, person: PersonId) -> PersonId:
    """A person as this case alone knows it: equal for all accounts, and to be joined nowhere."""
    return PersonId(pseudonym(keys_of(session).case_key(case), TAKER, person))


def account_ref(session: Session, case: str, user: str) -> str:
    """An account as this case alone knows it."""
    return pseudonym(keys_of(session).case_key(case), ACCOUNT, user)


def last_taker(
    session: Session, row: str, *steps: str, since: str | None = None
) -> PersonId | None:
    """Who last took one of these steps, by `taker_ref`; since another one where that is told."""
    found = next((each.taker for each in reversed(_since(session, row, steps, since))), None)
    return None if found is None else PersonId(found)


def takers(
    session: Session, row: str, *steps: str, since: str | None = None
) -> frozenset[PersonId]:
    """Everybody who took one of these steps; since another one where that is told."""
    found = (each.taker for each in _since(session, row, steps, since))
    return frozenset(PersonId(each) for each in found if each is not None)


def taken_at(session: Session, row: str, step: str) -> datetime | None:
    """When a step was last taken; None where it never was."""
    found: datetime | None = next(
        (each.at for each in reversed(_since(session, row, (step,), None))), None
    )
    return found


def times_until(session: Session, row: str, step: str, until: Collection[str]) -> int:
    """How often a step was taken before the last one of others; 0 where none of them ever was."""
    taken = select(TakenStepRow.version).where(TakenStepRow.proceeding_id == row)
    last = session.scalar(
        taken.where(TakenStepRow.step.in_(until)).order_by(TakenStepRow.version.desc()).limit(1)
    )
    before = taken.where(TakenStepRow.step == step, TakenStepRow.version < (last or 0))
    return len(session.scalars(before).all())


def order_of(session: Session, row: str, *steps: str) -> int:
    """When one of these steps was last taken, in the order of all steps of the case; 0 for never.

    Moments do not tell: whoever waited for the case brings an earlier one along.
    """
    found = (each.case_version for each in taken_steps(session, row) if each.step in steps)
    return max(found, default=0)


def changed_since(session: Session, row: str, version: int) -> tuple[str, ...]:
    """The steps taken after a version, the oldest first."""
    taken = select(TakenStepRow.step).where(TakenStepRow.proceeding_id == row)
    later = taken.where(TakenStepRow.version > version).order_by(TakenStepRow.version)
    return tuple(session.scalars(later))


def parent_of(session: Session, row: str) -> str:
    """What something belongs to.

    Raises:
        NotFound: to nothing.
    """
    known = _known(session, row)
    parent = session.scalar(PARENT, {"row": row}) if known is None else known.parent
    if parent is None:
        raise NotFound
    return parent


def case_id_of(session: Session, row: str) -> str:
    """The case that something belongs to.

    Raises:
        NotFound: there is no such thing.
    """
    known = _known(session, row)
    case = session.scalar(CASE_ID, {"row": row}) if known is None else known.case_id
    if case is None:
        raise NotFound
    return case


def _known(session: Session, row: str) -> ProceedingRow | None:
    """A thing that the session holds already: to what it belongs never changes."""
    return session.identity_map.get(identity_key(ProceedingRow, row))


def topic_of(session: Session, row: str) -> str:
    """What something is about.

    Raises:
        NotFound: there is no such thing, or it has no topic.
    """
    topic = session.scalar(select(ProceedingRow.topic).where(ProceedingRow.id == row))
    if topic is None:
        raise NotFound
    return topic


def owner_of(session: Session, row: str) -> str:
    """Whose own something is, by account, as its case alone knows it.

    Raises:
        NotFound: there is no such thing, or it is nobody's.
    """
    owner = session.scalar(select(ProceedingRow.owner).where(ProceedingRow.id == row))
    if owner is None:
        raise NotFound
    return owner


def state_of(session: Session, row: str) -> str:
    """Where something stands."""
    return session.get_one(ProceedingRow, row).state


def urgency_of(session: Session, row: str) -> Urgency:
    """The track of something."""
    return Urgency(session.get_one(ProceedingRow, row).urgency)


def of_case(session: Session, case: str, workflow: str) -> Iterator[ProceedingRow]:
    """All of one kind that a case has, the newest first."""
    return (each for each in reversed(in_case(session, case)) if each.workflow == workflow)


def below(session: Session, row: str, workflow: str) -> Iterator[ProceedingRow]:
    """All of one kind that belong to something, directly or through something else."""
    top = session.get(ProceedingRow, row)
    children: defaultdict[str | None, list[ProceedingRow]] = defaultdict(list)
    if top is not None:
        # All of the case at once: it has some dozens, and each level would ask anew.
        for each in in_case(session, top.case_id):
            children[each.parent].append(each)
    yield from _below(children, row, workflow)


def newest_below(session: Session, row: str, workflow: str) -> ProceedingRow | None:
    """The newest of one kind that belongs to something; None where there is none."""
    return max(below(session, row, workflow), key=lambda each: each.begun, default=None)


def _below(
    children: Mapping[str | None, list[ProceedingRow]], row: str, workflow: str
) -> Iterator[ProceedingRow]:
    for each in children.get(row, ()):
        if each.workflow == workflow:
            yield each
        yield from _below(children, each.id, workflow)


def was_in(session: Session, case: str, workflow: str, states: Collection[str]) -> bool:
    """Whether something of this kind stands in one of these states."""
    return any(each.state in states for each in of_case(session, case, workflow))


def _since(session: Session, row: str, steps: Collection[str], since: str | None) -> list[Any]:
    """These steps as they were taken, the oldest first; since another one where that is told."""
    taken = taken_steps(session, row)
    after = max((each.version for each in taken if each.step == since), default=0)
    return [each for each in taken if each.step in steps and each.version > after]
