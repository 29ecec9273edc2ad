"""A result that somebody changed by hand is refused or found out, and nothing of it is repeated."""

import json
from copy import deepcopy
from functools import cache

import pytest

from api.checked import found_lines, found_plain
from api.exit_codes import ExitCode
from api.language import LANGUAGES, Language
from scoring.check import check
from scoring.explain import made_elsewhere
from scoring.result_file import ResultFileError, parse_result, result_bytes
from scoring.solver import solve
from tests.api.conftest import run
from tests.scoring.planted_conflicts import KINDS, planted

WORD = "hostile"
NUMBERS = (10**30, -(10**30), 10**17, -1)
BESIDE = {"engine", "libraries", "limit"}
"""Parts of the versions that say how an answer was made; another one is a notice."""


@cache
def answered(seed):
    world, _ = planted(seed)
    return world, json.loads(result_bytes(solve(world)))


def spots(value, path=()):
    """Every place of a document, the whole of it first."""
    yield path, value
    inner = value.items() if isinstance(value, dict) else ()
    inner = enumerate(value) if isinstance(value, list) else inner
    for step, each in inner:
        yield from spots(each, (*path, step))


def spoiled(value):
    """What may stand in a value's place: another word, a strange number, a list torn or doubled."""
    if isinstance(value, str):
        yield from (WORD, "0411", f"safety_below.{WORD}", "")
    elif isinstance(value, list):
        yield from ([], [*value, *value])
    elif isinstance(value, dict):
        yield {**value, WORD: 1}
        yield from ({**value, key: 1, WORD: value[key]} for key in list(value)[:1])
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from NUMBERS


def doctored(document):
    for path, value in spots(document):
        for other in spoiled(value):
            if path and other != value:
                copy = deepcopy(document)
                inner = copy
                for step in path[:-1]:
                    inner = inner[step]
                inner[path[-1]] = other
                yield path, copy


def told_of(world, document):
    """What the commands say of a result, and whether they find it to be wrong."""
    try:
        result = parse_result(json.dumps(document).encode())
    except ResultFileError as refused:
        return str(refused), True
    found, elsewhere = check(world, result), made_elsewhere(result)
    lines = [
        line
        for tag in LANGUAGES
        for line in found_lines(found, elsewhere, len(result.placements), Language(tag))
    ]
    return json.dumps([lines, found_plain(found, elsewhere, Language("en"))]), bool(found)


def harmless(path, document):
    """A figure of what would follow is found by `--recompute` alone, as is another engine."""
    if path[0] == "versions" and path[1] in BESIDE:
        return True
    if path[0] != "conflicts" or len(path) < 3:
        return False
    return "changes" in path or document["conflicts"][path[1]]["relaxations"] == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(len(KINDS)))
@pytest.mark.rule("RE-12", "RE-13")
def test_whatever_is_changed_in_a_result_is_found_out_and_never_repeated(seed):
    world, document = answered(seed)
    for path, changed in doctored(document):
        told, wrong = told_of(world, changed)
        assert WORD not in told, path
        assert wrong or harmless(path, changed), path


def with_conflict(files, folder, **changed):
    """The result with a made-up conflict of somebody who has a place."""
    document = json.loads(files.result.read_text(encoding="utf-8"))
    conflict = {"people": [files.person], "rules": [], "relaxations": [], "proven": False}
    document["conflicts"] = [conflict | changed]
    path = folder / "doctored.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


RELAXED = {"rules": [WORD], "names": [[WORD]], "municipality": "0101", "changes": {WORD: 1}}
CONFLICTS = {
    "a rule": {"rules": [WORD]},
    "an aim": {"relaxations": [RELAXED]},
    "somebody": {"people": [WORD]},
}


@pytest.mark.parametrize("changed", CONFLICTS.values(), ids=CONFLICTS)
@pytest.mark.rule("RE-13", "IF-6")
@pytest.mark.slow
def test_explain_refuses_a_result_with_something_made_up_and_does_not_repeat_it(
    proposed, tmp_path, changed
):
    path = with_conflict(proposed, tmp_path, **changed)
    done = run("explain", path, proposed.round, proposed.person)
    assert done.exit_code == ExitCode.BAD_INPUT
    assert "relocation check" in done.stderr
    assert WORD not in done.output


@pytest.mark.parametrize("changed", CONFLICTS.values(), ids=CONFLICTS)
@pytest.mark.rule("RE-13", "IF-6")
def test_check_finds_something_made_up_in_a_result_and_does_not_repeat_it(
    proposed, tmp_path, changed
):
    path = with_conflict(proposed, tmp_path, **changed)
    done = run("check", path, proposed.round)
    assert (done.exit_code, WORD in done.output) == (ExitCode.VIOLATIONS, False)
