"""`relocation serve`: the application on an address, with everything it needs in one process."""

from typing import Any

import click

from api import options
from api.doing import doing

PORTS = click.IntRange(1, 65_535)
WORKERS = click.IntRange(1, 64)


@click.command("serve")
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", help="The address to listen on.")
@click.option("--port", default=8000, type=PORTS, show_default=True, help="The port to listen on.")
@click.option("--workers", default=1, type=WORKERS, show_default=True, help="Processes to answer.")
@click.option("--metrics-port", type=PORTS, help="A port for the figures, on this machine alone.")
@click.option("--no-jobs", is_flag=True, help="Leave long work and what is due to others.")
@options.language
@options.as_json
def command(**given: Any) -> None:
    """Serve the application until it is ended.

    One process does all: it answers requests, does long work, and once a minute what is due. With
    --workers so many processes answer instead, and this one does the rest and replaces one that
    died; several need a PostgreSQL store. The store and its keys are those that the settings name.

    Beyond this machine it serves only where RELOCATION_ORIGIN is an https:// address, that of the
    proxy before it. Then, too, it serves no description of itself, no demonstration's store, and
    not from an interpreter that debugs.

    \b
    Examples:
      relocation serve
      relocation serve --port 8080 --metrics-port 9101
      relocation serve --host 0.0.0.0 --workers 4 --no-jobs --json

    Ends with 0 when it is ended; with 2 where store, keys, settings or the address cannot be used.
    """  # noqa: D301
    doing("serve").serve(**given)
