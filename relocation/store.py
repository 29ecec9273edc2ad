"""The store whole: the database, and beside it the keys without which it says nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from relocation.actor import Actor, PersonId
from relocation.database import transaction
from relocation.keys.store import KeyStore

NOTHING: Mapping[str, bytes] = MappingProxyType({})
KEYS, REFS, PERSONS = "relocation.keys", "relocation.refs", "relocation.persons"
CASES, KNOWN = "relocation.cases_by_ref", "relocation.known_persons"


@dataclass(frozen=True, slots=True)
class Store:
    """A database and its key store; a session of one knows the keys of the other.

    Attributes:
        persons: says which person uses an account; two accounts of one person are one (RE-4). The
            register of people stands above the store and is handed in: `people.acting.person_of`.
        refs: the pseudonyms of cases worked out so far, by id: an in-tray asks for all of them.
        cases: the way back, from pseudonym to id; None for one that no case has any more.
    """

    database: Engine
    keys: KeyStore
    persons: Callable[[Session, Actor], PersonId]
    refs: dict[str, str] = field(default_factory=dict)
    cases: dict[str, str | None] = field(default_factory=dict)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One unit of work on both: committed when the block ends, undone when it raises."""
        with transaction(self.database) as session:
            self.equip(session)
            yield session

    def equip(self, session: Session) -> None:
        """Let a session of the database know the keys that belong to it, until it ends."""
        session.info |= {
            KEYS: self.keys.for_one_transaction(),
            REFS: self.refs,
            CASES: self.cases,
            PERSONS: self.persons,
        }


def keys_of(session: Session) -> KeyStore:
    """The keys that belong to a session's database."""
    keys: KeyStore = session.info[KEYS]
    return keys


def case_keys(
    session: Session, cases: Iterable[str], known: Mapping[str, bytes] = NOTHING
) -> dict[str, bytes]:
    """The data keys of several cases, in this order.

    Args:
        session: of the transaction.
        cases: whose keys.
        known: keys that the same piece of work has already; whoever asks has seen to it that none
            of them was destroyed since.

    Raises:
        CaseErased: one was destroyed.
        KeyMissing: one of them has none.
    """
    keys, wanted = keys_of(session), tuple(cases)
    keys.take_out(each for each in wanted if each not in known)
    return {case: known.get(case) or keys.case_key(case) for case in wanted}


def refs_of(session: Session) -> dict[str, str]:
    """The pseudonyms of cases worked out so far."""
    refs: dict[str, str] = session.info[REFS]
    return refs


def cases_of(session: Session) -> dict[str, str | None]:
    """The cases found so far, by pseudonym."""
    cases: dict[str, str | None] = session.info[CASES]
    return cases


def person_of(session: Session, actor: Actor) -> PersonId:
    """The person who uses an account; asked once in a transaction, since it never changes."""
    known: dict[str, PersonId] = session.info.setdefault(KNOWN, {})
    if actor.user not in known:
        persons: Callable[[Session, Actor], PersonId] = session.info[PERSONS]
        known[actor.user] = persons(session, actor)
    return known[actor.user]
