"""Statements as they are stored: when and by whom as a pseudonym, everything else sealed."""

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from relocation.database import Base, Instant


class StatementRow(Base):
    """One statement; it is never changed, a newer one counts instead."""

    __tablename__ = "threat_statements"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    """The order of writing; a clock may step back."""
    written: Mapped[datetime] = mapped_column(Instant)
    author: Mapped[str] = mapped_column(String(32))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
