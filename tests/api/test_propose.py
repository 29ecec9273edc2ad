import json
import os
import pty
import signal
import subprocess
import sys
from threading import Timer

import pytest

from api.answering import answer_round
from api.exit_codes import ExitCode
from api.interrupt import ctrl_c
from api.language import Language
from relocation.municipalities.register import load_register
from scenarios.generate import generate
from scoring.limit import Limit
from scoring.policy_file import load_policy
from scoring.problem import PlacementProblem
from scoring.result import Status
from scoring.result_file import read_result
from scoring.round_file import write_round
from tests.api.conftest import ROOT, SMALL, run
from tests.builders import TODAY

POLICIES = ROOT / "scoring" / "policies"
SCRIPT = "import sys; sys.argv = sys.argv[1:]; from api.cli import main; main()"
VALUE = "no-such-municipality-zz"


def broken(folder, old='"moves_from":', new=f'"moves_from": "{VALUE}", "was":'):
    """The small round with one thing wrong."""
    path = folder / "broken.json"
    path.write_text(SMALL.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    return path


def unplaceable(folder):
    """The small round with everybody kept out of everywhere."""
    document = json.loads(SMALL.read_text(encoding="utf-8"))
    person = document["people"][0]
    shut = {"municipality": "0101", "minutes": 1000, "as_of": document["date"]}
    person["exclusions"] = [shut]
    path = folder / "shut.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path, person["key"]


def big(folder):
    """A round that takes long enough to be interrupted, also on a fast machine."""
    problem = made_up(500)
    write_round(problem.round, folder / "big.json")
    return folder / "big.json"


def made_up(people):
    policy, country = load_policy(), load_register(TODAY).country
    round_ = generate(country, policy, people=people, seed=2, family="tight", on=TODAY)
    return PlacementProblem(country, round_, policy)


@pytest.mark.rule("IF-7")
def test_a_round_gives_a_table_with_everybody_in_it(proposed):
    people = [p.person for p in read_result(proposed.result).placements]
    assert [key for key in people if key not in proposed.table] == []


@pytest.mark.rule("IF-7")
def test_the_table_gives_every_aim_with_value_bound_and_gap(proposed):
    assert "Points in all (as many as possible)" in proposed.table
    assert "Proven bound" in proposed.table


def test_the_table_says_that_the_data_are_made_up(proposed):
    assert proposed.table.startswith("MADE-UP DATA")


@pytest.mark.slow
def test_the_table_says_which_policy_and_register_count(proposed):
    assert "numbers are proposed, not published" in proposed.table
    assert load_register(TODAY).country.version in proposed.table


@pytest.mark.rule("IF-7")
def test_the_result_is_the_same_bytes_in_every_run(proposed):
    again = run("propose", SMALL, "--json")
    assert again.stdout_bytes == proposed.result.read_bytes()


@pytest.mark.rule("IF-7")
def test_json_on_standard_output_is_one_document():
    assert json.loads(run("propose", SMALL, "--json", "-").stdout)["status"] == "proven"


@pytest.mark.slow
def test_the_table_is_danish_unless_said_otherwise():
    assert "Placeringsforslag" in run("propose", SMALL).stdout


@pytest.mark.slow
def test_quiet_prints_nothing():
    assert run("propose", SMALL, "--quiet").output == ""


@pytest.mark.rule("IF-7")
def test_an_error_names_line_column_and_path(tmp_path):
    done = run("propose", broken(tmp_path))
    line = SMALL.read_text(encoding="utf-8")[: SMALL.read_text().index('"moves_from"')].count("\n")
    assert done.exit_code == ExitCode.BAD_INPUT
    assert f"{line + 1}:" in done.stderr
    assert "$.people[0].moves_from" in done.stderr


def test_an_error_never_repeats_the_value(tmp_path):
    done = run("propose", broken(tmp_path))
    assert VALUE not in done.output + done.stderr


def test_nothing_is_written_when_the_round_is_refused(tmp_path):
    path = broken(tmp_path)
    run("propose", path, "--out", tmp_path / "r.html", "--json", tmp_path / "r.json")
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_errors_as_json_have_line_column_path_rule_and_remedy(tmp_path):
    errors = json.loads(run("propose", broken(tmp_path), "--json").stdout)["errors"]
    assert all({"line", "column", "path", "rule", "remedy"} == set(each) for each in errors)


@pytest.mark.slow
@pytest.mark.rule("IF-7")
def test_another_policy_gives_another_total(tmp_path, proposed):
    text = (POLICIES / "2026-proposed.toml").read_text(encoding="utf-8")
    swapped = text.replace("value = 40", "value = 30", 1).replace("value = 10", "value = 20", 1)
    mine = tmp_path / "mine.toml"
    mine.write_text(swapped.replace('"2026-proposed"', '"mine"', 1), encoding="utf-8")
    done = run("propose", SMALL, "--policy", mine, "--json")
    assert done.exit_code == ExitCode.DONE, done.output
    told = json.loads(done.stdout)
    assert told["versions"]["policy"].startswith("mine+")
    assert told["aims"] != json.loads(proposed.result.read_text(encoding="utf-8"))["aims"]


@pytest.mark.slow
@pytest.mark.rule("EX-8")
def test_a_policy_under_the_shipped_version_is_told_apart_in_result_table_and_report(
    tmp_path, proposed
):
    mine, report = tmp_path / "mine.toml", tmp_path / "r.html"
    text = (POLICIES / "2026-proposed.toml").read_text(encoding="utf-8")
    mine.write_text(text.replace("Safety comes first", "Safety is first"), encoding="utf-8")
    asked = ("--policy", mine, "--json", tmp_path / "r.json", "--out", report)
    table = run("propose", SMALL, *asked).stdout
    named = read_result(tmp_path / "r.json").versions.policy
    assert named != read_result(proposed.result).versions.policy
    assert all(named in text for text in (table, report.read_text(encoding="utf-8")))
    checked = run("check", tmp_path / "r.json", SMALL, "--language", "en")
    assert checked.exit_code == ExitCode.BAD_INPUT
    assert checked.stderr.startswith("versions.policy: the result was made with another text")


@pytest.mark.sample(1)
@pytest.mark.parametrize(("day", "said"), [("2026-11-23", True), ("2026-11-22", False)])
@pytest.mark.rule("IF-7")
def test_a_policy_that_is_not_valid_yet_is_told_in_table_and_report_and_used(tmp_path, day, said):
    mine, report = tmp_path / "mine.toml", tmp_path / "r.html"
    text = (POLICIES / "2026-proposed.toml").read_text(encoding="utf-8")
    mine.write_text(text.replace("2026-11-22", day, 1), encoding="utf-8")
    done = run("propose", SMALL, "--policy", mine, "--out", report, "--language", "en")
    notice = "The policy is valid only from 23 November 2026"
    assert done.exit_code == ExitCode.DONE
    assert (notice in done.stdout, notice in report.read_text(encoding="utf-8")) == (said, said)


@pytest.mark.slow
@pytest.mark.rule("IF-6")
def test_long_work_shows_its_progress_where_somebody_looks():
    screen, terminal = pty.openpty()
    arguments = ["relocation", "propose", str(SMALL), "--language", "en"]
    with subprocess.Popen(
        [sys.executable, "-c", SCRIPT, *arguments],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=terminal,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "120"},
    ) as running:
        running.wait(60)
    os.close(terminal)
    shown = b"".join(iter(lambda: read_from(screen), b"")).decode()
    assert "Judging the places" in shown
    assert "Choice between equally good plans" in shown


def read_from(screen):
    try:
        return os.read(screen, 65536)
    except OSError:
        return b""


def test_no_progress_is_written_where_nobody_looks():
    assert run("propose", SMALL).stderr == ""


def test_a_policy_that_does_not_exist_is_bad_input():
    assert run("propose", SMALL, "--policy", "1999-final").exit_code == ExitCode.BAD_INPUT


def test_the_round_itself_is_never_written_over(tmp_path):
    path = tmp_path / "round.json"
    path.write_bytes(SMALL.read_bytes())
    done = run("propose", path, "--out", path)
    assert (done.exit_code, path.read_bytes()) == (ExitCode.BAD_INPUT, SMALL.read_bytes())


def test_a_folder_that_is_not_there_is_refused_before_the_work(tmp_path):
    done = run("propose", SMALL, "--out", tmp_path / "no" / "report.html")
    assert done.exit_code == ExitCode.BAD_INPUT


def test_somebody_without_a_place_is_an_outcome_and_no_error(tmp_path):
    path, key = unplaceable(tmp_path)
    done = run("propose", path, "--language", "en")
    assert done.exit_code == ExitCode.DONE
    assert f"{key}: no place." in done.stdout


@pytest.mark.slow
def test_an_answer_that_the_clock_cut_ends_with_4(tmp_path):
    path = big(tmp_path)
    done = run("propose", path, "--seconds", "0.01", "--json", tmp_path / "r.json", "--quiet")
    assert done.exit_code == ExitCode.OPEN
    assert read_result(tmp_path / "r.json").status is Status.STOPPED


def test_the_first_ctrl_c_asks_and_the_second_ends():
    with ctrl_c() as cancelled:
        signal.raise_signal(signal.SIGINT)
        assert cancelled()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_after_the_work_ctrl_c_is_as_before():
    before = signal.getsignal(signal.SIGINT)
    with ctrl_c():
        pass
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.slow
def test_ctrl_c_gives_the_best_plan_so_far_marked_not_repeatable():
    problem = made_up(150)
    with ctrl_c():
        Timer(0.3, signal.raise_signal, [signal.SIGINT]).start()
        answered = answer_round(problem, Limit(), Language("en"))
    assert answered.cancelled
    assert len(answered.answer.result.placements) == len(problem.round.people)


@pytest.mark.slow
@pytest.mark.rule("IF-6")
def test_ctrl_c_leaves_nothing_half_written(tmp_path):
    path = big(tmp_path)
    arguments = ["propose", path, "--out", tmp_path / "r.html", "--json", tmp_path / "r.json"]
    running = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, "relocation", *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with pytest.raises(subprocess.TimeoutExpired):
        running.wait(2.5)
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=60)
    assert running.returncode == ExitCode.INTERRUPTED
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
