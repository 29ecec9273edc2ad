"""What a line was refused for is told once: it is not reported as missing beside that."""

import pytest

from relocation.errors import ReferenceDataRefused
from relocation.municipalities.imports.kind import Kind
from tests.relocation.municipalities.folders import NAMES, SAMPLES, table, take

BULK = (SAMPLES / "unemployment-bulk.hand-made.csv").read_text("utf-8")
TRAVEL = (SAMPLES / "travel.hand-made.csv").read_text("utf-8")
PAIR = "0101,0147,15\n"
WHOLE = table()


def places(folder, content, kind, **options):
    """Line, column and rule of every fault."""
    with pytest.raises(ReferenceDataRefused) as caught:
        take(folder, content, kind, **options)
    faults = caught.value.faults
    return [(each.line, each.column, each.rule.removeprefix("import.")) for each in faults]


@pytest.mark.rule("RE-13")
def test_a_figure_that_is_no_number_is_the_only_fault_of_its_file(tmp_path):
    content = BULK.replace("101;TOT;TOT;2025;2,0", "101;TOT;TOT;2025;x")
    assert places(tmp_path, content, Kind.UNEMPLOYMENT) == [(4, 5, "number")]


@pytest.mark.rule("RE-13")
def test_where_every_figure_is_refused_it_is_not_said_that_there_is_none(tmp_path):
    content = table(*[f"{name};2026K1;x" for name in NAMES], figures=False)
    found = places(tmp_path, content, Kind.POPULATION)
    assert {rule for _, _, rule in found} == {"number"}
    assert len(found) == len(NAMES)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (WHOLE.replace("Aarhus;", "Atlantis;"), "area"),
        (WHOLE.replace(";60005", ""), "ragged"),
        (WHOLE.replace("Aarhus;2026K1;", "Aarhus;2027K9;"), "period"),
        (WHOLE.replace(";60005", ";0"), "implausible"),
    ],
)
@pytest.mark.rule("RE-13")
def test_a_line_that_is_refused_leaves_no_gap_beside_its_own_fault(tmp_path, content, rule):
    assert [each[2] for each in places(tmp_path, content, Kind.POPULATION)] == [rule]


@pytest.mark.rule("RE-13")
def test_an_industry_that_cannot_be_kept_is_not_reported_as_missing_too(tmp_path):
    rows = [f"{name};TOT;2024;20000" for name in NAMES] + [f"{NAMES[0]};;2024;200"]
    rows += [f"{name};A Noget;2024;200" for name in NAMES[1:]]
    content = table(*rows, head="OMRÅDE;BRANCHE07;TID;INDHOLD", figures=False)
    found = places(tmp_path, content, Kind.EMPLOYMENT)
    assert [rule for _, _, rule in found] == ["industry"]


@pytest.mark.parametrize(
    ("line", "rule"),
    [("0101,0147,x\n", "number"), ("0101,9999,15\n", "area"), ("0101,0147\n", "ragged")],
)
@pytest.mark.rule("RE-13")
def test_a_pair_whose_line_is_refused_is_not_reported_as_missing_too(tmp_path, line, rule):
    found = places(tmp_path, TRAVEL.replace(PAIR, line), Kind.TRAVEL, error_percent=5)
    assert [each[2] for each in found] == [rule]


@pytest.mark.rule("RE-13")
def test_what_no_line_tells_is_reported_as_missing_with_the_line_of_the_header(tmp_path):
    found = places(tmp_path, TRAVEL.replace(PAIR, ""), Kind.TRAVEL, error_percent=5)
    assert found == [(1, None, "missing")]


@pytest.mark.rule("RE-13")
def test_a_true_gap_is_told_beside_the_refused_figure_of_another_municipality(tmp_path):
    content = BULK.replace("101;TOT;TOT;2025;2,0", "101;TOT;TOT;2025;x")
    content = content.replace("147;TOT;TOT;2025;2,1\n", "")
    assert [each[2] for each in places(tmp_path, content, Kind.UNEMPLOYMENT)] == [
        "missing",
        "number",
    ]
