"""The store's revisions with cases in every stage: what two revisions have is lost in neither."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from relocation.access.list_check import SINCE, seal_lists_of
from relocation.backup.service import back_up, restore
from relocation.cases import service as cases
from relocation.cases.kinds import IDENTITY as IDENTITIES
from relocation.keys.purposes import KeyPurpose
from relocation.nominations import service as nominations
from relocation.permissions import Stage
from relocation.schema import differences, downgrade, revisions, upgrade
from relocation.store import Store
from relocation.wall import let_into_all
from tests.relocation.casework.desk import COORDINATOR, Desk, by_name
from tests.relocation.casework.entering import IDENTITY, LEAVES
from tests.relocation.casework.every_stage import in_every_stage
from tests.relocation.casework.nominating import WHY
from tests.relocation.casework.test_killed import is_whole
from tests.relocation.keys.places import Place
from tests.relocation.store.rows import tables_of
from tests.store import opened

BEFORE = dict(zip(revisions(), ("base", *revisions()), strict=False))
BESIDE, SEALS, ROUNDS = {"alembic_version"}, "list_seals", "kept_rounds"


def rows(engine):
    """Every row of every table, by column."""
    with engine.begin() as connection:
        let_into_all(connection)
        return {
            table.name: sorted(
                (dict(row) for row in connection.execute(select(table)).mappings()), key=str
            )
            for table in tables_of(connection)
            if table.name not in BESIDE
        }


def common(one, other):
    """The rows of both, as far as both have tables and columns for them."""
    found = []
    for name in one.keys() & other.keys():
        columns = [set(rows[0]) if rows else None for rows in (one[name], other[name])]
        both = columns[0] & columns[1] if all(columns) else set()
        found.append(tuple(_plain(each[name], both) for each in (one, other)))
    return found


def _plain(rows, columns):
    return sorted(str([row[each] for each in sorted(columns)]) for row in rows)


def is_kept(one, other):
    """Whether no row differs in what both revisions have."""
    return all(before == after for before, after in common(one, other))


@dataclass(frozen=True)
class Brought:
    """A backup of a store with a case in every stage: made once, restored into either database."""

    rows: Path
    place: Place
    case: dict[Stage, str]
    now: datetime

    def restored(self, engine):
        keys = self.place.open()
        restore(engine, self.rows, keys.purpose_key(KeyPurpose.BACKUP))
        return Desk(Store(engine, keys, by_name), self.now)


@pytest.fixture(scope="module")
def brought(tmp_path_factory, sqlite_template):
    folder = tmp_path_factory.mktemp("every-stage")
    shutil.copy(sqlite_template, folder / "store.sqlite")
    place = Place(folder)
    place.add_wrapping_key("2027-01")
    with opened(f"sqlite:///{folder / 'store.sqlite'}") as store:
        desk = Desk(Store(store.engine, place.create(), by_name))
        case, rows = in_every_stage(desk), folder / "rows"
        back_up(store.engine, rows, desk.store.keys.purpose_key(KeyPurpose.BACKUP), desk.now)
    return Brought(rows, place, case, desk.now)


@pytest.mark.slow
@pytest.mark.rule("RE-9")
def test_every_revision_goes_down_and_up_with_cases_that_steps_brought_into_every_stage(
    brought, empty_store
):
    desk, case = brought.restored(empty_store.engine), brought.case
    assert {each: desk.stage(id_) for each, id_ in case.items()} == {s: s for s in Stage}
    engine, whole = desk.store.database, rows(desk.store.database)
    downgrade(engine, BEFORE[SINCE])
    upgrade(engine, then=seal_lists_of(desk.store))
    again = rows(engine)
    beside = {SEALS: [], ROUNDS: []}
    assert (again | beside == whole | beside, is_whole(desk)) == (True, True)
    # Of the erased case there is no key to make the seal anew with.
    assert ids(again[SEALS]) < ids(whole[SEALS])
    assert len(whole[SEALS]) - len(again[SEALS]) == 1
    goes_on(desk, case)

    newer = rows(engine)
    for revision in reversed(revisions()):
        downgrade(engine, BEFORE[revision])
        older = rows(engine)
        upgrade(engine, revision)
        again = rows(engine)
        assert is_kept(older, newer)
        assert is_kept(older, again)
        downgrade(engine, BEFORE[revision])
        newer = older
    assert newer == {}
    upgrade(engine)
    assert differences(engine) == ()


def ids(found):
    return {each["id"] for each in found}


def goes_on(desk, case):
    """Everywhere the next step is taken, and what was written is read."""
    desk.do(cases.withdraw, COORDINATOR, case[Stage.ENROLLED], LEAVES)
    assert desk.stage(case[Stage.ENROLLED]) == Stage.CLOSED
    for stage in (Stage.NOMINATED, Stage.NECESSITY, Stage.PLACEMENT, Stage.DECIDED):
        (nomination,) = (row.id for row in desk.rows("nomination") if row.case_id == case[stage])
        desk.do(nominations.withdraw, COORDINATOR, nomination, WHY)
        assert desk.stage(case[stage]) == Stage.ENROLLED
    for stage in set(Stage) - {Stage.ERASED}:
        assert desk.kept(case[stage], None, IDENTITIES).name == IDENTITY.name
