"""Policies proposed by one person of the central unit, adopted by another, and read by date."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from relocation.actor import Actor
from relocation.case_free import Act, Subject, demand
from relocation.deadlines.policy import DeadlinePolicy
from relocation.deadlines.working_days import civil_day
from relocation.errors import EntryRefused, NotFound
from relocation.keys.purposes import KeyPurpose
from relocation.people.acting import note, person_of
from relocation.people.reading import names
from relocation.policies.model import (
    MOST_REASON,
    SHIPPED,
    Change,
    PolicyName,
    PolicyVersion,
    Status,
    changes,
)
from relocation.policies.reading import Dated, document, read
from relocation.policies.tables import PolicyRow
from relocation.policies.versions import shipped_version, version_on, versions_of
from relocation.sealed import pseudonym_of
from scoring.policy import Policy


@dataclass(frozen=True, slots=True)
class Draft:
    """A version to be proposed: its text says itself from which day it would count."""

    name: PolicyName
    content: str
    reason: str


@dataclass(frozen=True, slots=True)
class Told:
    """One version of a policy's history, with what it changes of the one before.

    Attributes:
        proposed_by, adopted_by: names; None for nobody, or somebody who is not there any longer.
    """

    version: PolicyVersion
    changed: tuple[Change, ...]
    proposed_by: str | None
    adopted_by: str | None


def policy_at(session: Session, actor: Actor, name: PolicyName, day: date) -> PolicyVersion:
    """The version that counts on a day; the one that comes with the product until one is adopted.

    Raises:
        NotFound: the actor has no account that reads policies.
    """
    demand(actor, Subject.POLICIES, Act.READ)
    return version_on(session, name, day)


def placement_at(session: Session, actor: Actor, day: date) -> Policy:
    """The engine's numbers of a day; see `policy_at` for the errors."""
    return cast(Policy, _read_at(session, actor, PolicyName.PLACEMENT, day))


def deadlines_at(session: Session, actor: Actor, day: date) -> DeadlinePolicy:
    """The deadlines of a day; see `policy_at` for the errors."""
    return cast(DeadlinePolicy, _read_at(session, actor, PolicyName.DEADLINES, day))


def propose(session: Session, actor: Actor, draft: Draft, now: datetime) -> int:
    """Put a new version on record; it counts for nothing until somebody else adopts it.

    Raises:
        NotFound: the actor is not of the central unit.
        EntryRefused: the text is no policy of this name, or the reason is missing.
    """
    demand(actor, Subject.POLICIES, Act.WRITE)
    found, reason = read(draft.name, draft.content), draft.reason.strip()
    if not 0 < len(reason) <= MOST_REASON:
        rule = f"a reason has 1 to {MOST_REASON} characters"
        raise EntryRefused("reason", rule, "Say why the numbers change.")
    # The line first: whoever else proposes waits for it, so that no number is given twice.
    note(session, actor, f"policies.propose.{draft.name}", now)
    last = session.scalar(select(func.max(PolicyRow.number)).where(PolicyRow.name == draft.name))
    number = (last or SHIPPED) + 1
    session.add(
        PolicyRow(
            id=uuid4().hex,
            name=draft.name,
            number=number,
            valid_from=found.valid_from,
            content=draft.content,
            status=Status.PROPOSED,
            reason=reason,
            proposed=now,
            proposed_by=_pseudonym(session, person_of(session, actor)),
        )
    )
    session.flush()
    return number


def adopt(session: Session, actor: Actor, name: PolicyName, number: int, now: datetime) -> None:
    """Let a version count from its own day on.

    Raises:
        NotFound: the actor is no decision-maker of the central unit, or there is no such version.
        EntryRefused: the same person proposed it, it is adopted already, or its day is over.
    """
    demand(actor, Subject.POLICIES, Act.ADOPT)
    rows = select(PolicyRow).where(PolicyRow.name == name, PolicyRow.number == number)
    row = session.scalar(rows.with_for_update())
    if row is None:
        raise NotFound
    if row.status == Status.ADOPTED:
        raise EntryRefused("version", "it is adopted already", "Propose a new version.")
    person = _pseudonym(session, person_of(session, actor))
    if row.proposed_by == person:
        rule = "who proposed a version does not adopt it"
        raise EntryRefused("version", rule, "Let another decision-maker adopt it.")
    if row.valid_from < civil_day(now):
        rule = "its first day is over: what counted then cannot be changed"
        raise EntryRefused("valid_from", rule, "Propose it anew with a day to come.")
    row.status, row.adopted, row.adopted_by = Status.ADOPTED, now, person
    session.flush()
    note(session, actor, f"policies.adopt.{name}.{number}", now)


def history(session: Session, actor: Actor, name: PolicyName) -> tuple[Told, ...]:
    """Every version, the newest first: who changed what, and why.

    Raises:
        NotFound: the actor is not of the central unit.
    """
    demand(actor, Subject.POLICIES, Act.WRITE)
    by = {_pseudonym(session, person): known for person, known in names(session)}
    versions = [shipped_version(name), *versions_of(session, name)]
    before = dict(zip(versions[1:], versions, strict=False))
    return tuple(_told(each, before.get(each), by) for each in reversed(versions))


def _read_at(session: Session, actor: Actor, name: PolicyName, day: date) -> Dated:
    return read(name, policy_at(session, actor, name, day).content)


def _told(version: PolicyVersion, before: PolicyVersion | None, by: Mapping[str, str]) -> Told:
    changed = changes(document(before.content), document(version.content)) if before else ()
    return Told(
        version, changed, by.get(version.proposed_by or ""), by.get(version.adopted_by or "")
    )


def _pseudonym(session: Session, person: str) -> str:
    return pseudonym_of(session, KeyPurpose.POLICY_AUTHOR, person)
