"""Each way to tamper with the log is tried, and the first bad entry is named."""

import pytest

from tests.relocation.audit.logbook import reading

pytestmark = pytest.mark.rule("RE-11")
COPY = (
    "INSERT INTO audit_lines SELECT {number}, at, kind, detail, classes, case_ref, actor_ref, "
    "role, purpose, regime, version, sealed, opening, hash, mark "
    "FROM audit_lines WHERE number = {of}"
)


@pytest.fixture
def filled(log):
    log.fill(12)
    return log


def test_a_log_that_nobody_touched_is_whole(filled):
    report = filled.verify()
    assert (report.is_whole, report.lines) == (True, 12)


def test_an_empty_log_is_whole(log):
    assert log.found() is None


@pytest.mark.parametrize(
    "edit",
    [
        "at = '2020-01-01 00:00:00'",
        "kind = 'step'",
        "detail = 'x'",
        "classes = 'audit'",
        "case_ref = NULL",
        "actor_ref = 'x'",
        "role = 'auditor'",
        "purpose = 'casework'",
        "regime = 'law_enforcement'",
        "version = 2",
        "opening = NULL",
        "sealed = sealed || sealed",
        "hash = mark",
    ],
)
def test_an_edit_of_any_column_is_found(filled, edit):
    filled.tampered().run(f"UPDATE audit_lines SET {edit} WHERE number = 4")  # noqa: S608
    assert filled.found() == ("altered", 4, 4)


def test_an_edit_of_the_mark_is_found(filled):
    filled.tampered().run("UPDATE audit_lines SET mark = hash WHERE number = 4")
    assert filled.found() == ("remade", 4, 4)


def test_an_edit_together_with_the_lines_own_hash_is_found(filled):
    owner = filled.tampered()
    owner.run("UPDATE audit_lines SET purpose = 'supervision' WHERE number = 4")
    owner.remake(first=4)
    assert filled.found() == ("remade", 4, 4)


def test_a_removed_line_is_found(filled):
    filled.tampered().run("DELETE FROM audit_lines WHERE number = 5")
    assert filled.found() == ("missing", 5, 5)


def test_a_removed_line_is_found_when_the_others_close_up(filled):
    owner = filled.tampered()
    owner.run("DELETE FROM audit_lines WHERE number = 5")
    for number in range(6, 13):
        owner.run("UPDATE audit_lines SET number = number - 1 WHERE number = :n", n=number)
    assert filled.found() == ("altered", 5, 5)


def test_the_last_lines_removed_are_found_by_the_head(filled):
    filled.tampered().run("DELETE FROM audit_lines WHERE number > 9")
    assert filled.found() == ("cut", 10, 12)


def test_the_last_lines_removed_with_the_head_moved_back_are_found_by_the_heads_mark(filled):
    owner = filled.tampered()
    owner.run("DELETE FROM audit_lines WHERE number > 9")
    owner.run(
        "UPDATE audit_head SET number = 9, "
        "hash = (SELECT hash FROM audit_lines WHERE number = 9), "
        "mark = (SELECT mark FROM audit_lines WHERE number = 9)"
    )
    assert filled.found() == ("head", 10, 10)


def test_the_last_lines_removed_with_an_older_head_put_back_are_found_by_a_checkpoint(log, witness):
    log.fill(9)
    with log.engine.connect() as connection:
        older = connection.exec_driver_sql("SELECT number, hash, mark FROM audit_head").one()
    log.fill(3)
    signed = log.sign(witness)
    owner = log.tampered()
    owner.run("DELETE FROM audit_lines WHERE number > 9")
    owner.run(
        "UPDATE audit_head SET number = :number, hash = :hash, mark = :mark", **older._asdict()
    )
    assert log.found() is None
    assert log.found([signed]) == ("cut", 10, 12)


def test_a_log_emptied_to_its_beginning_is_found_by_a_checkpoint(filled, witness):
    signed = filled.sign(witness)
    owner = filled.tampered()
    owner.run("DELETE FROM audit_lines")
    owner.run("UPDATE audit_head SET number = 0, hash = :genesis, mark = ''", genesis="0" * 64)
    assert filled.found([signed]) == ("cut", 1, 12)


def test_a_line_inserted_in_the_middle_is_found(filled):
    owner = filled.tampered()
    for number in range(12, 5, -1):
        owner.run("UPDATE audit_lines SET number = number + 1 WHERE number = :n", n=number)
    owner.run(COPY.format(number=6, of=2))
    assert filled.found() == ("altered", 6, 6)


def test_a_line_inserted_at_the_end_is_found(filled):
    filled.tampered().run(COPY.format(number=13, of=12))
    assert filled.found() == ("added", 13, 13)


def test_a_line_inserted_before_the_first_is_found(filled):
    filled.tampered().run(COPY.format(number=-1, of=2))
    assert filled.found() == ("added", -1, -1)


def test_a_line_played_again_is_found(filled):
    owner = filled.tampered()
    owner.run(COPY.format(number=13, of=12))
    owner.run("UPDATE audit_head SET number = 13")
    assert filled.found() == ("altered", 13, 13)


def test_a_line_played_again_with_a_new_hash_is_found(filled):
    owner = filled.tampered()
    owner.run(COPY.format(number=13, of=12))
    owner.remake(first=13)
    assert filled.found() == ("remade", 13, 13)


def test_two_lines_swapped_are_found(filled):
    owner = filled.tampered()
    for number, to in ((3, 99), (8, 3), (99, 8)):
        owner.run("UPDATE audit_lines SET number = :to WHERE number = :n", n=number, to=to)
    assert filled.found() == ("altered", 3, 3)


def test_lines_in_another_order_are_found(filled):
    owner = filled.tampered()
    owner.run("UPDATE audit_lines SET number = number + 100 WHERE number BETWEEN 7 AND 10")
    for number in range(7, 11):
        owner.run(
            "UPDATE audit_lines SET number = :to WHERE number = :n", n=number + 100, to=17 - number
        )
    assert filled.found() == ("altered", 7, 7)


def test_the_whole_chain_made_anew_without_the_keys_is_found_at_the_first_line_that_changed(filled):
    owner = filled.tampered()
    owner.run("UPDATE audit_lines SET role = 'auditor' WHERE number >= 6")
    owner.remake()
    assert filled.found() == ("remade", 6, 6)


def test_the_whole_chain_made_anew_with_the_keys_is_found_since_the_last_checkpoint_that_agrees(
    log, witness
):
    log.fill(4)
    signed = [log.sign(witness)]
    log.fill(5)
    signed.append(log.sign(witness))
    owner = log.tampered()
    owner.run("UPDATE audit_lines SET role = 'auditor' WHERE number = 6")
    owner.remake()
    assert log.found(signed, keys=None) == ("rewritten", 5, 9)
    assert log.found([], keys=None) is None


def test_a_changed_head_is_found(filled):
    filled.tampered().run("UPDATE audit_head SET hash = mark")
    assert filled.found() == ("head", 13, 13)


@pytest.mark.parametrize("mark", ["", "x"])
def test_a_changed_mark_of_the_head_is_found(filled, mark):
    filled.tampered().run("UPDATE audit_head SET mark = :mark", mark=mark)
    assert filled.found() == ("head", 13, 13)


def test_a_mark_on_the_head_of_an_empty_log_is_found(log):
    log.tampered().run("UPDATE audit_head SET mark = 'x'")
    assert log.found() == ("head", 1, 1)


def test_a_removed_head_is_found(filled):
    filled.tampered().run("DELETE FROM audit_head")
    assert filled.found() == ("added", 1, 12)


def test_what_is_found_is_the_first_of_several(filled):
    owner = filled.tampered()
    owner.run("UPDATE audit_lines SET version = 9 WHERE number = 10")
    owner.run("DELETE FROM audit_lines WHERE number = 7")
    owner.run("UPDATE audit_lines SET version = 9 WHERE number = 8")
    assert filled.found() == ("missing", 7, 7)


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)  # the other takes no such cell
def test_a_cell_that_cannot_even_be_read_is_found(filled):
    filled.tampered().run("UPDATE audit_lines SET at = 'no time at all' WHERE number = 4")
    assert filled.found() == ("altered", 4, 4)


def test_the_log_goes_on_after_it_was_verified(filled):
    filled.verify()
    filled.write(reading())
    assert filled.verify().lines == 13


def test_following_the_log_from_a_checkpoint_finds_what_came_after(filled, witness):
    signed = filled.sign(witness)
    filled.fill(3)
    filled.tampered().run("UPDATE audit_lines SET version = 9 WHERE number = 14")
    assert filled.found([signed], since=signed) == ("altered", 14, 14)


def test_following_the_log_from_a_checkpoint_finds_that_it_is_shorter_now(filled, witness):
    signed = filled.sign(witness)
    owner = filled.tampered()
    owner.run("DELETE FROM audit_lines WHERE number > 9")
    owner.run("UPDATE audit_head SET number = 9")
    assert filled.found([signed], since=signed) == ("cut", 10, 12)
