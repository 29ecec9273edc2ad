"""How a long job is stored: states, times and counts in clear, everything else sealed."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from relocation.database import Base, Instant, state_of
from relocation.long_jobs.model import State


class LongJobRow(Base):
    """One long job.

    Attributes:
        asker: the account that asked, as a pseudonym that no other table has.
        given: sealed; what the work needs, and who asked.
        answer: sealed; None until it is done.
        leased: until when it is its worker's; None while nobody has it.
        attempts: how often it was taken; its worker stores nothing once another took it.
        done: steps of the work that are done, of `total`.
        cancel: whether whoever asked wants it to end.
        failure: a code; None where it did not fail.
    """

    __tablename__ = "long_jobs"
    __table_args__ = (
        Index("ix_long_jobs_state_asked", "state", "asked"),
        CheckConstraint("attempts >= 0 AND 0 <= done AND done <= total", name="counts"),
        CheckConstraint("(state IN ('waiting', 'running')) = (ended IS NULL)", name="ended_or_not"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    state: Mapped[State] = mapped_column(state_of(State))
    asker: Mapped[str] = mapped_column(String(32), index=True)
    given: Mapped[bytes] = mapped_column(LargeBinary)
    answer: Mapped[bytes | None] = mapped_column(LargeBinary)
    asked: Mapped[datetime] = mapped_column(Instant)
    begun: Mapped[datetime | None] = mapped_column(Instant)
    ended: Mapped[datetime | None] = mapped_column(Instant)
    leased: Mapped[datetime | None] = mapped_column(Instant)
    attempts: Mapped[int]
    done: Mapped[int]
    total: Mapped[int]
    cancel: Mapped[bool]
    failure: Mapped[str | None] = mapped_column(String(40))
