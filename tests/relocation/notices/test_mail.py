"""Mails say that something waits and nothing else, over a real mail server, seldom enough."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from api.noticing import words_of
from relocation.errors import EntryRefused, NotFound
from relocation.notice_settings import MailSecurity
from relocation.notices import mailing, own
from relocation.notices.mailing import MailServer, Words
from relocation.notices.mails import ref_of
from relocation.notices.model import Language, OwnMail
from relocation.notices.tables import MailRow
from relocation.people.service import disable
from tests.relocation.casework.desk import CASE
from tests.relocation.notices.certificates import signed_for
from tests.relocation.notices.offices import NUMBERS

MAILBOX = "pia@politi.test"
SENDER = "exit@relocation.test"
BETWEEN = timedelta(minutes=NUMBERS.mail_minutes)


class Mailbox:
    """What a mail server was handed; `refuses` makes it take nothing."""

    def __init__(self):
        self.mails, self.refuses, self.was_secured = [], False, []

    async def handle_DATA(self, _server, session, envelope):  # noqa: N802
        if self.refuses:
            return "451 not now"
        self.was_secured.append(session.ssl is not None)
        self.mails.append((envelope.mail_from, envelope.rcpt_tos, envelope.content))
        return "250 taken"


class Serving(Controller):
    """On whatever port is free."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def serving(mailbox, **how):
    controller = Serving(mailbox, hostname="127.0.0.1", port=0, **how)
    controller.start()
    try:
        yield MailServer("127.0.0.1", controller.port, MailSecurity.NONE, SENDER)
    finally:
        controller.stop()


@pytest.fixture
def mailbox():
    return Mailbox()


def sent(office, server, words=words_of):
    """All mails that are due; gives how each ended."""
    found = []
    while how := mailing.send_next(office.store, office.desk.now, server, words):
        found.append(how)
    return found


@pytest.mark.rule("SE-14")
def test_a_mail_says_that_something_waits_and_not_what(office, mailbox):
    office.mail(office.police, MAILBOX)
    assessment = office.change()
    office.tell()
    with serving(mailbox) as server:
        assert sent(office, server) == ["delivered"]
        assert sent(office, server) == []
    ((sender, to, content),) = mailbox.mails
    mail = message_from_bytes(content, policy=default)
    assert (sender, to) == (SENDER, [MAILBOX])
    assert mail["Subject"] == "Der er noget nyt til dig"
    assert mail.get_content().split("\r\n") == [
        "Der er noget i din indbakke. Log ind for at se det.",
        "",
    ]
    keys = office.store.keys
    for each in (CASE, assessment, office.police.user, office.police.organisation):
        assert each.encode() not in content
        assert keys.organisation_key(office.police.organisation).hex().encode() not in content


@pytest.mark.rule("SE-14")
def test_what_comes_within_the_policys_minutes_is_one_mail(office, mailbox):
    office.mail(office.police, MAILBOX)
    with serving(mailbox) as server:
        for _ in range(3):
            office.change()
            office.tell()
            sent(office, server)
        assert len(mailbox.mails) == 1
        office.desk.now += BETWEEN - timedelta(seconds=1)
        assert sent(office, server) == []
        office.desk.now += timedelta(seconds=1)
        assert sent(office, server) == ["delivered"]
        office.desk.now += BETWEEN
        assert sent(office, server) == []
    assert len(mailbox.mails) == 2


def test_each_is_told_in_its_own_language(office_on_sqlite, mailbox):
    office = office_on_sqlite
    office.mail(office.police, MAILBOX, Language.ENGLISH)
    office.change()
    office.tell()
    with serving(mailbox) as server:
        sent(office, server)
    mail = message_from_bytes(mailbox.mails[0][2], policy=default)
    assert "There is something in your in-tray. Sign in to see it." in mail.get_content()


@pytest.mark.rule("SE-14")
def test_nobody_off_the_list_none_who_turned_it_off_and_no_account_that_is_out_gets_one(
    office, mailbox
):
    stranger = office.people.actor(office.police.function)
    for who, address in ((stranger, "s@politi.test"), (office.coordinator, "k@kommune.test")):
        office.mail(who, address)
    office.change()  # The coordinator's own doing; the police alone are waited for.
    office.tell()
    office.mail(office.police, MAILBOX)
    office.change()
    office.tell()
    with serving(mailbox) as server:
        with office.transaction() as session:
            disable(session, office.people.admin, office.police.user, office.desk.now)
        assert sent(office, server) == ["dropped"]
        office.does(own.tell_nothing_by_mail, by=office.coordinator)
        office.change()
        office.tell()
        assert sent(office, server) == []
    assert mailbox.mails == []


@pytest.mark.rule("SE-14")
def test_a_mail_that_no_server_takes_is_tried_again_and_given_up_in_the_end(office, mailbox):
    office.mail(office.police, MAILBOX)
    office.change()
    office.tell()
    mailbox.refuses = True
    with serving(mailbox) as server:
        for _ in range(NUMBERS.attempts - 1):
            assert sent(office, server) == ["failed"]
            office.desk.later(hours=1)
        assert sent(office, server) == ["given_up"]
        with office.transaction() as session:
            assert own.own_mail(session, office.police).is_failing
        mailbox.refuses = False
        office.change()
        office.desk.now += BETWEEN
        office.tell()
        assert sent(office, server) == ["delivered"]
    with office.transaction() as session:
        assert own.own_mail(session, office.police) == OwnMail(MAILBOX, Language.DANISH)
    with serving(mailbox) as gone:
        pass
    office.change()
    office.desk.now += BETWEEN
    office.tell()
    assert sent(office, gone) == ["failed"]


@pytest.mark.rule("SE-14")
def test_a_mail_sent_once_more_after_its_worker_died_has_the_same_id(office_on_sqlite, mailbox):
    office = office_on_sqlite
    office.mail(office.police, MAILBOX)
    office.change()
    office.tell()

    class Died(Exception):
        """What ends a worker after the mail is out and before that is noted."""

    class Dying(MailServer):
        def send(self, message):
            super().send(message)
            raise Died

    with serving(mailbox) as server:
        dying = Dying(server.host, server.port, server.security, server.sender)
        with pytest.raises(Died):
            sent(office, dying)
        assert sent(office, server) == []
        office.desk.later(seconds=NUMBERS.lease_seconds)
        assert sent(office, server) == ["delivered"]
    ids = {message_from_bytes(each[2], policy=default)["Message-ID"] for each in mailbox.mails}
    assert (len(mailbox.mails), len(ids)) == (2, 1)


@pytest.mark.rule("SE-19")
@pytest.mark.parametrize("security", [MailSecurity.STARTTLS, MailSecurity.TLS])
def test_mail_leaves_by_tls_to_a_server_that_shows_who_it_is(
    office_on_sqlite, mailbox, tmp_path, security
):
    office, signed = office_on_sqlite, signed_for(tmp_path / "tls", "localhost", "127.0.0.1")
    office.mail(office.police, MAILBOX)
    office.change()
    office.tell()
    is_first = security is MailSecurity.TLS
    how = {"ssl_context": signed.served()} if is_first else {"tls_context": signed.served()}
    with serving(mailbox, **how) as plain:
        server = replace(plain, security=security)
        assert sent(office, server) == ["failed"]  # Nobody trusts the authority.
        office.desk.later(hours=1)
        assert sent(office, replace(server, trusted=signed.trusted())) == ["delivered"]
    # Of a connection that is TLS from its first byte the server itself is told nothing.
    assert mailbox.was_secured == [not is_first]


@pytest.mark.rule("SE-19")
def test_a_server_that_asks_who_it_is_is_shown_name_and_password(
    office_on_sqlite, mailbox, tmp_path
):
    office, signed = office_on_sqlite, signed_for(tmp_path / "tls", "localhost", "127.0.0.1")
    office.mail(office.police, MAILBOX)
    office.change()
    office.tell()

    def is_known(_server, _session, _envelope, _mechanism, shown):
        return AuthResult(success=(shown.login, shown.password) == (b"relocation", b"a word"))

    how = {"tls_context": signed.served(), "auth_required": True, "authenticator": is_known}
    how["auth_exclude_mechanism"] = ["LOGIN"]
    with serving(mailbox, **how) as plain:
        by = {"security": MailSecurity.STARTTLS, "user": "relocation", "trusted": signed.trusted()}
        assert sent(office, replace(plain, **by, password="a word")) == ["delivered"]  # noqa: S106


@pytest.mark.rule("SE-19")
def test_a_server_without_tls_is_given_nothing_where_tls_is_asked_for(office_on_sqlite, mailbox):
    office = office_on_sqlite
    office.mail(office.police, MAILBOX)
    office.change()
    office.tell()
    with serving(mailbox) as plain:
        assert sent(office, replace(plain, security=MailSecurity.STARTTLS)) == ["failed"]
    assert mailbox.mails == []


@pytest.mark.rule("SE-14")
@pytest.mark.parametrize(
    "address",
    [
        "", "pia", "pia@", "@politi.test", "pia@politi.test\r\nBcc: x@y.test", "a b@politi.test",
        "pia@politi.test, x@y.test", "pia@politi.test\n", "<pia@politi.test>", "pia@po\x00iti.test",
        f"{'p' * 65}@politi.test", f"pia@{'p.' * 130}test",
    ],
    ids=range(12),
)  # fmt: skip
def test_an_address_that_is_no_mailbox_or_would_break_a_header_is_refused(
    office_on_sqlite, address
):
    with pytest.raises(EntryRefused, match="no address of a mailbox"):
        office_on_sqlite.mail(office_on_sqlite.police, address)


@pytest.mark.rule("SE-14")
def test_words_that_would_break_a_header_send_nothing(office_on_sqlite, mailbox):
    office = office_on_sqlite
    office.mail(office.police, MAILBOX)
    office.change()
    office.tell()
    broken = Words("One\r\nBcc: x@y.test", "body")
    with serving(mailbox) as server, pytest.raises(ValueError, match=r"linefeed|newline"):
        sent(office, server, lambda _: broken)
    assert mailbox.mails == []


def test_a_service_is_nobodys_mail(office_on_sqlite):
    asking = office_on_sqlite.service_of(office_on_sqlite.police)
    with pytest.raises(NotFound):
        office_on_sqlite.mail(asking, MAILBOX)


@pytest.mark.rule("SE-10")
def test_the_database_tells_neither_whose_mail_it_is_nor_where_it_goes(office):
    office.mail(office.police, MAILBOX)
    with office.transaction() as session:
        (row,) = session.query(MailRow)
        assert row.ref == ref_of(session, office.police)
        assert MAILBOX.encode() not in bytes(row.sealed)
        assert office.police.user.encode() not in bytes(row.sealed)
