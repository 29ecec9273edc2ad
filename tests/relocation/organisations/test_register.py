"""The organisations of a day: whole, dated, named by data and never by code."""

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from relocation.actor import CENTRAL_UNIT, Function, OrganisationId, municipality_id
from relocation.errors import RegisterError
from relocation.municipalities.places import read_places
from relocation.municipalities.quality import read_quality
from relocation.municipalities.register import DATA as MUNICIPALITIES
from relocation.organisations.model import FUNCTIONS, OrganisationKind
from relocation.organisations.register import DATA, FILE, organisations_on, read_organisations
from tests.architecture.tree import PACKAGES, modules

DAY = date(2026, 11, 26)
PLACES = read_places(MUNICIPALITIES, DAY, read_quality(MUNICIPALITIES).expected)
NATIONAL = OrganisationId("national-unit")


def written(folder, lines):
    with (folder / FILE).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(lines)
    return folder


@pytest.fixture
def lines():
    with (Path(str(DATA)) / FILE).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.rule("ORG-1")
def test_every_municipality_and_every_police_district_has_its_organisation():
    kinds = Counter(each.kind for each in organisations_on(DAY).values())
    assert kinds == {
        OrganisationKind.MUNICIPALITY: 98,
        OrganisationKind.LOCAL_EXIT_UNIT: 12,
        OrganisationKind.NATIONAL_UNIT: 1,
        OrganisationKind.CENTRAL_UNIT: 1,
        OrganisationKind.PROBATION: 1,
    }


def test_a_municipality_is_named_as_its_register_names_it():
    found = organisations_on(DAY)[municipality_id("0101")]
    assert (found.name_da, found.municipality) == ("København", "0101")


def test_the_national_unit_keeps_its_id_when_its_name_changes():
    names = [organisations_on(day)[NATIONAL].name_da for day in (date(2021, 12, 31), DAY)]
    assert ["(NEC)" in names[0], "(NSK)" in names[1]] == [True, True]


def test_no_name_of_the_register_stands_in_the_code(lines):
    names = {cell for line in lines[1:] for cell in line[3:5]} - {"Central unit"}
    code = "".join(path.read_text(encoding="utf-8") for path in modules(*PACKAGES))
    literals = set(re.findall(r'"([^"\n]+)"', code))
    assert names & literals == set()


def test_every_function_belongs_to_an_organisation():
    assert frozenset().union(*FUNCTIONS.values()) == frozenset(Function)
    assert set(FUNCTIONS) == set(OrganisationKind)


@pytest.mark.parametrize(
    ("column", "text", "says"),
    [
        (1, "ministry", "must be one of"),
        (2, "Fyns", "must be a police district's"),
        (4, "", "must be a text that is not empty"),
        (5, "2014-02-30", "must be a day of the calendar"),
        (6, "2014-02-13", "must be later than valid_from"),
    ],
)
def test_a_cell_that_is_amiss_is_refused_by_its_line(tmp_path, lines, column, text, says):
    lines[1][column] = text
    with pytest.raises(RegisterError, match=f"line 2.*{says}"):
        read_organisations(written(tmp_path, lines), DAY, PLACES)


def test_two_names_on_one_day_are_refused(tmp_path, lines):
    with pytest.raises(RegisterError, match="must have one name on a day"):
        read_organisations(written(tmp_path, [*lines, lines[1]]), DAY, PLACES)


@pytest.mark.parametrize(
    ("gone", "says"),
    [(str(CENTRAL_UNIT), "each national organisation"), ("police-fyn", "one unit")],
)
def test_an_organisation_that_is_missing_is_a_gap(tmp_path, lines, gone, says):
    left = [line for line in lines if line[0] != gone]
    with pytest.raises(RegisterError, match=says):
        read_organisations(written(tmp_path, left), DAY, PLACES)
