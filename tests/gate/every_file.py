"""Every kind of file that a user brings, mutated: rounds, results, imports, those over HTTP too."""

from tests.api.http import mutated_pictures
from tests.relocation.municipalities import mutated_imports
from tests.scoring import mutated_files

EACH, OVER_HTTP = 5_000, 10_000
PARTS = ((mutated_files, EACH), (mutated_imports, EACH), (mutated_pictures, OVER_HTTP))


def run_chunk(start, count):
    """A chunk that begins in one part may end in the next."""
    found, begins = [], 0
    for files, many in PARTS:
        first, last = max(start, begins), min(start + count, begins + many)
        if first < last:
            found.append(files.run_chunk(first - begins, last - first))
        begins += many
    return {
        "cases": sum(part["cases"] for part in found),
        "failures": [failure for part in found for failure in part["failures"]],
    }
