"""How messages are stored: one row each, and one row per subject that counts them."""

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from relocation.database import Base, Instant, state_of
from relocation.outbox.model import State


class OutboxSubject(Base):
    """Counts the messages of a subject; whoever tells one holds the row until the commit.

    So a message never becomes visible before one of the same subject that was told earlier.
    """

    __tablename__ = "outbox_subjects"

    subject: Mapped[str] = mapped_column(String(32), primary_key=True)
    last: Mapped[int]


class OutboxMessage(Base):
    """One message.

    Attributes:
        due: not before this; a message that was taken is due again when its lease ends.
        attempts: how often it was taken.
        ended: when it was done or given up.
    """

    __tablename__ = "outbox_messages"
    __table_args__ = (
        UniqueConstraint("subject", "sequence"),
        Index("ix_outbox_messages_state_due", "state", "due"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(32))
    sequence: Mapped[int]
    state: Mapped[State] = mapped_column(state_of(State))
    due: Mapped[datetime] = mapped_column(Instant)
    attempts: Mapped[int]
    ended: Mapped[datetime | None] = mapped_column(Instant)
