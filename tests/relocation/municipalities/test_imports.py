"""Reference data can be replaced from Statistics Denmark's own files."""

from datetime import date

import pytest

from relocation.errors import RegisterError
from relocation.municipalities.imports.kind import Kind
from relocation.municipalities.imports.service import import_file
from relocation.municipalities.imports.store import default_folder
from relocation.municipalities.register import load_register
from relocation.municipalities.service import check_register
from scoring.country import Provenance
from tests.relocation.municipalities.folders import NAMES, SAMPLES, TODAY, table, take

AS_OF = date(2026, 4, 1)


def sample(folder, name, kind, **options):
    path = SAMPLES / f"{name}.hand-made.csv"
    return import_file(kind, path, folder, as_of=AS_OF, today=TODAY, **options)


def country(folder):
    return load_register(TODAY, folder).country


@pytest.mark.parametrize("layout", ["csv", "matrix"])
@pytest.mark.rule("IF-8")
def test_the_newest_population_of_each_layout_replaces_the_registers(tmp_path, layout):
    sample(tmp_path, f"population-{layout}", Kind.POPULATION)
    assert list(country(tmp_path).population) == [51_000 + 100 * n for n in range(98)]


@pytest.mark.rule("IF-8")
def test_unemployment_with_decimal_comma_and_short_codes_is_read(tmp_path):
    sample(tmp_path, "unemployment-bulk", Kind.UNEMPLOYMENT)
    assert list(country(tmp_path).unemployment_pct[:3]) == [2.0, 2.1, 2.2]


@pytest.mark.rule("IF-8", "SC-5")
def test_jobs_by_industry_come_with_their_total(tmp_path):
    sample(tmp_path, "employment-erhv", Kind.EMPLOYMENT)
    jobs = country(tmp_path).jobs
    assert {name: figures[97] for name, figures in jobs.items()} == {
        "1": 1_097,
        "2": 5_000,
        "3": 2_000,
        "all": 30_970,
    }


@pytest.mark.rule("IF-8", "SC-5")
def test_industries_of_one_grouping_without_total_are_added_up(tmp_path):
    sample(tmp_path, "employment-ras", Kind.EMPLOYMENT)
    assert country(tmp_path).jobs["all"][1] == 1_001 + 9_000 + 20_000


@pytest.mark.rule("IF-8", "SC-5")
def test_the_labour_force_needs_its_own_import(tmp_path):
    sample(tmp_path, "employment-erhv", Kind.EMPLOYMENT)
    assert country(tmp_path).labour_force is None
    sample(tmp_path, "labour_force-csv", Kind.LABOUR_FORCE)
    assert country(tmp_path).labour_force[2] == 25_100


@pytest.mark.rule("IF-8", "SC-3")
def test_a_travel_matrix_brings_its_own_stated_error(tmp_path):
    sample(tmp_path, "travel", Kind.TRAVEL, error_percent=4)
    found = country(tmp_path)
    assert (found.minutes[0, 97], found.minutes[97, 0], found.minutes_error_percent) == (
        495,
        495,
        4,
    )


@pytest.mark.rule("IF-8", "SC-8")
def test_an_imported_fact_carries_its_date_and_period(tmp_path):
    sample(tmp_path, "population-csv", Kind.POPULATION)
    source = country(tmp_path).sources["population"]
    assert (source.as_of, source.provenance) == (AS_OF, Provenance.FACT)
    assert source.facts == {"period": "2026K1"}


@pytest.mark.rule("IF-8", "EX-8")
@pytest.mark.slow
def test_an_import_changes_the_version_of_the_register(tmp_path):
    before = country(tmp_path).version
    sample(tmp_path, "population-csv", Kind.POPULATION)
    assert country(tmp_path).version != before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.rule("IF-8")
def test_each_encoding_and_line_end_is_read(tmp_path, encoding, end):
    data = table().replace("\n", end).encode(encoding)
    assert take(tmp_path, data).rows == 98


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("København", "Copenhagen"),
        ("København", "101"),
        ("København", "0101"),
        ("København", "101 København"),
        ("København", "København kommune"),
        ("Høje-Taastrup", "Høje Taastrup"),
        ("Aarhus", "Århus"),
        ("Bornholm", "Bornholms Regionskommune"),
        ("Faaborg-Midtfyn", "FÅBORG - MIDTFYN"),
    ],
)
@pytest.mark.rule("IF-8")
@pytest.mark.slow
def test_a_municipality_is_known_by_every_usual_name_and_code(tmp_path, name, written):
    text = table().replace(f"\n{name};", f"\n{written};", 1)
    assert take(tmp_path, text).rows == 98


@pytest.mark.parametrize(
    "area", ["Hele landet", "000", "Region Sjælland", "Landsdel Fyn", "Christiansø", "411", "950"]
)
@pytest.mark.rule("IF-8")
def test_totals_regions_and_christianso_are_left_out_by_rule(tmp_path, area):
    assert take(tmp_path, table(f"{area};2026K1;..")).rows == 98


@pytest.mark.rule("IF-8")
def test_the_newest_period_is_taken_whatever_the_order(tmp_path):
    older = [f"{name};2025K4;{50_000}" for name in NAMES]
    assert take(tmp_path, table(*older)).period == "2026K1"


@pytest.mark.rule("IF-8")
def test_only_totals_of_other_variables_are_taken(tmp_path):
    head = "OMRÅDE;KØN;TID;INDHOLD"
    rows = [
        f"{name};{sex};2026K1;{60_000 if sex == 'I alt' else 30_000}"
        for name in NAMES
        for sex in ("I alt", "Mænd", "Kvinder")
    ]
    take(tmp_path, table(*rows, head=head, figures=False))
    assert country(tmp_path / "imports").population[5] == 60_000


@pytest.mark.rule("IF-8")
def test_a_label_left_empty_in_a_matrix_repeats_the_one_above(tmp_path):
    rows = [
        line
        for name in NAMES
        for line in (f"{name};Erhverv i alt;30000", ";A Landbrug;100", ";C Industri;9000")
    ]
    text = "\n".join(["område;branche;2024", *rows])
    assert take(tmp_path, text, Kind.EMPLOYMENT).rows == 3 * 98


@pytest.mark.rule("IF-8")
def test_a_travel_matrix_may_hold_both_directions_and_diagonals(tmp_path):
    one_way = (SAMPLES / "travel.hand-made.csv").read_text("utf-8").splitlines()
    back = [";".join((b, a, m)) for a, b, m in (line.split(",") for line in one_way[1:])]
    lines = [line.replace(",", ";") for line in one_way]
    text = "\n".join([*lines, *back, "0101;0101;0", "0411;0101;.."])
    assert take(tmp_path, text, Kind.TRAVEL, error_percent=0).rows == 4753


@pytest.mark.rule("IF-8")
def test_importing_the_same_file_twice_gives_the_same_sheet(tmp_path):
    assert take(tmp_path, table()) == take(tmp_path, table())


@pytest.mark.rule("IF-8", "EX-8")
def test_the_sheet_of_an_earlier_import_stays(tmp_path):
    first = take(tmp_path, table())
    take(tmp_path, table().replace("60000", "60500"))
    assert (tmp_path / "imports" / first.sheet).is_file()


@pytest.mark.parametrize("name", ["sheet", "record"])
@pytest.mark.rule("IF-8", "RE-13")
def test_an_import_changed_behind_the_back_of_the_product_is_refused(tmp_path, name):
    kept = take(tmp_path, table())
    path = tmp_path / "imports" / (kept.sheet if name == "sheet" else "population.json")
    first = kept.sha256[:12] if name == "record" else "60005"
    path.write_text(path.read_text("utf-8").replace(first, first[::-1]), "utf-8")
    with pytest.raises(RegisterError):
        country(tmp_path / "imports")


@pytest.mark.parametrize("text", ["", "[]", "{}", "nul", '{"as_of": "2026-01-01"}', "[" * 100_000])
@pytest.mark.rule("IF-8", "RE-13")
def test_a_broken_record_is_refused(tmp_path, text):
    (tmp_path / "population.json").write_text(text, "utf-8")
    with pytest.raises(RegisterError, match=r"population\.json"):
        country(tmp_path)


@pytest.mark.rule("IF-8")
def test_a_record_cannot_point_out_of_its_folder(tmp_path):
    take(tmp_path, table())
    record = tmp_path / "imports" / "population.json"
    record.write_text(record.read_text("utf-8").replace("population-", "../population-"), "utf-8")
    with pytest.raises(RegisterError, match=r"population\.json"):
        country(tmp_path / "imports")


@pytest.mark.rule("IF-8")
def test_the_folder_of_imports_follows_the_setting(tmp_path):
    assert default_folder({"RELOCATION_DATA": str(tmp_path)}) == tmp_path


@pytest.mark.rule("IF-8")
def test_without_the_setting_imports_are_the_users_own():
    assert default_folder({}).parts[-2:] == ("relocation", "imports")


@pytest.mark.rule("IF-8", "SC-8")
def test_the_check_names_what_nobody_told(tmp_path):
    missing = {m.fact: m.comes_from for m in check_register(load_register(TODAY, tmp_path))}
    assert missing == {
        "presence": "round",
        "services": "round",
        "jobs": "import",
        "labour_force": "import",
    }
