"""A press of a button, what is known when a step is taken, and what came of it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar

from relocation.access.model import Entry
from relocation.actor import PersonId
from relocation.audit.model import Purpose
from relocation.deadlines.working_days import civil_day
from relocation.documents.kinds import Paper
from relocation.permissions import Stage
from relocation.workflow import Itself, Taker

C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Press:
    """What every button sends along.

    Attributes:
        version: the one that the user was shown: of the thing, or of the case where a step begins
            something new in it (RE-6).
        key: the Idempotency-Key (RE-5).
        purpose: what the facts written down are for.
    """

    version: int
    key: str = field(repr=False)
    now: datetime
    purpose: Purpose = Purpose.CASEWORK


@dataclass(frozen=True, slots=True)
class Moved:
    """Where something stands after a step; the answer to the press."""

    row: str
    state: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """The moment of a step, from which a stage gathers its facts.

    Attributes:
        row: the id of what moves.
        stage: the case's, before the step.
        taker: the role that takes the step, or the product.
        acting: the person, as a pseudonym that only this case has; None for the product.
        account: the account, alike.
        owner: whose own the thing is, by account.
        papers: what is handed in with the step; it is on record already.
        named: who is put on the case's list with it.
        now: the case's own time, never before what was done in it.
        clock: what the machine's clock says; an opening in an emergency lasts by it.
    """

    case: str
    row: str
    stage: Stage
    state: str
    step: str
    taker: Taker
    acting: PersonId | None
    account: str | None
    owner: str | None
    opened: datetime
    due: datetime | None
    papers: tuple[Paper[Any], ...]
    named: tuple[Entry, ...]
    case_opened: datetime
    now: datetime
    clock: datetime
    touched: datetime
    warned: datetime | None

    @property
    def is_by_itself(self) -> bool:
        return self.taker is Itself.ITSELF

    def has_been(self, day: date) -> bool:
        """Whether it is a day of this case: not before it was opened, and no later than today."""
        return civil_day(self.case_opened) <= day <= civil_day(self.now)

    def handed_in(self, content: type[C]) -> C | None:
        """The paper of this content that came with the step."""
        for paper in self.papers:
            if isinstance(paper.content, content):
                return paper.content
        return None
