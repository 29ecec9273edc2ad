"""Runs walks: some in the tests, the full figure in the gate."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from relocation.schema import upgrade
from tests.relocation.casework.walking import Walk
from tests.store import opened


def walk_from(template):
    """The machine over a store without rows."""
    return type("WalkOnSqlite", (Walk,), {"template": template})


def new_template(folder):
    file = Path(folder) / "template.sqlite"
    with opened(f"sqlite:///{file}") as store:
        upgrade(store.engine)
    return file


def walks(template, count, steps, number):
    """So many walks; the same ones for the same number."""
    held = settings(
        max_examples=count,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        derandomize=False,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seed(number)(walk_from(template)), settings=held)


def run_chunk(start, count):
    """A part of the full figure: walks of 60 steps."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            walks(new_template(folder), count, 60, start)
        except AssertionError as wrong:
            return {"cases": count, "failures": [f"walks from {start}: {wrong}"]}
    return {"cases": count, "failures": []}
