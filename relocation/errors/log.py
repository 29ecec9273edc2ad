"""The audit log refuses: what cannot be logged, counted or opened."""

from relocation.errors.base import RelocationError


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
            "State what the facts are needed for, as `purpose`."
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
