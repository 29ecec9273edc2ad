"""Five hundred mutated files: each reads whole or is refused with its places."""

import pytest

from tests.scoring.mutated_files import run_chunk


@pytest.mark.slow
@pytest.mark.rule("RE-13", "IF-7")
def test_five_hundred_mutated_files_read_whole_or_are_refused_with_places():
    assert run_chunk(0, 500) == {"cases": 500, "failures": []}


@pytest.mark.rule("RE-13", "IF-7")
@pytest.mark.slow
def test_the_first_mutated_files_read_whole_or_are_refused_with_places():
    assert run_chunk(0, 30) == {"cases": 30, "failures": []}
