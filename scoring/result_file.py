"""A result as a file: the same answer is always the same bytes, and a broken file is refused."""

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path as File
from typing import Any

from pydantic import ValidationError

from scoring.beside import Beside, StatedPlan, StatedTies
from scoring.country import MunicipalityCode
from scoring.result import AimResult, Conflict, Placement, Relaxation, Result, Versions
from scoring.result_form import (
    AIM_FORM,
    FORMAT,
    NO_PLACE_RULE,
    SHA256_FORM,
    ConflictForm,
    DocumentForm,
    PlacementForm,
)
from scoring.round_faults import Path
from scoring.round_file import RoundRefused
from scoring.round_file.form import FORMAT as ROUND
from scoring.round_file.guard import bytes_of, text_of
from scoring.round_file.parse import parsed
from scoring.round_file.placing import placed
from scoring.round_file.refused import MOST_ERRORS, Finding
from scoring.round_file.words import GUIDE, findings_in
from scoring.whole_file import write_whole

REMEDY = "write the file anew from the round it answers"
FREE_KEYS = ("changes", "libraries", "limit")
"""Objects whose keys the file makes up; such a key is never repeated."""

A_ROUND = Finding(
    ("format",),
    "this is a round, not a result",
    "give first the result that `relocation propose --json` wrote, then its round",
)
AGAIN = ("stands_there_twice", f"name it once, or {REMEDY}")
OWN_WORDS = {
    AIM_FORM: ("unknown_aim", "write the name of an aim"),
    SHA256_FORM: ("fingerprint_form", "write 64 digits and letters a to f"),
    NO_PLACE_RULE: (
        NO_PLACE_RULE,
        "give a municipality to placed and decided people, and to no other",
    ),
}
"""By the form's own pattern, or the kind of the fault."""


class ResultFileError(RoundRefused):
    """A file holds no usable result; nothing of it was used."""


def result_bytes(result: Result) -> bytes:
    """Write a result in the one way there is: keys sorted, UTF-8, without the timings."""
    document = asdict(replace(result, seconds={})) | {"format": FORMAT}
    del document["seconds"]
    text = json.dumps(document, sort_keys=True, indent=1, ensure_ascii=False, allow_nan=False)
    return f"{text}\n".encode()


def write_result(result: Result, path: File) -> None:
    """Write the file whole or not at all."""
    write_whole(path, result_bytes(result))


def read_result(path: File) -> Result:
    """Read a result file.

    Raises:
        ResultFileError: the file is missing, too large, too deep, no JSON or no such result.
    """
    return parse_result(_file(path))


def parse_result(data: bytes) -> Result:
    """Turn the bytes of a file into a result; see `read_result` for the errors."""
    return parse_whole(data)[0]


def read_whole(path: File) -> tuple[Result, Beside]:
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
        raise _refused(text, list(_found(refused))) from None
    again = list(_again(read))
    if again:
        raise _refused(text, again)
    result = Result(
        status=read.status,
        placements=tuple(_placement(each) for each in read.placements),
        aims=tuple(AimResult(each.name, each.value, each.bound) for each in read.aims),
        conflicts=tuple(_conflict(each) for each in read.conflicts),
        versions=Versions(**read.versions.model_dump(by_alias=True)),
    )
    return result, _beside(read)


def _file(path: File) -> bytes:
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
    return _refused(text, [A_ROUND])


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


def _refused(text: str, found: list[Finding]) -> ResultFileError:
    """The place, rule and remedy of each fault, up to a hundred."""
    return ResultFileError(placed(text, found[:MOST_ERRORS]), len(found[MOST_ERRORS:]))


def _found(refused: ValidationError) -> Iterator[Finding]:
    """In the words that the reader of rounds has too, and some that only a result needs."""
    for error, finding in zip(refused.errors(), findings_in(refused, ()), strict=True):
        pattern = error.get("ctx", {}).get("pattern", error["type"])
        rule, remedy = OWN_WORDS.get(pattern, (finding.rule, finding.remedy))
        remedy = REMEDY if GUIDE in remedy else f"{remedy}, or {REMEDY}"
        path = _known(finding.path)
        cut = path != finding.path
        yield replace(
            finding,
            path=path,
            rule=rule,
            remedy=remedy,
            found_at=None if cut else finding.found_at,
            on_key=finding.on_key and not cut,
        )


def _again(read: DocumentForm) -> Iterator[Finding]:
    """Whoever, and whatever aim, stands there a second time."""
    people = [("placements", "person", each.person) for each in read.placements]
    aims = [("aims", "name", each.name) for each in read.aims]
    for named in (people, aims):
        seen: set[str] = set()
        for at, (key, field, name) in enumerate(named):
            if name in seen:
                yield Finding((key, at, field), *AGAIN)
            seen.add(name)


def _known(path: Path) -> Path:
    """A path without a key that the file made up."""
    free = (place for place, step in enumerate(path) if step in FREE_KEYS)
    return path[: next(free, len(path)) + 1]
