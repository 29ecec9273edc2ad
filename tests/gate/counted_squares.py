"""A tiny full figure for the tests of the gate itself: is every square what it should be?"""

import os
from pathlib import Path


def run_chunk(start, count):
    """Note each call in the file that COUNTED names; number 7 counts as a failure."""
    with Path(os.environ["COUNTED"]).open("a") as calls:
        calls.write(f"{start}\n")
    numbers = range(start, start + count)
    wrong = [f"{n}: unlucky" for n in numbers if n * n == 49 and "UNLUCKY" in os.environ]
    return {"cases": len(numbers), "failures": wrong}
