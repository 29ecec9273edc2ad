"""Whether somebody is told by mail that something waits: the own account's alone to say."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from relocation.actor import Actor
from relocation.errors import EntryRefused, NotFound
from relocation.notices import mails
from relocation.notices.mails import Kept
from relocation.notices.model import MAIL_ADDRESS, MOST_ADDRESS, Language, OwnMail
from relocation.notices.tables import MailRow
from relocation.people.acting import note


def own_mail(session: Session, actor: Actor) -> OwnMail:
    """Where the own account is told by mail; without an address it is not.

    Raises:
        NotFound: a service asks, which is nobody's mail.
    """
    row = session.get(MailRow, _ref(session, actor))
    if row is None:
        return OwnMail(None, Language.DANISH)
    kept = mails.opened(session, row)
    return OwnMail(kept.address, kept.language, row.failing)


def tell_by_mail(
    session: Session, actor: Actor, address: str, language: Language, now: datetime
) -> None:
    """Tell the own account by mail from now on, at this address.

    Raises:
        NotFound: a service asks, which is nobody's mail.
        EntryRefused: it is no address of a mailbox.
    """
    ref = _ref(session, actor)
    if len(address) > MOST_ADDRESS or not MAIL_ADDRESS.fullmatch(address):
        rule = "no address of a mailbox"
        raise EntryRefused("address", rule, "Give NAME@HOST, in plain letters.")
    kept = mails.sealed(session, ref, Kept(actor.user, address, language))
    row = session.get(MailRow, ref, with_for_update=True)
    if row is None:
        row = MailRow(ref=ref, attempts=0)
        session.add(row)
    row.sealed, row.failing = kept, False
    session.flush()
    note(session, actor, "mail.on", now)


def tell_nothing_by_mail(session: Session, actor: Actor, now: datetime) -> None:
    """Tell the own account nothing by mail any more. Twice is once.

    Raises:
        NotFound: a service asks, which is nobody's mail.
    """
    ref = _ref(session, actor)
    if session.get(MailRow, ref) is not None:
        session.execute(delete(MailRow).where(MailRow.ref == ref))
        note(session, actor, "mail.off", now)


def _ref(session: Session, actor: Actor) -> str:
    if actor.service is not None:
        raise NotFound
    return mails.ref_of(session, actor)
