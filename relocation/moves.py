"""What can be done in a case: take a step, begin something new, put something on record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Generic

from sqlalchemy.orm import Session

from relocation.access.model import Entry, Standing
from relocation.actor import Actor, Function, PersonId, Qualification
from relocation.audit.model import InRole, Purpose, Regime, regime_of
from relocation.documents.kinds import Paper
from relocation.parties import acting, among
from relocation.permissions import Role, Stage
from relocation.proceedings.model import At, Press
from relocation.workflow import F, Itself, Need, S, Step, Taker, Workflow
from scoring.person import Urgency


@dataclass(frozen=True)
class Flow(Generic[S, F]):
    """A table of steps, and how its stage gathers the facts that the needs ask for."""

    workflow: Workflow[S, F]
    facts: Callable[[Session, At], F]


@dataclass(frozen=True)
class Move:
    """A step to take, with what is handed in.

    Attributes:
        urgency: where the step sets it anew.
        listed: who stands on the case's list from then on.
        naming: looks those up who are named, once the step is known to be whose who presses it;
            a register may have changed by the time that the same press comes again, so `asked` is
            what a repetition must ask for alike.
        due: where the state that it leads to waits for nothing and the policy still sets a day.
        stages: where the step's table sets none, the stage from then on by the one before.
    """

    flow: Flow[Any, Any]
    row: str
    step: str
    papers: tuple[Paper[Any], ...] = ()
    urgency: Urgency | None = None
    listed: tuple[Entry, ...] = ()
    naming: Callable[[Session], tuple[Entry, ...]] | None = None
    asked: tuple[Any, ...] = ()
    due: datetime | None = None
    stages: Mapping[Stage, Stage] = field(default_factory=dict)

    def looked_up(self, session: Session) -> "Move":
        """The same with the lines of those who are named."""
        return self if self.naming is None else replace(self, listed=self.naming(session))

    @property
    def body(self) -> tuple[Any, ...]:
        """What a repetition must ask for alike."""
        listed = _listed(self.listed)
        return ("take", self.row, self.step, self.urgency, listed, *self.asked, *_told(self.papers))


@dataclass(frozen=True)
class Beginning:
    """Something new in a case.

    Attributes:
        who: roles that may begin it; nobody where the product does.
        urgency: where it is told; else that of what it belongs to, or the one that `track` finds.
        track: finds the urgency in the case, which a repetition does not ask for.
        alone: it is refused as long as another of its kind has not come to an end.
        stages: those of the case in which it may begin, each with the one from then on; None
            where it may in any and changes nothing.
        within: what the parent is, and its states in which it may begin; None where the product
            begins it under what it has just moved.
        due: where its table of steps waits for nothing and the policy still sets a day.
        topic: what it is about, where several of a kind stand side by side.
        owner: whose own it is, by account.
        listed: who stands on the case's list from then on.
        entering: the line by which whoever presses stands on the list at all; it has seen no
            version of the case.
        tells: names of the events that follow.
    """

    flow: Flow[Any, Any]
    case: str
    who: frozenset[Role] = frozenset()
    papers: tuple[Paper[Any], ...] = ()
    parent: str | None = None
    urgency: Urgency | None = None
    track: Callable[[Session, str], Urgency] | None = None
    alone: bool = False
    stages: Mapping[Stage, Stage] | None = None
    within: tuple[Flow[Any, Any], frozenset[str]] | None = None
    due: datetime | None = None
    topic: str | None = None
    owner: str | None = None
    listed: tuple[Entry, ...] = ()
    entering: Entry | None = None
    tells: tuple[str, ...] = ()

    def found_urgency(self, session: Session) -> Urgency | None:
        """Its own; None where it has that of what it belongs to."""
        return self.urgency if self.track is None else self.track(session, self.case)

    @property
    def body(self) -> tuple[Any, ...]:
        """What a repetition must ask for alike."""
        name, listed = self.flow.workflow.name, _listed(self.listed)
        return ("begin", name, self.case, self.parent, self.urgency, listed, *_told(self.papers))


@dataclass(frozen=True)
class NewCase:
    """A case to open, with what is written down at once; whoever opens it stands on its list.

    Attributes:
        cpr: the number that the case is found by; empty where the person has none.
    """

    flow: Flow[Any, Any]
    papers: tuple[Paper[Any], ...]
    cpr: str = field(default="", repr=False)

    @property
    def body(self) -> tuple[Any, ...]:
        """What a repetition must ask for alike."""
        return ("open", *_told(self.papers))


OPENERS = {
    Function.MUNICIPAL_EXIT_COORDINATOR: Role.MUNI_SENDER,
    Function.POLICE_EXIT_COORDINATOR: Role.POLICE_SENDER,
    Function.PROBATION_OFFICER: Role.PROBATION_PARTY,
}
"""Whose case it becomes: what an account of each function is to a case that it opens."""


@dataclass(frozen=True)
class Writing:
    """Something to put on record between steps: a paper, or somebody on the case's list.

    Attributes:
        who: roles that may.
        states: those in which it still counts.
        needs: what else must be on record once it is written.
        listed: who stands on the case's list from then on.
        urgency: the track from then on, where the paper says one.
        cpr: the number that the case is found by from then on, where the paper says one.
        tells: names of the events that follow.
    """

    flow: Flow[Any, Any]
    row: str
    paper: Paper[Any] | None
    who: frozenset[Role]
    states: frozenset[str]
    needs: tuple[Need[Any], ...] = ()
    listed: tuple[Entry, ...] = ()
    urgency: Urgency | None = None
    cpr: str | None = field(default=None, repr=False)
    tells: tuple[str, ...] = ()

    @property
    def papers(self) -> tuple[Paper[Any], ...]:
        """What is handed in, as with a step."""
        return () if self.paper is None else (self.paper,)

    @property
    def step(self) -> str:
        """What it is called among the steps that were taken."""
        return "name" if self.paper is None else f"write.{self.paper.kind.name}"

    @property
    def body(self) -> tuple[Any, ...]:
        """What a repetition must ask for alike."""
        return ("write", self.row, *_listed(self.listed), *_told(self.papers))


@dataclass(frozen=True, slots=True)
class By:
    """Somebody who presses."""

    actor: Actor
    press: Press


@dataclass(frozen=True, slots=True)
class Part:
    """In which roles somebody acts in a workflow, and whether it is of where the person will live.

    Attributes:
        is_there: as an officer of the Prison and Probation Service, by each of its lines.
    """

    roles: frozenset[Role]
    is_there: bool

    @classmethod
    def of(cls, stands: Standing, workflow: Workflow[Any, Any]) -> "Part":
        """What it follows from: the lines of the list that are whole, or narrowed to enough."""
        asked = workflow.narrowed
        counts = [
            each
            for each in stands.entries
            if each.classes is None or (asked is not None and each.reads(asked))
        ]
        probation = [each.is_there for each in counts if each.role is Role.PROBATION_PARTY]
        roles = acting({each.role for each in counts}, stands.stage)
        return cls(roles, bool(probation) and all(probation))

    def among(self, who: frozenset[Role]) -> frozenset[Role]:
        """In which of its roles something is its own that is for these."""
        return among(self.roles, who, is_there=self.is_there)


NO_PART = Part(frozenset(), is_there=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """Who acts in a case: somebody with what it is to the case, or the product.

    Attributes:
        person: the person's own id, for the log.
        acting, account: the person and the account as this case alone knows them; None for the
            product.
        part: in which roles it acts; none for the product.
    """

    person: str = "the product"
    actor: Actor | None = None
    acting: PersonId | None = None
    account: str | None = None
    part: Part = NO_PART
    purpose: Purpose = Purpose.CASEWORK

    def takes(self, step: Step[Any, Any]) -> Taker:
        """The role in which the step is taken; whose none may is, to the table, anybody else."""
        if self.actor is None:
            return Itself.ITSELF
        mine = sorted(self.part.among(step.who))
        may = (each for each in mine if step.may_be_taken_by(each, self.qualifications))
        return next(may, Role.OTHER)

    @property
    def qualifications(self) -> frozenset[Qualification]:
        return frozenset() if self.actor is None else self.actor.qualifications

    def in_role(self, taker: Taker) -> InRole:
        """As the log has it; the product acts in the role of the engine."""
        return InRole(self.person, Role.ENGINE if isinstance(taker, Itself) else taker)

    @property
    def regime(self) -> Regime:
        """The law that it acts under; the product's is the central unit's."""
        return Regime.LAW_ENFORCEMENT if self.actor is None else regime_of(self.actor)


PRODUCT = Hand()


def _listed(entries: tuple[Entry, ...]) -> list[tuple[Any, ...]]:
    return [
        (
            *(each.reader, each.organisation, each.role, each.excluded, each.is_there),
            None if each.classes is None else sorted(each.classes),
        )
        for each in entries
    ]


def _told(papers: tuple[Paper[Any], ...]) -> tuple[Any, ...]:
    return tuple(paper.asked() for paper in papers)
