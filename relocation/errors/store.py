"""The store, its settings, requests and messages cannot be used as they are."""

from relocation.errors.base import RelocationError


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


class BackupRefused(RelocationError):
    """A backup of the database cannot be written or restored; never with what it holds."""

    def __init__(self, place: str, rule: str, remedy: str) -> None:
        """Name the file by its role or setting, what does not hold, and what to do about it."""
        super().__init__(f"{place}: {rule}\n{remedy}")


class KeyReused(RelocationError):
    """The same idempotency key with another request: nothing was done."""

    def __init__(self) -> None:
        """Say what a key stands for."""
        super().__init__(
            "Idempotency-Key: used before, with another request\n"
            "Give each request a key of its own; only a repetition carries the same one."
        )


class LeaseLost(RelocationError):
    """A worker's message or job is another's by now: what it did must not be committed."""

    def __init__(self) -> None:
        """Say why it can happen."""
        super().__init__(
            "lease: it ended before the work did\n"
            "Take the next; whoever has this one does it. Give a longer lease if it recurs."
        )


class TooManyWaiting(RelocationError):
    """The account has as much long work under way as may be; nothing was put on the table.

    Attributes:
        retry_after: seconds after which one of them has likely ended.
    """

    def __init__(self, retry_after: int) -> None:
        """Say what helps, and not the number."""
        self.retry_after = retry_after
        super().__init__(
            "long work: as much as may be waits or runs for this account\n"
            "Wait until one of its jobs has ended, or cancel one that waits; then ask again."
        )
