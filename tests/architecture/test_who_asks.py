"""Nothing of a case is asked from outside but by somebody: the floor above hands an actor in.

The services let nobody in whom the list and the matrix do not; a function that asks neither must
be out of the outer floor's reach, or a page could print what nobody may read.
"""

from fnmatch import fnmatchcase

import pytest

from tests.architecture.tree import ROOT
from tests.architecture.without_actor import (
    MAY_USE,
    WHY,
    unexpected,
    unexplained,
    uses,
    without_actor,
)

BREACHES = {
    "from relocation.documents.service import on_record": "documents.service.on_record",
    "from relocation.documents import service as s\ns.on_record": "documents.service.on_record",
    "from relocation.proceedings import service\nservice.takers": "proceedings.service.takers",
    "from relocation.placements.kept import opened_round": "placements.kept.opened_round",
    "import relocation.documents.service": "documents.service.*",
    "from relocation.documents.tables import DocumentRow": "documents.tables.DocumentRow",
}


@pytest.mark.rule("SE-1")
def test_every_function_that_answers_to_nobody_says_why():
    assert unexplained(ROOT) == []


@pytest.mark.rule("SE-1")
def test_the_outer_floor_asks_nothing_of_cases_without_an_actor_and_meets_no_row():
    assert unexpected(ROOT) == []


def test_no_reason_and_no_leave_is_left_over():
    names = [name.removeprefix("relocation.") for name in without_actor(ROOT)]
    patterns = [each for several in WHY.values() for each in several]
    idle = [each for each in patterns if not any(fnmatchcase(name, each) for name in names)]
    assert (idle, MAY_USE.keys() - {name for _, name in uses(ROOT)}) == ([], set())


@pytest.mark.slow
@pytest.mark.parametrize("breach", BREACHES)
def test_what_the_outer_floor_must_not_use_is_found(tmp_path, breach):
    (tmp_path / "relocation").symlink_to(ROOT / "relocation")
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "planted.py").write_text(breach)
    assert unexpected(tmp_path) == [f"api.planted: relocation.{BREACHES[breach]}"]


def test_a_reader_without_an_actor_is_found(tmp_path):
    folder = tmp_path / "relocation" / "cases"
    folder.mkdir(parents=True)
    (folder / "history.py").write_text("def told(session: Session, case: str) -> str: ...")
    (folder / "people.py").write_text("def told(session: Session, actor: Actor) -> str: ...")
    assert unexplained(tmp_path) == ["cases.history.told"]
