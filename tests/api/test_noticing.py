"""Beside the server somebody is told; whoever cannot be reached holds up neither it nor others."""

import ssl
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.door import Door, in_session
from api.metrics import note_notice
from api.noticing import Outlets, allowed_by, notice_once, noticing, outlets
from relocation.actor import OrganisationId
from relocation.errors import SettingRefused
from relocation.notice_settings import MailSecurity
from relocation.notices.sending import Sender
from relocation.settings import Settings
from tests.relocation.notices import receivers
from tests.relocation.notices.certificates import signed_for
from tests.relocation.notices.conftest import office_on_sqlite as office
from tests.relocation.notices.offices import HERE, ORIGIN
from tests.relocation.notices.receivers import receiving
from tests.relocation.notices.test_mail import MAILBOX, Mailbox, serving

pytestmark = pytest.mark.slow
POLICE = OrganisationId("police-fyn")


@pytest.fixture
def receiver():
    with receiving() as there:
        yield there


def app_of(office):
    return create_app(Door(office.store, lambda: office.desk.now, in_session))


def figures_of(app):
    lines = TestClient(app.state.metrics.app()).get("/").text.splitlines()
    told = (line.rpartition(" ") for line in lines if not line.startswith("#"))
    return {name: float(value) for name, _, value in told}


@pytest.mark.rule("IF-4", "IF-5")
def test_systems_and_people_are_told_beside_the_server_which_counts_how_it_ended(office, receiver):
    app, mailbox = app_of(office), Mailbox()
    before = figures_of(app)
    office.subscribe(POLICE, receiver.address)
    office.mail(office.police, MAILBOX)
    with serving(mailbox) as server:
        out = Outlets(Sender(10, HERE), server, ORIGIN)
        with noticing(office.store, lambda: office.desk.now, out, note_notice):
            office.change()
            assert receiver.asked.wait(60)
            while not mailbox.mails:
                receiver.let_go.wait(0.05)
    after = figures_of(app)
    for channel in ("webhook", "mail"):
        line = f'relocation_notices_total{{channel="{channel}",outcome="delivered"}}'
        assert after[line] == before.get(line, 0) + 1
    assert POLICE not in str(after)


@pytest.mark.rule("IF-5", "IF-4")
def test_receivers_that_are_away_or_silent_make_the_server_no_less_ready(office, receiver):
    app = app_of(office)
    receiver.behave = receivers.is_silent
    with serving(Mailbox()) as gone, receiving() as away:
        pass
    for address in (receiver.address, away.address):
        office.subscribe(POLICE, address)
    office.mail(office.police, MAILBOX)
    out = Outlets(Sender(10, HERE), gone, ORIGIN)
    with noticing(office.store, lambda: office.desk.now, out):
        office.change()
        assert receiver.asked.wait(60)
        with TestClient(app) as client:
            assert client.get("/health/ready").json() == {"status": "ready"}
        office.change()
        receiver.let_go.set()


@pytest.mark.rule("IF-4")
def test_one_pass_tells_all_that_is_to_be_told(office, receiver):
    mailbox = Mailbox()
    office.subscribe(POLICE, receiver.address)
    office.mail(office.police, MAILBOX)
    office.change()
    with serving(mailbox) as server:
        out = Outlets(Sender(10, HERE), server, ORIGIN)
        notice_once(office.store, lambda: office.desk.now, out)
    assert (len(receiver.got), len(mailbox.mails)) == (1, 1)
    notice_once(office.store, lambda: office.desk.now, replace(out, mail=None))


@pytest.mark.rule("SE-19")
def test_the_settings_name_where_notices_leave(monkeypatch, tmp_path):
    signed = signed_for(tmp_path / "tls", "mail.test")
    (tmp_path / "password").write_text("a word\n")
    given = {
        "SMTP_HOST": "mail.test",
        "SMTP_SENDER": "exit@relocation.test",
        "SMTP_USER": "relocation",
        "SMTP_PASSWORD_FILE": str(tmp_path / "password"),
        "SMTP_AUTHORITIES": str(signed.authority),
        "WEBHOOK_NETWORKS": "10.20.0.0/16, fd00::/8",
    }
    for name, value in given.items():
        monkeypatch.setenv(f"RELOCATION_{name}", value)
    out = outlets(Settings(), ORIGIN)
    assert (out.mail.security, out.mail.port, out.mail.password) == ("starttls", 587, "a word")
    assert out.mail.trusted.verify_mode is ssl.CERT_REQUIRED
    assert [str(each) for each in allowed_by(Settings()).networks] == ["10.20.0.0/16", "fd00::/8"]
    assert "a word" not in repr(out)
    assert allowed_by(Settings()).is_embedded
    monkeypatch.setenv("RELOCATION_ORIGIN", ORIGIN)
    assert not allowed_by(Settings()).is_embedded
    monkeypatch.setenv("RELOCATION_SMTP_AUTHORITIES", str(tmp_path / "password"))
    with pytest.raises(SettingRefused, match="RELOCATION_SMTP_AUTHORITIES"):
        outlets(Settings(), ORIGIN)
    for name in ("HOST", "USER"):
        monkeypatch.delenv(f"RELOCATION_SMTP_{name}")
    assert outlets(Settings(), ORIGIN).mail is None


@pytest.mark.rule("SE-19")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WEBHOOK_NETWORKS", "10.20.0.1/16"),
        ("WEBHOOK_NETWORKS", "everywhere"),
        ("SMTP_PORT", "0"),
        ("SMTP_PORT", "said-here"),
        ("SMTP_SECURITY", "said-here"),
        ("SMTP_SECURITY", MailSecurity.NONE),
        ("SMTP_SENDER", "said-here"),
        ("SMTP_SENDER", "a@b.test\nBcc: said-here@b.test"),
        ("SMTP_PASSWORD_FILE", "/nowhere/said-here"),
        ("SMTP_AUTHORITIES", "/nowhere/said-here"),
    ],
)
def test_a_setting_of_notices_that_cannot_be_used_is_refused_by_its_name(monkeypatch, name, value):
    monkeypatch.setenv("RELOCATION_SMTP_HOST", "mail.test")
    monkeypatch.setenv("RELOCATION_SMTP_SENDER", "exit@relocation.test")
    monkeypatch.setenv(f"RELOCATION_{name}", value)
    with pytest.raises(SettingRefused, match=f"RELOCATION_{name}") as told:
        Settings()
    assert "said-here" not in str(told.value)


@pytest.mark.rule("SE-19")
def test_a_mail_server_without_a_sender_is_refused(monkeypatch):
    monkeypatch.setenv("RELOCATION_SMTP_HOST", "mail.test")
    with pytest.raises(SettingRefused, match="RELOCATION_SMTP_SENDER"):
        Settings()


__all__ = ["office"]
