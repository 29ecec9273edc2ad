"""`python -m benchmarks`: the engine beside other solvers on the preset rounds.

run (the default) measures what is not yet in the file and prints the tables; `table` prints only;
`content` shows what is at stake in each round; `choose` the same for the first seeds that qualify.
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from dataclasses import asdict
from datetime import UTC, datetime
from io import StringIO
from math import inf
from pathlib import Path
from time import monotonic

from benchmarks.cell import METHODS, OWN
from benchmarks.compare import proven, to_proof
from benchmarks.content import print_content
from benchmarks.other import judging_seconds, start_seconds, why_not_seconds
from benchmarks.page import record
from benchmarks.presets import Size, sizes
from benchmarks.run import by_round, cells, code, commit, finished, keep, measure
from benchmarks.table import by_aim, plans, proofs, trouble

MINUTES = 44
"""A run without --full begins no cell that may end later."""
OUT = Path(__file__).parents[1] / "out" / "benchmark.jsonl"


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what is asked; ends with 1 where proofs differ or a plan is refused."""
    asked = _parser().parse_args(arguments)
    chosen = [size for size in _sizes(asked) if size.rounds]
    if asked.do == "run":
        _run(chosen, asked)
    status, printed = 0, StringIO()
    with redirect_stdout(printed):
        if asked.do in ("content", "choose"):
            print_content(chosen, choose=asked.do == "choose")
        elif asked.json:
            status = _cells(chosen, asked)
        else:
            status = _tables(chosen, asked)
    print(printed.getvalue(), end="")
    if asked.record and asked.do != "choose" and not asked.json:
        record("content" if asked.do == "content" else "results", printed.getvalue())
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "do", nargs="?", default="run", choices=("run", "table", "content", "choose")
    )
    parser.add_argument("--full", action="store_true", help="500 people too")
    parser.add_argument("--sizes", help="only these, for example 20,60")
    parser.add_argument("--rounds", type=int, help="only so many rounds of each size")
    parser.add_argument("--methods", default=",".join(METHODS), help="only these")
    parser.add_argument("--limit", type=float, help="seconds for every method, not the presets'")
    parser.add_argument("--fresh", action="store_true", help="measure again what the file has")
    parser.add_argument("--out", type=Path, default=OUT, help="finished cells, one line each")
    parser.add_argument("--record", action="store_true", help="put the tables into README.md too")
    parser.add_argument("--json", action="store_true", help="the finished cells, not the tables")
    parser.add_argument("--no-other", action="store_true", help="rounds only")
    return parser


def _sizes(asked: argparse.Namespace) -> list[Size]:
    wanted = [int(each) for each in asked.sizes.split(",")] if asked.sizes else None
    found = []
    for size in sizes():
        if size.people in wanted if wanted else asked.full or not size.full:
            rounds = size.rounds if asked.rounds is None else size.rounds[: asked.rounds]
            found.append(Size(**{n: getattr(size, n) for n in size.__slots__} | {"rounds": rounds}))
    return found


def _run(chosen: Sequence[Size], asked: argparse.Namespace) -> None:
    methods = tuple(asked.methods.split(","))
    todo = [cell for size in chosen for cell in cells(size, asked.limit, methods)]
    known = {} if asked.fresh else finished(asked.out)
    ends = monotonic() + (inf if asked.full else MINUTES * 60)
    for number, cell in enumerate(todo, 1):
        if (cell.preset.fingerprint, cell.method, cell.limit, code()) in known:
            continue
        if monotonic() + cell.limit > ends:
            print(f"{MINUTES} minutes are over; run again for the rest", file=sys.stderr)
            return
        measured = measure(cell)
        keep(asked.out, measured)
        done = f"{measured.ended} after {measured.seconds:.2f} s"
        print(f"{number}/{len(todo)} {cell.preset.name} {cell.method}: {done}", file=sys.stderr)


def _tables(chosen: Sequence[Size], asked: argparse.Namespace) -> int:
    found = finished(asked.out)
    print(_heading())
    faults: list[str] = []
    measured = 0
    for size in chosen:
        rounds = by_round(size, found, asked.limit)
        limit, boxed = asked.limit or size.limit, asked.limit or size.limit_out_of_box
        print(f"\n### {size.people} people × 98, limit {limit:g} s, out of the box {boxed:g} s\n")
        print(proofs(size, rounds))
        print(f"\n{plans(rounds)}\n\n{by_aim(rounds)}")
        faults += trouble(rounds)
        measured += sum(map(len, rounds.values()))
        if size.people == 200 and not asked.no_other:
            _other([methods[OWN] for methods in rounds.values() if proven(methods.get(OWN))])
    agree = "All proven values agree; the checker passes every plan."
    print("\n" + ("\n".join(faults) or (agree if measured else "Nothing is measured yet.")))
    return 1 if faults else 0


def _cells(chosen: Sequence[Size], asked: argparse.Namespace) -> int:
    """What the tables are made of, as one JSON document."""
    rounds = [by_round(size, finished(asked.out), asked.limit) for size in chosen]
    found = [
        asdict(cell) for each in rounds for methods in each.values() for cell in methods.values()
    ]
    faults = [fault for each in rounds for fault in trouble(each)]
    print(json.dumps({"code": code(), "cells": found, "trouble": faults}, indent=1))
    return 1 if faults else 0


def _heading() -> str:
    day = datetime.now(UTC).date()
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    machine = f"{cores} cores, {platform.machine()}, Python {platform.python_version()}"
    return f"Commit {commit()}, code {code()}, {day}, {machine}, load at the end {load}."


def _other(own: Sequence[object]) -> None:
    print(f"\nJudging 2,000 people × 98 takes {judging_seconds():.2f} s", end="")
    times = sorted(to_proof(cell) for cell in own)  # type: ignore[arg-type]
    if times:
        print(f"; solving 200, at the fastest of the rounds above, {times[0]:.2f} s", end="")
    quick, exact = why_not_seconds()
    print(f".\nWhy not there, at 60 × 98: at once {quick:.3f} s, exactly {exact:.2f} s.")
    seconds, heavy = start_seconds()
    print(f"Importing the command line takes {seconds:.2f} s and loads {heavy or 'no solver'}.")


if __name__ == "__main__":
    sys.exit(main())
