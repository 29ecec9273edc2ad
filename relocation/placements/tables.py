"""Rounds as they were solved, each kept once for all the proposals that came of it."""

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from relocation.database import Base


class KeptRoundRow(Base):
    """One round with its answer; no column leads to a case.

    Attributes:
        cases: whose cases counted in it, sealed under the key of its purpose.
        sealed: round and answer, sealed under the keys of all those cases together.
    """

    __tablename__ = "kept_rounds"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    cases: Mapped[bytes] = mapped_column(LargeBinary)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
