"""Versions of a policy as they are stored, and which one counts on a day."""

from datetime import date
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from relocation.audit_policy import AuditPolicy
from relocation.deadlines.policy import DeadlinePolicy
from relocation.policies.model import SHIPPED, PolicyName, PolicyVersion, Status, in_force
from relocation.policies.reading import Dated, read, shipped
from relocation.policies.tables import PolicyRow
from relocation.sign_in_policy import SignInPolicy
from relocation.statistics_policy import StatisticsPolicy
from scoring.policy import Policy

HELD = "relocation.policies"


def version_on(session: Session, name: PolicyName, day: date) -> PolicyVersion:
    """The version that counts on a day; the one that comes with the product until one is adopted.

    The caller asks who may read it.
    """
    return in_force(versions_of(session, name), day) or shipped_version(name)


def placement_on(session: Session, day: date) -> Policy:
    """The engine's numbers of a day, for the engine itself."""
    version = version_on(session, PolicyName.PLACEMENT, day)
    return cast(Policy, read(PolicyName.PLACEMENT, version.content))


def deadlines_on(session: Session, day: date) -> DeadlinePolicy:
    """The deadlines of a day, for whatever becomes due."""
    return cast(DeadlinePolicy, _on(session, PolicyName.DEADLINES, day))


def audit_on(session: Session, day: date) -> AuditPolicy:
    """The numbers of the log and of opened cases of a day, for the log itself."""
    return cast(AuditPolicy, _on(session, PolicyName.AUDIT, day))


def sign_in_on(session: Session, day: date) -> SignInPolicy:
    """The numbers of signing in of a day, for whoever signs in."""
    return cast(SignInPolicy, _on(session, PolicyName.SIGN_IN, day))


def statistics_on(session: Session, day: date) -> StatisticsPolicy:
    """The numbers of published figures of a day."""
    return cast(StatisticsPolicy, _on(session, PolicyName.STATISTICS, day))


def _on(session: Session, name: PolicyName, day: date) -> Dated:
    """Asked for with every step and every line of the log: once in a transaction is enough."""
    held: dict[tuple[PolicyName, date], Dated] = session.info.setdefault(HELD, {})
    if (name, day) not in held:
        held[name, day] = read(name, version_on(session, name, day).content)
    return held[name, day]


def versions_of(session: Session, name: PolicyName) -> tuple[PolicyVersion, ...]:
    """Every version that was ever proposed, the oldest first."""
    rows = select(PolicyRow).where(PolicyRow.name == name).order_by(PolicyRow.number)
    return tuple(_version(row) for row in session.scalars(rows))


def shipped_version(name: PolicyName) -> PolicyVersion:
    """The one that comes with the product."""
    content = shipped(name)
    return PolicyVersion(
        name=name,
        number=SHIPPED,
        valid_from=read(name, content).valid_from,
        content=content,
        status=Status.PROPOSED,
        reason="",
    )


def _version(row: PolicyRow) -> PolicyVersion:
    return PolicyVersion(
        name=PolicyName(row.name),
        number=row.number,
        valid_from=row.valid_from,
        content=row.content,
        status=Status(row.status),
        reason=row.reason,
        proposed=row.proposed,
        proposed_by=row.proposed_by,
        adopted=row.adopted,
        adopted_by=row.adopted_by,
    )
