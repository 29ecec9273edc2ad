"""A result as a file: the same answer is always the same bytes, and a broken file is refused."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

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
from scoring.round_faults import Fault

FORMAT = "relocation-result/1"
FREE_KEYS = ("changes", "libraries", "limit")
MOST_BYTES = 50_000_000
PLACED = (Outcome.PLACED, Outcome.DECIDED)

Text = Annotated[str, Field(min_length=1, max_length=200)]
Code = Annotated[str, Field(pattern=r"^[0-9]{4}$")]
Number = Annotated[int, Field(ge=-(10**18), le=10**18)]
Finite = Annotated[float, Field(ge=0, allow_inf_nan=False)]


class ResultFileError(ValueError):
    """A result file is unusable; `faults` say where, which rule and what to do, never the value."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep the faults; the message names the first."""
        super().__init__(str(faults[0]))
        self.faults = faults


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class _Placement(_Part):
    person: Text
    municipality: Code | None
    outcome: Outcome

    @model_validator(mode="after")
    def _place_goes_with_outcome(self) -> "_Placement":
        if (self.municipality is not None) != (self.outcome in PLACED):
            raise ValueError("a municipality belongs to placed and decided people, and to no other")
        return self


class _Aim(_Part):
    name: Annotated[str, Field(pattern=r"^[a-z_]+(\.[a-z_]+)?(\.[0-9]{1,3})?$", max_length=60)]
    value: Number
    bound: Number


class _Relaxation(_Part):
    rules: tuple[Text, ...]
    names: tuple[tuple[Text, ...], ...]
    municipality: Code
    changes: dict[Text, Number]


class _Conflict(_Part):
    people: Annotated[tuple[Text, ...], Field(min_length=1)]
    rules: tuple[Text, ...]
    relaxations: tuple[_Relaxation, ...]
    proven: bool


class _Versions(_Part):
    fingerprint: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    policy: Text
    register_: Annotated[Text, Field(alias="register")]
    engine: Text
    salt: Text
    limit: dict[Literal["effort", "seconds", "seed"], int | Finite | None]
    libraries: dict[Text, Text]


class _Document(_Part):
    format: Literal["relocation-result/1"]
    status: Status
    placements: tuple[_Placement, ...]
    aims: tuple[_Aim, ...]
    conflicts: tuple[_Conflict, ...]
    versions: _Versions

    @model_validator(mode="after")
    def _each_once(self) -> "_Document":
        for names in ([p.person for p in self.placements], [a.name for a in self.aims]):
            if len(set(names)) < len(names):
                raise ValueError("each person and each aim may stand there once")
        return self


def result_bytes(result: Result) -> bytes:
    """Write a result in the one way there is: keys sorted, UTF-8, without the timings."""
    document = asdict(replace(result, seconds={})) | {"format": FORMAT}
    del document["seconds"]
    text = json.dumps(document, sort_keys=True, indent=1, ensure_ascii=False, allow_nan=False)
    return f"{text}\n".encode()


def write_result(result: Result, path: Path) -> None:
    """Write the file whole or not at all."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.draft")
    try:
        with draft.open("wb") as file:
            file.write(result_bytes(result))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def read_result(path: Path) -> Result:
    """Read a result file.

    Raises:
        ResultFileError: the file is missing, too large, too deep, no JSON or no such result.
    """
    return parse_result(_load(path))


def parse_result(data: bytes) -> Result:
    """Turn the bytes of a file into a result; see `read_result` for the errors."""
    try:
        read = _Document.model_validate_json(data)
    except ValidationError as refused:
        raise ResultFileError(tuple(_faults(refused))) from None
    return Result(
        status=read.status,
        placements=tuple(_placement(each) for each in read.placements),
        aims=tuple(AimResult(each.name, each.value, each.bound) for each in read.aims),
        conflicts=tuple(_conflict(each) for each in read.conflicts),
        versions=Versions(**read.versions.model_dump(by_alias=True)),
    )


def _placement(read: _Placement) -> Placement:
    place = None if read.municipality is None else MunicipalityCode(read.municipality)
    return Placement(read.person, place, read.outcome)


def _conflict(read: _Conflict) -> Conflict:
    relaxations = (
        Relaxation(each.rules, each.names, MunicipalityCode(each.municipality), each.changes)
        for each in read.relaxations
    )
    return Conflict(read.people, read.rules, tuple(relaxations), read.proven)


def _faults(refused: ValidationError) -> Iterator[Fault]:
    """Name place and rule of each fault; a key that the file made up is never repeated."""
    for fault in refused.errors(include_url=False, include_context=False, include_input=False):
        path = _known(fault["loc"][:-1] if fault["type"] == "extra_forbidden" else fault["loc"])
        rule = fault["msg"].removeprefix("Value error, ")
        yield Fault(path or ("result",), rule, "write the file anew from the round it answers")


def _known(path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    free = (place for place, step in enumerate(path) if step in FREE_KEYS)
    return path[: next(free, len(path)) + 1]


def _load(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError:
        raise _refused("the file cannot be read", "give the path of a result file") from None
    if len(data) > MOST_BYTES:
        raise _refused("the file is over 50 MB", "give the file that the engine wrote")
    try:
        json.loads(data, object_pairs_hook=_each_key_once)
    except (ValueError, RecursionError):
        raise _refused("the file is no JSON with each key once", "write it anew") from None
    return data


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refused(rule: str, remedy: str) -> ResultFileError:
    return ResultFileError((Fault(("result",), rule, remedy),))
