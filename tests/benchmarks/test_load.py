"""People at work on a real server, and ten times as many at once: nobody meets an error."""

import pytest

from benchmarks.load import main


@pytest.mark.slow
@pytest.mark.rule("RE-15")
def test_people_at_work_meet_no_error_and_a_crowd_is_told_when_to_come_again(capsys):
    code = main(["--cases", "200", "--users", "50", "--seconds", "10"])
    told = capsys.readouterr().out
    assert code == 0, told
    assert " 0 errors" in told
