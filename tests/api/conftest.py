"""One proposal for the small example, made once by the command itself and read by many tests."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api.program import relocation
from scoring.result_file import read_result

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "examples" / "small-round.json"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(relocation, [str(each) for each in arguments])


@dataclass(frozen=True)
class Files:
    round: Path
    result: Path
    report: Path
    table: str

    @property
    def person(self) -> str:
        """Somebody who got a place."""
        return next(p.person for p in read_result(self.result).placements if p.municipality)


@pytest.fixture(scope="session")
def proposed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("proposed")
    files = ["--json", folder / "result.json", "--out", folder / "report.html"]
    done = run("propose", SMALL, *files, "--language", "en")
    assert done.exit_code == 0, done.output
    return Files(SMALL, folder / "result.json", folder / "report.html", done.stdout)
