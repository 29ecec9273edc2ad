"""What is known when a step in a measure is taken."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from relocation.cases.agreement import Authority, Measure
from relocation.cases.facts import (
    acts_for_the_responsible,
    signed_agreement,
)
from relocation.cases.papers import CourseChange
from relocation.cases.steps import ENDED, State
from relocation.documents.reasons import Reasons
from relocation.measures.model import Facts
from relocation.measures.steps import MEASURE
from relocation.moves import Flow
from relocation.permissions import Role
from relocation.proceedings.model import At
from relocation.proceedings.service import state_of, topic_of

ACTS_FOR: Mapping[Role, frozenset[Authority]] = {
    Role.POLICE_SENDER: frozenset({Authority.POLICE}),
    Role.POLICE_RECEIVER: frozenset({Authority.POLICE}),
    Role.PROBATION_PARTY: frozenset({Authority.PROBATION}),
}
"""Whose measures a role starts and ends; for whoever has no account the municipality writes."""
MUNICIPAL = frozenset({Authority.MUNICIPALITY, Authority.REGION, Authority.ANOTHER})
OVER = {*ENDED, State.CLOSED}


def facts(session: Session, at: At) -> Facts:
    measure, reasons = measure_of(session, at.case, at.row), at.handed_in(Reasons)
    change = at.handed_in(CourseChange)
    mine = ACTS_FOR.get(at.taker, MUNICIPAL) if isinstance(at.taker, Role) else frozenset()
    why = (reasons.reasons if reasons else "", change.reasons if change else "")
    return Facts(
        is_the_authoritys_own=measure is not None and measure.authority in mine,
        acts_for_the_responsible=acts_for_the_responsible(at),
        has_new_time_frame=change is not None,
        has_reasons=any(each.strip() for each in why),
        coordination_is_over=state_of(session, at.case) in OVER,
    )


def measure_of(session: Session, case: str, row: str) -> Measure | None:
    """What a measure is: the one of its number in the agreement as it was last signed."""
    signed = signed_agreement(session, case)
    return None if signed is None else signed.measures[int(topic_of(session, row)) - 1]


FLOW = Flow(MEASURE, facts)
