"""How notices are stored: in clear that one waits in a case; for whom, and where, is sealed."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from relocation.database import Base, Instant, state_of
from relocation.keys.purposes import KeyPurpose
from relocation.notices.model import State
from relocation.sealed import Column


class WebhookRow(Base):
    """A system that is told. Nothing of it changes when it is: moments would tell of which case.

    Attributes:
        sealed: organisation, service, address, kinds and secrets: an address names a place.
    """

    __tablename__ = "webhooks"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    since: Mapped[datetime] = mapped_column(Instant)
    paused: Mapped[bool]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class NoticeRow(Base):
    """A notice that waits or was given up.

    Attributes:
        queue: webhook and case, as a pseudonym under the case's own key; here the order counts.
        due: not before this; a notice that was taken is due again when its lease ends.
        ended: when it was given up.
    """

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("queue", "sequence"),
        Index("ix_notices_state_due", "state", "due"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    case_id: Mapped[str] = mapped_column(String(32), index=True)
    queue: Mapped[str] = mapped_column(String(26))
    sequence: Mapped[int]
    state: Mapped[State] = mapped_column(state_of(State))
    due: Mapped[datetime] = mapped_column(Instant)
    attempts: Mapped[int]
    ended: Mapped[datetime | None] = mapped_column(Instant)


class NoticeContentRow(Base):
    """For whom a notice is and of which thing, sealed under the case's key."""

    __tablename__ = "notice_contents"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    case_id: Mapped[str] = mapped_column(String(32), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class ToldRow(Base):
    """What of a case everybody who is told was told last, sealed under the case's key.

    Attributes:
        last: counts the notices of the case.
    """

    __tablename__ = "notices_told"

    case_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    last: Mapped[int]
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)


class MailRow(Base):
    """Somebody who is told by mail, under a pseudonym that no other table has.

    Attributes:
        sealed: account, address and language.
        pending: the moment of the newest thing that the next mail is for; None where nothing is.
        due: not before this; None where nothing is pending.
        sent: when the last mail went out, or was given up.
    """

    __tablename__ = "mail_notices"

    ref: Mapped[str] = mapped_column(String(26), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    pending: Mapped[datetime | None] = mapped_column(Instant)
    due: Mapped[datetime | None] = mapped_column(Instant, index=True)
    attempts: Mapped[int]
    sent: Mapped[datetime | None] = mapped_column(Instant)
    failing: Mapped[bool]


WEBHOOK = Column(WebhookRow.__tablename__, "sealed", KeyPurpose.WEBHOOK)
MAIL = Column(MailRow.__tablename__, "sealed", KeyPurpose.MAIL)
