"""Nothing that stores a placement is reachable from the solver: it answers and writes nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from grimp import build_graph

from scoring.result import Result

ROOT = Path(__file__).parents[2]
ABOVE = ("relocation", "scenarios", "api")
SOLVE = """
import sys
from scoring.solver import count_best_plans, diverse_plans, solve
from tests.worlds import small_world
opened = []
def listen(event, arguments):
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        opened.append(event)
    if event in {"os.remove", "os.rename", "os.mkdir", "socket.connect", "subprocess.Popen"}:
        opened.append(event)
sys.addaudithook(listen)
world = small_world(3)
found = solve(world)
count_best_plans(world, found)
diverse_plans(world, found)
print(len(opened), len([name for name in sys.modules if name.split(".")[0] in %r]))
"""


@pytest.fixture(scope="module")
def imports():
    return build_graph("scoring", "relocation", "scenarios", "api", include_external_packages=True)


@pytest.mark.rule("SV-7")
@pytest.mark.parametrize("package", [*ABOVE, "sqlalchemy", "fastapi"])
def test_no_chain_of_imports_leads_from_the_solver_to_what_stores_a_placement(imports, package):
    reached = imports.find_upstream_modules("scoring.solver", as_package=True)
    assert {name for name in reached if name.split(".")[0] == package} == set()


@pytest.mark.slow
@pytest.mark.rule("SV-7")
def test_solving_opens_no_file_for_writing_and_reaches_no_network(tmp_path):
    done = subprocess.run(
        [sys.executable, "-B", "-c", SOLVE % (ABOVE,)],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["0", "0"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.rule("SV-7")
def test_an_answer_can_only_be_read():
    public = {name for name in dir(Result) if not name.startswith("_")}
    stated = {"status", "placements", "aims", "conflicts", "versions", "seconds"}
    assert public - stated == {"repeatable", "first_open_aim", "place_of"}
