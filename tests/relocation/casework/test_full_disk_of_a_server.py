"""A PostgreSQL server whose disk is full: each step refused or taken whole, and later taken once.

The server is one of its own, of the package and, where the machine has one, of the machine.
"""

import pytest

from relocation.cases.kinds import PICTURE
from relocation.errors import LogUnwritable, StoreRefused
from relocation.store import Store
from tests.relocation.casefile.reading import asked
from tests.relocation.casework.desk import CASE, POLICE, Desk, by_name
from tests.relocation.casework.entering import PICTURE as WRITTEN
from tests.relocation.casework.killing import Found
from tests.relocation.casework.nominating import brought, take
from tests.relocation.casework.pressing import faults_of_a_servers_full_disk
from tests.relocation.casework.pressing_on import ROUND, press, ready, row_of, version_of
from tests.relocation.casework.test_killed import is_whole
from tests.relocation.keys.places import Place
from tests.relocation.store.full_disk import LOG_FILE, PROGRAMS, bounded_server, store_on

REMEDY = "Make room on its disk|the store is full"


@pytest.fixture(scope="module", params=PROGRAMS)
def server(request):
    """A server of this file's own."""
    with bounded_server(request.param) as bounded:
        yield bounded


def working(server, folder):
    """A desk at which somebody works with a store there."""
    place = Place(folder)
    place.add_wrapping_key("2027-01")
    with store_on(server) as store:
        yield Desk(Store(store.engine, place.create(), by_name))


@pytest.fixture
def desk(server, tmp_path):
    """One whose tables fill their files."""
    yield from working(server.filled, tmp_path)


@pytest.fixture
def small(server, tmp_path):
    """One whose tables are small, so that the journal alone needs more room."""
    yield from working(server.server, tmp_path)


def anew(desk):
    """Connections that are there already have the room that they had when they were made."""
    desk.store.database.dispose()


@pytest.mark.slow
@pytest.mark.rule("RE-11", "RE-1")
def test_each_step_of_a_relocation_is_refused_with_the_remedy_and_taken_once_there_is_room(
    server, desk
):
    ready(desk, len(ROUND))
    for number in range(len(ROUND)):
        row = row_of(desk, number)
        seen, before = version_of(desk, number, row), desk.counted()
        anew(desk)
        with server.room(LOG_FILE):
            with pytest.raises((StoreRefused, LogUnwritable), match=REMEDY):
                press(desk, number, seen, row)
            anew(desk)
        assert desk.counted() == before
        answer = press(desk, number, seen, row)
        assert press(desk, number, seen, row) == answer
    assert Found(desk).pressed() == len(ROUND)
    assert is_whole(desk)


@pytest.mark.slow
@pytest.mark.rule("RE-11")
def test_a_paper_is_read_with_its_line_or_not_at_all(server, desk):
    desk.open_case()
    desk.write(CASE, PICTURE, WRITTEN)
    anew(desk)
    with (
        server.room(LOG_FILE),
        pytest.raises((LogUnwritable, StoreRefused), match=REMEDY),
        desk.store.transaction() as session,
    ):
        asked(session, POLICE, CASE, PICTURE)
    anew(desk)
    assert desk.counted()["audit_lines"] == 0
    with desk.store.transaction() as session:
        assert len(asked(session, POLICE, CASE, PICTURE)) == 1
    assert desk.counted()["audit_lines"] == 1


@pytest.mark.slow
@pytest.mark.rule("RE-11", "RE-1")
def test_with_little_room_left_no_step_is_half_done_and_what_was_refused_is_taken_later(
    server, desk, tmp_path
):
    assert faults_of_a_servers_full_disk(desk, tmp_path, server, 5, seed=1) == []


@pytest.mark.slow
@pytest.mark.rule("RE-1", "RE-5")
def test_a_server_that_dies_of_a_full_journal_is_told_and_started_again_has_each_step_once(
    server, small
):
    nomination = brought(small)
    server.journal(LOG_FILE * 3 // 4)
    anew(small)
    with server.room(LOG_FILE // 2), pytest.raises(StoreRefused, match="again under the same key"):
        take(small, nomination, "request", version=1, key="pressed")
    server.start_again()
    anew(small)
    answer = take(small, nomination, "request", version=1, key="pressed")
    assert (answer.state, answer.version) == ("requested", 2)
    assert take(small, nomination, "request", version=1, key="pressed") == answer
    assert is_whole(small)
