"""Presses buttons as somebody who sits at a screen: on what stands there now, a little later."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from relocation.access.tables import CaseRow
from relocation.actor import Actor
from relocation.handovers import terms
from relocation.nominations import service as nominations
from relocation.partners import service as partners
from relocation.permissions import Role
from relocation.proceedings.model import Moved, Press
from relocation.proceedings.service import below, case_id_of, of_case
from relocation.proceedings.tables import ProceedingRow
from relocation.safety import service as safety
from relocation.staffing import leaving
from relocation.staffing.model import Naming
from relocation.staffing.naming import name
from relocation.store import Store

BEGIN = (
    nominations.draft, safety.report_change, terms.propose, partners.name_partner, name,
    leaving.take_off, leaving.deny, leaving.lift,
)  # fmt: skip
"""Buttons that begin something new in a case, seen at the case's own version."""
PAUSE = timedelta(minutes=2)
"""From one press to the next."""


@dataclass
class Hands:
    """A store and a clock that moves when it is told.

    Attributes:
        presses: how many buttons were pressed.
    """

    store: Store
    now: datetime
    presses: int = 0
    _keys: Any = field(default_factory=count)

    def later(self, **by: float) -> None:
        """Let time pass."""
        self.now += timedelta(**by)

    def press(self, button: Any, who: Actor, row: str, *given: Any) -> Moved:
        """Press a button of something, with what it hands in."""
        with self.store.transaction() as session:
            press = self.pressed(self._version(session, button, row))
            moved: Moved = button(session, who, row, *given, press)
        return moved

    def pressed(self, version: int) -> Press:
        """A press on what one sees, a pause after the one before."""
        self.now += PAUSE
        self.presses += 1
        return Press(version, f"demo-{next(self._keys)}", self.now)

    def name(self, by: Actor, case: str, who: Actor, role: Role) -> None:
        """Put somebody on a case's list."""
        self.press(name, by, case, Naming(who.user, "made up: takes part in the case", role))

    def below(self, row: str, workflow: str) -> str:
        """The id of the one thing of a kind that belongs to something."""
        return self.all_below(row, workflow)[0].id

    def all_below(self, row: str, workflow: str) -> list[ProceedingRow]:
        """Everything of a kind that belongs to something."""
        with self.store.transaction() as session:
            return list(below(session, row, workflow))

    def of_case(self, case: str, workflow: str) -> list[ProceedingRow]:
        """Everything of a kind that a case has, the newest first."""
        with self.store.transaction() as session:
            return list(of_case(session, case, workflow))

    def _version(self, session: Session, button: Any, row: str) -> int:
        if button in BEGIN:
            case = row if button is not terms.propose else case_id_of(session, row)
            return session.get_one(CaseRow, case).version
        return session.get_one(ProceedingRow, row).version
