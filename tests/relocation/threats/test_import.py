"""A file of statements counts whole or not at all; each fault has its line, column and rule."""

import random

import pytest

from relocation.actor import Function
from relocation.errors import ReferenceDataRefused
from relocation.municipalities.imports.text import MOST_BYTES
from relocation.threats.reading import COLUMNS, read_statements
from relocation.threats.service import import_file, picture
from tests.relocation.desk import NOW
from tests.relocation.threats.statements import HEADER, LINES, NORTH, TODAY, cell, written

CODES = ("0101", "0147")
GROUP, SOUTH, FEUD, AT, ALSO = LINES


def read(file, before=()):
    return read_statements(file, before, CODES, TODAY)


def refused(file):
    with pytest.raises(ReferenceDataRefused) as refusal:
        read(file)
    return refusal.value


def test_a_whole_file_gives_every_statement(tmp_path):
    kinds = [type(each).__name__ for each in read(written(tmp_path, *LINES))]
    assert kinds == ["GroupSaid", "GroupSaid", "RelationSaid", "PresenceSaid", "PresenceSaid"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_names_are_read_from_either_encoding(tmp_path, encoding):
    file = written(tmp_path, GROUP.replace("North Side", "Ærø Øst"), encoding=encoding)
    assert read(file)[0].name == "Ærø Øst"


def test_columns_may_stand_in_any_order_with_commas_and_blank_lines_between(tmp_path):
    file = tmp_path / "picture.csv"
    lines = [",".join(line.split(";")[::-1]) for line in (HEADER, *LINES)]
    file.write_text("\n\n".join(lines))
    assert len(read(file)) == len(LINES)


def test_a_group_that_is_there_already_needs_no_line(tmp_path):
    assert len(read(written(tmp_path, AT), before=[NORTH])) == 1


@pytest.mark.rule("RE-13")
@pytest.mark.parametrize(
    ("line", "column", "text", "rule"),
    [
        (GROUP, "kind", "person", "unknown_word"),
        (GROUP, "group", "310290-1234", "number"),
        (GROUP, "group", "x" * 61, "name"),
        (GROUP, "level", "6", "out_of_range"),
        (GROUP, "level", "NaN", "not_a_number"),
        (GROUP, "level", "", "empty"),
        (GROUP, "municipality", "0101", "not_empty"),
        (GROUP, "surveyed", "perhaps", "unknown_word"),
        (GROUP, "since", "01-10-2026", "not_a_date"),
        (GROUP, "since", "2026-11-27", "future"),
        (GROUP, "origin", "somebody", "unknown_word"),
        (GROUP, "certainty_percent", "101", "out_of_range"),
        (GROUP, "certainty_percent", "٣", "not_a_number"),
    ],
)
def test_a_cell_that_is_amiss_is_named_by_line_column_and_rule_and_not_repeated(
    tmp_path, line, column, text, rule
):
    found = refused(written(tmp_path, cell(line, column, text)))
    fault = found.faults[0]
    place = 1 + COLUMNS.index(column)
    assert (fault.line, fault.column, fault.rule) == (2, place, f"import.{rule}")
    assert text == "" or len(text) < 4 or text not in str(found)


@pytest.mark.parametrize(
    ("line", "column", "text", "rule"),
    [
        (AT, "municipality", "0411", "unknown"),
        (AT, "group", "West Side", "unknown_group"),
        (AT, "until", "2026-11-01", "not_empty"),
        (FEUD, "other_group", "NORTH side", "itself"),
        (FEUD, "until", "2026-10-01", "order"),
        (GROUP, "severity", "", None),
    ],
)
def test_a_line_that_does_not_fit_the_others_is_named(tmp_path, line, column, text, rule):
    if rule is None:
        assert refused(written(tmp_path, GROUP, header=HEADER.replace("level", column))).faults
        return
    lines = [cell(each, column, text) if each == line else each for each in LINES]
    rules = {(fault.line, fault.rule) for fault in refused(written(tmp_path, *lines)).faults}
    assert (2 + LINES.index(line), f"import.{rule}") in rules


@pytest.mark.parametrize(
    ("lines", "rule", "at"),
    [
        ((GROUP, GROUP), "duplicate", 3),
        ((GROUP, SOUTH, FEUD, FEUD.replace("feud", "alliance")), "opposite", 4),
        ((GROUP, "presence;North Side"), "ragged", 3),
        ((GROUP, "", "a note below"), "ragged", 4),
        (('group;"North',), "csv", 2),
        ((), "nothing", None),
        (("", " "), "nothing", None),
    ],
)
def test_lines_that_do_not_go_together_are_refused(tmp_path, lines, rule, at):
    found = refused(written(tmp_path, *lines)).faults[0]
    assert (found.line, found.rule) == (at, f"import.{rule}")


def test_a_title_above_the_columns_is_refused(tmp_path):
    file = written(tmp_path, HEADER, *LINES, header="The picture")
    assert refused(file).faults[0].rule == "import.title"


def test_a_file_of_too_many_statements_is_refused(tmp_path):
    found = refused(written(tmp_path, *[GROUP] * 20_001)).faults[0]
    assert (found.rule, found.remedy) == (
        "import.too_long",
        "Import the statements in several files.",
    )


def test_a_file_or_a_line_that_is_too_long_is_told_in_words_of_statements(tmp_path):
    found = [
        refused(written(tmp_path, *lines)).faults[0]
        for lines in ([GROUP] * 500_001, [GROUP + ";" * 100_001])
    ]
    assert [(each.rule, each.remedy) for each in found] == [
        ("import.too_long", "Import the statements in several files."),
        ("import.line_too_long", "Write each statement on a line of its own."),
    ]
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    assert refused(huge).faults[0].remedy == "Import the statements in several files."


@pytest.mark.rule("RE-13")
def test_of_many_faults_100_are_listed_and_the_rest_is_counted(tmp_path):
    found = refused(written(tmp_path, *[cell(GROUP, "level", "9")] * 150))
    assert (len(found.faults), found.more > 0) == (100, True)


@pytest.mark.rule("RE-13")
def test_a_refused_file_adds_nothing_and_a_whole_one_adds_all(desk, tmp_path):
    police = desk.actor(Function.POLICE_EXIT_COORDINATOR)
    reader = desk.actor(Function.CENTRAL_DECISION_MAKER)
    bad = written(tmp_path, *LINES, cell(AT, "level", "7"))
    with pytest.raises(ReferenceDataRefused), desk.transaction() as session:
        import_file(session, police, bad, NOW)
    with desk.transaction() as session:
        assert picture(session, reader, TODAY, NOW).groups == ()
        taken = import_file(session, police, written(tmp_path, *LINES), NOW)
        found = picture(session, reader, TODAY, NOW)
    assert taken == {"group": 2, "relation": 1, "presence": 2}
    assert (len(found.groups), len(found.relations), len(found.presence)) == (2, 1, 2)


def taken_or_refused(file):
    try:
        return read(file), ()
    except ReferenceDataRefused as refusal:
        return (), refusal.faults


MUTATIONS = "\x00\x1f;,\"'\n\r\t09-æ\ufeff"


@pytest.mark.rule("RE-13")
@pytest.mark.sample(5)
@pytest.mark.parametrize("seed", range(60))
def test_a_mutated_file_is_read_whole_or_refused_with_places(tmp_path, seed):
    draw = random.Random(seed)
    text = list("\n".join((HEADER, *LINES)))
    for _ in range(draw.randint(1, 6)):
        at = draw.randrange(len(text))
        change = draw.choice(("swap", "drop", "add"))
        if change == "drop":
            text[at] = ""
        else:
            text[at] = draw.choice(MUTATIONS) + ("" if change == "swap" else text[at])
    file = tmp_path / "picture.csv"
    file.write_bytes("".join(text).encode(draw.choice(("utf-8", "latin-1")), "replace"))
    said, found = taken_or_refused(file)
    assert bool(said) != bool(found)
    assert len(found) <= 100
    assert all(fault.rule.startswith("import.") for fault in found)
