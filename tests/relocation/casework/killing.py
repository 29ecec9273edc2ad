"""A process that presses one button after the other through the services, and dies at any moment.

It goes round and round in one case: a nomination to the placement that a confirmed necessity opens,
and back by withdrawing. What it was about to press and what was acknowledged it says
through a pipe before and after; whoever lives on presses what was not acknowledged once more, under
the same key.
"""

import json
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from threading import Event
from traceback import print_exc
from typing import Any

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from relocation.audit.keys import HeldKeys
from relocation.audit.verification import verify
from relocation.database import open_database
from relocation.errors import RelocationError
from relocation.nominations import service as nominations
from relocation.permissions import Stage
from relocation.store import Store
from relocation.workflows import ALL
from tests.relocation.casework.desk import (
    CASE,
    COORDINATOR,
    DECIDER,
    MONDAY,
    Desk,
    by_name,
)
from tests.relocation.casework.nominating import PRESSED, REQUEST, TO_JUDGED
from tests.relocation.keys.places import Place
from tests.relocation.store.killed import die_before, wait_until_alone
from tests.store import Store as Database

ROUND: tuple[tuple[Any, ...], ...] = (
    ("case", nominations.draft, COORDINATOR, REQUEST),
    *(("nomination", PRESSED[step][1], PRESSED[step][0], *PRESSED[step][2:]) for step in TO_JUDGED),
    ("nomination", nominations.confirm, DECIDER, "it holds"),
    ("nomination", nominations.withdraw, COORDINATOR, "the candidate asks"),
)
"""What is pressed: on the newest of a kind, which button, by whom, with what handed in."""
STAGES = {
    "submitted": Stage.NOMINATED,
    "judged_necessary": Stage.NECESSITY,
    "necessary": Stage.PLACEMENT,
}
REFUSED = 3
"""The exit code of a process that could not press."""
Prepare = Callable[[Engine], None]
"""What is done to a process before it presses."""
AT_MOST = 12
"""Presses of one process: a fault point further on is not met."""


@dataclass
class Killed:
    """What the dead have told.

    Attributes:
        answers: what was acknowledged: row, state and version of each press.
        pending: the version on which the next press was begun, where one was.
    """

    desk: Desk
    keys: str
    answers: list[list[Any]] = field(default_factory=list)
    pending: int | None = None
    kills: int = 0

    def kill(self, random: Random) -> None:
        """Let processes work until one was killed: at a fault point, or from outside at random."""
        before = self.kills
        while self.kills == before:
            point = random.choice(("statement", "commit", "outside"))
            code = self.work(_fault(point, random), random if point == "outside" else None)
            assert code in {0, -signal.SIGKILL}
            self.kills += code != 0

    def work(self, prepare: Prepare, killing: Random | None = None) -> int:
        """Let a process press on, hear what it tells, and give its exit code."""
        reading, writing = os.pipe()
        self.desk.store.database.dispose()
        child = os.fork()
        if not child:
            os.close(reading)
            _work(self, writing, prepare)
        os.close(writing)
        self._hear(reading, child, killing)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def _hear(self, reading: int, child: int, random: Random | None) -> None:
        wanted = random.randrange(3) if random else AT_MOST + 1
        with os.fdopen(reading) as lines:
            for line in lines:
                if not line.endswith("\n"):
                    break
                version, answer = json.loads(line)
                self.pending = version
                if answer is not None:
                    self.answers.append(answer)
                    wanted -= 1
                elif wanted <= 0 and random:
                    Event().wait(random.random() / 20)
                    with suppress(ProcessLookupError):
                        os.kill(child, signal.SIGKILL)
                    random = None

    def faults(self) -> list[str]:
        """Everything that is lost, doubled or half done; each by a word."""
        wait_until_alone(Database(self.desk.store.database.url, self.desk.store.database))
        found = Found(self.desk)
        taken = found.taken()
        tried = len(self.answers) + (self.pending is not None)
        held = {
            "lost": all((row, version) in taken for row, _, version in self.answers),
            "doubled": found.pressed() in {len(self.answers), tried},
            "versions": found.rows() == found.steps(),
            "stage": self.desk.stage() == found.stage(),
            "log": len(self.desk.logged()) == len(taken),
            "chain": found.is_whole(),
            "outbox": len(self.desk.messages()) == sum(map(_told, taken.values())),
            "replay": self._replays_alike(),
        }
        return [f"{self.kills}: {name}" for name, holds in held.items() if not holds]

    def _replays_alike(self) -> bool:
        """The last acknowledged press, pressed again, has the same answer and changes nothing."""
        if not self.answers:
            return True
        number, before = len(self.answers) - 1, self.desk.counted()
        row, _, version = self.answers[number]
        seen = version - 1 if ROUND[number % len(ROUND)][0] != "case" else self._seen_by_draft(row)
        again = press(self.desk, number, seen, row)
        return list(again) == self.answers[number] and self.desk.counted() == before

    def _seen_by_draft(self, row: str) -> int:
        """The version of the case that a draft began on: steps taken in it before."""
        asked = text(
            "SELECT count(*) FROM taken_steps t JOIN proceedings p ON p.id = t.proceeding_id "
            "WHERE t.at < (SELECT opened FROM proceedings WHERE id = :row)"
        )
        with self.desk.store.database.connect() as connection:
            return 1 + connection.execute(asked, {"row": row}).scalar_one()


def _fault(point: str, random: Random) -> Prepare:
    number = random.randrange(1, 250 if point == "statement" else 30)
    at = "never" if point == "outside" else f"{point} {number}"
    return lambda engine: die_before(engine, at)


def _work(killed: Killed, writing: int, prepare: Prepare) -> None:
    """Press and press, as a process of its own; never returns."""
    code = 1
    try:
        url = killed.desk.store.database.url
        engine = open_database(url.render_as_string(hide_password=False))
        desk = Desk(Store(engine, Place(killed.keys).open(), by_name))
        prepare(engine)
        _press_on(killed, desk, writing)
        code = 0
    except (RelocationError, DBAPIError):
        code = REFUSED
    except BaseException:
        print_exc()
        raise
    finally:
        os._exit(code)


def _press_on(killed: Killed, desk: Desk, writing: int) -> None:
    start, pending = len(killed.answers), killed.pending
    for number in range(start, start + AT_MOST):
        row = row_of(desk, number)
        seen = pending if pending is not None else version_of(desk, number, row)
        pending = None
        os.write(writing, f"{json.dumps([seen, None])}\n".encode())
        answer = press(desk, number, seen, row)
        os.write(writing, f"{json.dumps([None, answer])}\n".encode())


def row_of(desk: Desk, number: int) -> str:
    kind = ROUND[number % len(ROUND)][0]
    return CASE if kind == "case" else desk.rows(kind)[-1].id


def version_of(desk: Desk, number: int, row: str) -> int:
    return desk.version(row, is_whole_case=ROUND[number % len(ROUND)][0] == "case")


def press(desk: Desk, number: int, version: int, row: str) -> list[Any]:
    kind, button, who, *given = ROUND[number % len(ROUND)]
    desk.now = MONDAY + timedelta(seconds=number)
    on = CASE if kind == "case" else row
    moved = desk.do(button, who, on, *given, version=version, key=f"press-{number}")
    return [moved.row, moved.state, moved.version]


def _told(step: tuple[str, str]) -> int:
    workflow, name = step
    return next((len(each.tells) for each in ALL[workflow].steps if each.name == name), 0)


class Found:
    """What stands in the store now."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def _asked(self, question: str) -> list[Any]:
        with self._desk.store.transaction() as session:
            return list(session.execute(text(question)))

    def taken(self) -> dict[tuple[str, int], tuple[str, str]]:
        found = self._asked(
            "SELECT t.proceeding_id, t.version, p.workflow, t.step "
            "FROM taken_steps t JOIN proceedings p ON p.id = t.proceeding_id"
        )
        return {(row, version): (workflow, step) for row, version, workflow, step in found}

    def pressed(self) -> int:
        ((count,),) = self._asked("SELECT count(*) FROM taken_steps WHERE taker IS NOT NULL")
        return int(count)

    def rows(self) -> set[tuple[str, int]]:
        moved = f"WHERE id <> '{CASE}'"
        return {tuple(each) for each in self._asked(f"SELECT id, version FROM proceedings {moved}")}  # noqa: S608

    def steps(self) -> set[tuple[str, int]]:
        counted = "SELECT proceeding_id, count(*) FROM taken_steps GROUP BY proceeding_id"
        return {tuple(each) for each in self._asked(counted)}

    def stage(self) -> Stage:
        """Where the case must be by what the newest nomination came to."""
        asked = "SELECT state FROM proceedings WHERE workflow = 'nomination' ORDER BY opened"
        found = self._asked(asked)
        return STAGES.get(found[-1][0] if found else "", Stage.ENROLLED)

    def is_whole(self) -> bool:
        with self._desk.store.transaction() as session:
            return verify(session, (), keys=HeldKeys.of(self._desk.store.keys)).finding is None


def killed_often(desk: Desk, keys: str, kills: int, seed: int) -> list[str]:
    """All that was wrong after any of so many kills."""
    desk.open_case()
    random, killed = Random(seed), Killed(desk, keys)
    wrong: list[str] = []
    while killed.kills < kills:
        killed.kill(random)
        wrong += killed.faults()
    return wrong
