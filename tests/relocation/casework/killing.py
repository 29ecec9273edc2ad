"""A process that presses one button after the other through the services, and dies at any moment.

What it was about to press and what was acknowledged it says through a pipe before and after;
whoever lives on presses what was not acknowledged once more, under the same key.
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

from relocation.access.service import readers_of
from relocation.access.tables import CaseRow
from relocation.audit.keys import HeldKeys
from relocation.audit.verification import verify
from relocation.errors import RelocationError
from relocation.permissions import Role, Stage
from relocation.store import Store
from relocation.workflows import ALL
from tests.relocation.casework.desk import BEGIN, PROBATION, ROLES, Desk, by_name
from tests.relocation.casework.pressing_on import (
    ROUND,
    police_there,
    press,
    ready,
    receiver,
    row_of,
    version_of,
)
from tests.relocation.keys.places import Place
from tests.relocation.store.killed import die_before, wait_until_alone
from tests.store import Store as Database
from tests.store import engine_of

STAGES = {
    ("nomination", "submitted"): Stage.NOMINATED,
    ("nomination", "judged_necessary"): Stage.NECESSITY,
    ("placement", "open"): Stage.PLACEMENT,
    ("placement", "approved"): Stage.DECIDED,
    ("placement", "contacted"): Stage.HANDOVER,
    ("handover", "completed"): Stage.RELOCATED,
    ("nomination", "withdrawn"): Stage.ENROLLED,
}
"""Where a case is from then on, by what came to this state."""
WORD_SENT = {("signature", "sign"): 2, ("handover", "complete"): 1}
"""Messages beside those of the table: NEC and the exit unit hear of an agreement and a change."""
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
        seen: the version on which each of them was begun.
        pending: the version on which the next press was begun, where one was.
        at_most: presses of one process.
    """

    desk: Desk
    keys: str
    answers: list[list[Any]] = field(default_factory=list)
    seen: list[int] = field(default_factory=list)
    pending: int | None = None
    kills: int = 0
    at_most: int = AT_MOST

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
        ready(self.desk, len(self.answers) + self.at_most)
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
        wanted = random.randrange(3) if random else self.at_most + 1
        with os.fdopen(reading) as lines:
            for line in lines:
                if not line.endswith("\n"):
                    break
                version, answer = json.loads(line)
                if answer is not None:
                    self.answers.append(answer)
                    self.seen.append(self.pending or 0)
                self.pending = version
                if answer is not None:
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
            "stage": found.stages() == found.stages_due(),
            "rights": found.readers() == found.readers_due(),
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
        # What died unheard may have begun another thing of the kind: the answer says which it was.
        is_moved = ROUND[number % len(ROUND)].button not in BEGIN
        row = self.answers[number][0] if is_moved else row_of(self.desk, number)
        again = press(self.desk, number, self.seen[-1], row)
        return again == self.answers[number] and self.desk.counted() == before


def _fault(point: str, random: Random) -> Prepare:
    number = random.randrange(1, 250 if point == "statement" else 30)
    at = "never" if point == "outside" else f"{point} {number}"
    return lambda engine: die_before(engine, at)


def _work(killed: Killed, writing: int, prepare: Prepare) -> None:
    """Press and press, as a process of its own; never returns."""
    code = 1
    try:
        url = killed.desk.store.database.url
        engine = engine_of(url.render_as_string(hide_password=False))
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
    for number in range(start, start + killed.at_most):
        row = row_of(desk, number)
        seen = pending if pending is not None else version_of(desk, number, row)
        pending = None
        os.write(writing, f"{json.dumps([seen, None])}\n".encode())
        answer = press(desk, number, seen, row)
        os.write(writing, f"{json.dumps([None, answer])}\n".encode())


def _told(step: tuple[str, str]) -> int:
    workflow, name = step
    tells = next((len(each.tells) for each in ALL[workflow].steps if each.name == name), 0)
    return tells + WORD_SENT.get(step, 0)


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
        """Each thing with its changes; a case that was opened by no steps begins at version 1."""
        changed = "version - CASE WHEN workflow = 'case' THEN 1 ELSE 0 END"
        asked = f"SELECT id, {changed} FROM proceedings WHERE {changed} > 0"  # noqa: S608
        return {tuple(each) for each in self._asked(asked)}

    def steps(self) -> set[tuple[str, int]]:
        counted = "SELECT proceeding_id, count(*) FROM taken_steps GROUP BY proceeding_id"
        return {tuple(each) for each in self._asked(counted)}

    def cases(self) -> list[str]:
        return [each for (each,) in self._asked("SELECT id FROM cases ORDER BY id")]

    def stages(self) -> dict[str, str]:
        with self._desk.store.transaction() as session:
            return {case.id: case.stage for case in session.query(CaseRow)}

    def stages_due(self) -> dict[str, str]:
        """Where each case must be by what its steps came to."""
        led = {(workflow, step.name): step.to for workflow, it in ALL.items() for step in it.steps}
        asked = (
            "SELECT p.case_id, p.workflow, t.step FROM taken_steps t "
            "JOIN proceedings p ON p.id = t.proceeding_id ORDER BY t.at, t.version"
        )
        due = dict.fromkeys(self.cases(), Stage.ENROLLED)
        for case, workflow, step in self._asked(asked):
            came_to = "open" if step == "begin" else led.get((workflow, step))
            due[case] = STAGES.get((workflow, came_to), due[case])
        return due

    def readers(self) -> dict[str, set[str]]:
        """Who is on each list once every press is done: each came with a clock of its own."""
        now = self._desk.now + timedelta(days=1)
        with self._desk.store.transaction() as session:
            return {case: readers_of(session, case, frozenset(Role), now) for case in self.cases()}

    def readers_due(self) -> dict[str, set[str]]:
        """Who must be on each list: from the contact on the receiver too, and in the end no officer
        of probation where the person lived before."""
        at_home = {who.user for who in ROLES}
        due = dict.fromkeys(self.cases(), at_home)
        handovers = "SELECT case_id, state FROM proceedings WHERE workflow = 'handover'"
        for case, state in self._asked(handovers):
            there = {at(self._desk, case).user for at in (receiver, police_there)}
            left = {PROBATION.user} if state == "completed" else set()
            due[case] = (at_home | there) - left
        return due

    def is_whole(self) -> bool:
        with self._desk.store.transaction() as session:
            return verify(session, (), keys=HeldKeys.of(self._desk.store.keys)).finding is None
