"""Versions of policies as they are stored; all but the adoption is written once."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from relocation.database import Base, Instant


class PolicyRow(Base):
    """One version of one policy; the one that comes with the product has no row."""

    __tablename__ = "policy_versions"
    __table_args__ = (
        UniqueConstraint("name", "number"),
        CheckConstraint("status IN ('proposed', 'adopted')", name="status"),
        CheckConstraint("number > 1", name="not_the_shipped"),
        CheckConstraint(
            "adopted_by IS NULL OR adopted_by <> proposed_by", name="adopted_by_another"
        ),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    valid_from: Mapped[date]
    content: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text)
    proposed: Mapped[datetime] = mapped_column(Instant)
    proposed_by: Mapped[str] = mapped_column(String(32))
    """The person's pseudonym, as `adopted_by`."""
    adopted: Mapped[datetime | None] = mapped_column(Instant)
    adopted_by: Mapped[str | None] = mapped_column(String(32))
