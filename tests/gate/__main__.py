"""`python -m tests.gate [RULE]`: the table of stored results, or one full figure.

Exit codes: 0 shown or passed, 1 failed, 2 nothing to do.
"""

import os
import platform
import sys
import time
from pathlib import Path

from tests.gate import stored
from tests.gate.run import NothingToDo, fingerprint, function_of, run
from tests.gate.suites import SUITES

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "docs" / "gate"
PROGRESS = ROOT / "out" / "gate"


def gate(rule: str) -> int:
    suite = SUITES.get(rule)
    if suite is None:
        raise NothingToDo(f"{rule} has no full figure; there are: {', '.join(SUITES)}")
    function_of(rule, suite)
    if stored.uncommitted(ROOT, suite):
        raise NothingToDo(f"{rule}: what it covers is not committed; a result names its commit")
    state = fingerprint(ROOT, suite)
    outcome = run(rule, suite, PROGRESS / f"{rule}.jsonl", state, time.monotonic)
    result = stored.store(
        RESULTS,
        rule,
        suite,
        outcome,
        commit=stored.commit(ROOT),
        date=stored.today(),
        machine=f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
    )
    print(f"{rule}: {result['result']}, {result['cases']} cases in {result['seconds']} s")
    print(*result["failures"], sep="\n")
    return 1 if outcome.failures else 0


def main(arguments: list[str]) -> int:
    if not arguments:
        print(stored.table(ROOT, RESULTS))
        return 0
    try:
        return gate(arguments[0])
    except NothingToDo as nothing:
        print(nothing, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
