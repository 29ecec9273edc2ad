"""The benchmark of the store can be started; what it measures no test judges."""

import pytest

from benchmarks.store import main


def test_the_benchmark_of_the_store_says_what_it_measures(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    assert "national round" in capsys.readouterr().out
