"""Who stands in the lines of a case is under the case's own key, and goes with it at erasure."""

from dataclasses import replace

import pytest

from relocation.audit.keys import HeldKeys, sealed_in
from relocation.audit.service import extract_for_auditor
from relocation.errors import Unreadable
from tests.relocation.audit.logbook import AUDITOR, MONDAY, extract, purposeful, reading, somebody
from tests.relocation.audit.opening import ask, closed, open_

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.fixture
def keys(place):
    """A key store with a key of case 1 and none of case 2."""
    keys = place.create()
    keys.new_case_key("case-1", MONDAY)
    return keys


@pytest.fixture
def read(log, keys):
    log.keys = HeldKeys.of(keys)
    for case in ("case-1", "case-2"):
        log.write(purposeful(case))
    return log


def unsealed(log, number=1, case="case-1"):
    line = log.rows()[number - 1]
    where = sealed_in(number, line["case_ref"], line["actor_ref"])
    return log.keys.unseal(line["sealed"], where, case)


def test_two_persons_open_a_pseudonym_of_a_case_that_has_its_own_key(read):
    assert open_(read, ask(read)) == "person-7"


@pytest.mark.parametrize(("number", "case"), [(1, "case-1"), (2, "case-2")])
def test_a_sealed_id_opens_whether_its_case_has_a_key_or_not(read, number, case):
    assert unsealed(read, number, case) == b"person-7"


def test_a_sealed_id_of_a_case_does_not_open_without_the_cases_key(read):
    read.keys = replace(read.keys, of_case=None)
    with pytest.raises(Unreadable):
        unsealed(read)


def test_a_line_of_before_its_case_had_a_key_opens_still(log, keys):
    log.keys = replace(HeldKeys.of(keys), of_case=None)
    log.write(purposeful("case-1"))
    log.keys = HeldKeys.of(keys)
    assert unsealed(log) == b"person-7"


def test_only_the_case_whose_key_was_destroyed_is_erased(read, keys):
    assert [read.keys.is_erased(f"case-{number}") for number in (1, 2)] == [False, False]
    keys.destroy("case-1", MONDAY)
    assert [read.keys.is_erased(f"case-{number}") for number in (1, 2)] == [True, False]


def test_who_stood_in_a_line_opens_no_more_once_the_case_is_erased(read, keys):
    keys.destroy("case-1", MONDAY)
    with pytest.raises(Unreadable):
        unsealed(read)


def test_nobody_can_work_out_a_pseudonym_of_a_case_that_is_erased(read, keys):
    before = read.keys.actor_ref("person-7", "case-1")
    keys.destroy("case-1", MONDAY)
    assert read.keys.actor_ref("person-7", "case-1") != before


def test_no_name_is_asked_for_in_a_case_that_is_erased(read, keys):
    keys.destroy("case-1", MONDAY)
    with closed("the case is erased"):
        ask(read)
    last = read.rows()[-1]
    assert (last["kind"], last["detail"]) == ("refused", "name")
    assert last["case_ref"] == read.keys.case_ref("case-1")


def test_a_name_that_was_asked_for_stays_closed_once_the_case_is_erased(read, keys):
    asked = ask(read)
    keys.destroy("case-1", MONDAY)
    with closed("the case is erased"):
        open_(read, asked)
    assert read.kinds()[3:] == ["refused"]


def test_the_auditor_learns_when_and_why_of_an_erased_case_and_not_who(read, keys):
    keys.destroy("case-1", MONDAY)
    told = extract(read, extract_for_auditor)
    assert [(each.number, each.kind, each.purpose) for each in told] == [
        (1, "read", "handover"),
        (3, "export", "supervision"),
    ]
    assert {(each.role, each.user) for each in told} == {(None, None)}


def test_the_auditor_learns_who_of_a_case_beside_an_erased_one(read, keys):
    keys.destroy("case-1", MONDAY)
    users = {each.user for each in extract(read, extract_for_auditor, "case-2")}
    refs = [read.keys.actor_ref(each, "case-2") for each in ("person-7", AUDITOR.person)]
    assert users == {*refs}


def test_the_log_goes_on_in_a_case_that_is_erased(read, keys):
    keys.destroy("case-1", MONDAY)
    read.write(reading("case-1", somebody("person-8")))
    assert (len(read.rows()), read.found()) == (3, None)
