"""Versions of a policy as they are stored, and which one counts on a day."""

from datetime import date
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from relocation.policies.model import SHIPPED, PolicyName, PolicyVersion, Status, in_force
from relocation.policies.reading import read, shipped
from relocation.policies.tables import PolicyRow
from scoring.policy import Policy


def version_on(session: Session, name: PolicyName, day: date) -> PolicyVersion:
    """The version that counts on a day; the one that comes with the product until one is adopted.

    The caller asks who may read it.
    """
    return in_force(versions_of(session, name), day) or shipped_version(name)


def placement_on(session: Session, day: date) -> Policy:
    """The engine's numbers of a day, for the engine itself."""
    version = version_on(session, PolicyName.PLACEMENT, day)
    return cast(Policy, read(PolicyName.PLACEMENT, version.content))


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
