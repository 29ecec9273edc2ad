"""What the database could not do, told as a user can mend it: no statement, no value, no path."""

from sqlalchemy.exc import DBAPIError, OperationalError

from relocation.errors import StoreRefused

NOWHERE = (
    "RELOCATION_DATABASE: the folder that the store is to lie in is nowhere\n"
    "Make the folder above it, or see that its disk is there, and run this again."
)
UNREACHED = (
    "RELOCATION_DATABASE: the store cannot be reached\n"
    "Start its server or correct the setting; a file and its folder must be yours."
)
UNWRITABLE = (
    "store: it could not be written, and nothing was done\n"
    "Make room on its disk and see that it may be written; then do it again."
)
BUSY = (
    "store: somebody else held it too long, and nothing was done\n"
    "Do it again in a moment; if it stays so, end the program that holds it."
)
GONE = (
    "store: its server went away; what was not acknowledged may or may not be done\n"
    "Start the server, then do the same again under the same key: it is done once."
)
SQLITE = {
    "SQLITE_FULL": UNWRITABLE,
    "SQLITE_READONLY": UNWRITABLE,
    "SQLITE_IOERR": UNWRITABLE,
    "SQLITE_CANTOPEN": UNREACHED,
    "SQLITE_BUSY": BUSY,
    "SQLITE_LOCKED": BUSY,
}
"""By the first two words of the error's name."""
POSTGRESQL = {
    "53": UNWRITABLE,
    "58": UNWRITABLE,
    "25006": UNWRITABLE,
    "54": UNWRITABLE,
    "55P03": BUSY,
    "57014": BUSY,
    "40": BUSY,
    "08": GONE,
    "57P": GONE,
}
"""By what the error's code begins with: class 53 is a lack of resources, 40 an undone deadlock."""
NO_CODE, GROWING = "XX000", {"mdextend", "mdzeroextend"}
"""A quota of the disk or a limit on a file's size has no code of its own on a server: it is told by
which of the server's functions found that a file cannot grow. Its words depend on a language.
"""
DYING = {"FATAL", "PANIC"}
"""After which a server ends the connection, or itself."""


def fault_of(error: DBAPIError) -> StoreRefused | None:
    """The refusal that a user can mend; None where it is a fault of the program."""
    if error.connection_invalidated:
        return StoreRefused(GONE)
    name = getattr(error.orig, "sqlite_errorname", None)
    told = _told_by_server(error) if name is None else SQLITE.get("_".join(name.split("_")[:2]))
    return None if told is None else StoreRefused(told)


def _told_by_server(error: DBAPIError) -> str | None:
    code, diag = getattr(error.orig, "sqlstate", None), getattr(error.orig, "diag", None)
    if code is None:
        return UNREACHED if isinstance(error, OperationalError) else None
    # A server that cannot write its journal says so and dies: nobody knows what it has kept.
    if getattr(diag, "severity_nonlocalized", None) in DYING:
        return GONE
    if code == NO_CODE:
        return UNWRITABLE if getattr(diag, "source_function", None) in GROWING else None
    return next((says for begins, says in POSTGRESQL.items() if code.startswith(begins)), None)
