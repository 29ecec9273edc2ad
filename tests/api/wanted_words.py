"""Every code of the casework that a person may meet, read off the product; none is written here."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum, StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from api import errors, problems
from api.problems import Kind as Problem
from api.routes import by_hand
from api.routes.buttons import Button, How
from api.routes.case_buttons import BUTTONS as OF_CASES
from api.routes.relocation_buttons import BUTTONS as OF_RELOCATIONS
from api.words import CAPITAL, SECTION_OF
from relocation.cases import record as cases
from relocation.documents.table import kinds
from relocation.events import Event
from relocation.handovers import record as handovers
from relocation.placements.kinds import BY_HAND
from relocation.placements.once import LACKS
from relocation.workflow import Need
from relocation.workflows import ALL
from scoring.round_bounds import CPR_RULE

ROOT = Path(__file__).parents[2]
BUTTONS: tuple[Button, ...] = (*OF_CASES, *OF_RELOCATIONS)
OF_WRITINGS = {
    "case": (cases.READS_IT_ALL, cases.EXCLUSION_REASONS, cases.FIRST_CONTACT_PERSON),
    "handover": (handovers.OF_NOW, handovers.CASE_OPEN),
}
"""Needs of what is put on record between steps, which no table of steps has."""
LITERALS = "value.eligibility"
"""Where the words stand of what is written as one and the same text."""
CODE = re.compile(r'"([a-z_.]+)"')
TOLD = re.compile(r"^(?:[A-Z][a-z]+)+$")


def needs() -> dict[str, Need[Any]]:
    """Every need by its code."""
    of_steps = ((w.name, need) for w in ALL.values() for step in w.steps for need in step.needs)
    of_writings = ((name, need) for name, some in OF_WRITINGS.items() for need in some)
    return {f"need.{name}.{need.key}": need for name, need in (*of_steps, *of_writings)}


def written_needs() -> Iterator[Need[Any]]:
    """Every need that a stage has, whether or not anything asks for it."""
    for path in sorted((ROOT / "relocation").glob("*/record.py")):
        module = import_module(f"relocation.{path.parent.name}.record")
        yield from (each for each in vars(module).values() if isinstance(each, Need))


def events() -> set[str]:
    """The kinds of all events: of steps, of what begins, and of what the product tells itself."""
    told = {name for w in ALL.values() for step in w.steps for name in step.tells}
    for path in (ROOT / "relocation").rglob("*.py"):
        told |= set(_told(ast.parse(path.read_text(encoding="utf-8"))))
    return {Event(name, "", "").kind for name in told}


def _told(tree: ast.Module) -> Iterator[str]:
    """What stands beside the word `tells`, and what an event is made with."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Event":
            yield from _names(*node.args[:1])
        if isinstance(node, ast.keyword) and node.arg == "tells":
            yield from _names(node.value)
        if isinstance(node, ast.Assign) and "tells" in ast.dump(node.targets[0]):
            yield from _names(node.value)


def _names(*nodes: ast.expr) -> Iterator[str]:
    for node in nodes:
        for each in ast.walk(node):
            if isinstance(each, ast.Constant) and TOLD.match(str(each.value)):
                yield str(each.value)


def shown_types() -> Iterator[tuple[type, str, Any]]:
    """Every field that is handed in or read: its data class, its name, its type."""
    kept = {kind.content: kind.inner for kind in kinds().values()}
    waiting = [*kept, *(each for button in BUTTONS for each in parts_of(button).values())]
    seen: set[Any] = set()
    while waiting:
        found = waiting.pop()
        if found in seen or not is_dataclass(found):
            waiting += () if found in seen else get_args(found)
            seen.add(found)
            continue
        seen.add(found)
        hints = get_type_hints(found)
        for name in (each.name for each in fields(found)):
            if name not in kept.get(found, ()):
                yield found, name, hints[name]
                waiting.append(hints[name])


def parts_of(button: Button) -> dict[str, Any]:
    """What a button hands in, by name."""
    if button.body is None:
        return {}
    return {name: each.annotation for name, each in button.body.model_fields.items()}


def parts() -> set[str]:
    """Parts with a label of their own: texts, and those of several that are handed in together."""
    found = (parts_of(button) for button in BUTTONS)
    return {
        name
        for some in found
        for name, told in some.items()
        if len(some) > 1 or not is_dataclass(told)
    }


def lists_of_codes(told: Any) -> Iterator[type[StrEnum] | str]:
    """The lists of codes that a type holds; a single text that it must be, as itself."""
    if get_origin(told) is Literal:
        for each in get_args(told):
            yield type(each) if isinstance(each, StrEnum) else each
    elif isinstance(told, type) and issubclass(told, Enum):
        yield told  # type: ignore[misc]
    else:
        for each in get_args(told):
            yield from lists_of_codes(each)


def lacking() -> set[str]:
    """What a round can lack of a candidate, or find that cannot be."""
    own = (ROOT / "relocation" / "placements" / "candidate.py").read_text(encoding="utf-8")
    told = {code for line in own.splitlines() if "lacks" in line for code in CODE.findall(line)}
    faults = ROOT / "scoring" / "round_faults"
    trees: list[ast.AST] = [
        ast.parse((faults / name).read_text(encoding="utf-8")) for name in ("people.py", "known.py")
    ]
    together = ast.parse((faults / "together.py").read_text(encoding="utf-8"))
    trees += [each for each in together.body if getattr(each, "name", "") == "household_faults"]
    for call in (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if getattr(call.func, "id", "") in {"Fault", "Seen"}:
            told |= {code for each in call.args for code in CODE.findall(f'"{_literal(each)}"')}
    return told | {*LACKS, CPR_RULE}


def _literal(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else ""


def slugs() -> dict[str, str]:
    """The title of each type of problem."""
    named = (each for each in vars(problems).values() if isinstance(each, Problem))
    every = (*named, *problems.ANSWERS.values(), *errors.HTTP.values())
    return {each.slug: each.title for each in every}


@cache
def wanted() -> frozenset[str]:
    """Every code that must have a sentence."""
    found = set(needs()) | {f"event.{kind}" for kind in events()} | {f"kind.{k}" for k in kinds()}
    for workflow in ALL.values():
        name = workflow.name
        found |= {f"workflow.{name}"} | {f"state.{name}.{state}" for state in workflow.states}
        found |= {f"step.{name}.{step.name}" for step in workflow.steps}
        found |= {f"taken.{name}.{step.name}" for step in workflow.steps if not step.tells}
    found |= {f"lacking.{code}" for code in lacking()}
    words = {How.RECORD: "record", How.BEGIN: "begin"}
    found |= {f"{words[b.how]}.{b.on}.{b.name}" for b in BUTTONS if b.how in words}
    found |= {f"record.{by_hand.PLACEMENT}.{BY_HAND.name}"} | {f"part.{name}" for name in parts()}
    for content, name, told in shown_types():
        found.add(f"field.{CAPITAL.sub('_', content.__name__).lower()}.{name}")
        texts = (each for each in lists_of_codes(told) if isinstance(each, str))
        found |= {f"{LITERALS}.{each}" for each in texts}
    for codes, section in SECTION_OF.items():
        found |= {f"{section}.{code}" for code in codes}
    return frozenset(
        found | {f"{word}.{slug}" for word in ("problem", "remedy") for slug in slugs()}
    )
