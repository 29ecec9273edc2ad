"""How the log is stored: its lines, and the one row that tells which is the last."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import (
    BigInteger,
    Integer,
    LargeBinary,
    Row,
    String,
    Table,
    bindparam,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, Session, mapped_column

from relocation.audit import triggers
from relocation.audit.chain import Cell
from relocation.audit.model import Kind
from relocation.database import Base, Instant, within

NUMBER = BigInteger().with_variant(Integer, "sqlite")
HEAD_ID = 1
PAGE = 1000
"""Lines held in memory at a time while the log is followed."""


class AuditLine(Base):
    """One line. Without the keys it names neither case nor actor, and no two lines of an actor in
    different cases can be joined; no column holds a person, a place or an organisation.
    """

    __tablename__ = "audit_lines"

    number: Mapped[int] = mapped_column(NUMBER, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    """The caller's clock, which may step back; the order is the number's."""
    kind: Mapped[str] = mapped_column(String(20))
    detail: Mapped[str | None] = mapped_column(String(64))
    classes: Mapped[str] = mapped_column(String(255))
    """Codes of data classes, sorted, with commas between them."""
    case_ref: Mapped[str | None] = mapped_column(String(64), index=True)
    actor_ref: Mapped[str] = mapped_column(String(64))
    role: Mapped[str] = mapped_column(String(32))
    purpose: Mapped[str | None] = mapped_column(String(32))
    regime: Mapped[str] = mapped_column(String(20))
    version: Mapped[int | None]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    """The actor's real id; it opens in this line alone."""
    opening: Mapped[str | None] = mapped_column(String(64), index=True)
    """Where this line opens a case that its actor had not opened that day: the count's pseudonym.
    """
    hash: Mapped[str] = mapped_column(String(64))
    mark: Mapped[str] = mapped_column(String(64))
    """Shows that the hash was made by the log and not by somebody who only has the database."""


class AuditHead(Base):
    """The last line's number and hash; locking its one row puts all writers into one order."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(NUMBER)
    hash: Mapped[str] = mapped_column(String(64))
    mark: Mapped[str] = mapped_column(String(64))


LINE = AuditLine.__table__.columns
HEAD = AuditHead.__table__.columns
triggers.attach(cast(Table, AuditLine.__table__), triggers.LINES)
triggers.attach(cast(Table, AuditHead.__table__), triggers.HEAD)
LOCK = select(*HEAD).with_for_update()
ADD = insert(cast(Table, AuditLine.__table__))
FORWARD = update(cast(Table, AuditHead.__table__)).values(
    number=bindparam("last"), hash=bindparam("told"), mark=bindparam("shown")
)
"""Made once: every step and every reading runs them."""
HELD = "relocation.audit_head"


class Head(NamedTuple):
    """Where the log ends."""

    number: int
    hash: str


def locked_head(session: Session) -> Head:
    """The head, which nobody else changes until this transaction ends.

    Of many lines in one transaction the first one asks for it; the database holds each line to it.

    Raises:
        NoResultFound: there is none; the tables were made without their triggers.
    """
    held = session.info.get(HELD)
    if held is not None and held[0] is within(session):
        return cast(Head, held[1])
    head = session.execute(LOCK).one()
    return Head(head.number, head.hash)


def add(session: Session, told: Sequence[Mapping[str, Cell]], mark: str) -> None:
    """Store lines in this order, and move the head onto the last of them, with its mark."""
    connection, last = session.connection(), told[-1]
    head = Head(cast(int, last["number"]), str(last["hash"]))
    connection.execute(ADD, list(told))
    connection.execute(FORWARD, {"last": head.number, "told": head.hash, "shown": mark})
    session.info[HELD] = (within(session), head)


def edges(session: Session) -> Row[Any]:
    """The head with the lowest and the highest number of a line, all of the same moment."""
    lowest = select(func.min(AuditLine.number)).scalar_subquery()
    highest = select(func.max(AuditLine.number)).scalar_subquery()
    head = select(*HEAD).where(AuditHead.id == HEAD_ID).subquery()
    asked = select(lowest.label("lowest"), highest.label("highest"), head)
    one = select(1).subquery()
    return session.execute(asked.select_from(one.outerjoin(head, head.c.id == HEAD_ID))).one()


def head_number(session: Session) -> int:
    return session.execute(select(AuditHead.number)).scalar_one()


def line_at(session: Session, number: int) -> Row[Any] | None:
    return session.execute(select(*LINE).where(AuditLine.number == number)).one_or_none()


def line_signed_by(session: Session, case_ref: str, actor_ref: str) -> Row[Any] | None:
    """The first line of an actor in a case."""
    mine = select(*LINE).where(AuditLine.case_ref == case_ref, AuditLine.actor_ref == actor_ref)
    return session.execute(mine.order_by(AuditLine.number).limit(1)).one_or_none()


def times_opened(session: Session, case_ref: str, asked: int) -> int:
    """How many lines of a case open the name that was asked for by this number."""
    of_case = select(func.count()).where(AuditLine.case_ref == case_ref)
    opened = of_case.where(AuditLine.kind == Kind.NAME_OPENED, AuditLine.detail == str(asked))
    return session.execute(opened).scalar_one()


def lines_of(session: Session, case_ref: str) -> Iterator[Row[Any]]:
    asked = select(*LINE).where(AuditLine.case_ref == case_ref).order_by(AuditLine.number)
    return iter(session.execute(asked))


def refused_lines(session: Session, kind: str, code: str) -> Iterator[Row[Any]]:
    """Every line of what was refused for one reason, the newest first."""
    asked = select(*LINE).where(AuditLine.kind == kind, AuditLine.detail == code)
    return iter(session.execute(asked.order_by(AuditLine.number.desc())))


def openings(session: Session, counted_by: Sequence[str]) -> list[str]:
    """The actor's pseudonyms on the lines that carry one of these."""
    asked = select(AuditLine.actor_ref).where(AuditLine.opening.in_(counted_by))
    return list(session.scalars(asked))


def lines_between(session: Session, after: int, last: int) -> Iterator[Row[Any] | int]:
    """Every line in order, a page at a time; the bare number of one that cannot even be read."""
    while page := _page(session, after, last):
        yield from page
        reached = page[-1]
        after = reached if isinstance(reached, int) else reached.number


def _page(session: Session, after: int, last: int) -> list[Row[Any] | int]:
    asked = select(*LINE).where(AuditLine.number > after, AuditLine.number <= last)
    asked = asked.order_by(AuditLine.number).limit(PAGE)
    try:
        return list(session.execute(asked))
    except (ValueError, TypeError, DBAPIError):
        # SQLite takes any bytes into any column: a spoilt cell must not hide which line it is in.
        numbers = session.scalars(asked.with_only_columns(AuditLine.number)).all()
        return [_line_or_number(session, number) for number in numbers]


def _line_or_number(session: Session, number: int) -> Row[Any] | int:
    try:
        return line_at(session, number) or number
    except (ValueError, TypeError, DBAPIError):
        return number
