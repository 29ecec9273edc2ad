"""A pseudonym is opened to the real id by two different persons, each of them logged."""

from datetime import timedelta

import pytest

from relocation.audit.model import Kind
from relocation.permissions import Role
from tests.relocation.audit.logbook import purposeful, reading, somebody
from tests.relocation.audit.opening import FIRST, ask, closed, open_

NO_LINE = "no line of this case carries the pseudonym"
ONLY_SQLITE = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


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
    assert {row["purpose"] for row in read.rows()[2:]} == {"supervision"}
    assert read.found() is None


def test_who_asked_does_not_open(read):
    asked = ask(read)
    with closed("who asked is not who opens"):
        open_(read, asked, FIRST)
    assert read.kinds()[2:] == ["name_asked", "refused"]


def test_who_asked_does_not_open_in_another_role_either(read):
    asked = ask(read)
    with closed("only an auditor opens names"):
        open_(read, asked, somebody(FIRST.person, Role.CENTRAL_DECISION_MAKER))


def test_a_question_opens_once(read):
    asked = ask(read)
    open_(read, asked)
    with closed("it was opened already"):
        open_(read, asked)


def test_a_question_of_long_ago_opens_nothing(read):
    asked = ask(read)
    read.now += timedelta(hours=25)
    with closed("it was asked too long ago"):
        open_(read, asked)


@ONLY_SQLITE
def test_a_question_opens_to_its_very_last_moment(read):
    asked = ask(read)
    read.now += timedelta(hours=24)
    assert open_(read, asked) == "person-7"


@ONLY_SQLITE
def test_each_question_is_opened_by_itself(read):
    first, second = ask(read), ask(read)
    assert [open_(read, asked) for asked in (first, second)] == ["person-7", "person-7"]


@ONLY_SQLITE
def test_a_step_that_is_called_as_a_question_opens_none(read):
    asked = ask(read)
    read.write(reading("case-1", kind=Kind.STEP, detail=str(asked)))
    assert open_(read, asked) == "person-7"


@ONLY_SQLITE
def test_of_several_lines_of_one_person_any_opens(read):
    read.write(purposeful("case-1"))
    assert open_(read, ask(read)) == "person-7"


@ONLY_SQLITE
def test_what_was_asked_for_and_is_in_no_line_any_more_stays_closed(read):
    asked = ask(read)
    read.tamper("UPDATE audit_lines SET actor_ref = 'x' WHERE number = 1")
    with closed(NO_LINE):
        open_(read, asked)


@pytest.mark.rule("SE-3")
@pytest.mark.parametrize("role", [Role.ANALYST, Role.MUNI_SENDER, Role.ENGINE])
def test_nobody_but_an_auditor_asks_for_a_name_or_opens_one(read, role):
    asked, other = ask(read), somebody("stranger", role)
    with closed("only an auditor opens names"):
        ask(read, other)
    with closed("only an auditor opens names"):
        open_(read, asked, other)
    assert read.kinds()[2:] == ["name_asked", "refused", "refused"]


@pytest.mark.parametrize("asked", [1, 99])
def test_without_a_question_nothing_opens(read, asked):
    ask(read)
    with closed("nobody asked for a name of this case by this number"):
        open_(read, asked)


def test_a_question_about_one_case_opens_nothing_of_another(read):
    asked = ask(read)
    with closed("nobody asked for a name of this case by this number"):
        open_(read, asked, case="case-2")


@pytest.mark.parametrize("user", ["x", "Jens Hansen"])
def test_a_pseudonym_of_no_line_is_not_asked_for(read, user):
    with closed(NO_LINE):
        ask(read, user=user)
    assert read.kinds()[2:] == ["refused"]


def test_a_pseudonym_of_another_case_is_not_asked_for(read):
    with closed(NO_LINE):
        ask(read, user=read.keys.actor_ref("person-7", "case-2"))


def test_an_id_that_was_altered_stays_closed(read):
    asked = ask(read)
    read.tamper("UPDATE audit_lines SET sealed = (SELECT sealed FROM audit_lines WHERE number = 2)")
    with closed(
        "what is sealed in the line does not open", "Verify the log: a line of it was altered."
    ):
        open_(read, asked)
