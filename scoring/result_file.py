"""A result as a file: the same answer is always the same bytes, and a broken file is refused."""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from scoring.beside import Beside, StatedPlan, StatedTies
from scoring.country import MunicipalityCode
from scoring.result import AimResult, Conflict, Placement, Relaxation, Result, Versions
from scoring.result_form import ConflictForm, DocumentForm, PlacementForm
from scoring.round_file import LineError, RoundRefused
from scoring.round_file.form import FORMAT as ROUND
from scoring.round_file.guard import bytes_of, text_of
from scoring.round_file.parse import parsed
from scoring.round_file.positions import lines_of, located
from scoring.round_file.refused import MOST_ERRORS, written
from scoring.whole_file import write_whole

FORMAT = "relocation-result/1"
REMEDY = "write the file anew from the round it answers"
FREE_KEYS = ("changes", "libraries", "limit")
"""Objects whose keys the file makes up; such a key is never repeated."""

A_ROUND = "this is a round, not a result"

Steps = tuple[str | int, ...]


class ResultFileError(RoundRefused):
    """A file holds no usable result; nothing of it was used."""


def result_bytes(result: Result) -> bytes:
    """Write a result in the one way there is: keys sorted, UTF-8, without the timings."""
    document = asdict(replace(result, seconds={})) | {"format": FORMAT}
    del document["seconds"]
    text = json.dumps(document, sort_keys=True, indent=1, ensure_ascii=False, allow_nan=False)
    return f"{text}\n".encode()


def write_result(result: Result, path: Path) -> None:
    """Write the file whole or not at all."""
    write_whole(path, result_bytes(result))


def read_result(path: Path) -> Result:
    """Read a result file.

    Raises:
        ResultFileError: the file is missing, too large, too deep, no JSON or no such result.
    """
    return parse_result(_file(path))


def parse_result(data: bytes) -> Result:
    """Turn the bytes of a file into a result; see `read_result` for the errors."""
    return parse_whole(data)[0]


def read_whole(path: Path) -> tuple[Result, Beside]:
    """Read a result file with what stands beside the answer; see `read_result`."""
    return parse_whole(_file(path))


def parse_whole(data: bytes) -> tuple[Result, Beside]:
    """Turn the bytes of a file into a result and what stands beside it."""
    text, document = _text(data)
    if isinstance(document, dict) and document.get("format") == ROUND:
        raise _a_round(text)
    try:
        read = DocumentForm.model_validate_json(text)
    except ValidationError as refused:
        raise _refused(text, refused) from None
    result = Result(
        status=read.status,
        placements=tuple(_placement(each) for each in read.placements),
        aims=tuple(AimResult(each.name, each.value, each.bound) for each in read.aims),
        conflicts=tuple(_conflict(each) for each in read.conflicts),
        versions=Versions(**read.versions.model_dump(by_alias=True)),
    )
    return result, _beside(read)


def _file(path: Path) -> bytes:
    try:
        return bytes_of(path)
    except RoundRefused as refused:
        raise ResultFileError(refused.errors) from None


def _text(data: bytes) -> tuple[str, Any]:
    """Whatever is not one JSON value, each key once, is refused before the form is looked at."""
    try:
        text = text_of(data)
        return text, parsed(text)
    except RoundRefused as refused:
        raise ResultFileError(refused.errors, refused.more) from None


def _a_round(text: str) -> ResultFileError:
    path: Steps = ("format",)
    (place,) = lines_of(text, [located(text, {path})[path].at])
    remedy = "give first the result that `relocation propose --json` wrote, then its round"
    return ResultFileError((LineError(*place, written(path), A_ROUND, remedy),))


def _placement(read: PlacementForm) -> Placement:
    place = None if read.municipality is None else MunicipalityCode(read.municipality)
    return Placement(read.person, place, read.outcome)


def _beside(read: DocumentForm) -> Beside:
    ties = None if read.ties is None else StatedTies(read.ties.count, read.ties.exact)
    if read.alternatives is None:
        return Beside(ties)
    plans = (
        StatedPlan(
            placements=tuple(_placement(each) for each in plan.placements),
            aims=tuple((aim.name, aim.value) for aim in plan.aims),
            people_differing=plan.people_differing,
        )
        for plan in read.alternatives.plans
    )
    return Beside(ties, tuple(plans))


def _conflict(read: ConflictForm) -> Conflict:
    relaxations = (
        Relaxation(each.rules, each.names, MunicipalityCode(each.municipality), each.changes)
        for each in read.relaxations
    )
    return Conflict(read.people, read.rules, tuple(relaxations), read.proven)


def _refused(text: str, refused: ValidationError) -> ResultFileError:
    """The place and rule of each fault, up to a hundred, with lines."""
    found = list(_found(refused))
    spots = located(text, {path for path, _ in found[:MOST_ERRORS]} | {()})
    placed = sorted(
        ((spots.get(path) or spots[()]).at, written(path), rule)
        for path, rule in found[:MOST_ERRORS]
    )
    lines = lines_of(text, [at for at, _, _ in placed])
    errors = (
        LineError(*line, path, rule, REMEDY)
        for line, (_, path, rule) in zip(lines, placed, strict=True)
    )
    return ResultFileError(tuple(errors), len(found[MOST_ERRORS:]))


def _found(refused: ValidationError) -> Iterator[tuple[Steps, str]]:
    for fault in refused.errors(include_url=False, include_context=False, include_input=False):
        path = fault["loc"][:-1] if fault["type"] == "extra_forbidden" else fault["loc"]
        yield _known(path), fault["msg"].removeprefix("Value error, ")


def _known(path: Steps) -> Steps:
    """A path without a key that the file made up."""
    free = (place for place, step in enumerate(path) if step in FREE_KEYS)
    return path[: next(free, len(path)) + 1]
