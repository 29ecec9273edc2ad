"""Which rows of a backup come back: of a case that was erased since, that there was one."""

from collections.abc import Callable, Collection

from relocation.backup.file import Row

Erased = Callable[[Collection[str]], frozenset[str]]
"""Those of some cases whose key was destroyed."""
CASES, THINGS = "cases", "proceedings"
"""The table of cases, and that of what moves in them; a case itself has its own id there."""


def none_of(cases: Collection[str]) -> frozenset[str]:
    """For a store without a list of erased keys."""
    del cases
    return frozenset()


class Returning:
    """Goes through the rows in the order of a backup, and leaves out what was erased.

    Never written, it is in no page, journal or log of the database, whenever the restore dies.
    """

    def __init__(self, erased: frozenset[str]) -> None:
        """Begin with the first row; the ids are those of the erased cases."""
        self._erased = erased
        self._gone: set[str] = set()

    def comes_back(self, table: str, row: Row) -> bool:
        """Whether a row is of no erased case, or is the one that says that it was one."""
        if row.get("case_id") not in self._erased:
            return row.get("proceeding_id") not in self._gone
        if table != THINGS:
            return False
        # Its steps go, and so do those of the case itself.
        self._gone.add(row["id"])
        return bool(row["id"] == row["case_id"])
