"""A file is checked whole: periods that do not count, the diagonal, and Christiansø by its rule."""

from datetime import timedelta

import pytest

from relocation.errors import ReferenceDataRefused
from relocation.municipalities.imports.kind import Kind
from relocation.municipalities.register import load_register
from tests.relocation.municipalities.folders import CANARY, NAMES, SAMPLES, TODAY, table, take

OLDER = table(*(f"{name};2025K4;{50_000 + n}" for n, name in enumerate(NAMES)))
MATRIX = "\n".join(
    ["område;2025K4;2026K1", *(f"{name};{50_000 + n};60000" for n, name in enumerate(NAMES))]
)
ONE_WAY = (SAMPLES / "travel.hand-made.csv").read_text("utf-8")
TRAVEL = {"kind": Kind.TRAVEL, "error_percent": 5}


def faults(folder, content, **options):
    """Rule, line and column of each fault of a refused file; nothing of it was kept."""
    with pytest.raises(ReferenceDataRefused) as refused:
        take(folder, content, **options)
    assert not (folder / "imports").exists()
    assert CANARY not in str(refused.value)
    told = refused.value.faults
    return [(each.rule.removeprefix("import."), each.line, each.column) for each in told]


@pytest.mark.parametrize(
    ("old", "new", "rule", "column"),
    [
        (";50005", f";{CANARY}", "number", 3),
        (";50005", ";..", "number", 3),
        (";50005", ";", "number", 3),
        (";50005", ";99999999", "implausible", 3),
        (f"{NAMES[6]};2025K4", f"{NAMES[5]};2025K4", "duplicate", 3),
        (f"{NAMES[5]};2025K4", f"{CANARY};2025K4", "area", 1),
    ],
)
@pytest.mark.rule("IF-8", "RE-13")
def test_a_fault_in_an_older_period_is_refused_by_line_column_and_rule(
    tmp_path, old, new, rule, column
):
    line = 1 + len(NAMES) + (7 if rule == "duplicate" else 6)
    assert faults(tmp_path, OLDER.replace(old, new, 1)) == [(rule, line, column)]


@pytest.mark.rule("IF-8", "RE-13")
def test_a_bad_number_of_an_older_period_in_a_matrix_is_named_by_its_own_column(tmp_path):
    content = MATRIX.replace(";50005;", f";{CANARY};")
    assert faults(tmp_path, content) == [("number", 7, 2)]


@pytest.mark.rule("RE-13")
def test_an_unknown_area_in_a_matrix_is_told_once_a_line(tmp_path):
    assert faults(tmp_path, f"{MATRIX}\n{CANARY};1;2") == [("area", 100, 1)]


@pytest.mark.rule("IF-8", "RE-13")
def test_an_unknown_area_is_refused_in_a_line_that_is_not_taken_either(tmp_path):
    rows = [f"{name};I alt;2026K1;60000" for name in NAMES]
    content = table(*rows, f"{CANARY};Mænd;2026K1;5", head="OMRÅDE;KØN;TID;INDHOLD", figures=False)
    assert faults(tmp_path, content) == [("area", 100, 1)]


@pytest.mark.rule("RE-13")
def test_a_fault_in_an_older_period_says_that_only_the_newest_counts(tmp_path):
    with pytest.raises(ReferenceDataRefused, match="Only the newest period counts"):
        take(tmp_path, OLDER.replace(";50005", ";x"))


@pytest.mark.rule("IF-8")
def test_an_older_period_may_have_gaps(tmp_path):
    assert take(tmp_path, table(f"{NAMES[0]};2025K4;50000")).period == "2026K1"


@pytest.mark.parametrize("minutes", ["5", "", "0.0", "00", "-0", CANARY])
@pytest.mark.rule("IF-8", "RE-13")
def test_minutes_from_a_municipality_to_itself_must_be_0(tmp_path, minutes):
    content = f"{ONE_WAY}0147,0147,{minutes}\n"
    assert faults(tmp_path, content, **TRAVEL) == [("diagonal", len(content.splitlines()), 3)]


@pytest.mark.rule("IF-8", "RE-13")
def test_a_municipality_twice_on_the_diagonal_is_a_duplicate(tmp_path):
    content = f"{ONE_WAY}0147,0147,0\n0147,0147,0\n"
    assert faults(tmp_path, content, **TRAVEL) == [("duplicate", len(content.splitlines()), 1)]


@pytest.mark.sample(4)
@pytest.mark.parametrize("figure", ["90", "..", "-", CANARY])
@pytest.mark.parametrize("written", ["Christiansø", "411", "0411 Christiansø"])
@pytest.mark.rule("IF-8")
def test_lines_on_christianso_are_left_out_counted_and_count_nowhere(tmp_path, written, figure):
    kept = take(tmp_path, table(f"{written};2026K1;{figure}", f"{written};2025K4;{figure}"))
    country = load_register(TODAY, tmp_path / "imports").country
    assert (kept.rows, kept.christianso_lines) == (98, 2)
    assert int(country.population.sum()) == sum(60_000 + n for n in range(98))


@pytest.mark.rule("IF-8")
def test_pairs_with_christianso_are_left_out_of_a_travel_matrix_and_counted(tmp_path):
    kept = take(tmp_path, f"{ONE_WAY}0411,0400,60\n0101,0411,..\n0411,0411,9\n", **TRAVEL)
    assert (kept.rows, kept.christianso_lines) == (4753, 3)


@pytest.mark.rule("IF-8")
def test_totals_and_regions_are_not_counted_as_christianso(tmp_path):
    assert take(tmp_path, table("Hele landet;2026K1;..", "950;2026K1;3")).christianso_lines == 0


@pytest.mark.parametrize("options", [{}, TRAVEL])
def test_figures_that_speak_of_a_day_after_today_are_refused(tmp_path, options):
    content = ONE_WAY if options else OLDER
    tomorrow = TODAY + timedelta(days=1)
    assert faults(tmp_path, content, as_of=tomorrow, **options) == [("as_of", None, None)]
    taken = take(tmp_path, content, as_of=tomorrow, today=tomorrow, **options)
    assert taken.as_of == tomorrow
