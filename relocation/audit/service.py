"""Writing the log, and what its readers get of it.

A line is written in the transaction of what it tells of, after the rows of the case are locked:
from then on all other writers of the log wait until that transaction ends. An answer is given after
the commit, so that nobody has read what is not in the log.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any, NoReturn

from sqlalchemy import Row
from sqlalchemy.exc import DBAPIError, NoResultFound
from sqlalchemy.orm import Session

from relocation.audit.chain import HEAD_MARK, LINE_MARK, Cell, line_hash
from relocation.audit.keys import AuditKeys, sealed_in
from relocation.audit.model import (
    ON_DATA,
    AuditorEntry,
    InRole,
    Kind,
    Line,
    Purpose,
    Regime,
    SubjectEntry,
)
from relocation.audit.quota import is_counted, opening_of
from relocation.audit.tables import Head, add, lines_of, locked_head, refused_lines
from relocation.audit_policy import AuditPolicy
from relocation.database import transaction
from relocation.deadlines.working_days import civil_day
from relocation.errors import LogUnwritable, PurposeMissing, QuotaReached, RelocationError
from relocation.outbox.model import Message
from relocation.outbox.service import tell
from relocation.permissions import DataClass
from relocation.policies.versions import audit_on


def write(
    session: Session,
    line: Line,
    *,
    keys: AuditKeys,
    now: datetime,
    policy: AuditPolicy | None = None,
) -> int:
    """Log what the caller's transaction does, and give the line's number.

    Raises:
        PurposeMissing: it touches a class that opens only for a stated purpose.
        QuotaReached: the person has opened as many cases today as may be; the transaction is
            undone, and the refusal is in the log.
        LogUnwritable: the transaction is undone; what is not logged does not happen.
    """
    if now.tzinfo is None:
        raise ValueError("an instant must be aware; give it a time zone")
    if line.lacks_purpose:
        raise PurposeMissing
    try:
        return _append(session, [line], keys, now, policy)
    except QuotaReached as reached:
        refuse(session, line, "quota", reached, keys=keys, now=now)


def write_all(session: Session, lines: Sequence[Line], *, keys: AuditKeys, now: datetime) -> None:
    """Log several lines, each as `write` does, as many of them at once as can be.

    Raises:
        PurposeMissing: one touches a class that opens only for a stated purpose.
        QuotaReached: one opens a case too many; the transaction is undone, and the refusal is in
            the log.
        LogUnwritable: the transaction is undone; what is not logged does not happen.
    """
    if any(line.lacks_purpose for line in lines):
        raise PurposeMissing
    for some in _at_once(session, lines, now):
        try:
            _append(session, some, keys, now, None)
        except QuotaReached as reached:
            refuse(session, some[0], "quota", reached, keys=keys, now=now)


def refuse(
    session: Session,
    line: Line,
    code: str,
    reason: RelocationError,
    *,
    keys: AuditKeys,
    now: datetime,
) -> NoReturn:
    """Undo the caller's transaction, log the refusal in one of its own, and raise the reason.

    The line is what was tried; the code says why not, and becomes its detail.
    """
    refused = replace(line, kind=Kind.REFUSED, detail=code)
    engine = session.get_bind().engine
    session.rollback()
    with transaction(engine) as own:
        number = _append(own, [refused], keys, now, None)
        tell(own, Message(f"refused_{code}", f"{number:032x}"), now)
    raise reason


def refusals(
    session: Session, actor: InRole, code: str, *, keys: AuditKeys, now: datetime
) -> tuple[AuditorEntry, ...]:
    """Everything that was refused for one reason, the newest first: for the auditor (SE-17).

    The message that told of a refusal has its number; the pseudonym is the user's in that case.
    That the actor asks is logged.
    """
    asks = Line(
        kind=Kind.STEP, actor=actor, case=None, regime=Regime.GDPR, detail=f"refusals.{code}"
    )
    write(session, asks, keys=keys, now=now)
    return tuple(_for_auditor(each) for each in refused_lines(session, Kind.REFUSED, code))


def extract_for_subject(
    session: Session, actor: InRole, case: str, *, keys: AuditKeys, now: datetime
) -> Iterator[SubjectEntry]:
    """When and why the facts of a case were read or changed: for the person they are about.

    That the actor takes the extract is logged first, and so stands in it.
    """
    _log_extract(session, actor, case, Purpose.ACCESS_REQUEST, keys=keys, now=now)
    return (
        SubjectEntry(at=each.at, kind=each.kind, purpose=each.purpose)
        for each in lines_of(session, keys.case_ref(case))
        if each.kind in ON_DATA
    )


def extract_for_auditor(
    session: Session, actor: InRole, case: str, *, keys: AuditKeys, now: datetime
) -> Iterator[AuditorEntry]:
    """When, why, in what role and by which pseudonym of this case; of an erased one when and why.

    That the actor takes the extract is logged first, and so stands in it.
    """
    _log_extract(session, actor, case, Purpose.SUPERVISION, keys=keys, now=now)
    found = map(_for_auditor, lines_of(session, keys.case_ref(case)))
    if not keys.is_erased(case):
        return found
    return (replace(each, role=None, user=None) for each in found)


def _for_auditor(line: Row[Any]) -> AuditorEntry:
    return AuditorEntry(
        number=line.number,
        at=line.at,
        kind=line.kind,
        purpose=line.purpose,
        role=line.role,
        user=line.actor_ref,
    )


def _log_extract(
    session: Session, actor: InRole, case: str, purpose: Purpose, *, keys: AuditKeys, now: datetime
) -> None:
    line = Line(
        kind=Kind.EXPORT,
        actor=actor,
        case=case,
        regime=Regime.GDPR,
        classes=frozenset({DataClass.AUDIT}),
        purpose=purpose,
    )
    write(session, line, keys=keys, now=now)


def _at_once(session: Session, lines: Sequence[Line], now: datetime) -> Iterator[list[Line]]:
    """In order, as many lines at a time of which the first alone may count as opening a case."""
    if not lines:
        return
    with _fail_closed(session):
        policy = audit_on(session, civil_day(now))
    some: list[Line] = []
    for line in lines:
        if some and is_counted(line, policy):
            yield some
            some = []
        some.append(line)
    yield some


def _append(
    session: Session,
    lines: Sequence[Line],
    keys: AuditKeys,
    now: datetime,
    policy: AuditPolicy | None,
) -> int:
    """Add lines of which none but the first counts as opening a case; gives the last's number."""
    with _fail_closed(session):
        policy = policy or audit_on(session, civil_day(now))
        head = locked_head(session)
        opening = opening_of(session, lines[0], keys=keys, now=now, policy=policy)
        told: list[dict[str, Cell]] = []
        for line in lines:
            told.append(_told(line, head, opening, keys, now))
            head, opening = Head(head.number + 1, str(told[-1]["hash"])), None
        add(session, told, keys.mark(HEAD_MARK, head.hash))
    return head.number


@contextmanager
def _fail_closed(session: Session) -> Iterator[None]:
    try:
        yield
    except (DBAPIError, NoResultFound) as fault:
        # Whoever catches this must not be able to commit what was not logged.
        session.rollback()
        raise LogUnwritable from fault


def _told(
    line: Line, head: Head, opening: str | None, keys: AuditKeys, now: datetime
) -> dict[str, Cell]:
    """The line after this head, with its hash and mark."""
    fields = _fields(line, head.number + 1, keys, now) | {"opening": opening}
    told = line_hash(head.hash, fields)
    return fields | {"hash": told, "mark": keys.mark(LINE_MARK, told)}


def _fields(line: Line, number: int, keys: AuditKeys, now: datetime) -> dict[str, Cell]:
    person, case = line.actor.person, line.case
    case_ref = None if case is None else keys.case_ref(case)
    actor_ref = keys.line_ref(person, number) if case is None else keys.actor_ref(person, case)
    where = sealed_in(number, case_ref or "", actor_ref)
    return {
        "number": number,
        "at": now,
        "kind": line.kind.value,
        "detail": line.detail,
        "classes": ",".join(sorted(line.classes)),
        "case_ref": case_ref,
        "actor_ref": actor_ref,
        "role": line.actor.role.value,
        "purpose": None if line.purpose is None else line.purpose.value,
        "regime": line.regime.value,
        "version": line.version,
        "sealed": keys.seal(person.encode(), where, case or ""),
    }
