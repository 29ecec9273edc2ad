"""Collects what is wrong with a file, so that the user gets one list and nothing is kept."""

from relocation.errors import ImportFault, ReferenceDataRefused
from relocation.errors.register import MOST_FAULTS


class Faults:
    """The first 100 faults and the number of the rest."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: list[ImportFault] = []
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
        if len(self._kept) == MOST_FAULTS:
            self._more += 1
            return
        self._kept.append(ImportFault(line, column, f"import.{rule}", says, remedy))

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
