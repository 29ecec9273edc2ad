"""A file that is not whole is refused whole, with line, column and rule and never a value."""

import os
from pathlib import Path

import pytest

from relocation.errors import ReferenceDataRefused
from relocation.municipalities.imports import text
from relocation.municipalities.imports.kind import Kind
from relocation.municipalities.register import load_register
from tests.relocation.municipalities.folders import CANARY, NAMES, SAMPLES, TODAY, table, take
from tests.relocation.municipalities.mutated_imports import fault_of

WHOLE = table()
TRAVEL = (SAMPLES / "travel.hand-made.csv").read_text("utf-8")


def refused(folder, content, kind=Kind.POPULATION, **options):
    with pytest.raises(ReferenceDataRefused) as caught:
        take(folder, content, kind, **options)
    assert not (folder / "imports").exists()
    return caught.value


def rules(error):
    return {fault.rule.removeprefix("import.") for fault in error.faults}


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        ("", "empty"),
        ("\n \n", "empty"),
        ("no table at all", "header"),
        (WHOLE.replace("OMRÅDE", "STED"), "header"),
        (WHOLE.replace("INDHOLD", "NOGET"), "header"),
        (WHOLE.replace("TID", "NOGET"), "header"),
        (WHOLE.replace("OMRÅDE;TID", "TID;TID"), "header"),
        (WHOLE + "København;2026K1;60000\n", "duplicate"),
        (WHOLE + "Atlantis;2026K1;60000\n", "area"),
        (WHOLE + "101 Aarhus;2026K1;60000\n", "area"),
        (WHOLE + ";2026K1;60000\n", "area"),
        (WHOLE.replace(";60005", ""), "ragged"),
        (WHOLE.replace(";60005", ";60005;1"), "ragged"),
        (WHOLE.replace("60005", "nan"), "number"),
        (WHOLE.replace("60005", "-5"), "number"),
        (WHOLE.replace("60005", "60.005"), "number"),
        (WHOLE.replace("60005", ".."), "number"),
        (WHOLE.replace("60005", ""), "number"),
        (WHOLE.replace("60005", "0"), "implausible"),
        (WHOLE.replace("60005", "99999999"), "implausible"),
        (WHOLE.replace(";6", ";1"), "implausible"),
        (WHOLE.replace("Aarhus;2026K1;", "Aarhus;2025K1;"), "missing"),
        (WHOLE.replace("Aarhus;2026K1;", "Aarhus;2027;"), "period"),
        (WHOLE.replace("Aarhus;2026K1;", "Aarhus;2026K5;"), "period"),
        (WHOLE.replace("2026K1", "2027K1"), "as_of"),
        (WHOLE.replace("Aarhus", '"Aarhus'), "csv"),
        (WHOLE.replace("Aarhus", "Aar\0hus"), "encoding"),
        (WHOLE.encode("utf-16"), "encoding"),
        (WHOLE.encode() + b"\x9f\xff", "encoding"),
        (WHOLE + ";" * 200_000, "line_too_long"),
        (WHOLE + "\n" * 500_001, "too_long"),
    ],
)
@pytest.mark.rule("IF-8", "RE-13")
def test_a_broken_table_is_refused_by_its_rule(tmp_path, content, rule):
    assert rule in rules(refused(tmp_path, content))


@pytest.mark.rule("RE-13")
def test_a_fault_names_its_line_and_column(tmp_path):
    error = refused(tmp_path, WHOLE.replace("60005", CANARY))
    assert (error.faults[-1].line, error.faults[-1].column) == (7, 3)


@pytest.mark.rule("RE-13")
def test_a_line_that_was_mended_by_hand_into_an_open_quote_is_named(tmp_path):
    assert refused(tmp_path, WHOLE.replace("Aarhus", '"Aarhus')).faults[0].line is not None


@pytest.mark.rule("RE-13")
def test_over_100_faults_give_the_first_100_and_the_number_of_the_rest(tmp_path):
    error = refused(tmp_path, table(*[f"Atlantis;2026K1;{n}" for n in range(150)]))
    assert (len(error.faults), error.more) == (100, 50)


@pytest.mark.parametrize("kind", [Kind.POPULATION, Kind.EMPLOYMENT, Kind.UNEMPLOYMENT])
@pytest.mark.parametrize("cell", range(4))
@pytest.mark.rule("RE-13")
def test_no_fault_repeats_what_stands_in_the_file(tmp_path, kind, cell):
    rows = [[name, "TOT", "2026K1", "3"] for name in NAMES]
    rows[40][cell] = CANARY
    head = ["OMRÅDE", "BRANCHE07", "TID", "INDHOLD"]
    content = "\n".join(";".join(row) for row in (head, *rows))
    assert CANARY not in str(refused(tmp_path, content, kind))


@pytest.mark.rule("RE-13")
def test_a_header_is_not_repeated_either(tmp_path):
    assert CANARY not in str(refused(tmp_path, WHOLE.replace("INDHOLD", CANARY)))


@pytest.mark.rule("RE-13")
def test_a_file_over_50_megabytes_is_refused_before_it_is_read(tmp_path, monkeypatch):
    file = tmp_path / "file.csv"
    with file.open("wb") as handle:
        handle.truncate(text.MOST_BYTES + 1)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("the file was opened"))
    with pytest.raises(ReferenceDataRefused, match="too_large"):
        text.read_text(file)


@pytest.mark.parametrize("path", ["missing.csv", "."])
@pytest.mark.rule("RE-13")
def test_a_file_that_cannot_be_read_is_refused(tmp_path, path):
    with pytest.raises(ReferenceDataRefused, match="unreadable"):
        text.read_text(tmp_path / path)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (TRAVEL.replace("0101,0147,15\n", ""), "missing"),
        (TRAVEL + "0101,0147,15\n", "duplicate"),
        (TRAVEL + "0147,0101,16\n", "asymmetric"),
        (TRAVEL.replace("0101,0147,15\n", "0101,0147,0\n"), "number"),
        (TRAVEL.replace("0101,0147,15\n", "0101,0147,1001\n"), "number"),
        (TRAVEL.replace("0101,0147,15\n", "0101,0147,nan\n"), "number"),
        (TRAVEL.replace("0101,0147,15\n", "0101,0147,15.5\n"), "number"),
        (TRAVEL.replace("0101,0147,15\n", "0101,9999,15\n"), "area"),
        (TRAVEL.replace("0101,0147,15\n", "0101,0147\n"), "ragged"),
        (TRAVEL.replace("minutes", "time"), "header"),
    ],
)
@pytest.mark.rule("IF-8", "RE-13")
def test_a_broken_travel_matrix_is_refused_by_its_rule(tmp_path, content, rule):
    assert rule in rules(refused(tmp_path, content, Kind.TRAVEL, error_percent=5))


@pytest.mark.parametrize("error_percent", [None, -1, 100])
@pytest.mark.rule("IF-8", "SC-3")
def test_a_travel_matrix_without_a_sensible_error_is_refused(tmp_path, error_percent):
    error = refused(tmp_path, TRAVEL, Kind.TRAVEL, error_percent=error_percent)
    assert rules(error) == {"error_percent"}


@pytest.mark.rule("IF-8")
def test_industries_that_overlap_need_their_total(tmp_path):
    rows = [f"{name};{key} Noget;2024;20000" for name in NAMES for key in ("01000", "A")]
    content = table(*rows, head="OMRÅDE;BRANCHE07;TID;INDHOLD", figures=False)
    assert "industry" in rules(refused(tmp_path, content, Kind.EMPLOYMENT))


@pytest.mark.rule("IF-8")
def test_an_industry_with_a_municipality_missing_is_refused(tmp_path):
    rows = [f"{name};TOT;2024;20000" for name in NAMES]
    rows += [f"{name};A Noget;2024;200" for name in NAMES[1:]]
    content = table(*rows, head="OMRÅDE;BRANCHE07;TID;INDHOLD", figures=False)
    error = refused(tmp_path, content, Kind.EMPLOYMENT)
    assert [fault.says for fault in error.faults] == [
        "municipality 0101 is missing in industry 2 of 2"
    ]


@pytest.mark.rule("RE-13")
def test_a_refused_file_leaves_the_earlier_import_in_force(tmp_path):
    take(tmp_path, WHOLE)
    with pytest.raises(ReferenceDataRefused):
        take(tmp_path, WHOLE.replace("60005", "x"))
    assert load_register(TODAY, tmp_path / "imports").country.population[5] == 60_005


@pytest.mark.parametrize("step", [0, 1])
@pytest.mark.rule("IF-8", "RE-13")
def test_a_write_that_breaks_off_leaves_the_earlier_import_in_force(tmp_path, monkeypatch, step):
    take(tmp_path, WHOLE)
    sync, calls = os.fsync, []

    def break_off(descriptor):
        calls.append(descriptor)
        if len(calls) > step:
            raise OSError("the disk is full")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", break_off)
    with pytest.raises(OSError, match="full"):
        take(tmp_path, WHOLE.replace("60005", "60006"))
    assert load_register(TODAY, tmp_path / "imports").country.population[5] == 60_005
    assert not list((tmp_path / "imports").glob(".*"))
    assert len(list((tmp_path / "imports").iterdir())) == 2


@pytest.mark.sample(30)
@pytest.mark.parametrize("seed", range(150))
@pytest.mark.rule("RE-13", "IF-8")
def test_a_mutated_file_is_taken_whole_or_refused_whole(tmp_path, seed):
    assert fault_of(tmp_path, seed) == ""
