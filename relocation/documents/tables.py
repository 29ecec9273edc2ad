"""Documents as they are stored: which case, row, kind and class in clear, the content sealed."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from relocation.database import Base, Instant


class DocumentRow(Base):
    """One version of one document; versions are added, and what they say is never changed.

    Attributes:
        row: the case's id, or that of the nomination, placement … it belongs to.
        authority, author: which authority and which person wrote it, as pseudonyms under the
            case's key.
        full, reduced: the content as F and as P reads it; no reduced form where P reads nothing.
        set_aside: it belongs to what was called off: beside the central unit only the authority
            that wrote it still reads it.
    """

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("row", "kind", "version"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    row: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(40))
    data_class: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]
    regime: Mapped[str] = mapped_column(String(20))
    written: Mapped[datetime] = mapped_column(Instant)
    authority: Mapped[str] = mapped_column(String(32))
    full: Mapped[bytes] = mapped_column(LargeBinary)
    reduced: Mapped[bytes | None] = mapped_column(LargeBinary)
    author: Mapped[str] = mapped_column(String(32))
    set_aside: Mapped[bool] = mapped_column(default=False)
