"""What the open steps of one thing still need, told before anybody presses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from relocation.access.tables import CaseRow
from relocation.actor import Actor
from relocation.case_view import Thing, thing_view
from relocation.errors import NotFound
from relocation.existence import note_told
from relocation.flows import FLOWS
from relocation.handles import known_case, row_of
from relocation.hands import hand_of, moment
from relocation.moves import By, Move
from relocation.open_steps import takes_part
from relocation.proceedings.model import Press
from relocation.safety.without_police import to_name
from relocation.wall import let_in


@dataclass(frozen=True, slots=True)
class OneThing:
    """Something that moves in a case.

    Attributes:
        missing: by open step, what is not on record yet, as code and sentence. What the step itself
            hands in, such as its reasons, is among it.
    """

    thing: Thing
    missing: Mapping[str, Mapping[str, str]]


def one_thing(
    session: Session, actor: Actor, case: str, own: str, kind: str, now: datetime
) -> OneThing:
    """Something in a case, by the handles of the reader's organisation; the reading is logged.

    Raises:
        NotFound: there is none in which the reader has any part.
        LogUnwritable: nothing is answered.
    """
    stands = known_case(session, actor, case, now)
    row = row_of(session, actor, stands.case, own, kind)
    if not takes_part(session, actor, row, stands) and not to_name(session, row, stands, now):
        raise NotFound
    note_told(session, actor, stands, now)
    thing = thing_view(session, actor, row, stands, now)
    if not thing.steps:
        return OneThing(thing, {})
    flow, by = FLOWS[kind], By(actor, Press(row.version, "", now))
    hand = hand_of(session, by, stands.case, flow.workflow, now)
    let_in(session, stands.case)
    found, state = session.get_one(CaseRow, stands.case), type(flow.workflow.start)(row.state)
    missing = {}
    for name in thing.steps:
        taker = hand.takes(flow.workflow.step(name, state))
        at = moment(found, row, Move(flow, row.id, name), (hand, taker), (now, now))
        needs = flow.workflow.missing(name, state, flow.facts(session, at))
        missing[name] = {need.key: need.says for need in needs}
    return OneThing(thing, missing)
