"""Where the two files of a backup may stand: never together."""

from pathlib import Path

from relocation.errors import BackupRefused


def refuse_together(database: Path, keys: Path) -> None:
    """Refuse one folder for both.

    Raises:
        BackupRefused: whoever copies the folder would have rows and keys.
    """
    if database.resolve().parent == keys.resolve().parent:
        rule = "the backups of database and keys would lie in one folder"
        remedy = "Name a folder for each, best on different machines."
        raise BackupRefused("--keys", rule, remedy)
