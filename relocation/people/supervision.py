"""What of the log the auditor gets: an auditor is who the register of people knows as one."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from relocation.access.service import case_by_handle
from relocation.access.tables import CaseRow
from relocation.actor import Actor
from relocation.audit import service as log
from relocation.audit.keys import HeldKeys
from relocation.audit.model import AuditorEntry, InRole, SubjectEntry
from relocation.case_free import Act, Subject, demand
from relocation.errors import NotFound
from relocation.people.acting import person_of, role_outside
from relocation.store import keys_of


def audited_case(session: Session, actor: Actor, own: str) -> str:
    """The case that the auditor's organisation knows by this handle; the auditor is on no list.

    Raises:
        NotFound: the actor is no auditor, or there is no such case.
    """
    demand(actor, Subject.AUDIT_LOG, Act.READ)
    return case_by_handle(session, actor, own)


def extract_for_subject(
    session: Session, actor: Actor, case: str, now: datetime
) -> Iterator[SubjectEntry]:
    """The extract that the person a case is about gets; an auditor takes it, and that is logged.

    Raises:
        NotFound: the actor is no auditor, or there never was such a case.
        QuotaReached: the auditor has opened as many cases today as may be.
    """
    by, keys = _auditor_of(session, actor, case), HeldKeys.of(keys_of(session))
    return log.extract_for_subject(session, by, case, keys=keys, now=now)


def extract_for_auditor(
    session: Session, actor: Actor, case: str, now: datetime
) -> Iterator[AuditorEntry]:
    """The auditor's own extract of a case; that it is taken is logged.

    Raises:
        NotFound: the actor is no auditor, or there never was such a case.
        QuotaReached: the auditor has opened as many cases today as may be.
    """
    by, keys = _auditor_of(session, actor, case), HeldKeys.of(keys_of(session))
    return log.extract_for_auditor(session, by, case, keys=keys, now=now)


def refusals(session: Session, actor: Actor, code: str, now: datetime) -> tuple[AuditorEntry, ...]:
    """Everything that was refused for one reason, the newest first; that it is asked is logged.

    Raises:
        NotFound: the actor is no auditor.
    """
    by, keys = _auditor(session, actor), HeldKeys.of(keys_of(session))
    return log.refusals(session, by, code, keys=keys, now=now)


def _auditor(session: Session, actor: Actor) -> InRole:
    demand(actor, Subject.AUDIT_LOG, Act.READ)
    return InRole(person_of(session, actor), role_outside(actor.function))


def _auditor_of(session: Session, actor: Actor, case: str) -> InRole:
    """The auditor of a case that there is or was; an erased one exists for auditors alone."""
    auditor = _auditor(session, actor)
    if session.get(CaseRow, case) is None:
        raise NotFound
    return auditor
