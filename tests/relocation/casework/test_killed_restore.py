"""A restore that is killed leaves nothing of what was erased since the backup, and is finished."""

import os
import signal

import pytest
from sqlalchemy import select

from relocation.access.tables import CaseRow
from relocation.backup.service import erase_again, restore
from relocation.database import open_database
from relocation.jobs.erasing import erase
from relocation.jobs.service import run_due
from relocation.keys.purposes import KeyPurpose
from relocation.schema import revision_of
from relocation.store import Store
from tests.relocation.casework.desk import by_name
from tests.relocation.casework.test_erasing import ONLY_THAT_IT_WAS, backed_up, left_of, over
from tests.relocation.keys.places import Place
from tests.relocation.store.killed import die_before

MOST = 30
"""Commits of a restore, and more."""


def brought_back(url, keys, rows, now, at="never"):
    """Restore, and erase again; dies where it is told."""
    engine = open_database(url)
    die_before(engine, at)
    restore(engine, rows, keys.purpose_key(KeyPurpose.BACKUP), keys.erased_among)
    erase_again(Store(engine, keys, by_name), now)
    engine.dispose()


def is_killed(*given):
    child = os.fork()
    if not child:
        try:
            brought_back(*given)
        finally:
            os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in {0, -signal.SIGKILL}
    return code != 0


def has_rows(store):
    if revision_of(store.database) is None:
        return False
    with store.transaction() as session:
        return session.scalar(select(CaseRow.id)) is not None


@pytest.mark.slow
@pytest.mark.rule("SE-11", "RE-10")
def test_a_restore_killed_before_any_of_its_commits_leaves_nothing_of_an_erased_case(
    desk, tmp_path
):
    case = over(desk)
    rows, keys = backed_up(desk, tmp_path)
    erase(desk.store, case, desk.now)
    desk.store.keys.write_erased(tmp_path / "erased")
    desk.store.database.dispose()
    restored = Place(tmp_path).restore(keys, tmp_path / "erased", folder=tmp_path / "new-keys")
    found = []
    for number in range(1, MOST):
        url = f"sqlite:///{tmp_path / str(number)}.sqlite"
        is_dead = is_killed(url, restored, rows, desk.now, f"commit {number}")
        store = Store(open_database(url), restored, by_name)
        if not has_rows(store):
            brought_back(url, restored, rows, desk.now)
        else:
            found.append(left_of(store, case))
            run_due(store, desk.now)
        assert left_of(store, case) == ONLY_THAT_IT_WAS
        store.database.dispose()
        if not is_dead:
            break
    assert (len(found) > 1, found[-1]) == (True, ONLY_THAT_IT_WAS)
    assert all(
        each in {(("case",), (), 0), (("case",), ("erase",), 0)} for each in map(plain, found)
    )


def plain(found):
    things, steps, papers = found
    return tuple(things), tuple(steps), papers
