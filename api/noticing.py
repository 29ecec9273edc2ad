"""What tells systems and people that something waits for them, beside requests or beside jobs."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from threading import Event, Thread

from api.language import Language
from relocation.errors import RelocationError, SettingRefused
from relocation.jobs.service import hand_over
from relocation.notices import mailing
from relocation.notices.addresses import Allowed
from relocation.notices.delivering import Delivering
from relocation.notices.mailing import MailServer, Words
from relocation.notices.sending import Sender
from relocation.settings import Settings
from relocation.store import Store
from relocation.store_policy import load_store_policy

SECOND = 1
SECONDS_TO_END = 30
"""So long what is under way may take when the process is ended."""
Noted = Callable[[str, str], None]
"""Is told of each attempt by which channel it was and how it ended."""


@dataclass(frozen=True, slots=True)
class Outlets:
    """Where notices leave the product.

    Attributes:
        mail: None where no mail server is named.
        origin: scheme, host and port that receivers reach this application under.
    """

    sender: Sender
    mail: MailServer | None
    origin: str


def allowed_by(settings: Settings) -> Allowed:
    """Which machines beside public ones the settings let notices go to."""
    is_embedded = not (settings.origin or "").startswith("https://")
    return Allowed(settings.networks, is_embedded)


def outlets(settings: Settings, origin: str) -> Outlets:
    """The outlets that the settings name.

    Raises:
        SettingRefused: a file that they name cannot be used.
    """
    seconds = load_store_policy().notices.answer_seconds
    return Outlets(Sender(seconds, allowed_by(settings)), _mail(settings), origin)


@contextmanager
def noticing(
    store: Store, now_of: Callable[[], datetime], out: Outlets, noted: Noted = lambda *_: None
) -> Iterator[None]:
    """Tell whoever is to be told, in threads of their own, until the block ends.

    A receiver that is slow or away holds up nobody else's notices, no request and no job.
    """
    ended = Event()
    delivering = Delivering(
        store, now_of, out.sender, out.origin, counted=lambda how: noted("webhook", how)
    )

    def deliver() -> bool:
        return delivering.begin_due() > 0

    def tell() -> bool:
        return hand_over(store, now_of()) > 0

    def mail() -> bool:
        return _mailed(store, now_of(), out.mail, noted)

    threads = [
        Thread(target=_again, args=(each, ended, woken), daemon=True)
        for each, woken in ((tell, ended), (deliver, delivering.woken), (mail, ended))
    ]
    with delivering:
        for each in threads:
            each.start()
        try:
            yield
        finally:
            ended.set()
            delivering.woken.set()
            for each in threads:
                each.join(SECONDS_TO_END)


def notice_once(
    store: Store, now_of: Callable[[], datetime], out: Outlets, noted: Noted = lambda *_: None
) -> None:
    """Tell all that is to be told now, and end."""
    hand_over(store, now_of())
    with Delivering(
        store, now_of, out.sender, out.origin, counted=lambda how: noted("webhook", how)
    ) as delivering:
        delivering.deliver_all()
    while _mailed(store, now_of(), out.mail, noted):
        pass


def words_of(language: str) -> Words:
    """What a mail says: the same for everybody, always."""
    say = Language(language)
    origin = Settings().origin or ""
    body = say.say("mail.body") if not origin else say.say("mail.body_at", address=origin)
    return Words(say.say("mail.subject"), f"{body}\n")


def _again(work: Callable[[], bool], ended: Event, woken: Event) -> None:
    while not ended.is_set():
        is_more = False
        # What is away for a moment is asked again; what was begun is another's by then.
        with suppress(RelocationError):
            is_more = work()
        if not is_more:
            woken.wait(SECOND)


def _mailed(store: Store, now: datetime, server: MailServer | None, noted: Noted) -> bool:
    how = None if server is None else mailing.send_next(store, now, server, words_of)
    if how is not None:
        noted("mail", how)
    return how is not None


def _mail(settings: Settings) -> MailServer | None:
    if settings.smtp_host is None or settings.smtp_sender is None:
        return None
    return MailServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        sender=settings.smtp_sender,
        user=settings.smtp_user,
        password=_password(settings),
        trusted=_trusted(settings),
    )


def _password(settings: Settings) -> str | None:
    if settings.smtp_password_file is None:
        return None
    try:
        return settings.smtp_password_file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError):
        remedy = "Let this user read it."
        raise SettingRefused("RELOCATION_SMTP_PASSWORD_FILE", "cannot be read", remedy) from None


def _trusted(settings: Settings) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=settings.smtp_authorities)
    except (OSError, ssl.SSLError):
        remedy = "Give a file of certificates in PEM."
        raise SettingRefused("RELOCATION_SMTP_AUTHORITIES", "cannot be used", remedy) from None
