"""A result file is always the same bytes for the same answer, and a broken one is refused."""

import json
import re
from dataclasses import replace

import pytest

from scoring.country import MunicipalityCode
from scoring.result import (
    AimResult,
    Conflict,
    Outcome,
    Placement,
    Relaxation,
    Result,
    Status,
    Versions,
)
from scoring.result_file import (
    ResultFileError,
    parse_result,
    read_result,
    result_bytes,
    write_result,
)

EX8 = pytest.mark.rule("EX-8")
RESULT = Result(
    status=Status.PROVEN,
    placements=(
        Placement("æ1", MunicipalityCode("9001"), Outcome.PLACED),
        Placement("b2", None, Outcome.UNPLACED),
    ),
    aims=(AimResult("unplaced.acute.5", 1, 1), AimResult("points", 700, 700)),
    conflicts=(
        Conflict(
            ("b2",),
            ("room_to_receive",),
            (
                Relaxation(
                    ("room_to_receive",),
                    (("room_to_receive", "9001"),),
                    MunicipalityCode("9001"),
                    {"points": -3},
                ),
            ),
        ),
    ),
    versions=Versions(
        "0" * 64,
        "2026-proposed",
        "made-up",
        "1",
        "salt",
        {"effort": 120.0, "seconds": None, "seed": 0},
        {"numpy": "2.0"},
    ),
)


def changed(*path, to):
    """The file's document with one value changed, as bytes."""
    document = json.loads(result_bytes(RESULT))
    inner = document
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = to
    return json.dumps(document).encode()


@EX8
def test_a_result_read_back_from_its_file_is_the_same_result(tmp_path):
    write_result(RESULT, tmp_path / "plan.json")
    assert read_result(tmp_path / "plan.json") == RESULT


@EX8
def test_timings_are_no_part_of_the_bytes():
    assert result_bytes(replace(RESULT, seconds={"solve": 1.0})) == result_bytes(RESULT)


def test_the_bytes_are_utf8_with_sorted_keys_and_a_newline_at_the_end():
    text = result_bytes(RESULT).decode()
    assert "æ1" in text
    assert text.endswith("}\n")
    assert list(json.loads(text)) == sorted(json.loads(text))


def test_writing_leaves_no_draft_behind_and_replaces_the_file_whole(tmp_path):
    target = tmp_path / "plan.json"
    target.write_text("before")
    write_result(RESULT, target)
    assert [each.name for each in tmp_path.iterdir()] == ["plan.json"]
    assert target.read_bytes() == result_bytes(RESULT)


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path):
    with pytest.raises(OSError, match="plan"):
        write_result(RESULT, tmp_path / "missing" / "plan.json")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("path", "to", "place"),
    [
        (("format",), "relocation-result/9", "$.format"),
        (("status",), "sure", "$.status"),
        (("placements", 0, "municipality"), None, "$.placements[0]"),
        (("placements", 0, "municipality"), "0411x", "$.placements[0].municipality"),
        (("placements", 0, "municipality"), 101, "$.placements[0].municipality"),
        (("placements", 1, "person"), "æ1", "$.placements[1].person"),
        (("aims", 1, "name"), "unplaced.acute.5", "$.aims[1].name"),
        (("placements",), {}, "$.placements"),
        (("versions", "libraries"), [], "$.versions.libraries"),
        (("placements", 1, "person"), "", "$.placements[1].person"),
        (("aims", 1, "value"), 1.5, "$.aims[1].value"),
        (("aims", 0, "name"), "<script>", "$.aims[0].name"),
        (("versions", "fingerprint"), "short", "$.versions.fingerprint"),
        (("versions", "limit", "hostile"), 3, "$.versions.limit"),
        (("versions", "libraries", "hostile"), 3, "$.versions.libraries"),
        (("hostile",), 3, "$"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_at_its_place(path, to, place):
    with pytest.raises(ResultFileError) as refused:
        parse_result(changed(*path, to=to))
    assert place in [error.path for error in refused.value.errors]


def test_a_refusal_gives_the_line_and_column_of_the_fault():
    data = result_bytes(RESULT).replace(b'"status": "proven"', b'"status": "sure"')
    with pytest.raises(ResultFileError) as refused:
        parse_result(data)
    line = data.decode().split("\n").index(' "status": "sure",') + 1
    assert [(error.line, error.column) for error in refused.value.errors] == [(line, 12)]


PROSE = re.compile("Input|Extra|should|permitted|String|Field|Value")


@pytest.mark.parametrize(
    ("path", "to", "rule", "line"),
    [
        (("hostile",), 3, "unknown_field", 4),
        (("versions", "hostile"), 3, "unknown_field", 4),
        (("versions", "fingerprint"), "short", "fingerprint_form", 3),
        (("versions", "engine"), 3, "not_a_text", 2),
        (("aims",), 3, "not_a_list", 1),
        (("status",), "sure", "unknown_word", 1),
    ],
)
def test_a_fault_of_a_result_is_told_in_the_words_that_a_round_has_too(path, to, rule, line):
    data = changed(*path, to=to).replace(b'"fingerprint"', b'\n"fingerprint"')
    data = data.replace(b'"engine"', b'\n"engine"').replace(b'"hostile"', b'\n"hostile"')
    with pytest.raises(ResultFileError) as refused:
        parse_result(data)
    (error,) = refused.value.errors
    assert (error.rule, error.line) == (rule, line)
    assert not PROSE.search(str(error))


def test_a_refusal_never_repeats_the_value_or_a_made_up_key():
    for data in (changed("status", to="hostile"), changed("versions", "hostile", to=1)):
        with pytest.raises(ResultFileError) as refused:
            parse_result(data)
        assert "hostile" not in str(refused.value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe{",
        b"[" * 100_000,
        b'{"format": NaN}',
        b'{"format": 1, "format": 1}',
        result_bytes(RESULT)[:-5],
    ],
)
def test_a_file_that_is_no_json_is_refused(tmp_path, data):
    (tmp_path / "plan.json").write_bytes(data)
    with pytest.raises(ResultFileError):
        read_result(tmp_path / "plan.json")


def test_a_missing_file_is_refused_without_its_path(tmp_path):
    with pytest.raises(ResultFileError) as refused:
        read_result(tmp_path / "missing.json")
    assert "missing.json" not in str(refused.value)


def test_a_file_over_the_limit_is_refused_before_it_is_parsed(tmp_path):
    with (tmp_path / "plan.json").open("wb") as file:
        file.truncate(50_000_001)
    with pytest.raises(ResultFileError, match="50 MB"):
        read_result(tmp_path / "plan.json")
