"""Several lines that one transaction adds: one chain, and the head on the last of them."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from relocation.audit.service import write, write_all
from relocation.database import transaction
from relocation.errors import PurposeMissing
from relocation.permissions import DataClass
from tests.relocation.audit.logbook import reading
from tests.relocation.audit.test_writing import STEP

ONE_MORE = text("""
    INSERT INTO audit_lines SELECT :number, at, kind, detail, classes, case_ref, actor_ref, role,
    purpose, regime, version, sealed, opening, :told, mark FROM audit_lines WHERE number = 1
""")


def add_by_hand(log, lines, head):
    """What somebody does who can write into the database."""
    with log.engine.begin() as connection:
        connection.execute(ONE_MORE, lines)
        connection.execute(text("UPDATE audit_head SET number = :number, hash = :told"), head)


@pytest.mark.rule("RE-11")
def test_several_lines_at_once_are_as_those_that_came_one_by_one(log):
    lines = [reading(f"case-{number}", **STEP) for number in range(3)]
    with transaction(log.engine) as session:
        write_all(session, [], keys=log.keys, now=log.now)
        write(session, lines[0], keys=log.keys, now=log.now)
        write_all(session, lines, keys=log.keys, now=log.now)
        write(session, lines[0], keys=log.keys, now=log.now)
    assert [row["number"] for row in log.rows()] == [1, 2, 3, 4, 5]
    cases = [0, 0, 1, 2, 0]
    assert [row["case_ref"] for row in log.rows()] == [
        log.keys.case_ref(f"case-{n}") for n in cases
    ]
    assert log.found() is None


def test_of_several_lines_none_is_written_where_one_lacks_its_purpose(log):
    lines = [reading(**STEP), reading(classes=frozenset({DataClass.ADDRESS}), purpose=None)]
    with pytest.raises(PurposeMissing), transaction(log.engine) as session:
        write_all(session, lines, keys=log.keys, now=log.now)
    assert log.rows() == []


@pytest.mark.rule("RE-11")
@pytest.mark.parametrize("head", [(3, "c"), (4, "c"), (5, "d"), (2, "d")], ids=str)
def test_the_head_goes_onto_the_last_of_several_lines_alone_and_with_its_hash(log, head):
    log.fill(2)
    lines = [{"number": 3, "told": "c"}, {"number": 4, "told": "d"}]
    with pytest.raises(DBAPIError, match="only added to"):
        add_by_hand(log, lines, dict(zip(("number", "told"), head, strict=True)))
    assert log.found() is None


def test_a_line_that_leaves_a_gap_is_refused(log):
    log.fill(2)
    lines = [{"number": 3, "told": "c"}, {"number": 5, "told": "d"}]
    with pytest.raises(DBAPIError, match="only added to"):
        add_by_hand(log, lines, lines[-1])
    assert log.found() is None
