"""A round's file: what is written is read again, and what is wrong is listed with its place."""

from pathlib import Path

import pytest

from scoring.person import Danger, Need, PoliceExclusion, Search, Tie, TieKind, Wish, WishKind
from scoring.round import (
    Closure,
    DeclaredRoom,
    DeclaredService,
    Instruction,
    InstructionKind,
    KeepApart,
    KeepTogether,
    Placed,
    Round,
)
from scoring.round_file import (
    LineError,
    RoundRefused,
    read_round,
    read_round_bytes,
    round_bytes,
    write_round,
)
from scoring.threat import Group, Presence, Relation, RelationKind
from tests.builders import TODAY, code, country, person, policy, round_of

CANARY = "Canary-7f3a91"


def full_round() -> Round:
    """A round with something in every field."""
    return round_of(
        person(
            "a",
            former_group="g1",
            dangers=(Danger(municipality=code(1), severity=2, as_of=TODAY, source="æ"),),
            exclusions=(
                PoliceExclusion(as_of=TODAY, municipality=code(1), minutes=30),
                PoliceExclusion(as_of=TODAY, district="District 2"),
            ),
            ties=(
                Tie(
                    kind=TieKind.OWN_CHILD,
                    municipality=code(2),
                    strength=0.3,
                    known_to=("g1",),
                ),
            ),
            search=Search(work=True, licence=False),
            needs=(Need(service="mentor", must=True),),
            wishes=(Wish(kind=WishKind.AVOIDS, municipality=code(2)),),
        ),
        person("b"),
        person("c"),
        label='made up "for" a test\\',
        seed=0,
        groups=(Group(key="g1", severity=5, surveyed=True), Group(key="g2", severity=1)),
        relations=(Relation(kind=RelationKind.FEUD, groups=("g1", "g2"), since=TODAY),),
        presence=(Presence(group="g1", municipality=code(0), level=0, as_of=TODAY),),
        keep_together=(KeepTogether(people=("a", "b"), reason="siblings"),),
        keep_apart=(KeepApart(people=("a", "q"), minutes=30, reason="threats"),),
        placed=(Placed(key="q", municipality=code(1), since=TODAY, former_group="g2"),),
        services=(
            DeclaredService(municipality=code(0), service="mentor", present=False, as_of=TODAY),
        ),
        room=(
            DeclaredRoom(municipality=code(0), candidates=0, as_of=TODAY, approved_because="full"),
        ),
        closures=(Closure(municipality=code(2), since=TODAY, reason="inquiry"),),
        instructions=(
            Instruction(
                kind=InstructionKind.FORBIDDEN, person="c", municipality=code(1), reason="x"
            ),
        ),
    )


def refused(raw: bytes) -> RoundRefused:
    """The refusal of a file's bytes."""
    with pytest.raises(RoundRefused) as caught:
        read_round_bytes(raw, country(), policy())
    return caught.value


def only(raw: bytes) -> LineError:
    """The one error of a file's bytes."""
    (error,) = refused(raw).errors
    return error


def changed(old: str, new: str, times: int = 1) -> bytes:
    """The full round's bytes with a piece replaced that must be there."""
    raw = round_bytes(full_round())
    assert old.encode() in raw
    return raw.replace(old.encode(), new.encode(), times)


@pytest.mark.rule("IF-7")
def test_a_round_written_and_read_again_is_the_same(tmp_path: Path):
    write_round(full_round(), tmp_path / "round.json")
    assert read_round(tmp_path / "round.json", country(), policy()) == full_round()


def test_a_written_file_leaves_nothing_beside_it(tmp_path: Path):
    write_round(full_round(), tmp_path / "round.json")
    assert [path.name for path in tmp_path.iterdir()] == ["round.json"]


def test_a_byte_order_mark_is_read_over():
    raw = b"\xef\xbb\xbf" + round_bytes(full_round())
    assert read_round_bytes(raw, country(), policy()) == full_round()


@pytest.mark.rule("RE-13", "IF-7")
def test_an_error_has_line_column_path_rule_and_remedy():
    error = only(changed('"severity": 5', '"severity": 9'))
    assert (error.line, error.column) == (8, 31)
    assert (error.path, error.rule) == ("$.groups[0].severity", "out_of_range")
    assert error.remedy == "use at most 5"


@pytest.mark.rule("RE-13", "IF-7")
def test_a_hundred_errors_are_listed_and_the_rest_is_counted():
    people = b", ".join(b'{"key": "p"}' for _ in range(40))
    refusal = refused(b'{"people": [' + people + b"]}")
    assert (len(refusal.errors), refusal.more) == (100, 64)


def test_errors_stand_in_the_order_of_the_file():
    lines = [error.line for error in refused(changed("2026-11-22", "2026-02-30", 99)).errors]
    assert lines == sorted(lines)


@pytest.mark.rule("RE-13")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"District 2"', f'"{CANARY}"'),
        ('"mentor", "must"', f'"{CANARY}", "must"'),
        ('"avoids"', f'"{CANARY}"'),
        ('"severity": 5', f'"severity": "{CANARY}"'),
        ('"severity": 5', f'"severity": 5, "{CANARY}": 1'),
        ('"severity": 5', f'"severity": 5, "x{CANARY}": NaN'),
        ('"severity": 5', f'"severity": {CANARY}'),
        ('"key": "a"', f'"key": "{CANARY} æ"'),
    ],
)
def test_no_value_is_echoed(old: str, new: str):
    assert CANARY not in str(refused(changed(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('"severity": 5', '"severity": NaN', "not_a_number"),
        ('"strength": 0.3', '"strength": 1e999', "not_a_number"),
        ('"severity": 5', f'"severity": {"9" * 5000}', "not_a_number"),
        ('"severity": 5', '"severity": true', "not_a_whole_number"),
        ('"severity": 5', '"severity": 5.0', "not_a_whole_number"),
        ('"severity": 5', '"severity": 5, "severity": 5', "field_twice"),
        ('"severity": 5', '"severity": 5, "ethnicity": 1', "unknown_field"),
        ('"level": 0, ', "", "missing_field"),
        ('"siblings"', '"\\ud800"', "broken_character"),
        ('"siblings"', '"\\u001b[31m"', "text_form"),
        ('"siblings"', '""', "empty_text"),
        ('"siblings"', "7", "not_a_text"),
        ('"avoids"', '"hates"', "unknown_word"),
        ('"date": "2026-11-22"', '"date": "2026-W01-1"', "not_a_day"),
        ('"date": "2026-11-22"', '"date": 1700000000', "not_a_day"),
        ('"room": [', '"room": 3, "x": [', "not_a_list"),
        ('"candidates": 0', '"candidates": -1', "out_of_range"),
        ('"moves_from": "9001"', '"moves_from": "901"', "code_form"),
        ("relocation-round/1", "relocation-round/9", "unknown_word"),
        ('"key": "a"', '"key": "a b"', "key_form"),
    ],
)
@pytest.mark.rule("RE-13")
def test_a_wrong_form_is_named(old: str, new: str, rule: str):
    assert rule in {error.rule for error in refused(changed(old, new)).errors}


TURNING = [chr(number) for number in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]


@pytest.mark.parametrize("turning", TURNING, ids=lambda each: f"U+{ord(each):04X}")
@pytest.mark.parametrize("old", ['"siblings"', '"District 2"'])
@pytest.mark.rule("RE-13")
def test_what_turns_the_direction_of_reading_is_refused_and_not_repeated(old: str, turning: str):
    refusal = refused(changed(old, f'"safe{turning}place"'))
    assert "text_form" in {error.rule for error in refusal.errors}
    assert turning not in str(refusal)


def test_an_ordinary_foreign_text_is_no_control_character():
    raw = changed('"siblings"', '"søskende – أخوة \u200f"')
    assert read_round_bytes(raw, country(), policy()).keep_together[0].reason.startswith("søsk")


@pytest.mark.parametrize(
    ("raw", "rule", "line", "column"),
    [
        (b"", "not_json", 1, 1),
        (b'{\n"a": 1,}', "not_json", 2, 8),
        (b'{"a":\n "\xff"}', "not_utf8", 2, 3),
        (b'{"a":\n "\x00"}', "not_utf8", 2, 3),
        (b"[\n" * 65, "nested_too_deep", 65, 1),
        (b"[]", "not_an_object", 1, 1),
        (b" " * 50_000_001, "file_too_large", 1, 1),
        (b"[" + b"[]," * 1_000_001 + b"[]]", "too_many_values", 1, 1),
        (b'{"format": 1' + b', "x": 1' * 101 + b"}", "field_twice", 1, 23),
    ],
)
@pytest.mark.rule("RE-13")
def test_what_is_no_round_at_all_is_refused_with_its_place(
    raw: bytes, rule: str, line: int, column: int
):
    error = refused(raw).errors[0]
    assert (error.rule, error.line, error.column) == (rule, line, column)


def test_brackets_in_a_text_are_not_nesting():
    raw = changed('"siblings"', '"' + "[{" * 100 + '\\""')
    assert read_round_bytes(raw, country(), policy()).keep_together[0].reason.startswith("[{")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(RoundRefused, match="unreadable_file"):
        read_round(tmp_path / "none.json", country(), policy())


@pytest.mark.rule("RE-13")
def test_an_unwritable_folder_is_left_without_a_half_file(tmp_path: Path):
    (tmp_path / "round.json").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_round(full_round(), tmp_path / "round.json")
    assert [path.name for path in tmp_path.iterdir()] == ["round.json"]


@pytest.mark.parametrize("old", ['"key": "', '"household": "', '"group": "'])
@pytest.mark.parametrize("key", ["3102901234", "310290-1234", "p.310290-1234", "310290-1234_2"])
def test_a_key_like_a_cpr_number_is_refused_wherever_it_stands_and_never_repeated(old, key):
    refusal = refused(changed(old, f"{old}{key}."))
    assert "key_like_cpr" in {error.rule for error in refusal.errors}
    assert key not in str(refusal)
