"""How the tests are run: what is long begins first, and temporary files lie in memory."""

import os
import subprocess
import tempfile
from types import SimpleNamespace

import pytest

from tests import conftest, in_memory
from tests.architecture.tree import ROOT


@pytest.fixture
def config(monkeypatch):
    """Of a run whose user named no folder."""
    monkeypatch.delenv("TMPDIR", raising=False)
    monkeypatch.setattr(tempfile, "tempdir", None)
    return SimpleNamespace(stash=pytest.Stash())


@pytest.mark.parametrize("name", conftest.LONG)
def test_each_file_that_begins_first_is_there(name):
    assert (ROOT / "tests" / name).is_file()


def test_temporary_files_lie_in_memory_while_the_tests_run(config, monkeypatch, tmp_path):
    monkeypatch.setattr(in_memory, "MEMORY", tmp_path)
    monkeypatch.setattr(in_memory, "ROOM", 0)
    in_memory.pytest_configure(config)
    (folder,) = tmp_path.iterdir()
    assert (tempfile.gettempdir(), os.environ["TMPDIR"]) == (str(folder), str(folder))
    in_memory.pytest_unconfigure(config)
    assert (list(tmp_path.iterdir()), "TMPDIR" in os.environ) == ([], False)


def test_without_room_in_memory_they_lie_on_the_disk(config, monkeypatch, tmp_path):
    monkeypatch.setattr(in_memory, "MEMORY", tmp_path / "nowhere")
    in_memory.pytest_configure(config)
    monkeypatch.setattr(in_memory, "MEMORY", tmp_path)
    monkeypatch.setattr(in_memory, "ROOM", 2**60)
    in_memory.pytest_configure(config)
    assert list(tmp_path.iterdir()) == []


def test_whoever_named_a_folder_for_them_has_them_there(config, monkeypatch, tmp_path):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(in_memory, "MEMORY", tmp_path)
    monkeypatch.setattr(in_memory, "ROOM", 0)
    in_memory.pytest_configure(config)
    in_memory.pytest_unconfigure(config)
    assert (list(tmp_path.iterdir()), os.environ["TMPDIR"]) == ([], str(tmp_path))


def test_what_a_killed_run_left_in_memory_goes_with_the_next_and_what_a_living_one_has_stays(
    tmp_path,
):
    with subprocess.Popen(["true"]) as process:
        process.wait()
    died, lives = (tmp_path / f"relocation-tests-{n}-x" for n in (process.pid, os.getpid()))
    beside = tmp_path / "relocation-tests-of-somebody"
    for each in (died, lives, beside):
        each.mkdir()
    in_memory.clear_what_died(tmp_path)
    assert set(tmp_path.iterdir()) == {lives, beside}
