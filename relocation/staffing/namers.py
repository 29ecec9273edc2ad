"""Who names whom for a case's list, beside a colleague for what one is oneself (SE-3)."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from relocation.parties import CENTRAL_UNIT, COORDINATORS, LOCAL_UNIT, RECEIVING, acting
from relocation.permissions import Role, Stage
from relocation.staffing.sides import able_in

NAMED_BY: Mapping[Role, frozenset[Role]] = {
    **dict.fromkeys(COORDINATORS, COORDINATORS),
    Role.PROBATION_PARTY: COORDINATORS | RECEIVING,
    Role.CENTRAL_CASEWORKER: COORDINATORS | CENTRAL_UNIT,
    Role.CENTRAL_DECISION_MAKER: CENTRAL_UNIT,
    **dict.fromkeys(RECEIVING, RECEIVING | CENTRAL_UNIT),
}
"""Who names whom, beside a colleague for what one is oneself: the coordinators their unit and who
takes the case up centrally; the central unit its own, and with the other receiving authority a
successor for somebody at the receiver who can act no more."""


def namers(session: Session, case: str, role: Role, stage: Stage, now: datetime) -> frozenset[Role]:
    """Who names others in a role: where nobody who can act coordinates there, the whole unit."""
    usual = NAMED_BY.get(role, frozenset())
    lacks_its_own = role in acting(COORDINATORS, stage) and not able_in(session, case, role, now)
    return usual | LOCAL_UNIT if lacks_its_own else usual
