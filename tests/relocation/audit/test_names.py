"""A pseudonym is opened to the real id by two different persons, each of them logged."""

from datetime import timedelta

import pytest

from relocation.audit.names import ask_for_name, open_name
from relocation.database import transaction
from relocation.errors import NameStaysClosed
from relocation.permissions import Role
from tests.relocation.audit.logbook import purposeful, somebody

FIRST, SECOND = somebody("auditor-1", Role.AUDITOR), somebody("auditor-2", Role.AUDITOR)


def ask(log, actor=FIRST, case="case-1", user=None):
    with transaction(log.engine) as session:
        asked = user or log.keys.actor_ref("person-7", "case-1")
        return ask_for_name(session, actor, case, asked, keys=log.keys, now=log.now)


def open_(log, asked, actor=SECOND, case="case-1"):
    with transaction(log.engine) as session:
        return open_name(session, actor, case, asked, keys=log.keys, now=log.now)


@pytest.fixture
def read(log):
    log.write(purposeful("case-1"))
    log.write(purposeful("case-2"))
    return log


def test_two_persons_open_a_pseudonym_to_the_id(read):
    assert open_(read, ask(read)) == "person-7"


def test_both_are_in_the_log(read):
    open_(read, ask(read))
    assert read.kinds()[2:] == ["name_asked", "name_opened"]
    assert read.found() is None


def test_who_asked_does_not_open(read):
    asked = ask(read)
    with pytest.raises(NameStaysClosed, match="who asked"):
        open_(read, asked, FIRST)
    assert read.kinds()[2:] == ["name_asked", "refused"]


def test_who_asked_does_not_open_in_another_role_either(read):
    asked = ask(read)
    with pytest.raises(NameStaysClosed, match="only an auditor"):
        open_(read, asked, somebody(FIRST.person, Role.CENTRAL_DECISION_MAKER))


def test_a_question_opens_once(read):
    asked = ask(read)
    open_(read, asked)
    with pytest.raises(NameStaysClosed, match="already"):
        open_(read, asked)


def test_a_question_of_long_ago_opens_nothing(read):
    asked = ask(read)
    read.now += timedelta(hours=25)
    with pytest.raises(NameStaysClosed, match="long ago"):
        open_(read, asked)


@pytest.mark.rule("SE-3")
@pytest.mark.parametrize("role", [Role.ANALYST, Role.MUNI_SENDER, Role.ENGINE])
def test_nobody_but_an_auditor_asks_for_a_name_or_opens_one(read, role):
    asked, other = ask(read), somebody("stranger", role)
    with pytest.raises(NameStaysClosed, match="only an auditor"):
        ask(read, other)
    with pytest.raises(NameStaysClosed, match="only an auditor"):
        open_(read, asked, other)
    assert read.kinds()[2:] == ["name_asked", "refused", "refused"]


@pytest.mark.parametrize("asked", [1, 99])
def test_without_a_question_nothing_opens(read, asked):
    ask(read)
    with pytest.raises(NameStaysClosed, match="nobody asked"):
        open_(read, asked)


def test_a_question_about_one_case_opens_nothing_of_another(read):
    asked = ask(read)
    with pytest.raises(NameStaysClosed, match="nobody asked"):
        open_(read, asked, case="case-2")


@pytest.mark.parametrize("user", ["x", "Jens Hansen"])
def test_a_pseudonym_of_no_line_is_not_asked_for(read, user):
    with pytest.raises(NameStaysClosed, match="no line"):
        ask(read, user=user)
    assert read.kinds()[2:] == ["refused"]


def test_a_pseudonym_of_another_case_is_not_asked_for(read):
    with pytest.raises(NameStaysClosed, match="no line"):
        ask(read, user=read.keys.actor_ref("person-7", "case-2"))


def test_an_id_that_was_altered_stays_closed(read):
    asked = ask(read)
    read.tamper("UPDATE audit_lines SET sealed = (SELECT sealed FROM audit_lines WHERE number = 2)")
    with pytest.raises(NameStaysClosed, match="does not open"):
        open_(read, asked)
