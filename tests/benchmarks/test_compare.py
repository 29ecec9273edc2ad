"""How finished cells are read side by side."""

from benchmarks.__main__ import main as benchmark
from benchmarks.compare import Ratio, disagreements, median, ratio, worse
from benchmarks.run import Measured


def cell(method, *aims, limit=10.0):
    return Measured("round", method, limit, "code", "commit", "done", 1.0, aims=list(aims))


def test_the_ratio_is_to_the_fastest_peer_with_a_proof():
    ran = {
        "own": cell("own", ("points", 5, 5, 2.0)),
        "cpsat": cell("cpsat", ("points", 5, 5, 4.0)),
        "highs": cell("highs", ("points", 5, 6, 1.0)),
    }
    assert ratio(ran, ("cpsat", "highs")) == Ratio(0.5)


def test_a_peer_without_a_proof_counts_with_its_limit():
    ran = {
        "own": cell("own", ("points", 5, 5, 2.0)),
        "cpsat": cell("cpsat", ("points", 5, 6, 9.0)),
    }
    assert str(ratio(ran, ("cpsat",))) == "≤ 0.20"


def test_where_only_a_peer_has_the_proof_the_ratio_says_so():
    ran = {
        "own": cell("own", ("points", 5, 6, 9.0)),
        "cpsat": cell("cpsat", ("points", 5, 5, 4.0)),
    }
    assert str(ratio(ran, ("cpsat",))) == "≥ 2.50"


def test_where_nobody_has_the_proof_the_ratio_is_open_and_counts_as_the_worst():
    ran = {name: cell(name, ("points", 5, 6, 9.0)) for name in ("own", "cpsat")}
    assert str(ratio(ran, ("cpsat",))) == "open"
    assert str(median([Ratio(None), Ratio(0.5), Ratio(None)])) == "open"


def test_what_was_not_measured_is_said_to_be_so_and_not_to_be_open():
    alone = {"own": cell("own", ("points", 5, 5, 2.0))}
    assert str(ratio(alone, ("cpsat",))) == str(ratio({}, ("cpsat",))) == "not run"


def test_a_table_of_nothing_claims_no_agreement(tmp_path, capsys):
    asked = ("table", "--sizes", "20", "--no-other", "--out", str(tmp_path / "none.jsonl"))
    assert benchmark(asked) == 0
    printed = capsys.readouterr().out
    assert printed.splitlines()[-1] == "Nothing is measured yet."
    assert "open" not in printed.partition("###")[2].partition("median")[0].partition("|")[2]


def test_two_proofs_of_different_values_are_found():
    ran = {
        "own": cell("own", ("points", 5, 5, 1.0)),
        "highs": cell("highs", ("points", 6, 6, 1.0)),
    }
    assert disagreements(ran) == ["points: own 5, highs 6"]


def test_proofs_after_an_open_aim_are_not_compared():
    ran = {
        "own": cell("own", ("safety_below.20", 1, 0, 1.0), ("points", 5, 5, 1.0)),
        "highs": cell("highs", ("safety_below.20", 0, 0, 1.0), ("points", 4, 4, 1.0)),
    }
    assert disagreements(ran) == []


def test_plans_are_compared_by_the_first_aim_that_differs():
    one = cell("own", ("safety_below.20", 1, 1, 1.0), ("points", 9, 9, 1.0))
    other = cell("cpsat", ("safety_below.20", 0, 0, 1.0), ("points", 5, 5, 1.0))
    assert worse(one, other) == "safety_below.20"
    assert worse(other, one) is None


def test_fewer_points_are_worse():
    few, many = (cell("own", ("points", points, points, 1.0)) for points in (5, 9))
    assert worse(few, many) == "points"
    assert worse(many, few) is None
