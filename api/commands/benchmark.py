"""`relocation benchmark`: the measurements of the source tree, from the same command."""

import subprocess
import sys
from pathlib import Path

import click

from api.refusal import Complaint, Refused

TREE = Path(__file__).parents[2]


@click.command(
    "benchmark",
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def command(ctx: click.Context, arguments: tuple[str, ...]) -> None:
    """Measure the engine beside other solvers.

    Everything after the command goes to the benchmarks, which live in the source tree and are no
    part of an installed package.

    \b
    Examples:
      relocation benchmark
      relocation benchmark --full
      relocation benchmark --sizes 20,60 --json

    Ends as the benchmarks end; with 2 where there is no source tree.
    """  # noqa: D301
    if not (TREE / "benchmarks" / "__main__.py").is_file():
        rule = "the benchmarks are not installed with the package"
        raise Refused(Complaint("benchmark", rule, "run the command in a clone of the source"))
    done = subprocess.run([sys.executable, "-m", "benchmarks", *arguments], cwd=TREE, check=False)  # noqa: S603
    ctx.exit(done.returncode)
