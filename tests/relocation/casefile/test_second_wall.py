"""On PostgreSQL documents are met by those transactions alone that were let into their case."""

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from relocation.cases.kinds import IDENTITY
from relocation.database import open_database
from relocation.documents.kinds import Paper
from relocation.documents.service import write
from relocation.documents.tables import DocumentRow
from relocation.permissions import Role
from relocation.store import Store
from relocation.wall import stands
from tests.relocation.casefile.conftest import NOW, actor, by_account, entry, new_case
from tests.relocation.casefile.contents import CONTENTS
from tests.relocation.casefile.reading import asked
from tests.relocation.keys.places import Place
from tests.store import shown

pytestmark = pytest.mark.slow

SENDER = actor()
CASE, OTHER = "1" * 32, "2" * 32
MET = select(func.count()).select_from(DocumentRow)
PAPER = Paper(IDENTITY, CONTENTS[IDENTITY.name])


@pytest.fixture
def walled(own_server, tmp_path):
    """A store on PostgreSQL with two cases, a document in each."""
    place = Place(tmp_path)
    place.add_wrapping_key("2027-01")
    with own_server.database(own_server.template) as url:
        engine = open_database(url)
        store = Store(engine, place.create(), by_account)
        with store.transaction() as session:
            for case in (CASE, OTHER):
                new_case(session, case, entry(SENDER, Role.MUNI_SENDER))
                write(session, SENDER, case, case, PAPER, NOW)
        yield store
        engine.dispose()


@pytest.mark.rule("SE-3")
def test_who_asked_no_list_finds_no_document(walled):
    with walled.transaction() as session:
        assert session.scalar(MET) == 0


@pytest.mark.rule("SE-3")
def test_who_reads_one_case_meets_no_document_of_another(walled):
    with walled.transaction() as session:
        assert len(asked(session, SENDER, CASE, IDENTITY)) == 1
        assert set(session.scalars(select(DocumentRow.case_id))) == {CASE}


@pytest.mark.rule("SE-3")
def test_the_next_transaction_on_the_same_connection_begins_outside_again(walled):
    with walled.transaction() as session:
        asked(session, SENDER, CASE, IDENTITY)
    with walled.transaction() as session:
        assert session.scalar(MET) == 0


def test_who_was_not_let_in_can_write_nothing_there(walled):
    with pytest.raises(ProgrammingError, match="row-level security"), walled.transaction() as here:
        write(here, SENDER, CASE, CASE, PAPER, NOW)


def test_who_was_not_let_in_can_change_nothing_there(walled):
    with walled.transaction() as session:
        changed = session.execute(update(DocumentRow).values(kind="other"))
    assert changed.rowcount == 0


@pytest.mark.rule("SE-19")
def test_whoever_the_database_asks_no_rule_is_told_apart(walled, own_server):
    with walled.transaction() as session:
        assert stands(session)
    name = walled.database.url.database
    engine = open_database(shown(own_server.url.set(database=name)))
    with Session(engine) as session:
        assert not stands(session)
    engine.dispose()


@pytest.mark.rule("SE-19")
def test_where_there_is_no_such_wall_nothing_is_asked_of_it(tmp_path):
    engine = open_database(f"sqlite:///{tmp_path / 'store.sqlite'}")
    with Session(engine) as session:
        assert stands(session)
    engine.dispose()
