"""Asks for long work, watches and cancels it; a job is there for the account that asked alone."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from relocation.actor import Actor
from relocation.case_free import Act, Subject, demand
from relocation.database import rows_changed
from relocation.errors import NotFound, TooManyWaiting
from relocation.long_jobs.content import ANSWER, Given, asker_of
from relocation.long_jobs.every_kind import KINDS
from relocation.long_jobs.kind import Kind
from relocation.long_jobs.model import Code, Job, Progress, Seen, State, Whole
from relocation.long_jobs.tables import LongJobRow
from relocation.proceedings.model import Press
from relocation.store_policy import LongJobNumbers, load_store_policy
from relocation.transition import act_once

MINUTE = 60
"""Seconds after which a job that is under way has likely ended."""


def ask(session: Session, actor: Actor, kind: Kind, given: Any, press: Press) -> str:
    """Put a job on the table, in this transaction and once for a press; `press.version` is unused.

    Args:
        session: of the transaction in which whatever leads to the work is done, too.
        actor: for whom the work is done, with the rights that it has then.
        kind: what is done.
        given: what the kind needs, anything that JSON can write; sealed.
        press: when, and under which key.

    Returns:
        The job's id.

    Raises:
        KeyReused: the press's key came before with another request.
        NotFound: the kind is nothing that the actor may ask for.
        EntryRefused: the kind cannot be given this.
        TooManyWaiting: the actor has as much under way as may be.
    """

    def act() -> str:
        return ask_within(session, actor, kind, given, press.now)

    job: str = act_once(session, actor, press, ("long_job", kind.name, given), act)
    return job


def ask_within(session: Session, actor: Actor, kind: Kind, given: Any, now: datetime) -> str:
    """Put a job on the table as part of an act whose answer `act_once` keeps. See `ask`."""
    kind.demand(session, actor, given, now)
    _demand_room(session, actor)
    made = secrets.token_hex(16)
    row = LongJobRow(
        id=made,
        kind=kind.name,
        state=State.WAITING,
        asker=asker_of(session, actor),
        given=Given(actor.user, actor.assurance, given).sealed(session, made),
        asked=now,
        attempts=0,
        done=0,
        total=0,
        cancel=False,
    )
    session.add(row)
    session.flush()
    return made


def job_of(
    session: Session, actor: Actor, job: str, now: datetime, *, kinds: Iterable[Kind] = KINDS
) -> Whole:
    """A job that the account asked for, with what it may still be told of the answer.

    Raises:
        NotFound: there is none, or another account asked for it.
        Unreadable: what it was given or answers was altered.
    """
    row = _own(session, actor, job)
    given = Given.opened(session, job, row.given)
    answer = None if row.answer is None else ANSWER.opened(session, job, row.answer)
    kind = next((each for each in kinds if each.name == row.kind), None)
    # Of a kind that this program does not know nobody can say what may be told.
    told = None if answer is None or kind is None else kind.told(session, actor, answer, now)
    return Whole(_job(row), given.content, told)


def jobs(session: Session, actor: Actor) -> tuple[Job, ...]:
    """The jobs that the account asked for, the newest first."""
    mine = select(LongJobRow).where(LongJobRow.asker == asker_of(session, actor))
    newest = mine.order_by(LongJobRow.asked.desc(), LongJobRow.id)
    return tuple(_job(row) for row in session.scalars(newest))


def every_job(session: Session, actor: Actor) -> tuple[Seen, ...]:
    """Everybody's jobs without content, the newest first: for who looks after the machine.

    Raises:
        NotFound: the actor is none of those.
    """
    demand(actor, Subject.JOBS, Act.READ)
    newest = select(LongJobRow).order_by(LongJobRow.asked.desc(), LongJobRow.id)
    return tuple(
        Seen(
            kind=row.kind,
            state=row.state,
            asked=row.asked,
            begun=row.begun,
            ended=row.ended,
            attempts=row.attempts,
            code=_code(row),
        )
        for row in session.scalars(newest)
    )


def cancel(session: Session, actor: Actor, job: str, press: Press) -> State:
    """Cancel a job: one that waits at once, one that runs as soon as its worker hears of it.

    What is done stays done. `press.version` is unused: a job has none.

    Returns:
        Where the job stands by it.

    Raises:
        KeyReused: the press's key came before with another request.
        NotFound: there is none, or another account asked for it.
    """

    def act() -> str:
        row = _own(session, actor, job, is_to_change=True)
        if row.state is State.WAITING:
            row.state, row.ended = State.CANCELLED, press.now
        row.cancel = row.cancel or row.state is State.RUNNING
        session.flush()
        return row.state.value

    return State(act_once(session, actor, press, ("long_job", "cancel", job), act))


def forget_ended(session: Session, now: datetime, numbers: LongJobNumbers) -> int:
    """Delete the jobs that ended so long ago that nobody asks any more; returns how many."""
    until = now - timedelta(days=numbers.kept_days)
    return rows_changed(session.execute(delete(LongJobRow).where(LongJobRow.ended <= until)))


def _demand_room(session: Session, actor: Actor) -> None:
    """Two requests in the same moment can be one beyond the number; no more depends on it.

    Raises:
        TooManyWaiting: the actor has as much under way as may be.
    """
    is_mine = LongJobRow.asker == asker_of(session, actor), LongJobRow.ended.is_(None)
    under_way = session.scalar(select(func.count()).where(*is_mine)) or 0
    if under_way >= load_store_policy().long_jobs.waiting:
        raise TooManyWaiting(MINUTE)


def _own(session: Session, actor: Actor, job: str, *, is_to_change: bool = False) -> LongJobRow:
    is_mine = LongJobRow.id == job, LongJobRow.asker == asker_of(session, actor)
    asked = select(LongJobRow).where(*is_mine).execution_options(populate_existing=True)
    row = session.scalar(asked.with_for_update() if is_to_change else asked)
    if row is None:
        raise NotFound
    return row


def _job(row: LongJobRow) -> Job:
    return Job(
        id=row.id,
        kind=row.kind,
        state=row.state,
        asked=row.asked,
        begun=row.begun,
        ended=row.ended,
        progress=Progress(row.done, row.total),
        is_cancel_asked=row.cancel,
        code=_code(row),
    )


def _code(row: LongJobRow) -> Code | None:
    return None if row.failure is None else Code(row.failure)
