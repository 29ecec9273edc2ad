"""The register, or a file to import, is not what it should be."""

from dataclasses import dataclass
from datetime import date

from relocation.errors.base import RelocationError

MOST_FAULTS = 100


class RegisterError(RelocationError):
    """The register has a gap: nothing is loaded.

    Attributes:
        file: the file's name within the register or the folder of imports.
        line: counted from 1; None where the whole file is meant.
        column: the column's name; None where the whole line is meant.
        rule: what does not hold.
        remedy: what to do about it.
    """

    def __init__(
        self,
        file: str,
        rule: str,
        remedy: str,
        *,
        line: int | None = None,
        column: str | None = None,
    ) -> None:
        """Keep the parts and put them into one sentence with its remedy below."""
        self.file, self.line, self.column = file, line, column
        self.rule, self.remedy = rule, remedy
        at = [file, *([f"line {line}"] if line else []), *([f"column {column}"] if column else [])]
        super().__init__(f"{', '.join(at)}: {rule}\n{remedy}")


class BeforeRegister(RegisterError):
    """The register says nothing of so early a day."""

    def __init__(self, file: str, first: date) -> None:
        """Name the first day."""
        rule = f"the day asked for is before the register's first, {first}"
        super().__init__(file, rule, "Ask for that day or a later one.", column="valid_from")


@dataclass(frozen=True, slots=True)
class ImportFault:
    """One thing wrong with a file to import.

    Attributes:
        line: counted from 1; None where the whole file is meant.
        column: the cell's number in its line, counted from 1; None where the whole line is meant.
        rule: a stable code, such as "import.not_a_number".
        says: the rule in words.
        remedy: what to do about it.
    """

    line: int | None
    column: int | None
    rule: str
    says: str
    remedy: str

    def __str__(self) -> str:
        """One line for a reader."""
        at = f"line {self.line}" if self.line else "file"
        at += f", column {self.column}" if self.column else ""
        return f"{at}: {self.says} ({self.rule}). {self.remedy}"


class ReferenceDataRefused(RelocationError):
    """A file to import is refused whole; what was imported before still counts.

    Attributes:
        faults: the first 100, in the order of the file.
        more: how many faults were found beyond those.
    """

    def __init__(self, faults: tuple[ImportFault, ...], more: int = 0) -> None:
        """Keep the faults; the message lists them."""
        self.faults, self.more = faults, more
        rest = [f"and {more} more"] if more else []
        super().__init__("\n".join([*map(str, faults), *rest]))
