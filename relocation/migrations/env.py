"""Runs revisions on the connection that `relocation.schema` gives, in its one transaction."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.engine import Connection

from relocation.database import Instant, open_database
from relocation.schema import COMPARED, known_tables
from relocation.settings import Settings


def in_plain_types(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write a type of ours as what it is to a database: a revision outlives the code of its day."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Instant) else False


def run(connection: Connection) -> None:
    """Apply what the command asks for."""
    context.configure(
        connection=connection,
        target_metadata=known_tables(),
        render_as_batch=True,
        render_item=in_plain_types,
        transactional_ddl=True,  # SQLite's too, since our transactions begin before its first word
        **COMPARED,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    # A developer's `alembic revision --autogenerate`: it compares with the store of the settings.
    with open_database(Settings().database).begin() as own:
        run(own)
