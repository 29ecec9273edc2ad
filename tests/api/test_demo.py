"""A store of made-up cases: by steps alone, whole, labelled, and looked after by every command."""

import json
import shlex
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import fields
from datetime import UTC, datetime
from threading import Event

import pytest

from api.demo import place as places
from api.demo.afterwards import LOOKED_AT, Before
from api.demo.candidates import Drawn, candidates, made_up_round
from api.demo.counted import counted
from api.demo.days import A_DAYS_WORK, days_of
from api.demo.history import OTHERS, days_ago, live
from api.exit_codes import ExitCode
from api.refusal import Refused
from relocation.audit.keys import HeldKeys
from relocation.audit.verification import verify
from relocation.audit_policy import load_audit_policy
from relocation.deadlines.working_days import civil_day
from relocation.municipalities.on_day import country_on
from relocation.permissions import Stage
from relocation.schema import differences
from relocation.workflows import ALL
from scenarios.families import FAMILIES
from scoring.policy_file import load_policy
from tests.api.conftest import ROOT, run

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
DRAWN = Drawn(people=8, seed=1, family="sparse")
PASSED_THROUGH = {
    ("address_protection", "reminded"),
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
        *("checkpoints", "public-key", "signing-key"),
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
@pytest.mark.parametrize("store", ["postgresql"], indirect=True)
def test_on_the_other_database_every_stage_and_state_is_reached_by_steps_of_who_may(whole_store):
    live(whole_store, DRAWN, NOW)
    found = counted(whole_store)
    assert {stage for stage, cases in found.stages.items() if cases} == set(Stage)
    every = {(name, state) for name, flow in ALL.items() for state in type(flow.start)}
    assert every - states(found) == PASSED_THROUGH
    assert differences(whole_store.database) == ()
    with whole_store.transaction() as session:
        assert verify(session, [], keys=HeldKeys.of(whole_store.keys)).finding is None


def drawn_for(family, seed):
    """The country, and everybody who is drawn for a demonstration of 60 people."""
    day = civil_day(days_ago(NOW, 200))
    country, drawn = country_on(day), Drawn(60 + OTHERS, seed, family)
    return country, list(candidates(made_up_round(country, load_policy(), drawn, day)))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 7])
@pytest.mark.parametrize("family", FAMILIES)
def test_nobody_takes_up_more_cases_on_a_day_than_the_quota_allows(family, seed):
    country, people = drawn_for(family, seed)
    quota, districts = load_audit_policy(), dict(zip(country.codes, country.districts, strict=True))
    days = list(days_of(people, country, quota))
    assert [each for day in days for each in day] == people
    most = max(max(Counter(districts[each.home] for each in day).values()) for day in days)
    assert most <= quota.quota_per_day
    assert max(map(len, days)) <= A_DAYS_WORK < quota.quota_per_day_central
    assert LOOKED_AT + len(fields(Before)) < quota.quota_per_day_central


def test_a_district_that_many_leave_takes_another_day():
    country, people = drawn_for("sparse", 1)
    quota = load_audit_policy().quota_per_day
    days = days_of([people[0]] * (quota + 1), country, load_audit_policy())
    assert [len(day) for day in days] == [quota, 1]


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


@pytest.fixture
def at_work(tmp_path):
    """A demonstration of its own process, at the moment when its draft is there."""
    folder = tmp_path / "demo"
    process = subprocess.Popen(
        [sys.executable, "-c", "from api.cli import main; main()", "demo", "--folder", folder],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # Who runs the tests may have left signals ignored, as `nohup` does.
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),  # noqa: PLW1509
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
