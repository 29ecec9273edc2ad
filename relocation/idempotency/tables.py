"""How answers are stored: under a pseudonym of user and key, until they expire."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from relocation.database import Base, Instant


class KeptAnswer(Base):
    """The answer to one request.

    Attributes:
        pseudonym: keyed hash of user and key.
        digest: keyed hash of the body.
        answer: as it was given, sealed where it says anything of a case; None only while the
            transaction that claimed the key is at work.
    """

    __tablename__ = "kept_answers"

    pseudonym: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    answer: Mapped[bytes | None] = mapped_column(LargeBinary)
    expires: Mapped[datetime] = mapped_column(Instant, index=True)
