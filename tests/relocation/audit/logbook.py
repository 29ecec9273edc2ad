"""A log with a clock and keys of its own, and what somebody can do to it who owns the database."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from sqlalchemy import Engine, text

from relocation.audit.chain import line_hash
from relocation.audit.keys import HeldKeys
from relocation.audit.model import InRole, Kind, Line, Purpose, Regime
from relocation.audit.service import write
from relocation.audit.tables import LINE
from relocation.audit.triggers import removals
from relocation.audit.verification import Report, verify
from relocation.audit.witness import checkpoint, checkpoint_if_due
from relocation.database import transaction
from relocation.permissions import DataClass, Role

NOTE = text("INSERT INTO notes VALUES ('written')")
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


def somebody(person="person-7", role=Role.MUNI_SENDER):
    return InRole(person, role)


def private_pem(key):
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def public_pem(key):
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def reading(case="case-1", actor=None, **more):
    """A line that reads what needs no purpose, unless told otherwise."""
    told = {
        "kind": Kind.READ,
        "regime": Regime.GDPR,
        "classes": frozenset({DataClass.NEEDS}),
        "version": 1,
    }
    return Line(case=case, actor=actor or somebody(), **told | more)


def purposeful(case="case-1", actor=None, **more):
    told = {"classes": frozenset({DataClass.ADDRESS}), "purpose": Purpose.HANDOVER}
    return reading(case, actor, **told | more)


@dataclass
class Logbook:
    """The log of one store."""

    engine: Engine
    keys: HeldKeys = field(default_factory=lambda: HeldKeys(*(bytes([n]) * 32 for n in range(5))))
    signing: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    now: datetime = MONDAY

    def write(self, line: Line, **more: Any) -> int:
        """One transaction with this line alone; a minute passes."""
        self.now += timedelta(minutes=1)
        with transaction(self.engine) as session:
            return write(session, line, keys=self.keys, now=self.now, **more)

    def fill(self, count: int) -> None:
        """So many lines, three to a case, in one transaction and a minute apart."""
        with transaction(self.engine) as session:
            for number in range(count):
                line = reading(f"case-{number // 3}", somebody(f"person-{number % 3}"))
                self.now += timedelta(minutes=1)
                write(session, line, keys=self.keys, now=self.now)

    def verify(self, checkpoints=(), **more: Any) -> Report:
        with transaction(self.engine) as session:
            return verify(session, checkpoints, **{"keys": self.keys} | more)

    def found(self, checkpoints=(), **more: Any):
        """What is wrong, from where to where; None where nothing is."""
        finding = self.verify(checkpoints, **more).finding
        return finding and (finding.tampering.value, finding.number, finding.last)

    def sign(self, folder):
        with transaction(self.engine) as session:
            return checkpoint(session, folder, self.signing, keys=self.keys, now=self.now)

    def sign_if_due(self, folder):
        with transaction(self.engine) as session:
            return checkpoint_if_due(session, folder, self.signing, keys=self.keys, now=self.now)

    def rows(self) -> list[dict[str, Any]]:
        with transaction(self.engine) as session:
            found = session.execute(text("SELECT * FROM audit_lines ORDER BY number"))
            return [dict(row) for row in found.mappings()]

    def kinds(self) -> list[str]:
        return [row["kind"] for row in self.rows()]

    def tamper(self, *statements: str, **values: Any) -> None:
        """Do as the database's owner, who takes the triggers away first."""
        with self.engine.begin() as connection:
            for each in (*removals(self.engine.dialect.name), *statements):
                connection.execute(text(each), values if ":" in each else {})

    def tampered(self) -> "Owner":
        self.tamper()
        return Owner(self)


AUDITOR = somebody("auditor-1", Role.AUDITOR)


def extract(log, take, case="case-1", actor=AUDITOR):
    with transaction(log.engine) as session:
        return list(take(session, actor, case, keys=log.keys, now=log.now))


def notes(engine):
    with engine.connect() as connection:
        return connection.execute(text("SELECT count(*) FROM notes")).scalar_one()


def note_and_log(log, line):
    """A caller's own change and its line, in one transaction."""
    with transaction(log.engine) as session:
        session.execute(NOTE)
        write(session, line, keys=log.keys, now=log.now)


@dataclass
class Owner:
    """Somebody who may write anything into the database and does not have the log's keys."""

    log: Logbook

    def run(self, statement: str, **values: Any) -> None:
        with self.log.engine.begin() as connection:
            connection.execute(text(statement), values)

    def remake(self, first: int = 1) -> None:
        """Make all hashes anew from a line on, the head's too."""
        with transaction(self.log.engine) as session:
            previous = "0" * 64
            last = 0
            for line in session.execute(LINE.number.table.select().order_by(LINE.number)).all():
                fields = line._asdict()
                told = fields.pop("hash")
                fields.pop("mark")
                if line.number >= first:
                    told = line_hash(previous, fields)
                    new = {"hash": told, "number": line.number}
                    session.execute(
                        text("UPDATE audit_lines SET hash = :hash WHERE number = :number"), new
                    )
                previous, last = told, line.number
            moved = {"number": last, "hash": previous}
            session.execute(text("UPDATE audit_head SET number = :number, hash = :hash"), moved)
