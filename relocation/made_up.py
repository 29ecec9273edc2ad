"""How a demonstration's store is known: by its sign-in names, and by the id of its first key.

Whoever reads what the demonstration prints has its password: none of it may be served to others.
"""

from sqlalchemy import select

from relocation.signing_in.tables import NAME, CredentialRow
from relocation.store import Store

NAMES_BEGIN = "demo-"
WRAPPING_KEY = "demo"
"""The id of the wrapping key that a demonstration makes."""


def has_visitors(store: Store) -> bool:
    """Whether anybody can sign in by a name that a demonstration gives; nobody's name is told."""
    with store.transaction() as session:
        rows = session.scalars(select(CredentialRow))
        names = (NAME.opened(session, row.account_id, row.name) for row in rows)
        return any(name.startswith(NAMES_BEGIN) for name in names)


def is_wrapped_by_demonstration(store: Store) -> bool:
    """Whether a key of the store lies under the wrapping key that a demonstration made."""
    return WRAPPING_KEY in store.keys.wrapping_keys()
