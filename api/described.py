"""What a stranger needs of the description beside the routes: words, examples, ways to sign in.

All of it is read off what the product goes by: the tables of steps, the docstrings of what is
handed in, the kinds of problem. The examples are written by hand, and all made up.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from api.contents import tell_contents
from api.problems import ANSWERS, BAD_REQUEST, INVALID, NOT_READY, SLUGS
from api.routes.buttons import Button, How
from relocation.documents.table import kinds
from relocation.workflow import Step
from relocation.workflows import ALL

EXAMPLES: Mapping[str, Mapping[str, Any]] = json.loads(
    Path(__file__).with_name("examples.json").read_text(encoding="utf-8")
)
"""What is handed in, by the operation, and what is answered, by the schema."""
LABEL = "Made up"
ATTRIBUTE = re.compile(r"^    (\w+): ((?:.|\n(?!    \w+: ))+)", re.MULTILINE)
OF_A_MODULE = re.compile(r"relocation__([a-z]+)[a-z_]*__([A-Z])")
SIGNED_IN: Mapping[str, Mapping[str, str]] = {
    "Session": {
        "type": "http",
        "scheme": "bearer",
        "description": "the token that signing in at /api/v1/session answers with",
    },
    "Service": {
        "type": "http",
        "scheme": "basic",
        "description": "a system of one organisation; with X-On-Behalf-Of, for whom it asks",
    },
}
SEEN = {
    How.STEP: "`If-Match` is the version of this thing, as the case shows it.",
    How.RECORD: "`If-Match` is the version of this thing, as the case shows it; nothing moves.",
    How.BEGIN: "`If-Match` is the version of the case, not of a thing in it.",
}
STEP_UP = "The session must be confirmed just now, at /api/v1/session/step-ups."
WORDS: Mapping[str, str] = {
    "municipality": "the municipality's four digits",
    "why": "the reasons, kept as a paper of the case",
    "reasons": "in words",
    "on": "the day, since the case was opened and no later than today",
    "user": "an account's id",
    "text": "in words",
    "said": "in words",
    "persons": "how many it is for",
    "organisation": "by its id: `municipality-` with the four digits, a municipality's `exit_unit`"
    " for the police, `probation`, `central-unit`",
    "service": "by its key in the policy of placement, such as `mentor`",
    "as_of": "the day from which it is known",
    "certainty_percent": "0 to 100",
    "case": "what your organisation calls it",
    "placement": "what your organisation calls it",
    "enrolment": "the code that the administrator gave",
}
"""Of what means the same wherever it stands, and whose own words say no more."""
NEXT_PAGE = {
    "description": 'the next page, rel="next"; not there on the last one',
    "schema": {"type": "string"},
}


def explain(found: dict[str, Any], buttons: Iterable[Button]) -> dict[str, Any]:
    """Put words, examples and ways to sign in into a description; it is changed and given back."""
    schemas = found["components"]["schemas"]
    tell_contents(schemas)
    for name, schema in schemas.items():
        _tell_attributes(schema)
        if name in EXAMPLES["answered"]:
            schema["examples"] = [EXAMPLES["answered"][name]]
    told = {_operation(button): button for button in buttons}
    for methods in found["paths"].values():
        for operation in methods.values():
            _sign_in(operation)
            _example(operation)
            if button := told.get(operation["operationId"]):
                operation["description"] = "\n".join(_words(button))
    told_kinds = (f"`{name}`: {kind.says}" for name, kind in sorted(kinds().items()))
    schemas["DocumentOut"]["properties"]["kind"]["description"] = "; ".join(told_kinds)
    found["components"]["securitySchemes"] |= SIGNED_IN
    for status, answer in found["components"]["responses"].items():
        answer["description"] += _kinds(int(status.removeprefix("Problem")))
    page = found["paths"]["/api/v1/cases"]["get"]["responses"]["200"]
    page["headers"] = {"Link": NEXT_PAGE}
    return _by_room(found)


def _operation(button: Button) -> str:
    return f"{button.on}_{button.how.value}_{button.name}"


def _tell_attributes(schema: dict[str, Any]) -> None:
    """What a docstring says of an attribute stands at the attribute."""
    says, _, attributes = schema.get("description", "").partition("\n\nAttributes:\n")
    if attributes:
        schema["description"] = says
    told = {name: " ".join(words.split()) for name, words in ATTRIBUTE.findall(attributes)}
    for name, found in schema.get("properties", {}).items():
        if words := told.get(name, WORDS.get(name)):
            found.setdefault("description", words.replace("None", "null").rstrip("."))


def _sign_in(operation: dict[str, Any]) -> None:
    ways = operation.get("security")
    if not ways:
        return
    names = {each.get("name", "") for each in operation["parameters"]}
    ways.insert(0, {"Session": []})
    if "x-on-behalf-of" in names:
        ways.append({"Service": []})


def _example(operation: dict[str, Any]) -> None:
    value = EXAMPLES["handed_in"].get(operation["operationId"])
    if "requestBody" in operation and value is not None:
        (content,) = operation["requestBody"]["content"].values()
        content["examples"] = {"made_up": {"summary": LABEL, "value": value}}


def _words(button: Button) -> Iterator[str]:
    """Of a button all that its table of steps says, a line for each."""
    if button.how is How.STEP:
        for step in ALL[button.on].steps:
            if step.name == button.name:
                yield from _rows(step)
    yield SEEN[button.how]
    if button.needs_step_up:
        yield STEP_UP


def _rows(step: Step[Any, Any]) -> Iterator[str]:
    whose = ", ".join(f"`{role}`" for role in sorted(step.who)) or "nobody; it comes by itself"
    if step.qualified:
        whose += f" with {', '.join(f'`{each}`' for each in sorted(step.qualified))}"
    yield f"From {', '.join(f'`{state}`' for state in step.frm)} to `{step.to}`; for {whose}."
    if step.needs:
        needs = "; ".join(f"`{need.key}`: {need.says}" for need in step.needs)
        yield f"Needs, on record or handed in with it: {needs}."


def _kinds(status: int) -> str:
    """The types of problem that a status may be."""
    every = (*ANSWERS.values(), BAD_REQUEST, INVALID, NOT_READY)
    slugs = sorted({f"`{SLUGS}{each.slug}`" for each in every if each.status == status})
    return f": {', '.join(slugs)}" if slugs else ""


def _by_room(found: dict[str, Any]) -> dict[str, Any]:
    """Schemas that share a word are told apart by the room that they are of."""

    def short(match: re.Match[str]) -> str:
        return f"{match[1].capitalize()}{match[2]}"

    named: dict[str, Any] = json.loads(OF_A_MODULE.sub(short, json.dumps(found)))
    return named
