"""Collects what is wrong with a file, so that the user gets one list and nothing is kept."""

from relocation.errors import ImportFault, ReferenceDataRefused
from relocation.errors.register import MOST_FAULTS

UNPLACED = {"ragged", "area"}
"""The rules of lines that name no municipality, or not so that it can be told which."""


class Faults:
    """The first 100 faults and the number of the rest."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: list[ImportFault] = []
        self._rules: set[str] = set()
        self._more = 0

    def add(
        self,
        rule: str,
        says: str,
        remedy: str,
        *,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        """Note one fault; `says` and `remedy` never quote the file."""
        self._rules.add(rule)
        if len(self._kept) == MOST_FAULTS:
            self._more += 1
            return
        self._kept.append(ImportFault(line, column, f"import.{rule}", says, remedy))

    def has_unplaced(self) -> bool:
        """Whether a line was refused that may be of any municipality.

        What it was to tell would be reported as missing beside it; that waits until it is mended.
        """
        return bool(self._rules & UNPLACED)

    def refuse_if_any(self) -> None:
        """Raise `ReferenceDataRefused` when something was noted."""
        if self._kept:
            kept = sorted(self._kept, key=lambda fault: (fault.line or 0, fault.column or 0))
            raise ReferenceDataRefused(tuple(kept), self._more)


def refuse(
    rule: str, says: str, remedy: str, *, line: int | None = None, column: int | None = None
) -> ReferenceDataRefused:
    """The refusal for a fault after which nothing else can be read."""
    return ReferenceDataRefused((ImportFault(line, column, f"import.{rule}", says, remedy),))
