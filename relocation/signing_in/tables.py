"""What is kept of signing in: hashes, pseudonyms and sealed texts; a copy lets nobody in."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from relocation.database import Base, Instant
from relocation.keys.purposes import KeyPurpose
from relocation.sealed import Column


class CredentialRow(Base):
    """What an account proves itself with; there from its first enrolment on.

    Attributes:
        name_ref: pseudonym of the sign-in name.
        name: sealed.
        password: its Argon2id hash, sealed; None until somebody enrolled.
        secret: what one-time codes are made from, in base32, and the newest step that one was
            accepted of, both sealed: the step tells when somebody stepped up, and so decided.
        enrolment: keyed hash of the code of enrolment; None once it was used.
        enrolment_until: the first moment at which it is good for nothing.
        confirmed: whether the enrolment counts.
    """

    __tablename__ = "credentials"

    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), primary_key=True)
    name_ref: Mapped[str] = mapped_column(String(26), unique=True)
    name: Mapped[bytes] = mapped_column(LargeBinary)
    password: Mapped[bytes | None] = mapped_column(LargeBinary)
    secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    enrolment: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    enrolment_until: Mapped[datetime | None] = mapped_column(Instant)
    confirmed: Mapped[bool]


class RecoveryCodeRow(Base):
    """A code of recovery that was not used yet."""

    __tablename__ = "recovery_codes"

    hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    """Keyed hash."""
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)


class FailureRow(Base):
    """How often a name or an address failed in a row; the same row whether the name exists or not.

    Attributes:
        ref: pseudonym of the name or the address.
        last: when it last did.
        until: the first moment at which it may try again; None where it may.
    """

    __tablename__ = "sign_in_failures"

    ref: Mapped[str] = mapped_column(String(26), primary_key=True)
    failures: Mapped[int]
    last: Mapped[datetime] = mapped_column(Instant, index=True)
    until: Mapped[datetime | None] = mapped_column(Instant)


class SessionRow(Base):
    """A session. Its times are those of steps in cases: no row joins them with an account.

    Attributes:
        account_ref: pseudonym of the account.
        account: the account's id, sealed.
        token: keyed hash; another one after a step-up.
        seen: a request's time, at most so much too early as the policy allows.
        stepped_up: when who sits there last proved it anew.
    """

    __tablename__ = "sessions"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    token: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    account_ref: Mapped[str] = mapped_column(String(26), index=True)
    account: Mapped[bytes] = mapped_column(LargeBinary)
    source: Mapped[str] = mapped_column(String(10))
    begun: Mapped[datetime] = mapped_column(Instant, index=True)
    seen: Mapped[datetime] = mapped_column(Instant, index=True)
    stepped_up: Mapped[datetime | None] = mapped_column(Instant)


class OutsideSubjectRow(Base):
    """Which account somebody of an outside provider has, under a pseudonym of who it is there."""

    __tablename__ = "outside_subjects"

    ref: Mapped[str] = mapped_column(String(26), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    since: Mapped[datetime] = mapped_column(Instant)


class OutsideAttemptRow(Base):
    """Somebody who left for an outside provider and is not back; gone once it is, or is too late.

    Attributes:
        state: keyed hash of what the provider sends back.
        content: what is expected with it, sealed.
        until: the first moment at which it is good for nothing.
    """

    __tablename__ = "outside_attempts"

    state: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    until: Mapped[datetime] = mapped_column(Instant, index=True)


class ServiceRow(Base):
    """A service of one organisation; `secret` is a keyed hash."""

    __tablename__ = "services"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    organisation: Mapped[str] = mapped_column(String(40))
    secret: Mapped[bytes] = mapped_column(LargeBinary(32))
    since: Mapped[datetime] = mapped_column(Instant)
    ended: Mapped[datetime | None] = mapped_column(Instant)


NAME = Column(CredentialRow.__tablename__, "name", KeyPurpose.STAFF)
PASSWORD = Column(CredentialRow.__tablename__, "password", KeyPurpose.SIGN_IN_HASH)
ACCOUNT = Column(SessionRow.__tablename__, "account", KeyPurpose.STAFF)
SECRET = Column(CredentialRow.__tablename__, "secret", KeyPurpose.SECOND_FACTOR)
ATTEMPT = Column(OutsideAttemptRow.__tablename__, "content", KeyPurpose.OUTSIDE_ATTEMPT)
