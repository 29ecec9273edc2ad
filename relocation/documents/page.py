"""Writes the reference page of the kinds of document."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from relocation.documents.kinds import Kept, Kind
from relocation.documents.table import by_stage, kinds

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "documents.md"
HEAD = """# Kinds of document

Written by `python -m relocation.documents.page` from the tables in `relocation/*/kinds.py`. A kind
that does not stand here cannot be written or read.

- *Class* decides who reads it, at which stage: the access matrix has a row for each.
- *Reduced* is what a reader of level `P` gets; where it is –, such a reader gets nothing of it. An
  authority reads in full what it wrote itself wherever its row gives at least `P`, but for
  identity and address once a case is closed.
- *Kept* narrows further than the matrix: from other authorities, who get the reduced form at most
  (WF-3), from all but its authors (WF-8), or from all but the authority that wrote it and whom it
  is for (HO-6): the central unit, and the police where the person lives.
- Every version stays. Reading is logged, with a purpose where the class asks for one.

| kind | stage | class | what it holds | reduced | kept |
| --- | --- | --- | --- | --- | --- |
"""


def page(stages: Mapping[str, tuple[Kind[Any], ...]]) -> str:
    """Write the kinds of all stages as Markdown."""
    rows = [_cells(stage, kind) for stage, table in stages.items() for kind in table]
    return HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _cells(stage: str, kind: Kind[Any]) -> tuple[str, ...]:
    return (
        f"`{kind.name}`",
        stage,
        kind.data_class,
        kind.says,
        "yes" if kind.reduced else "–",
        "–" if kind.kept is Kept.FROM_NOBODY else kind.kept.value,
    )


def main() -> int:
    """Write the page."""
    PAGE.write_text(page(by_stage()), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name}: {len(kinds())} kinds\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
