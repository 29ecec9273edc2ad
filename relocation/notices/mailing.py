"""Sends mails that say no more than that something waits; one that nobody takes is tried again."""

import random
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from relocation.actor import Assurance
from relocation.errors import NoAccount
from relocation.keys.purposes import KeyPurpose
from relocation.notice_settings import MailSecurity
from relocation.notices import mails
from relocation.notices.mails import TakenMail
from relocation.notices.model import Language, NotDelivered, pause
from relocation.people.acting import actor_of
from relocation.sealed import pseudonym_of
from relocation.store import Store
from relocation.store_policy import load_store_policy


@dataclass(frozen=True, slots=True)
class Words:
    """What a mail says, in one language; the same for everybody, always."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mails go out.

    Attributes:
        sender: the address that they come from.
        user: None where the server asks for none.
        seconds: that the server may take for each word.
        trusted: the authorities whose certificates count.
    """

    host: str
    port: int
    security: MailSecurity
    sender: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    seconds: float = 10
    trusted: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def send(self, message: EmailMessage) -> None:
        """Hand a mail over.

        Raises:
            NotDelivered: the server cannot be reached, is not who it should be, or refuses.
        """
        try:
            with self._connected() as server:
                if self.security is MailSecurity.STARTTLS:
                    server.starttls(context=self.trusted)
                if self.user is not None:
                    server.login(self.user, self.password or "")
                server.send_message(message)
        except (OSError, smtplib.SMTPException, ValueError):
            raise NotDelivered from None

    def _connected(self) -> smtplib.SMTP:
        # Without a name of its own it would look the machine's up, and say it.
        own = "localhost"
        if self.security is MailSecurity.TLS:
            return smtplib.SMTP_SSL(
                self.host, self.port, own, timeout=self.seconds, context=self.trusted
            )
        return smtplib.SMTP(self.host, self.port, own, timeout=self.seconds)


def send_next(
    store: Store, now: datetime, server: MailServer, words: Callable[[Language], Words]
) -> str | None:
    """Send the next mail that is due.

    Returns:
        How it ended: "delivered", "failed", "given_up" or "dropped"; None where none is due.
    """
    with store.transaction() as session:
        taken = mails.take(session, now)
        if taken is None:
            return None
        try:
            actor_of(session, taken.kept.user, Assurance.SIGNED_IN, now)
        except NoAccount:
            mails.settle(session, taken, now, failing=False)
            return "dropped"
        id_ = pseudonym_of(session, KeyPurpose.MAIL_READER, taken.ref, taken.pending.isoformat())
    try:
        server.send(message_of(taken, id_, server.sender, words(taken.kept.language), now))
    except NotDelivered:
        return _not_taken(store, taken, now)
    with store.transaction() as session:
        mails.settle(session, taken, now, failing=False)
    return "delivered"


def message_of(
    taken: TakenMail, id_: str, sender: str, words: Words, now: datetime
) -> EmailMessage:
    """The mail; its id is the same where it is sent once more.

    Raises:
        ValueError: an address or a word would break a header.
    """
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = sender, taken.kept.address
    message["Subject"] = words.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{id_}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(words.body)
    return message


def _not_taken(store: Store, taken: TakenMail, now: datetime) -> str:
    numbers = load_store_policy().notices
    with store.transaction() as session:
        if taken.attempts >= numbers.attempts:
            mails.settle(session, taken, now, failing=True)
            return "given_up"
        chance = random.random()  # noqa: S311  Nobody gains by guessing it.
        mails.rest(session, taken, now + pause(taken.attempts, numbers, chance))
    return "failed"
