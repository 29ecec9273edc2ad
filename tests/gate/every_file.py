"""Every kind of file that a user brings, mutated: first rounds and results, then imports."""

from tests.relocation.municipalities import mutated_imports
from tests.scoring import mutated_files

EACH = 5_000


def run_chunk(start, count):
    """A chunk that begins among the rounds and results may end among the imports."""
    files = max(0, min(count, EACH - start))
    parts = [
        mutated_files.run_chunk(start, files),
        mutated_imports.run_chunk(max(0, start - EACH), count - files),
    ]
    return {
        "cases": sum(part["cases"] for part in parts),
        "failures": [failure for part in parts for failure in part["failures"]],
    }
