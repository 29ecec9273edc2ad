"""Same rooms in every flat, front doors in order, names that say something."""

import ast
from importlib import import_module

import pytest

from tests.architecture.tree import PACKAGES, ROOT, modules, parsed, place

STAGE_FILES = {"model.py", "steps.py", "tables.py", "service.py"}
PROCEEDINGS = (
    "what moves by its steps is stored in relocation/proceedings/tables.py (decision 0008)"
)
INCOMPLETE_STAGES = {
    "access": "who may open a case: nothing takes a step in it, every step asks it",
    "audit": "a log: its lines are added and never take a step",
    "backup": "the database's backup: it moves rows of any table, no case takes a step in it",
    "cases": PROCEEDINGS,
    "deadlines": "how time is counted: nothing takes a step in it, stages store their due dates",
    "documents": "what is written in a case, of any stage: versions are added, no step is taken",
    "errors": "no stage: what a user can meet in any of them, by subject",
    "handovers": PROCEEDINGS,
    "idempotency": "an answer is kept and forgotten: no case takes a step in it",
    "jobs": "what is due in any stage is found and done; a step is taken by the stage's own table",
    "keys": "no stage: a store of its own, beside the database, for all of them",
    "long_jobs": "a job waits, runs and ends: its states are moved by its lease and the service",
    "measures": PROCEEDINGS,
    "migrations": "the store's revisions, which Alembic finds by their folder",
    "municipalities": "a register read from files: nothing takes a step in it, nothing is stored",
    "nominations": PROCEEDINGS,
    "notices": "a notice waits, is taken by its receiver or given up, by its queue alone",
    "organisations": "a register read from files, as that of the municipalities",
    "outbox": "a message waits, is done or dead: its states are moved by the service alone",
    "partners": PROCEEDINGS,
    "people": "accounts are added and disabled: no case takes a step in it",
    "policies": "versions are proposed and adopted by the service alone, in two clicks",
    "preparedness": "declarations are added and never take a step; the newest one counts",
    "proceedings": "where things stand and which steps were taken, for the tables of all stages",
    "safety": PROCEEDINGS,
    "signing_in": "who an account is, is proved and forgotten: no case takes a step in it",
    "staffing": PROCEEDINGS,
    "statistics": "releases are published by the service alone, once a date; nothing else moves",
    "threats": "statements are added and never take a step; the picture follows from them",
}
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "info"}
FRONT_DOORS = [
    path for path in modules(*PACKAGES) if "__all__ =" in path.read_text(encoding="utf-8")
]


def stages():
    return {path.parent.name for path in (ROOT / "relocation").glob("*/__init__.py")}


def test_every_stage_has_its_four_files_or_a_reason_not_to():
    lacking = {
        stage
        for stage in stages()
        if STAGE_FILES - {path.name for path in (ROOT / "relocation" / stage).iterdir()}
    }
    assert lacking == set(INCOMPLETE_STAGES)


def test_every_table_of_steps_is_found_and_every_folder_with_one_has_its_facts():
    with_steps = {path.parent.name for path in (ROOT / "relocation").glob("*/steps.py")}
    assert with_steps == {
        *("cases", "handovers", "measures", "nominations", "partners", "placements", "safety"),
        "staffing",
    }
    lacking = [
        stage
        for stage in sorted(with_steps)
        for file in ("model.py", "record.py")
        if not (ROOT / "relocation" / stage / file).is_file()
    ]
    assert lacking == []


def test_public_names_are_listed_in_front_doors_only():
    assert [place(path) for path in FRONT_DOORS if path.name != "__init__.py"] == []


@pytest.mark.parametrize("path", FRONT_DOORS, ids=place)
def test_a_front_door_lists_its_names_sorted_once_and_has_them_all(path):
    module = import_module(".".join(path.parent.relative_to(ROOT).parts))
    assert module.__all__ == sorted(set(module.__all__))
    assert [name for name in module.__all__ if not hasattr(module, name)] == []


def test_no_module_has_a_name_that_says_nothing():
    assert [place(path) for path in modules(*PACKAGES) if path.stem in EMPTY_NAMES] == []


@pytest.mark.slow
def test_every_module_begins_with_a_sentence():
    without = [place(path) for path in modules(*PACKAGES) if not ast.get_docstring(parsed(path))]
    assert without == []


THE_LAST = "api/errors.py"
"""Here what nobody foresaw becomes an answer, and a line in the log."""


def catches_everything(node):
    if not isinstance(node, ast.ExceptHandler):
        return False
    return node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"}


@pytest.mark.slow
def test_no_handler_swallows_every_exception():
    broad = [
        f"{place(path)}:{node.lineno}"
        for path in modules(*PACKAGES)
        for node in ast.walk(parsed(path))
        if catches_everything(node) and place(path) != THE_LAST
    ]
    assert broad == []


@pytest.mark.slow
def test_below_the_outermost_floor_time_is_an_argument():
    clocks = {"datetime.now", "datetime.utcnow", "date.today"}
    asked = [
        f"{place(path)}:{node.lineno}"
        for path in modules("relocation", "scenarios", "scoring")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in clocks
    ]
    assert asked == []


CLOCKS = {"time", "timeit"}


@pytest.mark.slow
def test_no_test_reads_a_clock_to_judge_by_it():
    """Speed is shown by `benchmarks/`; a test that fails on a busy machine tells nothing."""
    found = [
        place(path)
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if path.parent.name != "gate"
        for node in ast.walk(parsed(path))
        if (isinstance(node, ast.Import) and CLOCKS & {each.name for each in node.names})
        or (isinstance(node, ast.ImportFrom) and node.module in CLOCKS)
    ]
    assert found == []
