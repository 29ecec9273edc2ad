"""All methods solve the same round: whoever ends with a proof has proven the same values."""

import json

import pytest

from benchmarks.__main__ import main
from benchmarks.cell import EXACT, METHODS, OWN, PLANS
from benchmarks.run import finished

pytestmark = pytest.mark.slow
ASKED = ["--sizes", "20", "--rounds", "1", "--limit", "8", "--no-other"]


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    """The file of one run over a round of 20 people."""
    path = tmp_path_factory.mktemp("benchmark") / "cells.jsonl"
    assert main([*ASKED, "--out", str(path)]) == 0
    return path


@pytest.fixture(scope="module")
def measured(out):
    return {cell.method: cell for cell in finished(out).values()}


def values(cell):
    return [(name, value) for name, value, *_ in cell.aims]


def test_every_method_ends(measured):
    assert {method: cell.ended for method, cell in measured.items()} == dict.fromkeys(
        METHODS, "done"
    )


def test_the_checker_finds_nothing_wrong_with_any_plan(measured):
    assert {method: cell.faults for method, cell in measured.items() if cell.faults} == {}


@pytest.mark.parametrize("method", EXACT)
def test_a_peer_proves_the_values_that_the_engine_proves(measured, method):
    assert all(value == bound for _, value, bound, _ in measured[method].aims)
    assert values(measured[method]) == values(measured[OWN])


@pytest.mark.parametrize("method", PLANS)
def test_a_plan_without_proof_speaks_of_the_same_aims(measured, method):
    assert [name for name, _ in values(measured[method])] == [n for n, _ in values(measured[OWN])]


def test_memory_and_time_are_measured(measured):
    assert all(cell.megabytes > 10 and cell.seconds > 0 for cell in measured.values())


def test_a_second_run_measures_nothing_again(out):
    before = out.read_text(encoding="utf-8")
    main([*ASKED, "--out", str(out)])
    assert out.read_text(encoding="utf-8") == before


def test_a_run_that_was_cut_off_goes_on_with_the_next_cell(out, tmp_path):
    whole = out.read_text(encoding="utf-8").splitlines(keepends=True)
    cut = tmp_path / "cut.jsonl"
    cut.write_text("".join(whole[:-1]) + whole[-1][:20], encoding="utf-8")
    main([*ASKED, "--out", str(cut)])
    lines = cut.read_text(encoding="utf-8").splitlines()
    assert lines[:-1] == [line.rstrip("\n") for line in whole[:-1]]
    assert json.loads(lines[-1])["method"] == json.loads(whole[-1])["method"]


def test_with_json_the_cells_are_one_document_and_the_page_stays_as_it_is(out, capsys):
    capsys.readouterr()
    main(["table", *ASKED, "--out", str(out), "--json", "--record"])
    told = json.loads(capsys.readouterr().out)
    assert ({cell["method"] for cell in told["cells"]}, told["trouble"]) == (set(METHODS), [])
