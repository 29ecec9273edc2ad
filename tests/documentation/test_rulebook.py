"""The test of the rules catches what it is there to catch."""

import pytest
from click.testing import CliRunner

from tests.documentation import rulebook
from tests.documentation.markers import (
    NOT_A_TEXT,
    WrittenTest,
    main,
    situations_in,
    written_below,
    written_in,
)
from tests.documentation.rulebook import Claim, Rulebook, WrittenRule, read_rules

PAGE = """# Rules

Some words.

## A family

### AB-1 · First
Source: made up · Mark: **not yet**

- It holds. → `tests/test_a.py::test_it_holds`
- It stays. → not yet
"""
HOLDS = "tests/test_a.py::test_it_holds"
STAYS = "tests/test_a.py::test_it_stays"


def book(page: str = PAGE, marks: dict[str, tuple[str, ...]] | None = None, ids=("AB-1",)):
    marked = {HOLDS: ("AB-1",)} if marks is None else marks
    written = tuple(WrittenTest(address, rules) for address, rules in marked.items())
    return Rulebook(read_rules(page), written, tuple(ids))


def found_by(check, *args, **kwargs) -> list[str]:
    return list(check(book(*args, **kwargs)))


def test_a_page_is_read_into_rules_and_claims():
    claims = (Claim("It holds.", (HOLDS,)), Claim("It stays.", ()))
    assert read_rules(PAGE) == (WrittenRule("AB-1", "made up", "not yet", claims),)


def test_a_claim_may_name_several_tests():
    page = PAGE.replace("→ not yet", f"→ `{HOLDS}`, `{STAYS}`")
    assert read_rules(page)[0].claims[1].tests == (HOLDS, STAYS)


@pytest.mark.parametrize("check", rulebook.CHECKS, ids=lambda check: check.__name__)
def test_a_page_in_order_passes_every_check(check):
    assert found_by(check) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("### AB-1 · First", "### AB-1 First"),
        ("Source: made up · Mark: **not yet**", "Source: made up"),
        ("- It stays. → not yet", "- It stays."),
        ("- It stays. → not yet", "- It stays. → tests/test_a.py::test_it_stays"),
        ("- It stays. → not yet", "It stays."),
    ],
)
def test_a_line_out_of_form_is_refused(right, wrong):
    with pytest.raises(ValueError, match="write '"):
        read_rules(PAGE.replace(right, wrong))


def test_a_missing_rule_is_found():
    assert found_by(rulebook.ids_missing_or_unknown, ids=("AB-1", "AB-2")) == ["AB-2 is missing"]


def test_an_unknown_rule_is_found():
    faults = found_by(rulebook.ids_missing_or_unknown, ids=())
    assert faults == ["AB-1 is unknown"]


def test_a_rule_that_stands_twice_is_found():
    faults = found_by(
        rulebook.ids_missing_or_unknown, PAGE + PAGE.removeprefix("# Rules\n\nSome words.\n")
    )
    assert faults == ["AB-1 stands twice"]


def test_a_rule_without_claim_is_found():
    page = PAGE.split("- It holds", maxsplit=1)[0]
    assert found_by(rulebook.rules_without_claim, page) == ["AB-1 has no claim"]


def test_a_rule_without_claim_is_not_proven():
    page = PAGE.split("- It holds", maxsplit=1)[0].replace("**not yet**", "**proven by tests**")
    assert found_by(rulebook.wrong_marks, page) == ["AB-1 must be marked **not yet**"]


def test_a_rule_marked_proven_with_an_open_claim_is_found():
    page = PAGE.replace("**not yet**", "**proven by tests**")
    assert found_by(rulebook.wrong_marks, page) == ["AB-1 must be marked **not yet**"]


def test_a_rule_marked_not_yet_with_all_claims_proven_is_found():
    page = PAGE.replace("→ not yet", f"→ `{STAYS}`")
    assert found_by(rulebook.wrong_marks, page) == ["AB-1 must be marked **proven by tests**"]


def test_a_mark_in_other_words_is_found():
    page = PAGE.replace("**not yet**", "**nearly there**")
    assert found_by(rulebook.wrong_marks, page) == ["AB-1 must be marked **not yet**"]


def test_a_named_test_that_does_not_exist_is_found():
    assert found_by(rulebook.tests_that_do_not_exist, marks={}) == [f"AB-1 names {HOLDS}"]


def test_a_named_test_without_the_mark_is_found():
    faults = found_by(rulebook.tests_without_the_mark, marks={HOLDS: ()})
    assert faults == [f'{HOLDS} lacks @pytest.mark.rule("AB-1")']


def test_a_test_with_three_rules_is_found():
    marks = {HOLDS: ("AB-1", "AB-2", "AB-3")}
    faults = found_by(rulebook.marks_not_in_order, marks=marks, ids=("AB-1", "AB-2", "AB-3"))
    assert faults == [f"{HOLDS} carries more than two rules"]


def test_a_mark_of_an_unknown_rule_is_found():
    faults = found_by(rulebook.marks_not_in_order, marks={HOLDS: ("XY-9",)})
    assert faults == [f"{HOLDS} carries the unknown rule XY-9"]


def test_a_mark_that_no_claim_names_is_found():
    faults = found_by(
        rulebook.marks_that_no_claim_names, marks={HOLDS: ("AB-1",), STAYS: ("AB-1",)}
    )
    assert faults == [f"{STAYS} carries AB-1, but no claim of AB-1 names it"]


def test_marks_are_read_from_a_function():
    source = '@pytest.mark.rule("AB-1", "AB-2")\ndef test_one(): ...'
    assert list(written_in(source, "t.py")) == [WrittenTest("t.py::test_one", ("AB-1", "AB-2"))]


def test_marks_one_below_the_other_add_up():
    source = '@pytest.mark.rule("AB-1")\n@pytest.mark.rule("AB-2")\ndef test_one(): ...'
    assert next(written_in(source, "t.py")).rules == ("AB-1", "AB-2")


def test_marks_are_read_from_the_class():
    source = '@pytest.mark.rule("AB-1")\nclass TestOne:\n    def test_two(self): ...'
    assert list(written_in(source, "t.py")) == [WrittenTest("t.py::TestOne::test_two", ("AB-1",))]


@pytest.mark.parametrize(
    "value", ['pytest.mark.rule("AB-1")', '[pytest.mark.slow, pytest.mark.rule("AB-1")]']
)
def test_marks_are_read_from_the_module(value):
    source = f"pytestmark = {value}\ndef test_one(): ..."
    assert next(written_in(source, "t.py")).rules == ("AB-1",)


def test_a_mark_under_a_name_is_read():
    source = 'FIRST = pytest.mark.rule("AB-1")\n@FIRST\ndef test_one(): ...'
    assert next(written_in(source, "t.py")).rules == ("AB-1",)


def test_a_mark_that_is_computed_counts_as_unknown():
    source = "@pytest.mark.rule(RULE)\ndef test_one(): ..."
    assert next(written_in(source, "t.py")).rules == (NOT_A_TEXT,)


def test_other_functions_and_other_marks_are_left_out():
    source = "def helper(): ...\n@pytest.mark.slow\ndef test_one(): ..."
    assert list(written_in(source, "t.py")) == [WrittenTest("t.py::test_one", ())]


def test_a_situation_is_known_by_what_it_tells_and_carries_the_rules_of_its_file():
    text = 'rules = ["AB-1"]\n[[situation]]\ntells = "It holds here"'
    found = list(situations_in(text, "tests/situations/a.toml"))
    assert found == [WrittenTest("tests/situations/a.toml::It holds here", ("AB-1",))]


def test_a_situation_that_no_claim_names_is_allowed():
    marks = {HOLDS: ("AB-1",), "tests/situations/a.toml::It holds here": ("AB-1",)}
    assert found_by(rulebook.marks_that_no_claim_names, marks=marks) == []


@pytest.fixture
def folder(tmp_path):
    """A folder of tests with two marked tests in a file below it."""
    file = tmp_path / "tests" / "part" / "test_a.py"
    file.parent.mkdir(parents=True)
    file.write_text(
        '@pytest.mark.rule("AB-1")\ndef test_one(): ...\n'
        '@pytest.mark.rule("AB-1", "AB-2")\ndef test_two(): ...\n'
    )
    return tmp_path / "tests"


def test_tests_are_found_in_folders_below(folder):
    addresses = [test.address for test in written_below(folder)]
    assert addresses == ["tests/part/test_a.py::test_one", "tests/part/test_a.py::test_two"]


def test_the_command_lists_the_tests_of_a_rule(folder):
    answer = CliRunner().invoke(main, ["AB-2", "--below", str(folder)])
    assert answer.output == "tests/part/test_a.py::test_two\n"


def test_the_command_counts_the_tests_of_every_rule(folder):
    answer = CliRunner().invoke(main, ["--below", str(folder)])
    assert answer.output == "AB-1: 2\nAB-2: 1\n"
