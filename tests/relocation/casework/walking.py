"""A walk: the same presses at the desk and in the reference, and whether both say the same."""

from dataclasses import dataclass
from random import Random
from typing import Any

from relocation.actor import Actor
from relocation.errors import Missing, NotFound, RelocationError, StepNotOpen
from relocation.jobs.due import JOBS
from relocation.jobs.erasing import erase
from relocation.keys.pseudonyms import handle
from relocation.placements.kinds import PROPOSAL
from relocation.placements.rounds import propose_round
from relocation.preparedness.closures import close_for_all, open_again
from relocation.store import keys_of
from tests.relocation.casework import reference_begins as begins
from tests.relocation.casework import reference_follows as follows
from tests.relocation.casework.desk import KEYS
from tests.relocation.casework.reference import Refused, Thing, Who
from tests.relocation.casework.reference_due import run_due
from tests.relocation.casework.walk_compared import Compared, who_is
from tests.relocation.casework.walk_people import DECIDER
from tests.relocation.casework.walk_presses import Button


@dataclass
class Walk(Compared):
    """A case in which presses are made, and made in the reference before.

    Attributes:
        random: of the walk; whoever walks it again draws the same.
    """

    random: Random

    def press(
        self, actor: Actor, thing: Thing, step: str, button: Button, *, stale: bool = False
    ) -> bool:
        """Press the button of a step; gives whether it was accepted."""
        who, given = who_is(actor), button.given

        def expect() -> None:
            self._known(who)
            if stale:
                raise Refused("Stale")
            follows.press(self.reference, who, thing, step, given)

        version = thing.version - stale
        told = f"{actor.user} presses {thing.kind}.{step} on '{thing.state}', {_told(button)}"
        is_taken = self._both(
            told, expect, lambda: self._pressed(actor, thing.row, button, version)
        )
        if is_taken:
            self._note_place(thing)
        return is_taken

    def begin(self, actor: Actor, thing: Thing, what: str, button: Button) -> bool:
        """Press the button that begins something."""
        who = who_is(actor)
        row = self._handle(actor) if what == "break_glass" else thing.row
        version = 0 if what == "break_glass" else self.reference.version

        def expect() -> None:
            begins.BEGINS[what](self.reference, who, thing, button.given)

        told = f"{actor.user} begins {what} under {thing.kind} '{thing.state}', {_told(button)}"
        return self._both(told, expect, lambda: self._pressed(actor, row, button, version))

    def write(self, actor: Actor, thing: Thing, what: str, button: Button) -> bool:
        """Press the button that puts something on record."""
        who, version = who_is(actor), thing.version

        def expect() -> None:
            begins.write(self.reference, who, thing, what, button.given)

        told = f"{actor.user} writes {what} of {thing.kind} '{thing.state}', {_told(button)}"
        return self._both(told, expect, lambda: self._pressed(actor, thing.row, button, version))

    def propose(self, actor: Actor) -> bool:
        """Press for a round of the engine."""
        who, desk = who_is(actor), self.desk

        def expect() -> None:
            begins.propose_round(self.reference, who)

        def press() -> None:
            propose_round(desk.store, actor, f"round-{next(KEYS)}", desk.now)

        is_taken = self._both(f"{actor.user} asks for a round", expect, press)
        for each in self.reference.of("placement") if is_taken else ():
            self._note_place(each)
        return is_taken

    def shut(self, place: str) -> bool:
        """The central unit closes a municipality to everybody who is not awaited there."""
        return self._say(place, close_for_all, ("no flats", None), is_shut=True)

    def open_again(self, place: str) -> bool:
        """And opens it again."""
        return self._say(place, open_again, "there are flats", is_shut=False)

    def _say(self, place: str, button: Any, said: Any, *, is_shut: bool) -> bool:
        self.desk.later(minutes=1)
        self.reference.now = self.desk.now
        with self.desk.store.transaction() as session:
            button(session, DECIDER, place, said, self.desk.now)
        self.done.append(f"{place} is {'closed to newcomers' if is_shut else 'open again'}")
        papers = self.reference.papers
        papers["shut"] = (papers.get("shut", frozenset()) - {place}) | (
            {place} if is_shut else set()
        )
        return True

    def wait(self, **by: float) -> None:
        """Time passes, and what is due is done."""
        self.desk.later(**by)
        self.reference.now = self.desk.now
        self.done.append(f"{by} pass, and what is due is done")
        run_due(self.reference)
        for job in JOBS:
            for found in self._due(job):
                self._did(job, found)
        self._erase()
        self.compare()

    def _known(self, who: Who) -> None:
        if not self.reference.knows(who):
            raise Refused("NotFound")
        if not self.reference.acting(who):
            raise Refused("NotAllowed")

    def _both(self, told: str, expect: Any, press: Any) -> bool:
        self.desk.later(minutes=1)
        self.reference.now = self.desk.now
        wanted = _refused(expect)
        found = _refused(press)
        self.answers.append(wanted or ("accepted",))
        self.done.append(f"{told}: {' '.join(self.answers[-1])}")
        self.same(told, found, wanted)
        if not wanted:
            self.compare()
        return not wanted

    def _pressed(self, actor: Actor, row: str, button: Button, version: int) -> None:
        self.desk.do(button.do, actor, row, *button.contents, version=version)

    def _handle(self, actor: Actor) -> str:
        with self.desk.store.transaction() as session:
            return handle(keys_of(session), actor.organisation, self.case)

    def _due(self, job: Any) -> list[str]:
        with self.desk.store.transaction() as session:
            return list(job.find(session, self.desk.now))

    def _did(self, job: Any, found: str) -> None:
        try:
            with self.desk.store.transaction() as session:
                job.do(session, found, self.desk.now)
        except (Missing, NotFound, StepNotOpen):
            return

    def _erase(self) -> None:
        """A case whose follow-up is over is erased, and no other (SE-11)."""
        is_over = follows.of_itself(self.reference, self.reference.case, "erase")
        try:
            erase(self.desk.store, self.case, self.desk.now)
        except (Missing, StepNotOpen):
            self.same("erasing", "refused", "erased" if is_over else "refused")
        else:
            self.same("erasing", "erased", "erased" if is_over else "refused")

    def _note_place(self, thing: Thing) -> None:
        """Which place the engine put first: the reference takes its word."""
        if thing.kind == "placement":
            proposal = self.desk.kept(self.case, thing.row, PROPOSAL)
            thing.papers["proposed"] = proposal.ranking[0] if proposal else None


def _refused(act: Any) -> tuple[str, ...]:
    """How it was refused, and for want of what; empty where it was accepted."""
    try:
        act()
    except Refused as refused:
        return refused.told
    except Missing as refused:
        return ("Missing", *sorted(refused.needs))
    except RelocationError as refused:
        return (type(refused).__name__,)
    return ()


def _told(button: Button) -> str:
    says = {key: each for key, each in button.given.says.items() if key != "listed"}
    return f"{'whole' if button.given.is_whole else 'blank'} {says or ''}".strip()
