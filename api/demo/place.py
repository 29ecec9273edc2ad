"""Where a demonstration's store lies: made beside its place, and put there when it is whole."""

import os
import secrets
import shlex
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError

from api.demo.draft import new_draft
from api.refusal import Complaint, Refused
from relocation.audit.checkpoints import read_signing_key
from relocation.database import open_database
from relocation.errors import KeysRefused
from relocation.jobs.job import Witness
from relocation.keys.store import KeyStore
from relocation.made_up import WRAPPING_KEY
from relocation.people.acting import person_of
from relocation.schema import upgrade
from relocation.store import Store

STORE = "store"
DATABASE, KEYS, WRAPPING = "relocation.sqlite", "keys", "wrapping-keys"
CHECKPOINTS, SIGNING, PUBLIC = "checkpoints", "signing-key", "public-key"
SETTINGS = "settings.sh"


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with database, key store and wrapping keys.

    Attributes:
        folder: where it lies in the end; nothing stood there.
        draft: where it is made.
    """

    folder: Path
    draft: Path

    @property
    def environment(self) -> Mapping[str, str]:
        """What every command finds the store by."""
        return {
            "RELOCATION_DATABASE": f"sqlite:///{self.folder / DATABASE}",
            "RELOCATION_KEYS": str(self.folder / KEYS),
            "RELOCATION_WRAPPING_KEYS": str(self.folder / WRAPPING),
            "RELOCATION_CHECKPOINTS": str(self.folder / CHECKPOINTS),
            "RELOCATION_AUDIT_SIGNING_KEY": str(self.folder / SIGNING),
            "RELOCATION_AUDIT_PUBLIC_KEY": str(self.folder / PUBLIC),
        }

    @property
    def settings(self) -> str:
        """The same for a shell to read."""
        given = self.environment.items()
        lines = (f"export {name}={shlex.quote(value)}" for name, value in given)
        head = "# A made-up store: keys beside the database are for a demonstration alone."
        return "\n".join((head, *lines, ""))

    @property
    def witness(self) -> Witness:
        """Where checkpoints of the log are signed, and with which key."""
        return Witness(self.draft / CHECKPOINTS, read_signing_key(self.draft / SIGNING))

    def write(self, name: str, text: str) -> None:
        """Write a file of it, for this user alone."""
        _write_private(self.draft / name, text)

    def put(self) -> None:
        """Put it in its place, whole.

        Raises:
            Refused: it cannot be put there.
        """
        try:
            self.draft.rename(self.folder)
        except OSError:
            raise _refused() from None


@contextmanager
def new_place(within: Path) -> Iterator[Place]:
    """A folder of its own for a new store: `store`, or where that is there `store-2` and so on.

    What was not put in its place is removed, also what an earlier run left that was killed.

    Raises:
        Refused: nothing can be written there.
    """
    names = (STORE if number == 1 else f"{STORE}-{number}" for number in count(1))
    folder = next(path for name in names if not (path := within.resolve() / name).exists())
    with ExitStack() as until_the_end:
        try:
            draft = until_the_end.enter_context(new_draft(within, STORE))
        except OSError:
            raise _refused() from None
        yield Place(folder, draft)


@contextmanager
def new_store(place: Place) -> Iterator[Store]:
    """An empty store with keys of its own.

    Raises:
        Refused: it cannot be written, at any moment.
    """
    ring = place.draft / WRAPPING
    try:
        _write_private(ring, f"{WRAPPING_KEY} {b64encode(secrets.token_bytes(32)).decode()}\n")
        _write_private(place.draft / SETTINGS, place.settings)
        _write_signing_keys(place.draft)
        engine = open_database(f"sqlite:///{place.draft / DATABASE}")
        with _closing(engine):
            # A draft that a power cut spoils is thrown away, so nobody waits for the disk here.
            event.listen(engine, "connect", _hurry)
            upgrade(engine)
            yield Store(engine, KeyStore.create(place.draft / KEYS, ring), person_of)
    except (OSError, DBAPIError, KeysRefused) as fault:
        if isinstance(fault, BrokenPipeError):
            raise
        raise _refused() from None


def _write_signing_keys(folder: Path) -> None:
    (folder / CHECKPOINTS).mkdir(mode=0o700)
    key = Ed25519PrivateKey.generate()
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    _write_private(folder / SIGNING, secret.decode())
    _write_private(folder / PUBLIC, public.decode())


def _write_private(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)


@contextmanager
def _closing(engine: Engine) -> Iterator[None]:
    try:
        yield
    finally:
        with suppress(DBAPIError):
            engine.dispose()


def _hurry(connection: object, _record: object) -> None:
    connection.execute("PRAGMA synchronous = OFF").close()  # type: ignore[attr-defined]


def _refused() -> Refused:
    rule = "the store cannot be written there"
    return Refused(Complaint("--folder", rule, "make room, or name a folder that you may write to"))
