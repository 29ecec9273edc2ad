"""The access matrix is data, read by one function that answers nothing when in doubt."""

import csv
from importlib.resources import files
from itertools import product

import pytest

from relocation.errors import MatrixError
from relocation.permissions import DataClass, Level, Role, Stage, level, read_matrix
from tests.relocation.expected_access import EXPECTED

TEXT = files("relocation").joinpath("access_matrix.csv").read_text(encoding="utf-8")
ROWS = list(csv.DictReader(TEXT.splitlines()))


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.rule("SE-1", "EX-5")
def test_every_cell_of_a_role_answers_as_its_row_says(role):
    rows = [row for row in ROWS if row["role"] == role]
    answers = [level(role, row["data_class"], row["stage"]) for row in rows]
    assert len(rows) == len(DataClass) * len(Stage)
    assert answers == [row["level"] for row in rows]


@pytest.mark.rule("SE-1")
def test_every_cell_answers_as_a_table_written_apart_from_it_says():
    found = {cell: level(*cell) for cell in product(Role, DataClass, Stage)}
    assert found == EXPECTED


@pytest.mark.rule("RE-20")
def test_what_is_read_of_the_table_is_what_stands_in_it():
    assert read_matrix(TEXT) == EXPECTED
    assert {type(each) for each in read_matrix(TEXT).values()} == {Level}


@pytest.mark.rule("SE-1")
def test_whoevers_row_is_dropped_nobody_reads_anything():
    lines = TEXT.splitlines()
    for role in Role:
        dropped = next(n for n, line in enumerate(lines) if line.startswith(f"{role},"))
        with pytest.raises(MatrixError, match="1 cell"):
            read_matrix("\n".join(lines[:dropped] + lines[dropped + 1 :]))


@pytest.mark.parametrize(
    "cell",
    [
        ("nobody", "existence", "S4_placement"),
        ("engine", "shoe_size", "S4_placement"),
        ("engine", "needs", "S99"),
        ("", "", ""),
        ("ENGINE", "needs", "S4_placement"),
    ],
)
@pytest.mark.rule("SE-1")
def test_whatever_has_no_row_reads_nothing(cell):
    assert level(*cell) is Level.NOTHING


@pytest.mark.rule("EX-5")
def test_the_receiver_reads_nothing_of_a_proposal_at_any_stage():
    assert {level(Role.MUNI_RECEIVER, DataClass.PROPOSAL, stage) for stage in Stage} == {"N"}


@pytest.mark.rule("SE-1", "RE-20")
def test_a_matrix_without_any_one_of_its_rows_is_refused():
    lines = TEXT.splitlines()
    for number in (1, len(lines) - 1, *range(2, len(lines), 20)):
        with pytest.raises(MatrixError, match="missing"):
            read_matrix("\n".join(lines[:number] + lines[number + 1 :]))


@pytest.mark.parametrize(
    "extra",
    [
        "engine,needs,S4_placement,F",
        "engine,needs,S4_placement",
        "engine,needs,S4_placement,F,F",
        "stranger,needs,S4_placement,F",
    ],
)
@pytest.mark.rule("SE-1")
def test_a_doubled_ragged_or_unknown_row_is_refused_by_its_line(extra):
    with pytest.raises(MatrixError, match="line 2342"):
        read_matrix(f"{TEXT.rstrip()}\n{extra}\n")


@pytest.mark.rule("SE-1")
def test_an_unknown_level_is_refused_without_naming_it():
    with pytest.raises(MatrixError, match="line 2:") as refused:
        read_matrix(TEXT.replace(",N\n", ",canary\n", 1))
    assert "canary" not in str(refused.value)


@pytest.mark.rule("SE-1")
def test_a_matrix_with_other_columns_is_refused():
    for text in ("role,stage,data_class,level\n", ""):
        with pytest.raises(
            MatrixError, match="line 1: the columns must be role, data_class, stage"
        ):
            read_matrix(text)
