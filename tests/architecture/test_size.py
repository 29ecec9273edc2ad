"""How long files and functions may be."""

from statistics import median, quantiles

import pytest

from tests.architecture.tree import CODE, PACKAGES, functions, length, modules, place


def lines(path):
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("folder", CODE)
def test_no_file_is_longer_than_300_lines(folder):
    assert [place(path) for path in modules(folder) if lines(path) > 300] == []


@pytest.mark.parametrize("folder", CODE)
@pytest.mark.slow
def test_no_function_is_longer_than_60_lines(folder):
    long = [
        f"{place(path)}: {function.name}"
        for path in modules(folder)
        for function in functions(path)
        if length(function) > 60
    ]
    assert long == []


def test_half_of_the_files_have_at_most_100_lines():
    assert median(lines(path) for path in modules(*PACKAGES)) <= 100


def test_half_of_the_functions_have_at_most_10_lines():
    lengths = [length(each) for path in modules(*PACKAGES) for each in functions(path)]
    assert median(lengths) <= 10


def test_nine_of_ten_functions_have_at_most_30_lines():
    lengths = [length(each) for path in modules(*PACKAGES) for each in functions(path)]
    assert quantiles(lengths, n=10)[-1] <= 30
