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


def refuse_what_is_there(database: Path, keys: Path) -> None:
    """Refuse a name that a file has already.

    Raises:
        BackupRefused: an older backup would be lost, and the newer one may turn out worse.
    """
    for option, path in (("--database", database), ("--keys", keys)):
        if path.exists() or path.is_symlink():
            remedy = "Name a file that is not there yet, such as one with the day in it."
            raise BackupRefused(option, "a file of this name is there already", remedy)
