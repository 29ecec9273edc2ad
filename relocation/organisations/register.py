"""The one checked door to the organisations: their names come from dated rows, never from code.

The 98 municipalities are those of the municipalities' register; each of its police districts must
have one local exit unit here.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from relocation.actor import OrganisationId, municipality_id
from relocation.errors import RegisterError
from relocation.municipalities.on_day import country_on
from relocation.municipalities.places import Places, read_places
from relocation.municipalities.quality import read_quality
from relocation.municipalities.register import DATA as MUNICIPALITIES
from relocation.municipalities.sheet import DAY, OPEN_DAY, RESTORE, TEXT, Cell, Row, read_sheet
from relocation.organisations.model import Organisation, OrganisationKind
from scoring.country import MunicipalityCode

DATA = files("relocation.organisations") / "data"
FILE = "organisations.csv"
MUNICIPALITIES_SOURCE = "municipalities.csv of the municipalities' register"
KINDS = tuple(kind for kind in OrganisationKind if kind is not OrganisationKind.MUNICIPALITY)
SINGLE = frozenset(KINDS) - {OrganisationKind.LOCAL_EXIT_UNIT}
COLUMNS: Mapping[str, Cell] = {
    "id": Cell(re.compile(r"[a-z]+(-[a-z]+)*"), "must be small letters, joined by dashes"),
    "kind": Cell(re.compile("|".join(KINDS)), f"must be one of {', '.join(KINDS)}"),
    "district": Cell(re.compile(r"(\S.*)?"), "must be a district's name or empty"),
    "name_da": TEXT,
    "name_en": TEXT,
    "valid_from": DAY,
    "valid_to": OPEN_DAY,
    "source": TEXT,
}
Organisations = Mapping[OrganisationId, Organisation]


@lru_cache(maxsize=32)
def organisations_on(on: date) -> Organisations:
    """Every organisation that there is on a day, by its id.

    Raises:
        RegisterError: the register has a gap, or the day is before its first.
    """
    expected = read_quality(MUNICIPALITIES).expected
    return read_organisations(DATA, on, read_places(MUNICIPALITIES, on, expected))


def exit_unit_of(municipality: str, on: date) -> OrganisationId:
    """The local exit unit of a municipality's police district, on a day.

    Raises:
        KeyError: there is no such municipality.
        RegisterError: as for `organisations_on`.
    """
    country = country_on(on)
    district = country.districts[country.at[MunicipalityCode(municipality)]]
    (unit,) = (each.id for each in organisations_on(on).values() if each.district == district)
    return unit


def read_organisations(folder: Traversable, on: date, places: Places) -> Organisations:
    """As `organisations_on`, from another folder and for other municipalities.

    Raises:
        RegisterError: an organisation stands twice, a district has no unit, or one is unknown.
    """
    rows = [row for row in read_sheet(folder, FILE, COLUMNS) if _is_valid(row, on)]
    found: dict[OrganisationId, Organisation] = {}
    for row in rows:
        each = _read(row, places)
        if each.id in found:
            raise row.error("id", "must have one name on a day")
        found[each.id] = each
    _must_be_whole(found, places)
    return {each.id: each for each in _municipalities(places)} | found


def _read(row: Row, places: Places) -> Organisation:
    kind, district = OrganisationKind(row.text("kind")), row.text("district") or None
    if (kind is OrganisationKind.LOCAL_EXIT_UNIT) != (district in places.districts):
        raise row.error("district", "must be a police district's, and a local exit unit's alone")
    return Organisation(
        id=OrganisationId(row.text("id")),
        kind=kind,
        name_da=row.text("name_da"),
        name_en=row.text("name_en"),
        source=row.text("source"),
        district=district,
    )


def _is_valid(row: Row, on: date) -> bool:
    since, until = row.day("valid_from"), row.day("valid_to")
    if since is None or (until is not None and until <= since):
        raise row.error("valid_to", "must be later than valid_from")
    return since <= on and (until is None or on < until)


def _must_be_whole(found: Organisations, places: Places) -> None:
    kinds = [each.kind for each in found.values()]
    if any(kinds.count(kind) != 1 for kind in SINGLE):
        raise RegisterError(FILE, "must have one of each national organisation", RESTORE)
    units = sorted(each.district for each in found.values() if each.district)
    if units != sorted(set(places.districts)):
        raise RegisterError(FILE, "must have one unit for each police district", RESTORE)


def _municipalities(places: Places) -> Iterator[Organisation]:
    for code, name in zip(places.codes, places.names, strict=True):
        yield Organisation(
            id=municipality_id(code),
            kind=OrganisationKind.MUNICIPALITY,
            name_da=name,
            name_en=name,
            source=MUNICIPALITIES_SOURCE,
            municipality=code,
        )
