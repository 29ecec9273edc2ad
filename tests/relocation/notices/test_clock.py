"""Notices and mails wait for no clock that was ahead."""

from datetime import timedelta

import pytest

from tests.relocation.notices.test_delivering import told_of_one
from tests.relocation.notices.test_mail import MAILBOX, mailbox, sent, serving

__all__ = ["mailbox"]


@pytest.mark.rule("RE-16", "RE-7")
def test_no_notice_waits_for_a_clock_that_was_ahead(office_on_sqlite, receiver):
    office = office_on_sqlite
    office.desk.now += timedelta(days=365)
    told_of_one(office, receiver)
    office.desk.now -= timedelta(days=365)
    assert office.deliver() == ["delivered"]


@pytest.mark.rule("RE-16", "RE-7")
def test_no_mail_waits_for_a_clock_that_was_ahead_and_none_is_lost_by_one_that_stepped_back(
    office, mailbox
):
    office.mail(office.police, MAILBOX)
    office.desk.now += timedelta(days=365)
    office.change()
    office.tell()
    with serving(mailbox) as server:
        assert sent(office, server) == ["delivered"]
        office.desk.now -= timedelta(days=365)
        office.change()
        office.tell()
        assert sent(office, server) == ["delivered"]
    assert len(mailbox.mails) == 2
