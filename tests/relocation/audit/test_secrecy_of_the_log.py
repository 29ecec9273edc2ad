"""Without the keys the log names nobody, and the lines of one user cannot be joined over cases."""

from collections import Counter
from dataclasses import astuple

import pytest

from relocation.audit.keys import HeldKeys, sealed_in
from relocation.audit.model import Kind, Line, Regime
from relocation.errors import Unreadable
from relocation.permissions import Role
from tests.relocation.audit.logbook import purposeful, reading, somebody

CANARIES = ("canary-person-Åse", "canary-case-Æblevej", "canary-organisation-Ørby")


def shown(value):
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def dump(log):
    """Every column as text, however a client reads it."""
    cells = [cell for row in log.rows() for cell in row.values()]
    return "\n".join([*map(shown, cells), *(c.hex() for c in cells if isinstance(c, bytes))])


@pytest.mark.rule("SE-10")
def test_no_person_case_or_organisation_stands_in_any_column(log):
    person, case, organisation = CANARIES
    user = somebody(f"{person}@{organisation}")
    log.write(purposeful(case, user))
    log.write(reading(case, user, kind=Kind.STEP, detail="confirm"))
    text = dump(log)
    for canary in CANARIES:
        for form in (canary, canary.encode().hex(), canary.encode().decode("latin-1")):
            assert form not in text


@pytest.mark.rule("SE-10")
def test_no_value_is_shared_by_the_lines_of_one_user_in_two_cases(log):
    for case in ("case-1", "case-2"):
        log.write(purposeful(case))
    first, second = log.rows()
    plain = {"kind", "detail", "classes", "role", "purpose", "regime", "version"}
    shared = {name for name in first if first[name] == second[name]}
    assert shared <= plain


def test_the_lines_of_one_user_in_one_case_can_be_joined(log):
    for _ in range(2):
        log.write(purposeful())
    assert len({row["actor_ref"] for row in log.rows()}) == 1


@pytest.mark.rule("SE-10")
def test_the_lines_of_one_user_outside_of_cases_cannot_be_joined(log):
    for what in ("sign_in.begin", "preparedness.declare"):
        log.write(
            Line(kind=Kind.STEP, actor=somebody(), case=None, regime=Regime.GDPR, detail=what)
        )
    first, second = log.rows()
    assert first["actor_ref"] != second["actor_ref"]
    assert log.keys.line_ref(somebody().person, first["number"]) == first["actor_ref"]
    assert log.found() is None


def test_no_two_columns_hold_the_same_pseudonym(log):
    # A user who is called as a case is, on purpose.
    log.write(purposeful("same", somebody("same")))
    row = log.rows()[0]
    refs = [row[name] for name in ("case_ref", "actor_ref", "opening", "hash", "mark")]
    assert Counter(refs).most_common(1)[0][1] == 1


def test_no_two_openings_of_a_day_or_of_two_days_share_their_count(log):
    for case in ("case-1", "case-2"):
        log.write(purposeful(case))
    log.now = log.now.replace(day=24)
    log.write(purposeful("case-1"))
    openings = [row["opening"] for row in log.rows()]
    assert len(set(openings) - {None}) == 3


def test_the_sealed_id_tells_nothing_by_its_length(log):
    for name in ("a", "a" * 200):
        log.write(purposeful("case-1", somebody(name)))
    assert len({len(row["sealed"]) for row in log.rows()}) == 1


def test_equal_ids_are_sealed_to_different_bytes(log):
    for _ in range(2):
        log.write(purposeful())
    assert len({bytes(row["sealed"]) for row in log.rows()}) == 2


def test_a_sealed_id_that_was_moved_to_another_line_does_not_open(log):
    for _ in range(2):
        log.write(purposeful())
    first, second = log.rows()
    where = sealed_in(1, first["case_ref"], first["actor_ref"])
    with pytest.raises(Unreadable):
        log.keys.unseal(second["sealed"], where, "case-1")


def test_an_id_that_is_too_long_to_hide_is_refused(log):
    with pytest.raises(ValueError, match=r"^an id has at most 200 bytes$"):
        log.write(purposeful("case-1", somebody("a" * 201)))


def test_the_keys_do_not_show_themselves(log):
    assert repr(log.keys) == "HeldKeys()"


def test_the_keys_are_those_of_the_key_store(place):
    opened = [HeldKeys.of(store) for store in (place.create(), place.open())]
    assert opened[0] == opened[1]
    assert len({each for each in astuple(opened[0]) if isinstance(each, bytes)}) == 5


def test_the_role_is_in_clear_and_is_no_organisation(log):
    log.write(purposeful("case-1", somebody("p", Role.POLICE_SENDER)))
    assert log.rows()[0]["role"] == "police_sender"
