"""Opening a pseudonym of the log to the real id: one person asks, another one opens."""

from datetime import datetime, timedelta
from typing import Any, NoReturn

from sqlalchemy import Row
from sqlalchemy.orm import Session

from relocation.audit.keys import AuditKeys, sealed_in
from relocation.audit.model import InRole, Kind, Line, Purpose, Regime
from relocation.audit.service import refuse, write
from relocation.audit.tables import line_at, line_signed_by, times_opened
from relocation.deadlines.working_days import civil_day
from relocation.errors import NameStaysClosed, Unreadable
from relocation.permissions import Role
from relocation.policies.versions import audit_on


def ask_for_name(
    session: Session, actor: InRole, case: str, user: str, *, keys: AuditKeys, now: datetime
) -> int:
    """Ask whose pseudonym `user` is, as the auditor's extract of this case gives it.

    Gives the number that another person opens it by.

    Raises:
        NameStaysClosed: no line of this case carries it, the case is erased, or the actor is no
            auditor.
    """
    _refuse_closed(session, _line(Kind.NAME_ASKED, actor, case, None), keys, now)
    if line_signed_by(session, keys.case_ref(case), user) is None:
        refused = _line(Kind.NAME_ASKED, actor, case, None)
        _refuse(session, refused, "no line of this case carries the pseudonym", keys, now)
    return write(session, _line(Kind.NAME_ASKED, actor, case, user), keys=keys, now=now)


def open_name(
    session: Session, actor: InRole, case: str, asked: int, *, keys: AuditKeys, now: datetime
) -> str:
    """Open what another person asked for by `ask_for_name`; gives the real id, once.

    Raises:
        NameStaysClosed: the same person asked, nobody asked in this case, it is too long ago, the
            case is erased, or the actor is no auditor.
    """
    opened = _line(Kind.NAME_OPENED, actor, case, str(asked))
    _refuse_closed(session, opened, keys, now)
    # Locks the log, so that two who open at once are one after the other.
    write(session, opened, keys=keys, now=now)
    question = line_at(session, asked)
    case_ref = keys.case_ref(case)
    if question is None or (question.kind, question.case_ref) != (Kind.NAME_ASKED, case_ref):
        _refuse(session, opened, "nobody asked for a name of this case by this number", keys, now)
    # By the id itself: pseudonyms of an older version of the program are others.
    if _unsealed(question, case, keys) == actor.person:
        _refuse(session, opened, "who asked is not who opens", keys, now)
    if abs(now - question.at) > timedelta(hours=audit_on(session, civil_day(now)).name_hours):
        _refuse(session, opened, "it was asked too long ago", keys, now)
    if times_opened(session, case_ref, asked) > 1:
        _refuse(session, opened, "it was opened already", keys, now)
    signed = line_signed_by(session, case_ref, question.detail)
    if signed is None:
        _refuse(session, opened, "no line of this case carries the pseudonym", keys, now)
    return _unsealed(signed, case, keys)


def _refuse_closed(session: Session, tried: Line, keys: AuditKeys, now: datetime) -> None:
    """Names are the auditor's to open, and none opens in a case that is erased."""
    if tried.actor.role is not Role.AUDITOR:
        _refuse(session, tried, "only an auditor opens names", keys, now)
    if keys.is_erased(tried.case or ""):
        _refuse(session, tried, "the case is erased", keys, now)


def _unsealed(signed: Row[Any], case: str, keys: AuditKeys) -> str:
    where = sealed_in(signed.number, signed.case_ref, signed.actor_ref)
    try:
        return keys.unseal(signed.sealed, where, case).decode()
    except Unreadable:
        remedy = "Verify the log: a line of it was altered."
        raise NameStaysClosed("what is sealed in the line does not open", remedy) from None


def _line(kind: Kind, actor: InRole, case: str, detail: str | None) -> Line:
    return Line(
        kind=kind,
        actor=actor,
        case=case,
        regime=Regime.GDPR,
        purpose=Purpose.SUPERVISION,
        detail=detail,
    )


def _refuse(session: Session, line: Line, rule: str, keys: AuditKeys, now: datetime) -> NoReturn:
    reason = NameStaysClosed(rule, "Two different persons do it, one after the other.")
    refuse(session, line, "name", reason, keys=keys, now=now)
