"""What belongs to no case is asked and done by somebody: no service function goes without an actor.

The cases' own functions ask the named list; these ask the second table, which needs a function.
"""

import ast

import pytest

from tests.architecture.tree import ROOT, parsed

OUTSIDE = (
    *("notices", "people", "policies", "preparedness", "signing_in", "statistics", "threats"),
)
ASKS = {"demand", "may", "let_administer"}
"""What asks the second table; the last one for those who administer."""
STAGES = ("cases", "handovers", "nominations", "placements", "safety", "staffing")
WITHOUT = {"first_account": "makes the first one who can act"}


def public_functions(folder):
    path = ROOT / "relocation" / folder / "service.py"
    for node in parsed(path).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


@pytest.mark.parametrize("folder", OUTSIDE)
def test_the_actor_is_the_second_argument_of_every_service_function(folder):
    wrong = [
        each.name
        for each in public_functions(folder)
        if [argument.arg for argument in each.args.args][:2] != ["session", "actor"]
        and each.name not in WITHOUT
    ]
    assert wrong == []


@pytest.mark.parametrize("folder", STAGES)
def test_a_button_of_a_stage_names_who_presses_and_what_the_product_does_names_when(folder):
    """A button takes session and actor; a job session and time; a reaction the unit of work."""
    wrong = []
    for path in (ROOT / "relocation" / folder).glob("*.py"):
        for node in parsed(path).body:
            if not isinstance(node, ast.FunctionDef) or "Moved" not in ast.dump(node):
                continue
            given = [argument.arg for argument in node.args.args]
            is_button = given[:2] == ["session", "actor"] and given[-1] in {"press", "papers"}
            is_job = given[0] == "session" and given[-1] == "now"
            if not (is_button or is_job or node.name.startswith("_")):
                wrong.append(f"{folder}: {node.name}")
    assert wrong == []


@pytest.mark.parametrize("folder", OUTSIDE)
def test_every_service_function_asks_the_second_table_itself_or_through_another(folder):
    asked, last = set(ASKS), set()
    while asked != last:
        last = set(asked)
        asked |= {
            node.name
            for node in parsed(ROOT / "relocation" / folder / "service.py").body
            if isinstance(node, ast.FunctionDef) and names_used(node) & asked
        }
    silent = [each.name for each in public_functions(folder) if each.name not in asked]
    assert [name for name in silent if name not in WITHOUT] == []


def names_used(function):
    return {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
