"""Keys and sealed texts that do not open."""

from relocation.errors.base import RelocationError


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
