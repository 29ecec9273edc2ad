"""The work of `relocation db`: the store brought to the newest revision, or compared."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

import click
from sqlalchemy import Connection, Engine

from api.exit_codes import ExitCode
from api.inputs import refusing
from api.key_store import has_keys, open_keys
from api.language import Language
from relocation.access.list_check import SINCE, refuse_lists, seal_lists_of
from relocation.database import open_database
from relocation.people.acting import person_of
from relocation.schema import differences, revision_of, revisions, upgrade
from relocation.schema_guards import is_of_a_guard
from relocation.settings import Settings
from relocation.store import Store


@dataclass(frozen=True, slots=True)
class Found:
    """What `check` tells.

    Attributes:
        revision: the store's; None where there is no store yet.
        newest: the newest that the program knows.
        differences: tables, columns, triggers, policies and the like that are not what the
            program expects.
    """

    revision: str | None
    newest: str
    differences: tuple[str, ...]


def upgrade_(tag: str, json_out: bool) -> None:
    """Bring the store to the newest revision, to the end or not at all."""
    with refusing(), _store() as engine:
        before = revision_of(engine)
        upgrade(engine, then=_sealing(engine) if before is not None and before < SINCE else None)
    newest = revisions()[-1]
    if json_out:
        _print_json({"before": before, "revision": newest})
        return
    done = "db.unchanged" if before == newest else "db.upgraded"
    click.echo(Language(tag).say(done, revision=newest))


def check(tag: str, json_out: bool) -> None:
    """Compare the store with what this program expects."""
    with refusing(), _store() as engine:
        revision = revision_of(engine)
        found = Found(revision, revisions()[-1], differences(engine) if revision else ())
    if json_out:
        _print_json(asdict(found))
    else:
        for line in _lines(found, Language(tag)):
            click.echo(line)
    if found.revision != found.newest or found.differences:
        click.get_current_context().exit(ExitCode.VIOLATIONS)


def _lines(found: Found, say: Language) -> Iterator[str]:
    if found.revision is None:
        yield say.say("db.none")
    elif found.revision != found.newest:
        yield say.say("db.older", revision=found.revision, newest=found.newest)
    elif not found.differences:
        yield say.say("db.agrees", revision=found.revision)
    else:
        yield say.say("db.differs", differences=len(found.differences))
        yield from (f"  {each}" for each in found.differences)
        if any(map(is_of_a_guard, found.differences)):
            yield say.say("db.unguarded")


def _sealing(engine: Engine) -> Callable[[Connection, str | None], None] | None:
    """What needs the keys; a store without cases has none to seal, and may be without keys yet."""
    if has_keys():
        return seal_lists_of(Store(engine, open_keys(), person_of))
    return refuse_lists


@contextmanager
def _store() -> Iterator[Engine]:
    engine = open_database(Settings().database)
    try:
        yield engine
    finally:
        engine.dispose()


def _print_json(document: Any) -> None:
    click.echo(json.dumps(document, indent=1))
