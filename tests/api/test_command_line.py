import json
import re
import subprocess
import sys

import click
import pytest

from api.exit_codes import ExitCode
from api.program import COMMANDS, relocation
from tests.api.conftest import ROOT, run

HEAVY = (
    *("ortools", "highspy", "pandas", "numpy", "networkx", "pydantic", "babel", "jinja2", "rich"),
    *("sqlalchemy", "alembic", "cryptography", "holidays"),
)
REFERENCE = (ROOT / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")


def commands():
    """Every command with its words, groups and their own among them."""
    for name in COMMANDS:
        command = relocation.get_command(click.Context(relocation), name)
        yield (name,), command
        for inner in getattr(command, "commands", {}):
            yield (name, inner), command.commands[inner]


ALL = list(commands())
WORDS = [words for words, _ in ALL]
WITHOUT_JSON = {("data",), ("db",), ("keys",), ("users",), ("jobs",), ("import",), ("audit",)}
"""Groups, and what passes everything on to the measurements."""


def loaded(statement):
    """The heavy modules that a fresh Python has loaded after the statement."""
    script = f"import sys\n{statement}\nprint([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT)  # noqa: PLW1510
    return done.stdout.strip().splitlines()[-1]


@pytest.mark.rule("IF-6")
def test_importing_the_command_line_loads_no_solver_and_no_arrays():
    assert loaded("import api.cli, api.program") == "[]"


def test_the_help_loads_no_solver_and_no_arrays():
    statement = "from api.program import relocation\nrelocation(['--help'], standalone_mode=False)"
    assert loaded(statement) == "[]"


@pytest.mark.rule("IF-6")
def test_the_help_of_no_command_loads_a_solver_arrays_or_a_store():
    asked = [[*words, "--help"] for words in WORDS]
    each = f"for words in {asked!r}: relocation(words, standalone_mode=False)"
    assert loaded(f"from api.program import relocation\n{each}") == "[]"


def test_the_help_names_every_command():
    named = re.findall(r"^  ([a-z]+)  ", run("--help").output, re.MULTILINE)
    assert named == list(COMMANDS)


@pytest.mark.parametrize("words", WORDS, ids=" ".join)
@pytest.mark.rule("IF-6")
def test_the_help_of_every_command_has_an_example(words):
    shown = run(*words, "--help").output
    assert re.search(rf"Examples:\n    relocation {' '.join(words)}", shown)


@pytest.mark.parametrize(("words", "command"), ALL)
def test_every_option_of_a_command_has_its_own_line_of_help(words, command):
    options = (p for p in command.params if isinstance(p, click.Option))
    silent = [p.name for p in options if not p.help and not p.show_default]
    assert silent == [], words


@pytest.mark.parametrize("words", [w for w in WORDS if w not in WITHOUT_JSON])
@pytest.mark.rule("IF-6")
def test_every_command_speaks_json(words):
    assert "--json" in run(*words, "--help").output


@pytest.mark.parametrize("name", COMMANDS)
def test_the_short_help_is_the_first_sentence_of_the_long_one(name):
    assert COMMANDS[name] in run(name, "--help").output


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.rule("IF-6")
def test_the_reference_has_a_heading_for_every_command(name):
    assert f"\n## `relocation {name}`\n" in REFERENCE


@pytest.mark.rule("IF-6")
def test_the_reference_documents_exactly_the_exit_codes_there_are():
    documented = re.findall(r"^\| (\d+) \| ([a-z ]+) \|", REFERENCE, re.MULTILINE)
    assert documented == [(str(c.value), c.name.lower().replace("_", " ")) for c in ExitCode]


@pytest.mark.parametrize(("words", "command"), ALL)
def test_the_reference_names_every_option(words, command):
    own = [p.opts[0] for p in command.params if isinstance(p, click.Option)]
    missing = [option for option in own if option not in REFERENCE]
    assert missing == [], words


def test_an_unknown_command_ends_with_2():
    assert run("propse").exit_code == ExitCode.BAD_INPUT


@pytest.mark.slow
def test_errors_as_json_are_one_document_on_standard_output():
    done = run("data", "show", "0411", "--json")
    assert json.loads(done.stdout)["errors"][0]["path"] == "CODE"


@pytest.mark.slow
def test_the_program_itself_ends_with_the_code_of_its_command():
    script = "import sys; sys.argv[1:] = ['data', 'show', '0411']; from api.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, cwd=ROOT)  # noqa: PLW1510
    assert done.returncode == ExitCode.BAD_INPUT


def test_the_group_is_named_as_the_program():
    assert relocation.name == "relocation"


@pytest.mark.rule("IF-6")
def test_the_benchmarks_run_from_the_source_tree_or_say_that_they_are_not_there():
    done = run("benchmark", "--help")
    assert done.exit_code == ExitCode.DONE
    assert "part of an installed package" in done.output
