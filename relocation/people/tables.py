"""People and accounts as they are stored: names sealed, no row of a case in sight."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from relocation.database import Base, Instant


class PersonRow(Base):
    """A human being with at least one account."""

    __tablename__ = "people"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[bytes] = mapped_column(LargeBinary)
    """Sealed."""


class AccountRow(Base):
    """One account. Its id stands in no other table but as a pseudonym."""

    __tablename__ = "accounts"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    organisation: Mapped[str] = mapped_column(String(40))
    function: Mapped[str] = mapped_column(String(32), index=True)
    since: Mapped[datetime] = mapped_column(Instant)
    disabled_since: Mapped[datetime | None] = mapped_column(Instant)


class QualificationRow(Base):
    """A qualification of an account, from `since` until the day before `until`."""

    __tablename__ = "qualifications"
    __table_args__ = (CheckConstraint("until IS NULL OR until > since", name="ends_later"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    qualification: Mapped[str] = mapped_column(String(32))
    since: Mapped[date]
    until: Mapped[date | None]
