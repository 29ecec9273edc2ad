"""What a user can meet when something is wrong; each message names place and rule, never the value.

RelocationError
├── MatrixError           the access matrix is not whole
├── RegisterError         the register, or an import stored beside it, has a gap
│   └── BeforeRegister    the day asked for is before the register's first
├── ReferenceDataRefused  a file to import is not what it should be; up to 100 faults
├── NotFound              nothing that may be seen is there
├── SettingRefused        a setting's value cannot be used
├── StoreRefused          the store's address, or the store itself, cannot be used as it is
├── KeysRefused           the key store, its wrapping keys or its backup cannot be used as they are
├── KeyMissing            a case has no key, and none was destroyed
├── CaseErased            a case's key was destroyed: nothing of it can be read again
├── Unreadable            a sealed text was altered, moved, or is under another key
├── KeyReused             an idempotency key came again with another request
├── LeaseLost             a message was taken back from a worker that was too slow
├── StepNotOpen           the table of steps has no such step from this state
├── NotAllowed            the step is another role's
├── Missing               the step needs something that is not on record; all of it is named
├── LogUnwritable         the audit log cannot be written: nothing is done and nothing is answered
├── PurposeMissing        what is read opens only for a stated purpose
├── QuotaReached          the person has opened as many cases today as may be
├── NameStaysClosed       a pseudonym of the log is not opened to a name
├── CheckpointRefused     a key's file, a checkpoint or the folder of them cannot be used
└── LogNotWhole           the audit log was tampered with: nothing is signed
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

MOST_FAULTS = 100


class RelocationError(Exception):
    """Something a user can meet and mend; the second line of the message says how."""


class MatrixError(RelocationError):
    """The access matrix that the product ships is not whole: nobody may read anything."""


class NotFound(RelocationError):
    """What is not there and what one may not see are the same (SE-2); it says nothing more."""


class SettingRefused(RelocationError):
    """A setting cannot be used.

    Attributes:
        setting: the name of the environment's variable.
    """

    def __init__(self, setting: str, rule: str, remedy: str) -> None:
        """Name the setting and never its value."""
        self.setting = setting
        super().__init__(f"{setting}: {rule}\n{remedy}")


class StoreRefused(RelocationError):
    """The store cannot be used: its address, its revision, or what it holds."""


class KeysRefused(RelocationError):
    """The key store, its wrapping keys or its backup cannot be used; never with what they hold."""

    def __init__(self, place: str, rule: str, remedy: str) -> None:
        """Name the file by its role or setting, what does not hold, and what to do about it."""
        super().__init__(f"{place}: {rule}\n{remedy}")


class KeyMissing(RelocationError):
    """A case has no key, and none was destroyed."""

    def __init__(self) -> None:
        """Say what may have happened."""
        super().__init__(
            "key store: the case has no key\n"
            "Restore the newest backup of the keys; the database may be newer than the key store."
        )


class CaseErased(RelocationError):
    """A case's key was destroyed: nothing of it can be read again."""

    def __init__(self) -> None:
        """Say that it is final."""
        super().__init__(
            "key store: the case is erased\nIts key was destroyed and no backup brings it back."
        )


class Unreadable(RelocationError):
    """A sealed text was altered, moved from another cell, or is under another key."""

    def __init__(self, table: str, column: str) -> None:
        """Name the column, and never the row, the case or the text."""
        super().__init__(
            f"{table}.{column}: a sealed text does not open\n"
            "It was altered or moved, or database and key store are of different days."
        )


class LogUnwritable(RelocationError):
    """The audit log cannot be written: nothing is done and nothing is answered."""

    def __init__(self) -> None:
        """Say that nothing happened."""
        super().__init__(
            "audit log: it cannot be written, and nothing was done\n"
            "Try again; if it stays so, the store is full, read-only or lacks its tables."
        )


class PurposeMissing(RelocationError):
    """What is read opens only for a stated purpose."""

    def __init__(self) -> None:
        """Say which facts are meant."""
        super().__init__(
            "purpose: identity, safety, family and every place of a person open only for one\n"
            "State what the facts are needed for."
        )


class QuotaReached(RelocationError):
    """The person has opened as many distinct cases today as may be; it is in the log."""

    def __init__(self) -> None:
        """Say when it ends, and not the number."""
        super().__init__(
            "case: more distinct cases than a day's quota; this is reported\n"
            "Go on tomorrow, or let a colleague open it; cases opened today stay open."
        )


class NameStaysClosed(RelocationError):
    """A pseudonym of the log is not opened to a name."""

    def __init__(self, rule: str, remedy: str) -> None:
        """Say what does not hold."""
        super().__init__(f"name: {rule}\n{remedy}")


class CheckpointRefused(RelocationError):
    """A key's file, a checkpoint or the folder of checkpoints cannot be used."""

    def __init__(self, place: str, rule: str, remedy: str) -> None:
        """Name the file by its role, what does not hold, and what to do about it."""
        super().__init__(f"{place}: {rule}\n{remedy}")


class LogNotWhole(RelocationError):
    """The audit log was tampered with: a signature would cover it up."""

    def __init__(self) -> None:
        """Say how to find out more."""
        super().__init__(
            "audit log: it does not agree with itself or its checkpoints; nothing is signed\n"
            "Run relocation audit verify: it names the first bad entry."
        )


class KeyReused(RelocationError):
    """The same idempotency key with another request: nothing was done."""

    def __init__(self) -> None:
        """Say what a key stands for."""
        super().__init__(
            "Idempotency-Key: used before, with another request\n"
            "Give each request a key of its own; only a repetition carries the same one."
        )


class LeaseLost(RelocationError):
    """A worker's message is another's by now: what it did with it must not be committed."""

    def __init__(self) -> None:
        """Say why it can happen."""
        super().__init__(
            "message: the lease ended before the work did\n"
            "Take the next message; whoever has this one does it. Give a longer lease if it recurs."
        )


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


class StepNotOpen(RelocationError):
    """No such step leads on from the state that the case is in."""

    def __init__(self, workflow: str, step: str | None, state: str) -> None:
        """Name the step, or None where the table knows no such step: then what was asked is not."""
        self.workflow, self.step, self.state = workflow, step, state
        named = f"step '{step}'" if step else "this step"
        super().__init__(
            f"{workflow}: {named} is not open from '{state}'\n"
            "Load the case again, somebody may have gone on with it; its open steps are shown."
        )


class NotAllowed(RelocationError):
    """The step is open, and another role's to take."""

    def __init__(self, workflow: str, step: str, state: str) -> None:
        self.workflow, self.step, self.state = workflow, step, state
        super().__init__(
            f"{workflow}: step '{step}' from '{state}' is not yours to take\n"
            "The reference page of the steps says whose it is; ask one of them."
        )


class Missing(RelocationError):
    """The step needs something that is not on record.

    Attributes:
        needs: all that is missing: its code, and what must hold in words.
    """

    def __init__(self, workflow: str, step: str, state: str, needs: Mapping[str, str]) -> None:
        self.workflow, self.step, self.state = workflow, step, state
        self.needs = dict(needs)
        super().__init__(
            f"{workflow}: step '{step}' from '{state}' is missing {len(needs)} thing(s)\n"
            f"First put on record: {'; '.join(needs.values())}."
        )


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
