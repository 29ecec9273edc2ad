"""A small model of the casework, written from the rules: who may do what, and where all stands.

It reads the two tables of expectation that are kept by hand, of the steps and of who may see what,
and knows nothing of the product: what a step needs stands in `reference_needs`, what follows from
one in `reference_follows`. What the engine would say it asks whoever holds it; see `Engine`.
"""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol

from relocation.permissions import DataClass, Level, Role, Stage
from tests.relocation.casework.reference_table import OF_THE_HOME, TABLE, Row
from tests.relocation.expected_access import EXPECTED

ROLES = {
    "cw": Role.CENTRAL_CASEWORKER,
    "dm": Role.CENTRAL_DECISION_MAKER,
    "mr": Role.MUNI_RECEIVER,
    "ms": Role.MUNI_SENDER,
    "pr": Role.POLICE_RECEIVER,
    "ps": Role.POLICE_SENDER,
    "pp": Role.PROBATION_PARTY,
}
"""By their short names, in the order in which somebody of two roles acts."""
STAGES = {each.value[:2]: each for each in Stage}
LOCAL, COORDINATORS, RESIDENCE = {"ms", "ps", "pp"}, {"ms", "ps"}, {"ms", "mr"}
RECEIVING, CENTRAL = {"mr", "pr"}, {"cw", "dm"}
COURSE = LOCAL | RECEIVING
CONSULTANT = "ms+prevention_consultant"
BEFORE, AFTER = {"mr": "ms", "pr": "ps"}, {"ms": "mr", "ps": "pr"}
ITSELF = "itself"


@dataclass(frozen=True)
class Who:
    """An account: its person, where it works, and what it is there."""

    user: str
    organisation: str
    function: str = ""
    is_consultant: bool = False

    @property
    def person(self) -> str:
        """What stands before a dot."""
        return self.user.split(".", maxsplit=1)[0]


@dataclass(eq=False)
class Thing:
    """Something that moves: the case itself, or what belongs to it."""

    kind: str
    state: str
    opened: datetime
    parent: "Thing | None" = None
    topic: str | None = None
    owner: str | None = None
    due: datetime | None = None
    touched: datetime | None = None
    warned: datetime | None = None
    version: int = 0
    row: str = ""
    """Its id in the store, once it was found there."""
    took: list[tuple[int, str, str | None]] = field(default_factory=list)
    papers: dict[str, Any] = field(default_factory=dict)

    def order(self, *steps: str) -> int:
        """When one of these steps was last taken, in the order of the case; 0 for never."""
        return max((at for at, step, _ in self.took if step in steps), default=0)

    def taker(self, *steps: str, since: str | None = None) -> str | None:
        """Who last took one of them, since another where that is told."""
        after = self.order(since) if since else 0
        found = [who for at, step, who in self.took if step in steps and at > after]
        return found[-1] if found else None

    def takers(self, *steps: str, since: str | None = None) -> set[str]:
        after = self.order(since) if since else 0
        return {who for at, step, who in self.took if step in steps and at > after and who}


@dataclass(frozen=True)
class Line:
    """Somebody on the named list."""

    user: str
    organisation: str
    role: str
    is_there: bool = False
    until: datetime | None = None
    left: bool = False

    def counts(self, now: datetime) -> bool:
        return not self.left and (self.until is None or now < self.until)


@dataclass(frozen=True)
class Given:
    """What is handed in with a press: whether its texts say anything, and what else counts."""

    is_whole: bool = True
    says: Mapping[str, Any] = field(default_factory=dict)


WHOLE = Given()


class Engine(Protocol):
    """What only the engine can say of a placement today."""

    def is_current(self, placement: str) -> bool: ...

    def open_to(self, placement: str) -> tuple[str, ...]: ...

    def has_changed(self, placement: str) -> bool: ...


class Refused(Exception):
    """A press is refused: in which way, and for want of what."""

    def __init__(self, how: str, *missing: str) -> None:
        super().__init__(how, *sorted(missing))
        self.told = (how, *sorted(missing))


@dataclass
class Reference:
    """One case as the rules have it."""

    engine: Engine
    now: datetime
    stage: str = "S0"
    things: list[Thing] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    denied: list[Line] = field(default_factory=list)
    """Whom the case excludes, with what excluded them was to it."""
    papers: dict[str, Any] = field(default_factory=dict)
    locked: set[str] = field(default_factory=set)
    registered: tuple[Who, ...] = ()
    enrolled: frozenset[str] = frozenset()
    """Accounts that the register of people has."""
    told: deque[tuple[Thing, str]] = field(default_factory=deque)
    version: int = 0

    @property
    def case(self) -> Thing:
        return self.things[0]

    def of(self, kind: str) -> list[Thing]:
        """All of one kind, the oldest first."""
        return [each for each in self.things if each.kind == kind]

    def below(self, thing: Thing, kind: str) -> list[Thing]:
        """All of one kind under something, directly or through something else."""
        return [each for each in self.of(kind) if self._is_below(each, thing)]

    def _is_below(self, each: Thing, top: Thing) -> bool:
        while each.parent is not None:
            each = each.parent
            if each is top:
                return True
        return False

    # Who somebody is.

    def roles_of(self, who: Who, at: datetime | None = None) -> set[str]:
        """What the list makes somebody to the case at this moment."""
        now = at or self.now
        mine = [each for each in self.lines if (each.user, each.organisation) == _account(who)]
        return {each.role for each in mine if each.counts(now)}

    def knows(self, who: Who, kind: DataClass = DataClass.EXISTENCE) -> bool:
        return any(self.reads(role, kind) for role in self.roles_of(who))

    def reads(self, role: str, kind: DataClass) -> bool:
        level = EXPECTED[ROLES[role], kind, STAGES[self.stage]]
        return level in {Level.FULL, Level.REDUCED}

    def engine_reads(self, *kinds: DataClass, at: str) -> bool:
        """Whether the engine reads all of these of a case that stands there."""
        return all(EXPECTED[Role.ENGINE, each, STAGES[at]] is Level.FULL for each in kinds)

    def acting(self, who: Who, at: datetime | None = None) -> set[str]:
        """In which roles it still does something: the earlier sender in none (HO-8)."""
        gone = COORDINATORS if self.stage in {"S7", "S8"} else set()
        return self.roles_of(who, at) - gone

    def readers(self, roles: set[str]) -> set[str]:
        lines = (each for each in self.lines if each.counts(self.now))
        return {each.user for each in lines if each.role in roles}

    def of_probation_there(self, who: Who, at: datetime | None = None) -> bool:
        """Whether it is probation's where the person will live: no part of the local unit."""
        now = at or self.now
        mine = [each for each in self.lines if (each.user, each.role) == (who.user, "pp")]
        counting = [each.is_there for each in mine if each.counts(now)]
        return bool(counting) and all(counting)

    def mine_of(self, who: Who, roles: set[str], at: datetime | None = None) -> set[str]:
        """In which roles something is somebody's that is for these."""
        found = self.acting(who, at) & roles
        senders, receivers = bool(roles & COORDINATORS), bool(roles & RECEIVING)
        is_there = self.of_probation_there(who, at)
        is_the_others = senders and not receivers if is_there else receivers and not senders
        return found - {"pp"} if is_the_others else found

    def entitled(self) -> set[str]:
        """Who gets the precautions at this moment (WF-19, RE-8)."""
        return self.readers({each for each in COURSE if self.reads(each, DataClass.SAFETY)})

    # What is offered and what is pressed.

    def role_for(self, who: Who, row: Row, at: datetime | None = None) -> str | None:
        """The role in which somebody may take a step; None where in none."""
        every = {each.partition("+")[0] for each in row.who}
        may = {each.partition("+")[0] for each in row.who if "+" not in each or who.is_consultant}
        mine = may & self.mine_of(who, every, at)
        return next((each for each in ROLES if each in mine), None)

    def offered(self, who: Who, thing: Thing, at: datetime) -> list[str]:
        """The steps that somebody may press here once it is overdue, whatever is missing."""
        if thing.kind == "break_glass" or thing.owner not in {None, who.user}:
            return []
        here = [(step, row) for (kind, step, state), row in TABLE.items()
                if (kind, state) == (thing.kind, thing.state)]  # fmt: skip
        mine = [(step, self.role_for(who, row, at)) for step, row in here]
        own = [(x, role, OF_THE_HOME[role in RECEIVING]) for x, role in mine if role]
        return [x for x, role, kinds in own if thing.kind not in kinds or self.holds(role, thing)]

    def holds(self, role: str | None, thing: Thing) -> bool:
        """By the newest handover: who receives there, or who received and sends by now (HO-7)."""
        if thing.kind == "acute_review":  # Receivers hear of an answer where the person lives.
            return role not in RECEIVING or self.of("handover")[-1].state in {"moved", "completed"}
        kept = [each for each in self.of("handover") if each.state != "called_off"]
        if role not in RECEIVING:
            kept = [each for each in kept if each.state in {"moved", "completed"}]
            kept = [each for each in kept[-1:] if each.state == "completed"]
        return bool(kept) and thing in self.below(kept[-1], thing.kind)

    def role_in(self, who: Who, thing: Thing, step: str) -> tuple[Row, str]:
        """The line of a press, and the role in which it is pressed.

        Raises:
            Refused: the thing is not there for who presses, or the step not its to take.
        """
        if not self.knows(who):
            raise Refused("NotFound")
        if not self.acting(who):
            raise Refused("NotAllowed")
        row = TABLE.get((thing.kind, step, thing.state))
        if row is None:
            raise Refused("StepNotOpen")
        role = self.role_for(who, row)
        if role is None:
            raise Refused("NotAllowed")
        return row, role

    def enter(self, stage: str) -> None:
        """Another stage, and with it the list (secrecy: who leaves, who becomes what)."""
        before, self.stage = self.stage, stage
        if before == "S6" and stage in {"S4", "S1"}:
            self.lines = [x for x in self.lines if x.role not in RECEIVING and not x.is_there]
        if (before, stage) == ("S6", "S7"):
            gone = [x for x in self.lines if x.role == "pp" and not x.is_there]
            left = [replace(x, left=True) for x in gone if x.until is None]
            self.lines = [x for x in self.lines if x not in gone] + left
        if (before, stage) == ("S7", "S1"):
            kept = [x for x in self.lines if x.left or x.role not in COORDINATORS]
            self.lines = [_as(each, BEFORE, is_there=False) for each in kept]
            self.denied = [_as(each, BEFORE, is_there=False) for each in self.denied]
        if stage == "S8" and before < "S6":
            self.lines = [_as(each, AFTER, is_there=each.is_there) for each in self.lines]
            self.denied = [_as(each, AFTER, is_there=each.is_there) for each in self.denied]

    def begin(self, kind: str, state: str, person: str | None = None, **how: Any) -> Thing:
        """Something new, at the start of its table."""
        thing = Thing(kind, state, self.now, touched=self.now, **how)
        self.things.append(thing)
        self.note(thing, "begin", person)
        return thing

    def note(self, thing: Thing, step: str, person: str | None) -> None:
        """That something was done: by a person, who touched it, or by the product."""
        self.version += 1
        thing.version += 1
        thing.took.append((self.version, step, person))
        if person is not None:
            thing.touched = self.now


def _account(who: Who) -> tuple[str, str]:
    return who.user, who.organisation


def _as(line: Line, roles: Mapping[str, str], *, is_there: bool) -> Line:
    return replace(line, role=roles.get(line.role, line.role), is_there=is_there)
