"""Requests drawn from the description by Schemathesis: what fits the schemas, and what does not.

What is drawn knows nobody and no case; who asks, for what there is, is put into it afterwards.
"""

import json
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.core import NOT_SET
from schemathesis.generation import GenerationMode

from api.openapi import PATH

PLAIN = {"health"}
"""Operations by tag whose answers are no problem documents."""


@dataclass(frozen=True)
class Drawn:
    """One request without anybody in it.

    Attributes:
        method: in capitals.
        pattern: the address with its parameters' names.
        parts: of the address, percent-encoded.
        query, headers: by name.
        body: None where none is sent.
        is_valid: whether all of it was drawn to fit.
    """

    method: str
    pattern: str
    parts: dict[str, str]
    query: dict[str, Any]
    headers: dict[str, str]
    body: bytes | None
    is_valid: bool

    @property
    def route(self):
        return f"{self.method} {self.pattern}"


@cache
def described():
    return json.loads(PATH.read_text(encoding="utf-8"))


@cache
def operations():
    found = schemathesis.openapi.from_dict(described()).get_all_operations()
    return tuple(each.ok() for each in found)


def drawn(chosen, *, fitting, unfitting, by):
    """So many requests to each of the operations chosen, the same again for the same seed."""
    found = []
    for operation in chosen:
        for mode, many in (
            (GenerationMode.POSITIVE, fitting),
            (GenerationMode.NEGATIVE, unfitting),
        ):
            found += _of(operation, mode, many, by)
    return tuple(found)


def _of(operation, mode, many, by):
    """Nothing where an operation takes nothing that could not fit."""
    found = []

    # The first that is drawn is always the smallest; a few more are drawn for less sameness.
    @seed(f"{by} {operation.label}")
    @settings(
        max_examples=many + 1,
        database=None,
        deadline=None,
        derandomize=False,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode))
    def take(case):
        found.append(_plain(case, mode))

    # Where an operation takes nothing at all, nothing can be unfitting.
    with suppress(Unsatisfiable):
        take()
    return found[-many:] if many else []


def _plain(case, mode):
    body = case.body
    if body is NOT_SET or body is None:
        sent = None
    else:
        sent = body if isinstance(body, bytes) else json.dumps(body).encode("utf-8", "replace")
    return Drawn(
        method=case.method.upper(),
        pattern=case.path,
        parts={name: str(value) for name, value in (case.path_parameters or {}).items()},
        query=dict(case.query or {}),
        headers={name.lower(): str(value) for name, value in (case.headers or {}).items()},
        body=sent,
        is_valid=mode is GenerationMode.POSITIVE,
    )
