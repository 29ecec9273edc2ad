"""How what moves is stored: state, version, urgency and times in clear, and nothing else."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from relocation.database import Base, Instant


class ProceedingRow(Base):
    """One thing that moves by a table of steps: a case, a nomination, a hearing, a term ….

    Attributes:
        workflow: the name of its table of steps.
        parent: what it belongs to: a placement its nomination, a term its handover.
        version: counts the changes; who changes it says which one it was shown.
        clock: the running one of what is waited for, with its pauses; None where nothing is.
        stopped: the clock that a question stopped, until the answer resumes it (REL-10).
        touched: when somebody last changed it; the product's own steps do not count.
        warned: when the warning of its expiry went out (WF-25).
        topic: what it is about, where several of a kind stand side by side.
        owner: whose own it is, as a pseudonym that only this case has; None where it is nobody's.
        begun: the version of the case that its beginning made; it tells what is newer than what,
            also where two began in one moment.
    """

    __tablename__ = "proceedings"
    __table_args__ = (Index("ix_proceedings_case_id_workflow", "case_id", "workflow"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"))
    workflow: Mapped[str] = mapped_column(String(30))
    parent: Mapped[str | None] = mapped_column(String(32), index=True)
    state: Mapped[str] = mapped_column(String(30))
    version: Mapped[int]
    urgency: Mapped[str] = mapped_column(String(10))
    due: Mapped[datetime | None] = mapped_column(Instant, index=True)
    clock: Mapped[str | None] = mapped_column(Text)
    stopped: Mapped[str | None] = mapped_column(Text)
    opened: Mapped[datetime] = mapped_column(Instant)
    touched: Mapped[datetime] = mapped_column(Instant)
    warned: Mapped[datetime | None] = mapped_column(Instant)
    topic: Mapped[str | None] = mapped_column(String(20))
    owner: Mapped[str | None] = mapped_column(String(32))
    begun: Mapped[int]


class TakenStepRow(Base):
    """One step that was taken: what changed since a version, and who must be another person.

    Attributes:
        version: the proceeding's, after the step.
        case_version: the case's, alike: it puts the steps of different things into one order.
        taker: the person, as a pseudonym under the case's key; None for the product itself.
    """

    __tablename__ = "taken_steps"
    __table_args__ = (UniqueConstraint("proceeding_id", "version"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    proceeding_id: Mapped[str] = mapped_column(ForeignKey("proceedings.id"))
    version: Mapped[int]
    step: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime] = mapped_column(Instant)
    taker: Mapped[str | None] = mapped_column(String(32))
    case_version: Mapped[int]
