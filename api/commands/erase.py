"""`relocation erase`: cases whose follow-up is over lose their key, and with it all they hold."""

from pathlib import Path

import click

from api import options
from api.doing import doing

WRITTEN = click.Path(dir_okay=False, path_type=Path)


@click.command("erase")
@click.argument("cases", metavar="[CASE]...", nargs=-1)
@click.option("--list", "list_", type=WRITTEN, metavar="FILE", help="For the list of erased keys.")
@options.language
@options.as_json
def command(cases: tuple[str, ...], list_: Path | None, tag: str, json_out: bool) -> None:
    """Erase cases whose follow-up is over, for good.

    Without a case it lists those that can be erased. What was erased cannot be brought back: the
    key of the case is destroyed, also for every older backup that is restored with the list.

    \b
    Examples:
      relocation erase
      relocation erase --list /vault/erased/friday CASE CASE

    Ends with 0, or 2 where a case cannot be erased (then none is) or a file cannot be used. Killed
    at any moment it can be run again.
    """  # noqa: D301
    doing("erase").run(cases, list_, tag, json_out)
