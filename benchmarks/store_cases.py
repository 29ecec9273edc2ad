"""Made-up cases that fill a store: most with nothing under way, some placed somewhere."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from api.demo.candidates import Candidate
from benchmarks.store_people import account, entry
from relocation.access.service import new_case, put_on_list
from relocation.actor import Actor
from relocation.cases import kinds
from relocation.cases.papers import Identity
from relocation.documents.kinds import Paper
from relocation.documents.service import write
from relocation.permissions import Role, Stage
from relocation.placements.kinds import CHOICE
from relocation.placements.model import Criterion
from relocation.placements.papers import Choice
from relocation.proceedings.tables import ProceedingRow, TakenStepRow
from relocation.store import Store
from relocation.wall import let_in

OWN, BATCH, PLACED, OFFICERS = 10, 200, 5, 300
"""Cases of the officer who reads, cases to a transaction, every which is placed, other officers."""
IDENTITY = Paper(
    kinds.IDENTITY, Identity(name="made up", cpr="made up", address="made up", municipality="")
)


@dataclass(frozen=True)
class Filling:
    """What cases are made of.

    Attributes:
        me: whose in-tray is read.
        codes: municipalities in which somebody was placed.
        models: people whose papers the placed ones have, in turn.
    """

    me: Actor
    codes: Sequence[str]
    models: Sequence[Candidate]
    now: datetime


def fill(store: Store, cases: int, filling: Filling) -> list[str]:
    """Cases of many officers, some of them this one's; gives those."""
    mine: list[str] = []
    every = max(2, cases // OWN)
    for first in range(0, cases, BATCH):
        with store.transaction() as session:
            for number in range(first, min(first + BATCH, cases)):
                if number % every == 1 and len(mine) < OWN:
                    mine.append(waiting_case(session, filling.me, filling.now))
                elif number % PLACED == 0:
                    _placed(session, number, filling)
                else:
                    waiting_case(session, _officer(filling.me, number), filling.now)
    return mine


def opened(session: Session, who: Actor, stage: Stage, now: datetime) -> str:
    """A case with its first row and whoever opened it on its list, by no steps."""
    case = new_case(session, who, Role.MUNI_SENDER, stage, now).id
    let_in(session, case)
    stands(session, (case, case, "case", "admitted", None), now)
    return case


def stands(session: Session, row: tuple[str, str, str, str, str | None], now: datetime) -> None:
    """A thing of a case in a state, by no steps; told by id, case, kind, state and parent."""
    id_, case, workflow, state, parent = row
    thing = ProceedingRow(
        id=id_, case_id=case, workflow=workflow, parent=parent, state=state, version=1,
        urgency="standard", opened=now, begun=1, touched=now,
    )  # fmt: skip
    session.add(thing)
    session.flush()


def waiting_case(session: Session, who: Actor, now: datetime) -> str:
    """A case with somebody and a colleague on its list, one paper and nothing under way."""
    case = opened(session, who, Stage.ENROLLED, now)
    write(session, who, case, case, IDENTITY, now)
    colleague = account(f"police-{secrets.token_hex(4)}", "police-01", who.function)
    put_on_list(session, case, entry(colleague, Role.POLICE_SENDER, now))
    return case


def _placed(session: Session, number: int, filling: Filling) -> None:
    """Somebody who moved somewhere on one of the last thousand days, with its papers."""
    who, then = _officer(filling.me, number), filling.now - timedelta(days=1 + number % 1000)
    case = opened(session, who, Stage.RELOCATED, then)
    nomination, placement, handover = uuid4().hex, uuid4().hex, uuid4().hex
    for row in (
        (nomination, case, "nomination", "necessary", case),
        (placement, case, "placement", "contacted", nomination),
        (handover, case, "handover", "completed", placement),
    ):
        stands(session, row, then)
    step = TakenStepRow(
        id=uuid4().hex, proceeding_id=placement, version=1, case_version=1, step="decide",
        at=then, taker=None,
    )  # fmt: skip
    session.add(step)
    model = filling.models[number // PLACED % len(filling.models)]
    code = filling.codes[number // PLACED % len(filling.codes)]
    chosen = Choice(municipality=code, reasons=dict.fromkeys(Criterion, "made up"))
    own = (IDENTITY, *papers_of(model))
    rows = chain(((case, each) for each in own), [(placement, Paper(CHOICE, chosen))])
    for of, paper in rows:
        write(session, who, case, of, paper, then)


def papers_of(model: Candidate) -> tuple[Paper[Any], ...]:
    """What the engine is told of somebody."""
    return (
        Paper(kinds.PICTURE, model.picture),
        Paper(kinds.HOUSEHOLD, model.household),
        Paper(kinds.NEEDS, model.needs),
        Paper(kinds.ORIGIN, model.origin),
    )


def _officer(like: Actor, number: int) -> Actor:
    return account(f"officer-{number % OFFICERS}", like.organisation, like.function)
