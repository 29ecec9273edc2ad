"""Runs a table of steps: what is open to whom, what is missing, where a step leads; draws it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Generic, TypeVar

from relocation.actor import Qualification
from relocation.deadlines.awaited import Awaited
from relocation.errors import Missing, NotAllowed, StepNotOpen
from relocation.permissions import DataClass, Role, Stage

S = TypeVar("S", bound=StrEnum)
"""The states of a workflow."""
F = TypeVar("F")
"""What is known when a step is taken: frozen, with nothing on record by default."""

BY_ITSELF: frozenset[Role] = frozenset()
"""Nobody presses it: the product takes the step when all that it needs is there."""
NO_QUALIFICATION: frozenset[Qualification] = frozenset()


# The generic classes below have no slots: in 3.11 `Need[Facts](…)` cannot be made of one that has.


class Itself(Enum):
    """The product, where nobody presses: a value of its own, which having no role is not."""

    ITSELF = "itself"


Taker = Role | Itself


class ClockMove(StrEnum):
    """What a step does to the clock of what is waited for (REL-10)."""

    STOPS = "stops"
    RESUMES = "resumes"


@dataclass(frozen=True)
class Need(Generic[F]):
    """Something that must be on record before a step.

    Attributes:
        key: a stable code; the words for a reader of the screen are found by it.
        says: what must hold, as a sentence without its full stop.
    """

    key: str
    says: str
    met: Callable[[F], bool]


@dataclass(frozen=True)
class Step(Generic[S, F]):
    """One row of a table.

    Attributes:
        who: roles to this case that may take it; BY_ITSELF where nobody may.
        tells: names of the events that follow.
        rule: the rule of docs/rules.md that asks for it.
        source: where the rule comes from; "—" for our own inference.
        stage: the case's stage after the step, where the step changes it.
        qualified: qualifications of which one is needed beside the role.
        also_by_itself: whether the product may take it too.
        told_as: the step that it is told as to who pressed too late, where its own name would say
            what not everybody there may know.
    """

    name: str
    frm: tuple[S, ...]
    to: S
    who: frozenset[Role]
    needs: tuple[Need[F], ...] = ()
    tells: tuple[str, ...] = ()
    rule: str = field(kw_only=True)
    source: str = field(kw_only=True)
    stage: Stage | None = field(default=None, kw_only=True)
    clock: ClockMove | None = field(default=None, kw_only=True)
    qualified: frozenset[Qualification] = field(default=NO_QUALIFICATION, kw_only=True)
    also_by_itself: bool = field(default=False, kw_only=True)
    told_as: str | None = field(default=None, kw_only=True)

    def may_be_taken_by(
        self, role: Taker, qualifications: frozenset[Qualification] = NO_QUALIFICATION
    ) -> bool:
        """Whether the step is this role's, or the product's own."""
        if role is Itself.ITSELF:
            return self.also_by_itself or not self.who
        return role in self.who and (not self.qualified or bool(self.qualified & qualifications))

    def missing(self, facts: F) -> tuple[Need[F], ...]:
        """All that it needs and that is not there."""
        return tuple(need for need in self.needs if not need.met(facts))


@dataclass(frozen=True)
class Workflow(Generic[S, F]):
    """A table of steps, whole: every state is reached, and has a way out or is final.

    Attributes:
        final: states in which a case may rest for good; some still have a way out.
        awaits: what is waited for in a state, and so which deadline runs there.
        stage: the case's stage where the workflow begins with it, as that of a case does.
        narrowed: classes that a line of a case's list, narrowed to some, must still read to act
            here; None where only whole lines do.
    """

    name: str
    start: S
    steps: tuple[Step[S, F], ...]
    final: frozenset[S]
    awaits: Mapping[S, Awaited] = field(default_factory=dict)
    stage: Stage | None = None
    narrowed: frozenset[DataClass] | None = None

    def __post_init__(self) -> None:
        """Refuse a table with a hole."""
        for fault in self._faults():
            raise ValueError(f"workflow '{self.name}': {fault}")

    @property
    def states(self) -> tuple[S, ...]:
        """All states, in the order in which they stand above the table."""
        return tuple(type(self.start))

    def open_steps(
        self,
        state: S,
        role: Taker,
        qualifications: frozenset[Qualification] = NO_QUALIFICATION,
    ) -> tuple[Step[S, F], ...]:
        """What somebody may press here, whether or not something is still missing."""
        return tuple(
            step
            for step in self.steps
            if state in step.frm and step.may_be_taken_by(role, qualifications)
        )

    def take(
        self,
        step: str,
        state: S,
        role: Taker,
        facts: F,
        *,
        qualifications: frozenset[Qualification] = NO_QUALIFICATION,
    ) -> S:
        """The state after a step.

        Args:
            step: its name.
            state: where the case is now.
            role: what the actor is to this case; ITSELF where the product acts.
            facts: what is on record.
            qualifications: those of the actor that are valid today.

        Raises:
            StepNotOpen: no such step leads on from here.
            NotAllowed: the step is another role's.
            Missing: something that it needs is not on record; all of it is named.
        """
        found = self.step(step, state)
        if not found.may_be_taken_by(role, qualifications):
            raise NotAllowed(self.name, step, state)
        missing = found.missing(facts)
        if missing:
            raise Missing(self.name, step, state, {need.key: need.says for need in missing})
        return found.to

    def missing(self, step: str, state: S, facts: F) -> tuple[Need[F], ...]:
        """All that a step from here still needs, to be shown before anybody presses.

        Raises:
            StepNotOpen: no such step leads on from here.
        """
        return self.step(step, state).missing(facts)

    def step(self, name: str, state: S) -> Step[S, F]:
        """The row of this name that leads on from this state.

        Raises:
            StepNotOpen: there is none.
        """
        for step in self.steps:
            if step.name == name and state in step.frm:
                return step
        known = any(step.name == name for step in self.steps)
        raise StepNotOpen(self.name, name if known else None, state)

    def told(self, names: Iterable[str]) -> tuple[str, ...]:
        """Steps that were taken here, by the names that whoever sees the thing may read."""
        other = {step.name: step.told_as for step in self.steps if step.told_as is not None}
        return tuple(other.get(each, each) for each in names)

    def drawing(self) -> str:
        """The table as a Mermaid state diagram."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.start}"]
        lines += [
            f"    {state} --> {step.to}: {step.name}" for step in self.steps for state in step.frm
        ]
        lines += [f"    {state} --> [*]" for state in self.states if state in self.final]
        return "\n".join(lines)

    def _faults(self) -> Iterator[str]:
        known = set(self.states)
        used = {self.start, *self.final, *self.awaits}
        for step in self.steps:
            used |= {*step.frm, step.to}
        if unknown := used - known:
            yield f"{len(unknown)} unknown state(s); states are those of its enumeration"
            return
        reached = self._reached()
        yield from (f"nothing leads to '{state}'" for state in self.states if state not in reached)
        leaving = {state for step in self.steps for state in step.frm if step.to is not state}
        stuck = [state for state in self.states if state not in leaving | self.final]
        yield from (f"'{state}' has no way out and is not final" for state in stuck)
        yield from (f"two steps '{name}' from '{state}'" for name, state in self._doubled())
        yield from (f"step '{step.name}' is for nobody" for step in self.steps if _idle(step))

    def _reached(self) -> set[S]:
        reached, waiting = {self.start}, [self.start]
        while waiting:
            state = waiting.pop()
            onward = {step.to for step in self.steps if state in step.frm} - reached
            reached |= onward
            waiting += onward
        return reached

    def _doubled(self) -> Iterable[tuple[str, S]]:
        rows = Counter((step.name, state) for step in self.steps for state in step.frm)
        return [row for row, times in rows.items() if times > 1]


def _idle(step: Step[S, F]) -> bool:
    """A qualification without a role, or leave for the product where the product acts anyway."""
    return not step.who and (bool(step.qualified) or step.also_by_itself)
