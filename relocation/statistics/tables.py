"""Releases as they are stored: what everybody may read, and no other number."""

from datetime import date, datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from relocation.database import Base, Instant


class ReleaseRow(Base):
    """One release; it is never changed, and a later one says what stands by then."""

    __tablename__ = "statistics_releases"

    released_on: Mapped[date] = mapped_column(primary_key=True)
    published: Mapped[datetime] = mapped_column(Instant)
    policy: Mapped[str] = mapped_column(String(100))
    tables: Mapped[str] = mapped_column(Text)
    """As JSON; its digest stands in the audit log."""
