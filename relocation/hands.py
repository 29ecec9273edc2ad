"""Whose hand it is that moves something in a case, and the moment in which it does."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from relocation.access.service import standing
from relocation.access.tables import CaseRow
from relocation.errors import NotAllowed, NotFound
from relocation.moves import By, Hand, Move, Part, Writing
from relocation.permissions import DataClass, Level, Stage
from relocation.proceedings.model import At
from relocation.proceedings.service import account_ref, taker_ref
from relocation.proceedings.tables import ProceedingRow
from relocation.store import person_of
from relocation.workflow import Taker, Workflow


def hand_of(
    session: Session, by: By, case: str, workflow: Workflow[Any, Any], now: datetime
) -> Hand:
    """What whoever presses is to a case, where something of this workflow moves.

    Raises:
        NotFound: nothing, or nothing that it may know of at this stage.
        NotAllowed: it acts in no role any more, whatever the step and where the case stands.
    """
    stands = standing(session, by.actor, case, now)
    if stands.level(DataClass.EXISTENCE) is Level.NOTHING:
        raise NotFound
    part = Part.of(stands, workflow)
    if not part.roles:
        # Whoever only knows that the case is there learns nothing of how far it has come.
        raise NotAllowed("case", "any", "wherever it stands")
    person = person_of(session, by.actor)
    return Hand(
        person=person,
        actor=by.actor,
        acting=taker_ref(session, case, person),
        account=account_ref(session, case, by.actor.user),
        part=part,
        purpose=by.press.purpose,
    )


def moment(
    case: CaseRow,
    row: ProceedingRow,
    doing: Move | Writing,
    by: tuple[Hand, Taker],
    times: tuple[datetime, datetime],
) -> At:
    """The moment of a step or of a writing, from which its stage gathers the facts.

    The times are the case's own and what the machine's clock says.
    """
    hand, taker = by
    now, clock = times
    return At(
        case=case.id,
        row=row.id,
        stage=Stage(case.stage),
        state=row.state,
        step=doing.step,
        taker=taker,
        acting=hand.acting,
        account=hand.account,
        owner=row.owner,
        due=row.due,
        opened=row.opened,
        papers=doing.papers,
        named=doing.listed,
        case_opened=case.opened,
        now=now,
        clock=clock,
        touched=row.touched,
        warned=row.warned,
    )
