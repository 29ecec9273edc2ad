"""A store of made-up cases: by steps alone, whole, labelled, and looked after by every command."""

import json
import shlex
import signal
import subprocess
import sys
from datetime import UTC, datetime
from threading import Event

import pytest

from api.demo import place as places
from api.demo.candidates import Drawn
from api.demo.counted import counted
from api.demo.history import live
from api.demo.served import first_free
from api.exit_codes import ExitCode
from api.refusal import Refused
from api.whole_store import whole_store
from relocation.actor import Assurance, Function, UserId
from relocation.audit.keys import HeldKeys
from relocation.audit.verification import verify
from relocation.long_jobs.proposing import NOTHING, PROPOSE_ROUND
from relocation.long_jobs.service import ask
from relocation.people.acting import actor_of
from relocation.permissions import Stage
from relocation.proceedings.every import cases_with
from relocation.proceedings.model import Press
from relocation.schema import differences
from relocation.workflows import ALL
from tests.api.conftest import ROOT, run
from tests.api.served_demo import served
from tests.api.serving import free_port, until_answered

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
DRAWN = Drawn(people=8, seed=1, family="sparse")
PASSED_THROUGH = {
    ("address_protection", "reminded"),
    ("case", "ended_centrally"),
    ("case", "expired"),
    ("case", "lapsed"),
    ("case", "sent_on"),
    ("knowledge_item", "received"),
    ("safety_assessment", "written"),
    ("term", "mediated"),
}
"""States that no made-up case rests in: what follows from them comes at once, another rests in the
one beside it, or it comes most of a year after the move."""


def states(found):
    return {(workflow, state) for workflow, each in found.states.items() for state in each}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder of a demonstration, and how the command ended."""
    folder = tmp_path_factory.mktemp("demo")
    return folder, run("demo", "--people", 4, "--folder", folder, "--language", "en")


@pytest.fixture
def settings(made, monkeypatch):
    """The environment that the folder's own settings give."""
    for line in (made[0] / "store" / "settings.sh").read_text().splitlines():
        if line.startswith("export "):
            name, _, value = line.removeprefix("export ").partition("=")
            monkeypatch.setenv(name, shlex.split(value)[0])
    monkeypatch.setenv("RELOCATION_LANGUAGE", "en")


@pytest.mark.slow
@pytest.mark.rule("IF-6")
def test_the_demo_leaves_a_store_beside_its_round_and_nothing_half_written(made):
    folder, done = made
    assert done.exit_code == ExitCode.DONE, done.output
    assert sorted(path.name for path in folder.iterdir()) == [
        "report-da.html",
        "report-en.html",
        "result.json",
        "round.json",
        "store",
    ]
    assert {path.name for path in (folder / "store").iterdir()} == {
        *("keys", "relocation.sqlite", "settings.sh", "wrapping-keys"),
        *("checkpoints", "public-key", "signing-key", "sign-ins.json"),
    }
    assert "MADE-UP DATA" in done.stdout
    assert "relocation serve answers programs with JSON" in done.stdout


@pytest.mark.slow
def test_the_round_that_was_proposed_in_the_store_passes_the_check_computed_again(made):
    folder, _ = made
    asked = ("check", folder / "result.json", folder / "round.json", "--recompute")
    assert run(*asked).exit_code == ExitCode.DONE


@pytest.mark.rule("IF-6")
@pytest.mark.slow
@pytest.mark.usefixtures("settings")
def test_every_command_that_looks_after_a_store_finds_this_one_whole(made, tmp_path):
    told = json.loads(run("audit", "verify", "--json").stdout)
    assert (told["whole"], told["checkpoints"]["agreeing"]) == (True, 1)
    assert told["clock_stepped_back"] == 0
    for words in (("db", "check"), ("keys", "check"), ("jobs", "run", "--once")):
        assert run(*words).exit_code == ExitCode.DONE, words
    admin = made[1].stdout.partition("administrator: ")[2].split()[0]
    names = [
        each["name"] for each in json.loads(run("users", "list", "--actor", admin, "--json").stdout)
    ]
    assert {name.split()[0] for name in names} == {"Made-up"}
    backup = ("--database", tmp_path / "database", "--keys", tmp_path / "apart" / "keys")
    (tmp_path / "apart").mkdir()
    assert run("backup", *backup).exit_code == ExitCode.DONE
    assert run("audit", "verify").exit_code == ExitCode.DONE


@pytest.mark.rule("IF-6")
@pytest.mark.slow
def test_a_visitor_signs_in_to_the_served_demonstration_with_what_it_prints(made):
    with served(made[0]) as (port, said):
        assert f"answers at http://127.0.0.1:{port}" in said
        assert "all people are made up" in said
        told = json.loads(run("demo", "--codes", "--folder", made[0], "--json").stdout)
        assert [each["name"] for each in told if each["name"] not in said] == []
        assert len({each["function"] for each in told}) == len(Function)
        auditor = next(each for each in told if each["name"] == "demo-auditor")
        shown = {key: auditor[key] for key in ("name", "password", "code")}
        assert until_answered(port, "POST", "/api/v1/session", shown)[0] == 201


@pytest.mark.rule("IF-1")
@pytest.mark.slow
def test_a_client_written_from_the_description_alone_takes_somebody_to_the_completed_handover(made):
    sign_ins = made[0] / "store" / "sign-ins.json"
    with served(made[0]) as (port, _):
        assert until_answered(port, "GET", "/health/ready", None)[0] == 200
        asked = (ROOT / "examples" / "journey.py", sign_ins, f"http://127.0.0.1:{port}/api/v1")
        done = subprocess.run(
            [sys.executable, *asked], capture_output=True, text=True, check=False, cwd=made[0]
        )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "The handover is completed."
    pressed = {line.partition(": ")[0] for line in done.stdout.splitlines() if " → " in line}
    assert len(pressed) >= 8


@pytest.mark.slow
@pytest.mark.rule("IF-6")
@pytest.mark.usefixtures("settings")
def test_long_work_waits_for_the_command_that_does_it_and_each_job_is_told_by_how_it_ended(made):
    caseworker = made[1].stdout.partition("caseworker: ")[2].split()[0]
    now = datetime.now(UTC)
    with whole_store() as store, store.transaction() as session:
        who = actor_of(session, UserId(caseworker), Assurance.SIGNED_IN, now)
        ask(session, who, PROPOSE_ROUND, NOTHING, Press(0, "another-round", now))
    assert json.loads(run("jobs", "work", "--once", "--json").stdout) == {"job": "done"}
    done = run("jobs", "work", "--once")
    assert (done.exit_code, done.output) == (ExitCode.DONE, "")


@pytest.mark.slow
@pytest.mark.rule("SE-19")
@pytest.mark.usefixtures("settings", "made")
def test_a_demonstration_is_never_served_to_other_machines(monkeypatch):
    monkeypatch.setenv("RELOCATION_ORIGIN", "https://relocation.test")
    refused = run("serve", "--port", free_port())
    assert refused.exit_code == ExitCode.BAD_INPUT
    assert "accounts of a demonstration can sign in" in refused.output


def test_codes_of_a_demonstration_that_is_not_there_are_refused(tmp_path):
    refused = run("demo", "--codes", "--folder", tmp_path)
    assert refused.exit_code == ExitCode.BAD_INPUT
    assert refused.stderr.startswith("--folder: no sign-ins of a demonstration there")


@pytest.mark.parametrize("beside", ["--round-only", "--json"])
def test_what_is_served_is_a_store_and_told_as_text(tmp_path, beside):
    refused = run("demo", "--serve", beside, "--folder", tmp_path / "demo")
    assert refused.exit_code == ExitCode.BAD_INPUT
    assert list(tmp_path.iterdir()) == []


def test_where_a_port_is_taken_the_next_one_is_served():
    with first_free(free_port()) as first, first_free(first.getsockname()[1]) as second:
        assert second.getsockname()[1] > first.getsockname()[1]


@pytest.mark.rule("IF-6")
@pytest.mark.slow
@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_on_the_other_database_every_stage_and_state_is_reached_by_steps_of_who_may(whole_store):
    live(whole_store, DRAWN, NOW)
    found = counted(whole_store)
    assert {stage for stage, cases in found.stages.items() if cases} == set(Stage)
    every = {(name, state) for name, flow in ALL.items() for state in type(flow.start)}
    assert every - states(found) == PASSED_THROUGH
    assert differences(whole_store.database) == ()
    with whole_store.transaction() as session:
        assert len(cases_with(session, "case", "end_centrally")) == 1
        assert verify(session, [], keys=HeldKeys.of(whole_store.keys)).finding is None


@pytest.mark.rule("IF-6")
def test_a_second_store_lies_beside_the_first_and_what_is_not_whole_is_gone(tmp_path):
    (tmp_path / "store").mkdir()
    with places.new_place(tmp_path) as place:
        (place.draft / "half").write_text("half")
    assert place.folder == tmp_path.resolve() / "store-2"
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_where_no_key_store_can_be_written_the_demo_says_so(tmp_path):
    with places.new_place(tmp_path) as place:
        (place.draft / places.KEYS).write_text("a file in its way")
        with pytest.raises(Refused, match="cannot be written"), places.new_store(place):
            pass


def test_seconds_are_refused_where_the_answer_would_be_stored(tmp_path):
    done = run("demo", "--seconds", 1, "--folder", tmp_path / "demo")
    assert done.exit_code == ExitCode.BAD_INPUT
    assert done.stderr.startswith("--seconds: an answer that a clock cut is never stored")
    assert list(tmp_path.iterdir()) == []


def as_in_the_background():
    """Who runs the tests may have left SIGHUP ignored, as `nohup` does; a shell ignores SIGINT."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@pytest.fixture
def at_work(tmp_path):
    """A demonstration of its own process, at the moment when its draft is there."""
    folder = tmp_path / "demo"
    process = subprocess.Popen(
        [sys.executable, "-c", "from api.cli import main; main()", "demo", "--folder", folder],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=as_in_the_background,  # noqa: PLW1509
    )
    while not list(folder.glob(".store.*/relocation.sqlite")):
        assert process.poll() is None
        Event().wait(0.05)  # nobody sets it: a clock is not asked
    yield process, folder
    process.kill()
    process.wait()


@pytest.mark.rule("IF-6")
@pytest.mark.slow
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP])
def test_a_demonstration_that_is_asked_to_end_leaves_nothing_behind(at_work, ending):
    process, folder = at_work
    process.send_signal(ending)
    assert (process.wait(), folder.exists()) == (ExitCode.INTERRUPTED, False)


@pytest.mark.rule("IF-6")
@pytest.mark.slow
def test_what_a_killed_demonstration_left_goes_with_the_next_and_what_a_living_one_makes_stays(
    at_work,
):
    process, folder = at_work
    with places.new_place(folder):
        assert len(list(folder.iterdir())) == 2
    assert len(list(folder.iterdir())) == 1
    process.kill()
    process.wait()
    with places.new_place(folder) as place:
        assert list(folder.iterdir()) == [place.draft]
    assert list(folder.iterdir()) == []
