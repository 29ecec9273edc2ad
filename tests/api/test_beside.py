"""What is asked for beside the proposal: other plans, equally good plans, a process of its own."""

import json
import signal
from dataclasses import replace
from threading import Timer

import pytest

from api.answer import Answer
from api.answering import look_beside
from api.exit_codes import ExitCode
from api.interrupt import ctrl_c
from api.language import LANGUAGES, Language
from api.report.beside import beside
from scoring.limit import Limit
from scoring.result_file import read_result
from scoring.solver import Counted, Diverse, diverse_plans, solve
from tests.api.conftest import SMALL, run
from tests.api.pages import Page
from tests.api.test_propose import made_up
from tests.builders import person, problem


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("beside")
    files = ["--json", folder / "result.json", "--out", folder / "report.html"]
    done = run("propose", SMALL, "--alternatives", "--count-ties", *files, "--language", "en")
    assert done.exit_code == ExitCode.DONE, done.output
    return folder, done.stdout


@pytest.fixture(scope="module")
def pair():
    two = problem(person("p1"), person("p2"))
    return Answer(two, solve(two))


def document(asked):
    return json.loads((asked[0] / "result.json").read_text(encoding="utf-8"))


@pytest.mark.slow
@pytest.mark.rule("SV-4")
def test_the_terminal_says_who_differs_how_far_behind_and_what_the_aims_reach(asked):
    plan = document(asked)["alternatives"]["plans"][0]
    assert f"{plan['people_differing']} of 7 candidates get something else" in asked[1]
    assert "in the proposal (−" in asked[1]
    assert "All other aims are as in the proposal." in asked[1]


@pytest.mark.slow
def test_the_report_shows_the_same_plans_as_the_terminal(asked):
    page = Page((asked[0] / "report.html").read_text(encoding="utf-8"))
    titles = [line for line in asked[1].splitlines() if line.startswith("Other plan no.")]
    assert (page.faults, len(titles)) == ([], 3)
    assert [title for title in titles if title not in page.text] == []


@pytest.mark.slow
@pytest.mark.rule("SV-4")
def test_the_result_holds_ties_and_alternatives_beside_the_same_answer(asked, proposed):
    told, plain = document(asked), json.loads(proposed.result.read_text(encoding="utf-8"))
    assert {key: told[key] for key in plain} == plain
    assert told.keys() - plain.keys() == {"ties", "alternatives"}


@pytest.mark.slow
def test_a_result_with_alternatives_is_read_as_the_answer_alone(asked, proposed):
    assert read_result(asked[0] / "result.json") == read_result(proposed.result)


@pytest.mark.rule("SV-3")
@pytest.mark.slow
def test_check_passes_honest_alternatives_and_says_what_nobody_counted_again(asked):
    done = run("check", asked[0] / "result.json", SMALL, "--language", "en")
    assert done.exit_code == ExitCode.DONE
    assert "How many plans are equally good was not counted again." in done.stdout
    assert "not whether there are more of them" in done.stdout


@pytest.mark.rule("SV-3")
@pytest.mark.slow
def test_check_finds_a_falsified_alternative_and_says_where(asked, tmp_path):
    told = document(asked)
    told["alternatives"]["plans"][0]["placements"] = told["placements"]
    told["ties"]["count"] = 10**9
    path = tmp_path / "falsified.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    done = run("check", path, SMALL, "--language", "en")
    assert done.exit_code == ExitCode.VIOLATIONS
    assert "alternatives.plans.0.people_differing: " in done.stdout
    assert "ties.count: " in done.stdout
    found = json.loads(run("check", path, SMALL, "--json").stdout)
    assert {each["version"] for each in found["notices"]} >= {"ties", "alternatives"}


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("ties", [Counted(n, exact) for n in (1, 2) for exact in (True, False)])
def test_a_count_says_whether_the_proposal_is_alone_and_whether_it_is_exact(pair, ties, tag):
    words = {
        "da": {True: "Ingen anden", False: "ikke bevist"},
        "en": {True: "No other", False: "not proven"},
    }
    many = {"da": {True: "2 ford", False: "Mindst 2"}, "en": {True: "2 plans", False: "At least 2"}}
    said = beside(replace(pair, ties=ties), Language(tag)).sentences
    assert (words if ties.count == 1 else many)[tag][ties.exact] in said[0]


@pytest.mark.parametrize(("complete", "said"), [(True, "no more"), (False, "may be more")])
def test_a_list_of_plans_says_whether_there_are_more(pair, complete, said):
    found = beside(replace(pair, diverse=Diverse((), complete)), Language("en"))
    assert said in found.sentences[-1]


def test_another_plan_that_is_as_good_says_that_all_aims_are_as_in_the_proposal(pair):
    plan = diverse_plans(pair.problem, pair.result).plans[0]
    same = tuple((aim.name, aim.value) for aim in pair.result.aims)
    told = beside(replace(pair, diverse=Diverse((replace(plan, aims=same),), True)), Language("en"))
    assert told.plans[0].aims == ("All aims are as in the proposal.",)


def test_nothing_is_said_of_what_nobody_asked_for(pair):
    assert beside(pair, Language("en")).sentences == ()


@pytest.mark.slow
def test_ctrl_c_while_looking_for_other_plans_leaves_a_list_that_is_not_complete():
    large = made_up(60)
    answer = Answer(large, solve(large, Limit(seconds=0.01)))
    with ctrl_c():
        Timer(0.3, signal.raise_signal, [signal.SIGINT]).start()
        found = look_beside(
            answer, Limit(), Language("en"), ties=False, alternatives=True, quiet=True
        )
    assert (found.cancelled, found.answer.diverse.complete) == (True, False)


@pytest.mark.slow
@pytest.mark.rule("RE-12")
def test_a_solver_short_of_memory_ends_with_5_in_one_line_and_writes_nothing(tmp_path):
    files = ["--json", tmp_path / "r.json", "--out", tmp_path / "r.html"]
    done = run("propose", SMALL, "--memory", 64, *files)
    assert done.exit_code == ExitCode.SOLVER_FAILED
    assert done.output.startswith("--memory: the solver needs more memory")
    assert (done.output.count("\n"), list(tmp_path.iterdir())) == (1, [])


@pytest.mark.slow
@pytest.mark.rule("SV-4")
def test_a_process_of_its_own_gives_the_same_bytes(proposed):
    apart = run("propose", SMALL, "--memory", 4000, "--json")
    assert apart.stdout_bytes == proposed.result.read_bytes()


@pytest.mark.slow
def test_a_failed_solver_is_told_as_json_too():
    told = json.loads(run("propose", SMALL, "--memory", 64, "--json").stdout)
    assert told["errors"][0]["path"] == "--memory"


@pytest.mark.parametrize("option", ["--alternatives", "--count-ties"])
def test_a_limit_of_memory_does_not_go_with_what_it_does_not_cover(option):
    assert run("propose", SMALL, "--memory", 64, option).exit_code == ExitCode.BAD_INPUT
