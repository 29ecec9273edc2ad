"""The threat picture: written by the police, read whole by the central unit and for the engine.

Whoever writes is in the log first: two who write at once are then one after the other, each beside
what the other said.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from relocation.actor import Actor
from relocation.audit.model import Regime
from relocation.case_free import Act, Subject, demand
from relocation.deadlines.working_days import civil_day
from relocation.errors import EntryRefused
from relocation.keys.purposes import KeyPurpose
from relocation.organisations.register import organisations_on
from relocation.people.acting import note, person_of
from relocation.sealed import pseudonym_of
from relocation.threats.checks import faults
from relocation.threats.model import Picture, Said, picture_of
from relocation.threats.reading import read_statements
from relocation.threats.statements import AS_JSON, SEALED, WORDS, every_statement
from relocation.threats.tables import StatementRow


def picture(session: Session, actor: Actor, day: date, now: datetime) -> Picture:
    """The whole picture on a day; that it was read is logged.

    Raises:
        NotFound: the actor is not of the central unit.
    """
    demand(actor, Subject.THREATS, Act.READ)
    note(session, actor, "threats.read", now, Regime.LAW_ENFORCEMENT)
    return picture_of(every_statement(session), day)


def groups(session: Session, actor: Actor, now: datetime) -> tuple[str, ...]:
    """What the groups of today's picture are called: whoever describes where somebody comes from
    names one of them. That it was read is logged.

    Raises:
        NotFound: the actor is not one of those.
    """
    demand(actor, Subject.GROUPS, Act.READ)
    note(session, actor, "threats.groups", now, Regime.LAW_ENFORCEMENT)
    return tuple(each.name for each in picture_of(every_statement(session), civil_day(now)).groups)


def state(session: Session, actor: Actor, said: Sequence[Said], now: datetime) -> None:
    """Add statements, all or none; what was said before stays.

    Raises:
        NotFound: the actor is not of the police.
        EntryRefused: the first fault, by the statement's place and field.
    """
    demand(actor, Subject.THREATS, Act.WRITE)
    day = civil_day(now)
    note(session, actor, "threats.state", now, Regime.LAW_ENFORCEMENT)
    for fault in faults(said, every_statement(session), _codes(day), day):
        raise EntryRefused(f"{fault.at}.{fault.field}", fault.says, fault.remedy)
    _write(session, actor, said, now)


def import_file(session: Session, actor: Actor, file: Path | bytes, now: datetime) -> Counter[str]:
    """Add every statement of a file, or none; gives how many there were of each kind.

    The file is named by its place, or handed in whole.

    Raises:
        NotFound: the actor is not of the police.
        ReferenceDataRefused: up to 100 faults by line, column and rule, never the value.
    """
    demand(actor, Subject.THREATS, Act.WRITE)
    day = civil_day(now)
    note(session, actor, "threats.import", now, Regime.LAW_ENFORCEMENT)
    said = read_statements(file, every_statement(session), _codes(day), day)
    _write(session, actor, said, now)
    return Counter(WORDS[type(each)] for each in said)


def _write(session: Session, actor: Actor, said: Sequence[Said], now: datetime) -> None:
    author = pseudonym_of(session, KeyPurpose.THREAT_AUTHOR, person_of(session, actor))
    last = session.scalar(select(func.max(StatementRow.number))) or 0
    for number, each in enumerate(said, start=last + 1):
        row, kind = uuid4().hex, WORDS[type(each)]
        content = {"kind": kind, "says": AS_JSON[kind].dump_python(each, mode="json")}
        sealed = SEALED.sealed(session, row, content)
        session.add(StatementRow(id=row, number=number, written=now, author=author, sealed=sealed))
    session.flush()


def _codes(day: date) -> frozenset[str]:
    return frozenset(
        each.municipality for each in organisations_on(day).values() if each.municipality
    )
