"""The one writer path: what somebody does in a case happens whole, once, or not at all."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from relocation.actor import Actor
from relocation.idempotency.model import Request
from relocation.idempotency.service import answered, once
from relocation.keys.parts import keyed_hash
from relocation.keys.purposes import KeyPurpose
from relocation.keys.sealing import Where, seal, unseal
from relocation.moves import Beginning, By, Flow, Move, NewCase, Writing
from relocation.proceedings.model import Moved, Press
from relocation.store import keys_of
from relocation.store_policy import load_store_policy
from relocation.work import Life, Work

ANSWERS = "kept_answers", "answer"


def transition(session: Session, actor: Actor, move: Move, press: Press) -> Moved:
    """Take a step: state, stage, rights, papers, due dates, what follows, messages and log at once.

    Raises:
        KeyReused: the press's key came before with another request.
        NotFound: it is not there, or nothing that the actor may know of.
        Stale: somebody changed it since it was loaded.
        StepNotOpen: no such step leads on from where it stands.
        NotAllowed: the step is another role's.
        Missing: something that it needs is not on record; all of it is named.
        LogUnwritable: nothing was done.
    """
    body = (*move.body, press.version, press.purpose)
    return _once(session, actor, press, body, lambda work: work.take(move, By(actor, press)))


def begin(session: Session, actor: Actor, beginning: Beginning, press: Press) -> Moved:
    """Begin something new in a case; `press.version` is the case's. See `transition`.

    Whoever enters the case by it has seen none, so that none is compared.
    """
    seen = None if beginning.entering else press.version
    body = (*beginning.body, seen, press.purpose)
    return _once(session, actor, press, body, lambda work: work.begin(beginning, By(actor, press)))


def open_case(session: Session, actor: Actor, new: NewCase, press: Press) -> Moved:
    """Open a case; there is nothing yet whose version could be seen. See `transition`."""
    body = (*new.body, press.purpose)
    return _once(session, actor, press, body, lambda work: work.open_case(new, By(actor, press)))


def put_on_record(session: Session, actor: Actor, writing: Writing, press: Press) -> Moved:
    """Write a paper of something that does not move by it. See `transition`."""
    body = (*writing.body, press.version, press.purpose)
    by = By(actor, press)
    return _once(session, actor, press, body, lambda work: work.put_on_record(writing, by))


def transition_within(session: Session, actor: Actor, move: Move, press: Press) -> Moved:
    """Take a step as part of an act whose answer `act_once` keeps as a whole. See `transition`."""
    return _done(session, press, lambda work: work.take(move, By(actor, press)))


def by_itself(session: Session, move: Move, now: datetime) -> Moved:
    """Take a step that nobody presses, with all that follows. See `transition`."""
    work = Work(session, now)
    moved = work.take(move)
    work.finish()
    return moved


def warn(session: Session, flow: Flow[Any, Any], row: str, life: Life, now: datetime) -> bool:
    """Warn of something that expires, once it is time; gives whether a warning went out."""
    work = Work(session, now)
    is_warned = work.warn(flow, row, life)
    work.finish()
    return is_warned


def act_once(
    session: Session, actor: Actor, press: Press, body: tuple[Any, ...], act: Callable[[], Any]
) -> Any:
    """Let a press act once, as JSON has it; repeated, it has the answer that it had.

    Raises:
        KeyReused: the press's key came before with another request.
    """
    asked = _Asked.of(session, actor, press, body)
    numbers = load_store_policy().idempotency

    def sealed() -> bytes:
        return asked.sealed(act())

    answer = once(
        session, asked.request, sealed, secret=asked.secret, now=press.now, numbers=numbers
    )
    return asked.opened(answer)


def answer_before(session: Session, actor: Actor, press: Press, body: tuple[Any, ...]) -> Any:
    """The answer that a press had before; None where it is none's repetition.

    Raises:
        KeyReused: the press's key came before with another request.
    """
    asked = _Asked.of(session, actor, press, body)
    answer = answered(session, asked.request, secret=asked.secret, now=press.now)
    return None if answer is None else asked.opened(answer)


def _once(
    session: Session,
    actor: Actor,
    press: Press,
    body: tuple[Any, ...],
    do: Callable[[Work], Moved],
) -> Moved:
    def act() -> list[Any]:
        moved = _done(session, press, do)
        return [moved.row, moved.state, moved.version]

    return Moved(*act_once(session, actor, press, body, act))


def _done(session: Session, press: Press, do: Callable[[Work], Moved]) -> Moved:
    work = Work(session, press.now)
    moved = do(work)
    work.finish()
    return moved


@dataclass(frozen=True, slots=True)
class _Asked:
    """A press as its repetition is told, and how its answer is sealed.

    An answer tells which thing somebody moved; so it opens for that very request alone.
    """

    secret: bytes
    request: Request

    @classmethod
    def of(cls, session: Session, actor: Actor, press: Press, body: tuple[Any, ...]) -> "_Asked":
        secret = keys_of(session).purpose_key(KeyPurpose.IDEMPOTENCY)
        told = json.dumps(body, ensure_ascii=False).encode()
        return cls(secret, Request(actor.user, press.key, told))

    def sealed(self, answer: Any) -> bytes:
        return seal(json.dumps(answer).encode(), *self._lock())

    def opened(self, answer: bytes) -> Any:
        return json.loads(unseal(answer, *self._lock()))

    def _lock(self) -> tuple[bytes, Where]:
        name = self.request.pseudonym(self.secret).hex()
        where = Where(*ANSWERS, case="", row=name, version=1)
        return keyed_hash(self.secret, "answer"), where
