"""The lists as they are stored: who and which case as pseudonyms, the rest sealed."""

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from relocation.database import Base, Instant


class EntryRow(Base):
    """One line of one case's list.

    The reader's pseudonym is the same on all that person's cases, so that they can be listed; the
    case's comes from its own key and dies with it. Neither stands in any other table.
    """

    __tablename__ = "list_entries"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    reader: Mapped[str] = mapped_column(String(32), index=True)
    case_ref: Mapped[str] = mapped_column(String(32), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class ListSealRow(Base):
    """What one case's list holds, sealed; its id comes from the case's own key and dies with it."""

    __tablename__ = "list_seals"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class CaseRow(Base):
    """How far a case has come: all of it that stands in clear."""

    __tablename__ = "cases"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    stage: Mapped[str] = mapped_column(String(16), index=True)
    version: Mapped[int] = mapped_column(default=1)
    opened: Mapped[datetime] = mapped_column(Instant)
    due: Mapped[datetime | None] = mapped_column(Instant, index=True)


class KnownPersonRow(Base):
    """By which keyed hash of a CPR number a case is found (SE-13); it joins with no other table."""

    __tablename__ = "known_persons"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    lookup: Mapped[str] = mapped_column(String(32), index=True)
    case_ref: Mapped[str] = mapped_column(String(32), index=True)


class ContactRow(Base):
    """What a receiver keeps of a contact that came to nothing; no row leads to a case from here."""

    __tablename__ = "contacts"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    reader: Mapped[str] = mapped_column(String(32), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
