"""A button of the product as a route: what it hands in, what it must have seen, what comes of it.

Everything is read off the service's function: its arguments are the parts of the body, its first
sentence says what the route does. So a step that the product has is a line in its stage's table.
"""

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Annotated, Any, cast, get_args, get_type_hints

from fastapi import APIRouter, Body, Depends, Header, Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field, create_model

from api.door import Asking, Asks
from api.problems import HeaderMissing, Precondition
from relocation.audit.model import Purpose
from relocation.handles import known_case, own_handle, row_of
from relocation.proceedings.model import Moved, Press

HANDLE = r"^[a-z2-7]{26}$"
KEY = r"^[\x21-\x7e]{8,128}$"
CASE = "case"


class How(Enum):
    """What pressing does."""

    STEP = "steps"
    """Something moves on by its table of steps."""
    RECORD = "records"
    """Something is put on record; nothing moves by that."""
    BEGIN = "new"
    """Something new begins in the case."""


@dataclass(frozen=True)
class Button:
    """One thing that can be done in a case.

    Attributes:
        on: the kind of thing that it is pressed on, by its table of steps.
        name: of the step or the record; of what begins, the kind of thing that it is.
        do: the service's function: session, actor, what it is pressed on, parts, press.
        parts: names of what it hands in together, where the function takes it as one tuple.
        needs_step_up: whether whoever presses must have confirmed anew who it is (SE-20).
    """

    on: str
    name: str
    do: Callable[..., Moved]
    how: How = How.STEP
    parts: tuple[str, ...] = ()
    needs_step_up: bool = False

    @property
    def path(self) -> str:
        """Where it is, below the cases."""
        at = "/{case}" if self.on == CASE else f"/{{case}}/{plural(self.on)}/{{thing}}"
        last = (
            plural(self.name) if self.how is How.BEGIN else f"{self.how.value}/{_dashed(self.name)}"
        )
        return f"{at}/{last}"

    @property
    def says(self) -> str:
        """What it does, in one sentence."""
        first = (inspect.getdoc(self.do) or "").partition("\n")[0]
        # What follows it is for callers of the function.
        words = first.partition("; `press.")[0]
        return words if words.endswith(".") else f"{words}."

    @cached_property
    def body(self) -> type[BaseModel] | None:
        """What is handed in, each part by its name; None where nothing is."""
        handed = self._handed_in
        if not handed:
            return None
        title = "".join(
            part.capitalize() for part in f"{self.on}_{self.how.value}_{self.name}".split("_")
        )
        fields: dict[str, Any] = {name: (kind, ...) for name, kind in handed.items()}
        return create_model(
            title, __config__=ConfigDict(extra="forbid", hide_input_in_errors=True), **fields
        )

    @property
    def _handed_in(self) -> Mapping[str, Any]:
        hints = get_type_hints(self.do)
        names = list(inspect.signature(self.do).parameters)[3:-1]
        if not self.parts:
            return {name: hints[name] for name in names}
        return dict(zip(self.parts, get_args(hints[names[0]]), strict=True))

    def given(self, body: BaseModel | None) -> tuple[Any, ...]:
        """What the function is called with, out of a body."""
        if body is None:
            return ()
        values = tuple(getattr(body, name) for name in type(body).model_fields)
        return (values,) if self.parts else values


class MovedOut(BaseModel):
    """Where something stands after a press."""

    id: str = Field(description="what your organisation calls it")
    state: str
    version: int = Field(description="send it as If-Match with what you press on it next")


@dataclass(frozen=True)
class Seen:
    """What every change sends along: the version that was seen, and a key of its own."""

    version: int
    key: str
    purpose: Purpose

    def press(self, asking: Asking) -> Press:
        return Press(self.version, self.key, asking.now, self.purpose)


def seen(
    _asks: Asks,
    if_match: Annotated[str | None, Header(description='the version, in quotes: "7"')] = None,
    idempotency_key: Annotated[str | None, Header(description="8 to 128 characters")] = None,
    purpose: Annotated[Purpose, Query(description="what for")] = Purpose.CASEWORK,
) -> Seen:
    """The two headers of every change; nobody is told of them who sent no token.

    Raises:
        HeaderMissing: the version that was seen is not told.
        Precondition: a header is none, or the key is not there.
    """
    return Seen(_version(if_match), _key(idempotency_key), purpose)


def unseen(
    _asks: Asks,
    idempotency_key: Annotated[str | None, Header(description="8 to 128 characters")] = None,
    purpose: Annotated[Purpose, Query(description="what for")] = Purpose.CASEWORK,
) -> Seen:
    """The one header of what begins where nothing was seen."""
    return Seen(0, _key(idempotency_key), purpose)


Handle = Annotated[str, Path(pattern=HANDLE, description="what your organisation calls it")]
# What they look like the description adds: a model of each for each route takes seconds to build.
PROBLEMS: dict[int | str, dict[str, Any]] = {
    code: {"description": says}
    for code, says in {
        400: "a header or the body cannot be read",
        401: "nobody is signed in",
        403: "seen, and not yours to do",
        404: "not there, or nothing that you may know of",
        408: "the body took too long",
        409: "no such step from here, or something is missing",
        412: "changed meanwhile",
        413: "the body is too large",
        415: "encoded, or of another media type than is taken here",
        422: "a part of the body does not hold",
        428: "If-Match is missing",
        429: "the day's quota, too many requests, or too much long work; see Retry-After",
        503: "not ready",
    }.items()
}


def add(router: APIRouter, button: Button) -> None:
    """Add the route of a button."""
    router.add_api_route(
        button.path,
        _endpoint(button),
        methods=["POST"],
        status_code=201 if button.how is How.BEGIN else 200,
        summary=button.says,
        operation_id=f"{button.on}_{button.how.value}_{button.name}",
        tags=[plural(button.on)],
        response_model=MovedOut,
        responses=PROBLEMS,
    )


def _endpoint(button: Button) -> Callable[..., MovedOut]:
    def press(**sent: Any) -> MovedOut:
        asks, told = cast(Any, sent["asks"]), cast(Seen, sent["told"])

        def do(asking: Asking) -> MovedOut:
            if button.needs_step_up:
                asking.demand_step_up()
            row = _pressed_on(asking, button, sent["case"], sent.get("thing"))
            given = button.given(sent.get("body"))
            moved = button.do(asking.session, asking.actor, row, *given, told.press(asking))
            return out(asking, moved)

        found = asks.asks(do)
        sent["response"].headers["ETag"] = f'"{found.version}"'
        return cast(MovedOut, found)

    parameters = {"asks": Asks, "response": Response, "told": Annotated[Seen, Depends(seen)]}
    parameters["case"] = Handle
    if button.on != CASE:
        parameters["thing"] = Handle
    if button.body is not None:
        parameters["body"] = Annotated[button.body, Body()]
    press.__signature__ = inspect.Signature([  # type: ignore[attr-defined]
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind)
        for name, kind in parameters.items()
    ])  # fmt: skip
    press.__name__ = f"{button.on}_{button.name}"
    return press


def out(asking: Asking, moved: Moved) -> MovedOut:
    """What came of a press, by the handle of whoever pressed."""
    own = own_handle(asking.session, asking.actor, moved.row)
    return MovedOut(id=own, state=moved.state, version=moved.version)


def plural(kind: str) -> str:
    """The word of a kind of thing in an address."""
    word = _dashed(kind)
    if word.endswith("y"):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith("s") else f"{word}s"


def _pressed_on(asking: Asking, button: Button, case: str, thing: str | None) -> str:
    """The id of what is pressed on, by the handles of whoever presses.

    Raises:
        NotFound: there is none.
    """
    stands = known_case(asking.session, asking.actor, case, asking.now)
    if thing is None:
        return stands.case
    return row_of(asking.session, asking.actor, stands.case, thing, button.on).id


def _version(told: str | None) -> int:
    if told is None:
        raise HeaderMissing("If-Match", "not there", "Send the version that you were shown.")
    digits = told[1:-1]
    if (
        told[:1] + told[-1:] != '""'
        or not (digits.isascii() and digits.isdigit())
        or len(digits) > 9
    ):
        rule = "not one version in quotes"
        raise Precondition("If-Match", rule, "Send the version that you were shown, in quotes.")
    return int(digits)


def _key(told: str | None) -> str:
    if told is None or not re.fullmatch(KEY, told):
        rule = "not there, or not 8 to 128 printable characters"
        raise Precondition("Idempotency-Key", rule, "Send a new one with each new change.")
    return told


def _dashed(name: str) -> str:
    return name.replace("_", "-").replace(".", "-")
