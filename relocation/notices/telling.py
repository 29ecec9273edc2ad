"""Turns a message of the outbox into notices: to whom something waits for now that did not before.

The message says only in which case to look. Who is told what is read off the case's list, the
matrix and the tables of steps, as the in-tray reads it, and once for each version of a thing.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from relocation.access.tables import CaseRow
from relocation.actor import Actor
from relocation.database import insert_unless
from relocation.errors import CaseErased, NotFound
from relocation.notices import mails, subscriptions
from relocation.notices.content import opened_told, queue_of, sealed_notice, sealed_told
from relocation.notices.model import Notice, State
from relocation.notices.subscriptions import Kept
from relocation.notices.tables import NoticeContentRow, NoticeRow, ToldRow
from relocation.notices.waiting import Things, listed, waiting_at, waiting_for
from relocation.outbox.model import Taken
from relocation.permissions import Stage
from relocation.proceedings.service import case_id_of
from relocation.proceedings.tables import ProceedingRow
from relocation.wall import engine_let_in


@dataclass(frozen=True, slots=True)
class Noticing:
    """The channel of messages: each leads to what is told of its case at this moment."""

    now: datetime

    def hand_over(self, session: Session, taken: Taken) -> None:
        """Store notices with the word that the message was handled."""
        with suppress(CaseErased, NotFound):
            case = case_id_of(session, taken.subject)
            if session.get_one(CaseRow, case).stage != Stage.ERASED:
                _tell(session, case, self.now)


def _tell(session: Session, case: str, now: datetime) -> None:
    told_by_mail = dict(mails.on(session))
    webhooks = [(row.id, kept) for row, kept in subscriptions.every(session)]
    known = {*told_by_mail, *(id_ for id_, _ in webhooks)}
    if not known:
        return
    actors = listed(session, case, now)
    there = {each.organisation for each in actors}
    webhooks = [(id_, kept) for id_, kept in webhooks if kept.organisation in there]
    readers = [each for each in actors if mails.ref_of(session, each) in told_by_mail]
    if webhooks or readers:
        with engine_let_in(session, [case]):
            _Telling(session, case, now, actors, known).tell(webhooks, readers)


@dataclass(slots=True)
class _Telling:
    """What is told of one case at one moment; of who is not known any more nothing is kept."""

    session: Session
    case: str
    now: datetime
    actors: tuple[Actor, ...]
    known: set[str]

    def tell(self, webhooks: list[tuple[str, Kept]], readers: list[Actor]) -> None:
        row = _locked(self.session, self.case)
        before = opened_told(self.session, self.case, row.sealed)
        told = {who: things for who, things in before.items() if who in self.known}
        for id_, kept in webhooks:
            things = waiting_at(self.session, kept.organisation, self.actors, self.case, self.now)
            news = _news(things, told.get(id_, {}))
            told[id_] = dict(things)
            for notice in self._notices(id_, kept, news):
                row.last += 1
                self._store(notice, row.last)
        for actor in readers:
            ref = mails.ref_of(self.session, actor)
            things = waiting_for(self.session, actor, self.case, self.now)
            if _news(things, told.get(ref, {})):
                mails.put_pending(self.session, ref, self.now)
            told[ref] = dict(things)
        row.sealed = sealed_told(self.session, self.case, told)
        self.session.flush()

    def _notices(self, webhook: str, kept: Kept, news: Things) -> Iterator[Notice]:
        asked = select(ProceedingRow.id, ProceedingRow.workflow).where(ProceedingRow.id.in_(news))
        kinds = {row.id: row.workflow for row in self.session.execute(asked)}
        for thing, version in sorted(news.items()):
            if kept.wants(kinds[thing]):
                at = self.now.replace(microsecond=0)
                yield Notice(webhook, thing, kinds[thing], version, at)

    def _store(self, notice: Notice, sequence: int) -> None:
        id_ = uuid4().hex
        sealed = sealed_notice(self.session, self.case, id_, notice)
        self.session.add(NoticeContentRow(id=id_, case_id=self.case, sealed=sealed))
        self.session.add(
            NoticeRow(
                id=id_,
                case_id=self.case,
                queue=queue_of(self.session, self.case, notice.webhook),
                sequence=sequence,
                state=State.WAITING,
                due=self.now,
                attempts=0,
            )
        )


def _news(things: Things, told: Things) -> Things:
    return {row: version for row, version in things.items() if told.get(row, 0) < version}


def _locked(session: Session, case: str) -> ToldRow:
    """The case's own row of what was told; whoever tells holds it, and no case work waits."""
    row = insert_unless(session, ToldRow).values(case_id=case, last=0)
    session.execute(row.on_conflict_do_nothing(index_elements=[ToldRow.case_id]))
    return session.get_one(ToldRow, case, with_for_update=True, populate_existing=True)
