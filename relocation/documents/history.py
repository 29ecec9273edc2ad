"""The versions of one document: what each changed, which side wrote it, which side accepted it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from relocation.access.model import Standing
from relocation.access.service import entries
from relocation.actor import Actor
from relocation.audit.model import Purpose
from relocation.documents.kinds import Content, Kind
from relocation.documents.service import AUTHORITY, Question, read
from relocation.documents.tables import DocumentRow
from relocation.keys.pseudonyms import pseudonym
from relocation.permissions import Role
from relocation.store import keys_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version as it was written; it never changes.

    Attributes:
        written: the moment, for who is shown it (SE-4).
        changed: names of what differs from the version before; all of the first one.
        by: what its authority is to the case; nothing where that has left it.
        accepted_by: whose authority accepted this very version.
    """

    number: int
    day: date
    written: datetime | None
    content: Content
    changed: tuple[str, ...]
    by: frozenset[Role]
    accepted_by: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class Asked:
    """Which document, of what it belongs to, and the kind by which it is accepted.

    Attributes:
        accepted_in: what that kind belongs to; None for anything of the case.
        purpose: what it is read for, as its reader states it.
    """

    kind: Kind[Any]
    row: str
    accepting: Kind[Any]
    accepted_in: str | None
    purpose: Purpose | None


def history(
    session: Session, actor: Actor, standing: Standing, asked: Asked, now: datetime
) -> tuple[Version, ...]:
    """Every version, the oldest first, as much of each as its reader gets; the reading is logged.

    Raises:
        PurposeMissing, QuotaReached, LogUnwritable: see `documents.service.read`.
    """
    question = Question((asked.kind,), asked.purpose, asked.row, every_version=True)
    found = sorted(read(session, actor, standing, question, now), key=lambda each: each.version)
    if not found:
        return ()
    sides = _sides(session, standing.case)
    wrote = {
        version: (authority, at)
        for (version, at), authority in _authorities(session, standing.case, asked.kind, asked.row)
    }
    when = {each.version: wrote[each.version][1] for each in found}
    accepted = _accepted(session, standing.case, asked, when)
    before: Content = {}
    versions = []
    for each in found:
        keys = {*before, *each.content}
        versions.append(
            Version(
                number=each.version,
                day=each.day,
                written=each.written,
                content=each.content,
                changed=tuple(sorted(k for k in keys if before.get(k) != each.content.get(k))),
                by=sides.get(wrote[each.version][0], frozenset()),
                accepted_by=_roles(sides, accepted.get(each.version, ())),
            )
        )
        before = each.content
    return tuple(versions)


def _accepted(
    session: Session, case: str, asked: Asked, when: Mapping[int, datetime]
) -> dict[int, list[str]]:
    """By version, the authorities that accepted it: the newest one that was there by then."""
    by_version: dict[int, list[str]] = {}
    for (_, at), authority in _authorities(session, case, asked.accepting, asked.accepted_in):
        there = [version for version, written in when.items() if written <= at]
        if there:
            by_version.setdefault(max(there), []).append(authority)
    return by_version


def _authorities(
    session: Session, case: str, kind: Kind[Any], row: str | None
) -> list[tuple[tuple[int, datetime], str]]:
    columns = (DocumentRow.version, DocumentRow.written, DocumentRow.authority)
    rows = select(*columns).where(DocumentRow.case_id == case, DocumentRow.kind == kind.name)
    if row is not None:
        rows = rows.where(DocumentRow.row == row)
    return [((each.version, each.written), each.authority) for each in session.execute(rows)]


def _sides(session: Session, case: str) -> dict[str, frozenset[Role]]:
    """What each authority on the list is to the case, by its pseudonym on documents."""
    key = keys_of(session).case_key(case)
    sides: dict[str, frozenset[Role]] = {}
    for each in entries(session, case):
        if not each.excluded and not each.left:
            ref = pseudonym(key, AUTHORITY, each.organisation)
            sides[ref] = sides.get(ref, frozenset()) | {each.role}
    return sides


def _roles(sides: dict[str, frozenset[Role]], refs: Iterable[str]) -> frozenset[Role]:
    return frozenset(role for ref in refs for role in sides.get(ref, ()))
