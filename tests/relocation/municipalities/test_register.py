"""The register is read through one door that refuses any gap."""

import csv
from datetime import date

import numpy as np
import pytest

from relocation.errors import BeforeRegister, RegisterError
from relocation.municipalities.register import load_register, read_register
from scoring.country import Provenance
from tests.relocation.municipalities.folders import CANARY, DATA, SHEETS, TODAY, changed

WHOLE = sorted(set(SHEETS) - {"name_variants.csv", "other_areas.csv"})


@pytest.fixture(scope="module")
def register():
    return load_register(TODAY)


@pytest.mark.rule("REL-4")
def test_the_register_knows_98_municipalities_in_12_districts_and_5_regions(register):
    assert (len(register.country), len(register.districts), len(register.regions)) == (98, 12, 5)


@pytest.mark.rule("REL-4")
def test_christianso_is_no_municipality(register):
    assert "0411" not in register.country.codes


@pytest.mark.rule("REL-4")
def test_every_two_municipalities_have_the_same_minutes_both_ways(register):
    minutes = register.country.minutes
    assert (minutes == minutes.T).all()
    assert (minutes[~np.eye(98, dtype=bool)] > 0).all()


@pytest.mark.rule("REL-4")
def test_every_fact_of_the_country_has_a_source(register):
    facts = {"minutes", "population", "working_age", "unemployment_pct", "education", "psychiatry"}
    assert facts <= set(register.country.sources)


@pytest.mark.rule("SC-5")
def test_working_age_is_the_share_of_2014_of_the_population_and_marked_derived(register):
    country = register.country
    at = country.at["0101"]
    assert country.working_age[at] == round(410034 / 569557 * country.population[at])
    assert country.sources["working_age"].provenance is Provenance.DERIVED


@pytest.mark.rule("SC-5", "IF-8")
def test_jobs_are_missing_until_they_are_imported(register):
    assert register.country.jobs == {}
    assert register.country.sources["jobs"].provenance is Provenance.MISSING


@pytest.mark.rule("SC-6")
def test_the_table_of_psychiatry_is_incomplete_in_two_regions_only(register):
    country = register.country
    incomplete = {
        region
        for region, complete in zip(country.regions, country.psychiatry_complete, strict=True)
        if not complete
    }
    assert incomplete == {"Region Hovedstaden", "Region Syddanmark"}


@pytest.mark.rule("SC-6")
def test_completeness_stays_by_the_old_regions_when_the_regions_change(register):
    later = load_register(date(2027, 6, 1)).country
    assert (later.psychiatry_complete == register.country.psychiatry_complete).all()


@pytest.mark.rule("SC-3")
def test_the_travel_table_states_its_error_of_15_per_cent(register):
    assert register.country.minutes_error_percent == 15


@pytest.mark.parametrize(
    ("on", "regions"), [(date(2026, 12, 31), 5), (date(2027, 1, 1), 4), (date(2030, 1, 1), 4)]
)
@pytest.mark.rule("REL-4")
def test_region_ostdanmark_replaces_two_regions_on_1_january_2027(on, regions):
    found = load_register(on).regions
    assert len(found) == regions
    assert len(found.get("Region Østdanmark", ())) == (46 if regions == 4 else 0)


@pytest.mark.rule("REL-4")
def test_a_date_before_the_first_row_is_refused():
    with pytest.raises(BeforeRegister, match=r"municipalities\.csv.* 2014-02-13\nAsk for that day"):
        load_register(date(2000, 1, 1))


@pytest.mark.sample(8)
@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("position", [1, -1])
@pytest.mark.rule("REL-4")
def test_a_dropped_row_is_refused(tmp_path, name, position):
    def drop(lines):
        return [line for line in lines if line is not lines[position]]

    with pytest.raises(RegisterError):
        read_register(changed(tmp_path, name, drop), TODAY)


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.rule("REL-4")
def test_a_doubled_row_is_refused(tmp_path, name):
    folder = changed(tmp_path, name, lambda lines: [*lines[:2], *lines[1:]])
    with pytest.raises(RegisterError):
        read_register(folder, TODAY)


@pytest.mark.sample(4)
@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.rule("REL-4")
def test_two_rows_out_of_order_are_refused_where_order_names_the_municipality(tmp_path, name):
    if name in {"police_districts.csv", "regions.csv"}:
        name = "municipalities.csv"
    folder = changed(tmp_path, name, lambda lines: [lines[0], lines[-1], *lines[1:-1]])
    with pytest.raises(RegisterError):
        read_register(folder, TODAY)


def _cells():
    for name in WHOLE:
        header = (DATA / name).read_text("utf-8").splitlines()[0].split(",")
        yield from ((name, column) for column in header if column != "valid_to")


@pytest.mark.sample(12)
@pytest.mark.parametrize(("name", "column"), list(_cells()))
@pytest.mark.rule("REL-4", "RE-13")
def test_a_blank_cell_is_refused_by_its_line_and_column(tmp_path, name, column):
    def blank(lines):
        rows = list(csv.reader(lines))
        rows[2][rows[0].index(column)] = ""
        return [",".join(row) for row in rows]

    with pytest.raises(RegisterError) as refused:
        read_register(changed(tmp_path, name, blank), TODAY)
    assert (refused.value.file, refused.value.line, refused.value.column) == (name, 3, column)


@pytest.mark.sample(12)
@pytest.mark.parametrize(("name", "column"), list(_cells()))
@pytest.mark.rule("REL-4", "RE-13")
def test_a_strange_cell_is_refused_and_never_repeated(tmp_path, name, column):
    def spoil(lines):
        rows = list(csv.reader(lines))
        rows[2][rows[0].index(column)] = CANARY if column not in {"name", "seat"} else f" {CANARY}"
        return [",".join(row) for row in rows]

    with pytest.raises(RegisterError) as refused:
        read_register(changed(tmp_path, name, spoil), TODAY)
    assert CANARY not in str(refused.value)


@pytest.mark.parametrize("figure", ["nan", "inf", "-1", "1e3", "0x10", "\uff11\uff12", "0", "5000"])
@pytest.mark.rule("REL-4")
def test_minutes_that_are_no_sensible_whole_number_are_refused(tmp_path, figure):
    folder = changed(
        tmp_path, "travel_minutes.csv", lambda lines: [lines[0], f"0101,0147,{figure}", *lines[2:]]
    )
    with pytest.raises(RegisterError, match="column minutes"):
        read_register(folder, TODAY)


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.rule("REL-4")
def test_a_missing_file_is_refused(tmp_path, name):
    folder = changed(tmp_path, name, lambda lines: lines)
    (folder / name).unlink()
    with pytest.raises(RegisterError, match="cannot be read"):
        read_register(folder, TODAY)


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.rule("REL-4")
def test_another_encoding_is_refused(tmp_path, name):
    folder = changed(tmp_path, name, lambda lines: lines)
    (folder / name).write_bytes((DATA / name).read_bytes() + "ø".encode("latin-1"))
    with pytest.raises(RegisterError, match="UTF-8"):
        read_register(folder, TODAY)


@pytest.mark.rule("REL-4")
def test_a_municipality_in_no_region_for_a_day_is_refused(tmp_path):
    def gap(lines):
        return [line.replace("Østdanmark,2027-01-01", "Østdanmark,2027-01-02") for line in lines]

    with pytest.raises(RegisterError, match="valid_from"):
        read_register(changed(tmp_path, "municipality_regions.csv", gap), TODAY)


@pytest.mark.parametrize(
    "entry", ["release", "provenance", "as_of", "error_percent", "municipalities", "least"]
)
@pytest.mark.rule("SC-8")
def test_a_word_missing_on_the_quality_of_facts_is_refused(tmp_path, entry):
    def without(lines):
        first = next(i for i, line in enumerate(lines) if line.startswith(f"{entry} ="))
        return [*lines[:first], *lines[first + 1 :]]

    with pytest.raises(RegisterError, match=r"facts\.toml"):
        read_register(changed(tmp_path, "facts.toml", without), TODAY)


@pytest.mark.rule("EX-8")
def test_the_version_changes_with_any_figure(tmp_path, register):
    def raise_one(lines):
        return [lines[0], lines[1].replace("19", "20"), *lines[2:]]

    other = read_register(changed(tmp_path, "travel_minutes.csv", raise_one), TODAY)
    assert other.country.version != register.country.version


@pytest.mark.rule("EX-8")
def test_the_version_is_the_same_each_time(register):
    assert load_register(TODAY).country.version == register.country.version


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.rule("SC-8")
def test_every_column_has_its_line_of_sources(name):
    header = (DATA / name).read_text("utf-8").splitlines()[0].split(",")
    sources = (DATA / "SOURCES.md").read_text("utf-8").splitlines()
    told = [line.split("|")[2].strip() for line in sources if line.startswith(f"| {name} |")]
    assert told == header
