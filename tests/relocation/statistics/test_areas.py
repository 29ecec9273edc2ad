"""The areas of tables: known beforehand, and none of one municipality."""

from datetime import date

import pytest

from relocation.municipalities.on_day import country_on
from relocation.permissions import DataClass, Level, Role, Stage, level
from relocation.statistics.areas import areas_of
from relocation.statistics.model import Area

DAYS = (date(2026, 1, 1), date(2027, 1, 1))


@pytest.mark.rule("SE-8")
@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("area", [Area.REGION, Area.POLICE_DISTRICT])
def test_every_municipality_is_in_one_area_and_none_is_one_alone(area, day):
    areas = areas_of(country_on(day), area)
    codes = [code for each in areas.values() for code in each]
    assert sorted(codes) == sorted(country_on(day).codes)
    assert min(map(len, areas.values())) > 1


@pytest.mark.rule("SE-8")
def test_bornholm_is_counted_with_another_district_of_its_region():
    areas = areas_of(country_on(DAYS[0]), Area.POLICE_DISTRICT)
    assert len(areas) == 11
    assert "0400" in areas["Københavns Vestegns + Bornholms"]
    assert "Bornholms" not in areas


def test_areas_stand_in_the_order_of_their_inhabitants_and_the_country_has_none():
    country = country_on(DAYS[0])
    assert [name.removeprefix("Region ") for name in areas_of(country, Area.REGION)] == [
        "Nordjylland", "Sjælland", "Syddanmark", "Midtjylland", "Hovedstaden",
    ]  # fmt: skip
    assert "Region Østdanmark" in areas_of(country_on(DAYS[1]), Area.REGION)
    assert areas_of(country, Area.COUNTRY) == {}


@pytest.mark.rule("SE-8")
def test_counts_by_municipality_are_the_central_units_and_the_engines_alone():
    whole = {Role.CENTRAL_CASEWORKER, Role.CENTRAL_DECISION_MAKER, Role.ENGINE}
    for role in Role:
        given = {level(role, DataClass.COUNTS, stage) for stage in Stage}
        assert (Level.FULL in given) == (role in whole)
