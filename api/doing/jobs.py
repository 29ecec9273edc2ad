"""The work of `relocation jobs`: what is due and nobody presses, done once or again and again."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import click

from api.exit_codes import ExitCode
from api.inputs import refusing
from api.language import Language
from api.noticing import Outlets, notice_once, noticing, outlets
from api.whole_store import whole_store
from relocation.audit.checkpoints import read_signing_key
from relocation.jobs.job import Pass, Witness
from relocation.jobs.service import run_due
from relocation.long_jobs.model import State
from relocation.long_jobs.worker import work_once
from relocation.settings import Settings

HERE = "http://127.0.0.1:8000"
"""Where the server answers that no setting puts elsewhere."""
PAUSE_BETWEEN_JOBS, LOST = 1, "taken_over"
PAUSE_SECONDS = 60
"""A new safety assessment reaches everybody within a minute (RE-8)."""


def run(
    once: bool, checkpoints: Path | None, signing_key: Path | None, tag: str, json_out: bool
) -> None:
    """Do what is due, once a minute until it is ended."""
    with refusing():
        witness = _witness(checkpoints, signing_key)
        settings = Settings()
        out = outlets(settings, settings.origin or HERE)
    with _between(out, once=once):
        while True:
            with whole_store() as store:
                made = run_due(store, _now(), witness=witness)
                if once:
                    notice_once(store, _now, out)
            _tell(made, Language(tag), json_out=json_out)
            if once:
                break
            Event().wait(PAUSE_SECONDS)
    if made.failed or made.dead:
        click.get_current_context().exit(ExitCode.VIOLATIONS)


@contextmanager
def _between(out: Outlets, *, once: bool) -> Iterator[None]:
    """Tell whoever waits to be told also between two passes."""
    if once:
        yield
        return
    with whole_store() as store, noticing(store, _now, out):
        yield


def work(once: bool, tag: str, json_out: bool) -> None:
    """Do long work, one job after another."""
    with whole_store() as store:
        while True:
            worked = work_once(store, _now)
            if worked is not None:
                _tell_worked(worked.state, Language(tag), json_out=json_out)
            elif once:
                break
            else:
                Event().wait(PAUSE_BETWEEN_JOBS)


def _tell_worked(state: State | None, say: Language, *, json_out: bool) -> None:
    """How a job ended; not which one, since who asked for it is nobody's business here."""
    code = LOST if state is None else state.value
    click.echo(json.dumps({"job": code}) if json_out else say.say(f"long_job.{code}"))


def _now() -> datetime:
    return datetime.now(UTC)


def _witness(checkpoints: Path | None, signing_key: Path | None) -> Witness | None:
    settings = Settings()
    key = signing_key or settings.audit_signing_key
    if key is None:
        return None
    return Witness(checkpoints or settings.checkpoints, read_signing_key(key))


def _tell(made: Pass, say: Language, *, json_out: bool) -> None:
    if json_out:
        told = {"done": made.done, "failed": made.failed, "dead_messages": made.dead}
        click.echo(json.dumps(told))
        return
    for line in _lines(made, say):
        click.echo(line)


def _lines(made: Pass, say: Language) -> Iterator[str]:
    if not made.done and not made.failed and not made.dead:
        yield say.say("jobs.nothing")
    for job, count in made.done.items():
        yield say.say(f"job.{job}", count=count)
    for job, count in made.failed.items():
        yield say.say("jobs.failed", count=count, job=job)
    if made.dead:
        yield say.say("jobs.dead", count=made.dead)
