"""Erasing a case: never before the follow-up is over, and then nothing of it can be read."""

from pathlib import Path

import pytest
from sqlalchemy import MetaData, select, text

from relocation.access.service import standing, standings
from relocation.access.tables import CaseRow, KnownPersonRow
from relocation.backup.service import back_up, erase_again, restore
from relocation.cases import papers as written
from relocation.cases import service as cases
from relocation.cases.kinds import IDENTITY as IDENTITIES
from relocation.database import open_database
from relocation.documents.service import on_record
from relocation.documents.tables import DocumentRow
from relocation.errors import CaseErased, Missing, NotFound, StepNotOpen
from relocation.jobs.erasing import erase, finish, to_erase
from relocation.jobs.service import run_due
from relocation.keys.purposes import KeyPurpose
from relocation.placements.today import today
from relocation.proceedings.tables import ProceedingRow, TakenStepRow
from relocation.store import Store
from relocation.wall import let_in, let_into_all
from tests.relocation.casework.desk import CASE, COORDINATOR, POLICE, RECEIVER, by_name
from tests.relocation.casework.entering import IDENTITY, PRECAUTIONS, in_course
from tests.relocation.casework.relocating import (
    CHOSEN,
    HOME,
    assess_anew,
    complete,
    contact,
    decide,
    find_necessary,
    nominate,
)
from tests.relocation.casework.test_killed import is_whole
from tests.relocation.keys.places import Place

CANARIES = (
    IDENTITY.name, IDENTITY.cpr, IDENTITY.address, PRECAUTIONS.for_staff, "three charges",
    "job centre", "no contact", "municipality-0101",
)  # fmt: skip
DONE = written.Ending(reasons="a job and a flat")


def closed(desk):
    case = in_course(desk)
    desk.do(cases.complete, COORDINATOR, case, DONE)
    return case


def over(desk):
    """A case whose follow-up is over."""
    case = closed(desk)
    desk.later(days=740)
    return case


@pytest.mark.slow
@pytest.mark.rule("SE-11")
def test_no_case_is_erased_before_its_follow_up_is_over(desk):
    under_way = desk.open_case()
    case = closed(desk)
    desk.later(days=730)
    assert to_erase(desk.store, desk.now) == ()
    with pytest.raises(Missing, match="follow-up"):
        erase(desk.store, case, desk.now)
    with pytest.raises(StepNotOpen):
        erase(desk.store, under_way, desk.now)
    assert desk.store.keys.verify().erased == 0
    desk.later(days=2)
    assert to_erase(desk.store, desk.now) == (case,)


def everything(store):
    """All cells of all tables, and for SQLite its files as well."""
    found = b""
    with store.database.begin() as connection:
        let_into_all(connection)
        tables = MetaData()
        tables.reflect(connection)
        for table in tables.sorted_tables:
            for row in connection.execute(select(table)):
                found += b"|".join(c if isinstance(c, bytes) else str(c).encode() for c in row)
    file = store.database.url.database
    beside = (
        Path(file).parent.glob(f"{Path(file).name}*")
        if store.database.dialect.name == "sqlite"
        else ()
    )
    return found + b"".join(path.read_bytes() for path in beside)


def known(store):
    """How many cases are found by somebody's CPR number."""
    with store.transaction() as session:
        return session.query(KnownPersonRow).count()


def left_of(store, case):
    """The kinds of what moved, the steps taken, and how many papers."""
    with store.transaction() as session:
        let_in(session, case)
        rows = session.scalars(select(ProceedingRow).where(ProceedingRow.case_id == case)).all()
        of_rows = TakenStepRow.proceeding_id.in_([each.id for each in rows])
        steps = session.scalars(select(TakenStepRow.step).where(of_rows)).all()
        papers = session.query(DocumentRow).filter_by(case_id=case).count()
    return [each.workflow for each in rows], steps, papers


ONLY_THAT_IT_WAS = (["case"], ["erase"], 0)


def legible(content):
    return [canary for canary in CANARIES if canary.encode() in content]


@pytest.mark.slow
@pytest.mark.rule("SE-11", "SE-10")
def test_after_erasing_nothing_of_the_case_is_legible_in_database_log_outbox_or_files(
    desk, tmp_path
):
    case = over(desk)
    key = desk.store.keys.case_key(case)
    erase(desk.store, case, desk.now)
    files = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    content = everything(desk.store) + files
    assert known(desk.store) == 0
    assert (legible(content), key in content, key.hex().encode() in content) == ([], False, False)
    with pytest.raises(CaseErased):
        desk.store.keys.case_key(case)
    assert left_of(desk.store, case) == ONLY_THAT_IT_WAS
    with desk.store.transaction() as session:
        moments = (
            session.get_one(CaseRow, case).opened,
            session.get_one(ProceedingRow, case).touched,
        )
    assert moments == (desk.now, desk.now)
    assert is_whole(desk)


@pytest.mark.slow
@pytest.mark.rule("SE-11")
def test_an_erased_case_is_in_nobodys_list_and_is_not_there_when_asked_for(desk):
    other, case = desk.open_case(), over(desk)
    erase(desk.store, case, desk.now)
    with desk.store.transaction() as session:
        assert [each.case for each in standings(session, COORDINATOR, desk.now)] == [other]
        with pytest.raises(NotFound):
            standing(session, COORDINATOR, case, desk.now)
    assert (desk.row(case).state, desk.stage(case)) == ("erased", "S9_erased")


@pytest.mark.slow
@pytest.mark.rule("SE-11")
def test_an_erasure_cut_short_after_its_step_is_finished_by_the_next_pass_and_no_other_is(desk):
    case = over(desk)
    key = desk.store.keys.case_key(case)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("relocation.jobs.erasing._destroy", lambda *_: None)
        erase(desk.store, case, desk.now)
    assert desk.store.keys.case_key(case) == key
    assert run_due(desk.store, desk.now).done["erase"] == 1
    with pytest.raises(CaseErased):
        desk.store.keys.case_key(case)
    assert (finish(desk.store, desk.now), erase(desk.store, case, desk.now)) == (0, None)


def backed_up(desk, tmp_path):
    files = tmp_path / "rows", tmp_path / "keys-backup"
    back_up(desk.store.database, files[0], desk.store.keys.purpose_key(KeyPurpose.BACKUP), desk.now)
    desk.store.keys.backup(files[1])
    return files


@pytest.fixture
def restored(tmp_path):
    """Restores rows and keys somewhere else, with a list of erased keys."""
    engines = []

    def restore_(rows, keys, erased):
        store = Place(tmp_path).restore(keys, erased, folder=tmp_path / "new-keys")
        engines.append(open_database(f"sqlite:///{tmp_path / 'new' / 'store.sqlite'}"))
        restore(engines[0], rows, store.purpose_key(KeyPurpose.BACKUP), store.erased_among)
        return Store(engines[0], store, by_name)

    yield restore_
    for engine in engines:
        engine.dispose()


@pytest.mark.rule("SE-11", "RE-10")
@pytest.mark.slow
def test_an_older_backup_restored_after_an_erasure_has_nothing_legible_of_it_and_works(
    desk, tmp_path, restored
):
    other, case = desk.open_case(), over(desk)
    older = backed_up(desk, tmp_path)
    erase(desk.store, case, desk.now)
    desk.store.keys.write_erased(tmp_path / "erased")
    store = restored(*older, tmp_path / "erased")
    with store.transaction() as session:
        let_in(session, case)
        assert on_record(session, case, case, IDENTITIES) is None
        assert [each.case for each in standings(session, COORDINATOR, desk.now)] == [other]
    # Killed here, a restore leaves that there was one.
    assert (known(store), left_of(store, case)) == (1, (["case"], [], 0))
    assert erase_again(store, desk.now) == 1
    assert (known(store), left_of(store, case)) == (0, ONLY_THAT_IT_WAS)
    assert run_due(store, desk.now).done.get("erase") is None
    with store.transaction() as session:
        asked = text("SELECT state FROM proceedings WHERE id = :id")
        assert session.scalar(asked, {"id": case}) == "erased"
    assert (legible(everything(store)), finish(store, desk.now)) == ([], 0)


@pytest.mark.rule("SE-11", "RE-10")
@pytest.mark.slow
def test_a_placed_case_erased_since_the_backup_stops_no_round_after_the_restore(
    desk, tmp_path, restored
):
    desk.open_case()
    assess_anew(desk, CASE, POLICE)
    placement = find_necessary(desk, nominate(desk, CASE, HOME))
    decide(desk, placement, HOME, CHOSEN)
    complete(desk, contact(desk, placement, CHOSEN), HOME, CHOSEN)
    leaves = written.CandidatesWord(said="I am done", on=desk.now.date())
    desk.do(cases.withdraw, RECEIVER, CASE, leaves)
    older = backed_up(desk, tmp_path)
    with desk.store.transaction() as session:
        assert today(session, desk.now.date()).told.cases == (CASE,)
    desk.later(days=740)
    erase(desk.store, CASE, desk.now)
    desk.store.keys.write_erased(tmp_path / "erased")
    store = restored(*older, tmp_path / "erased")
    with store.transaction() as session:
        assert today(session, desk.now.date()).told.cases == ()
    assert run_due(store, desk.now).done["erase"] == 1
    with store.transaction() as session:
        assert today(session, desk.now.date()).told.rows == {}
