"""Declarations as they are stored: whose and when in clear, what is declared sealed."""

from datetime import date

from sqlalchemy import CheckConstraint, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from relocation.database import Base


class DeclarationRow(Base):
    """What one municipality declared at once; it is never changed, a newer one counts instead."""

    __tablename__ = "declarations"
    __table_args__ = (
        UniqueConstraint("municipality", "number"),
        CheckConstraint("number > 0", name="counted_from_1"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    municipality: Mapped[str] = mapped_column(String(4))
    number: Mapped[int]
    as_of: Mapped[date]
    by_central_unit: Mapped[bool]
    author: Mapped[str] = mapped_column(String(32))
    """The person's pseudonym."""
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class ClosureRow(Base):
    """A municipality closed for all, or open again; never changed, and all of it sealed."""

    __tablename__ = "closures"
    __table_args__ = (
        UniqueConstraint("number"),
        CheckConstraint("number > 0", name="counted_from_1"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    number: Mapped[int]
    author: Mapped[str] = mapped_column(String(32))
    """The person's pseudonym."""
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
