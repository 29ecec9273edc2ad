"""What somebody reads outside of every case stands in the log too: in its role, under its law."""

from contextlib import contextmanager

import pytest

from relocation.actor import CENTRAL_UNIT, Actor, Assurance, Function
from relocation.audit.keys import HeldKeys, sealed_in
from relocation.audit.outside import note_outside
from relocation.store import Store
from tests.relocation.audit.logbook import MONDAY

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


def acting(function):
    return Actor("user-1", CENTRAL_UNIT, function, frozenset(), Assurance.SIGNED_IN)


@pytest.fixture
def noted(log, place):
    """The one line of what somebody with a function read."""
    keys = place.create()
    log.keys = HeldKeys.of(keys)

    @contextmanager
    def session():
        with Store(log.engine, keys, lambda _, actor: f"{actor.user}s-person").transaction() as own:
            yield own

    def note(function):
        with session() as own:
            note_outside(own, acting(function), "contacts.read", MONDAY)
        (line,) = log.rows()
        return line

    return note


@pytest.mark.parametrize(
    ("function", "role", "law"),
    [
        (Function.CENTRAL_CASEWORKER, "central_caseworker", "law_enforcement"),
        (Function.AUDITOR, "auditor", "gdpr"),
        (Function.POLICE_EXIT_COORDINATOR, "other", "law_enforcement"),
        (Function.MUNICIPAL_EXIT_COORDINATOR, "other", "gdpr"),
    ],
)
def test_a_line_outside_of_cases_tells_the_role_the_law_and_what_was_read(
    noted, function, role, law
):
    line = noted(function)
    assert (line["kind"], line["role"], line["regime"]) == ("step", role, law)
    assert (line["detail"], line["case_ref"], line["version"]) == ("contacts.read", None, None)


def test_a_line_outside_of_cases_opens_to_the_person_behind_the_account(log, noted):
    line = noted(Function.AUDITOR)
    where = sealed_in(1, "", line["actor_ref"])
    assert log.keys.unseal(line["sealed"], where, "") == b"user-1s-person"
    assert line["actor_ref"] == log.keys.line_ref("user-1s-person", 1)


def test_a_line_outside_of_cases_holds_under_the_keys_of_the_store(log, noted):
    noted(Function.AUDITOR)
    assert log.found() is None
