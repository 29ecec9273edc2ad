"""What is no regular file is neither read nor replaced, and numbers without end are refused."""

import os
import stat

import pytest

from api.exit_codes import ExitCode
from api.refusal import Refused
from api.writing import write_all
from tests.api.conftest import SMALL, run


@pytest.mark.parametrize("option", ["--out", "--json"])
def test_a_pipe_is_never_replaced(tmp_path, option):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    done = run("propose", SMALL, "--quiet", option, pipe)
    assert (done.exit_code, done.stderr.count("\n")) == (ExitCode.BAD_INPUT, 1)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_link_to_a_pipe_is_never_replaced_even_when_it_came_later(tmp_path):
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    with pytest.raises(Refused, match="not a regular file"):
        write_all({link: b"1"})
    assert sorted(tmp_path.iterdir()) == [link, pipe]


def test_a_loop_of_links_is_refused_in_one_line(tmp_path):
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    done = run("propose", SMALL, "--quiet", "--out", loop)
    assert (done.exit_code, done.stderr.count("\n")) == (ExitCode.BAD_INPUT, 1)


def test_a_pipe_as_a_round_is_refused_and_not_waited_for(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    done = run("propose", pipe)
    assert (done.exit_code, "regular file" in done.stderr) == (ExitCode.BAD_INPUT, True)


@pytest.mark.parametrize("option", ["--seconds", "--effort"])
@pytest.mark.parametrize("amount", ["inf", "nan", "-1"])
def test_a_limit_without_a_finite_number_is_refused(option, amount):
    assert run("propose", SMALL, option, amount).exit_code == ExitCode.BAD_INPUT


def test_a_file_in_place_of_the_folder_of_imports_is_told(tmp_path, monkeypatch):
    file = tmp_path / "file"
    file.write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("RELOCATION_DATA", str(file))
    done = run("data", "check")
    assert (done.exit_code, done.stderr.count("\n")) == (ExitCode.BAD_INPUT, 1)
