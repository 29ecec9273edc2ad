"""Who may press in a walk: accounts that the register of people knows, and their roles."""

from relocation.actor import CENTRAL_UNIT, Function
from relocation.permissions import Role
from tests.relocation.casework.desk import COORDINATOR, POLICE, PROBATION, STRANGER, account
from tests.relocation.casework.entering import CONSULTANT

__all__ = [
    "CASEWORKER", "CENTRALLY", "CONSULTANT", "COORDINATOR", "DECIDER", "LOCALLY", "OTHER_DECIDER",
    "POLICE", "PROBATION", "REGISTERED", "SECOND", "STRANGER", "UNINVOLVED",
]  # fmt: skip
CASEWORKER = account("caseworker", CENTRAL_UNIT, Function.CENTRAL_CASEWORKER)
DECIDER = account("decider", CENTRAL_UNIT, Function.CENTRAL_DECISION_MAKER)
OTHER_DECIDER = account("approver", CENTRAL_UNIT, Function.CENTRAL_DECISION_MAKER)
SECOND = account("decider.second", CENTRAL_UNIT, Function.CENTRAL_DECISION_MAKER)
"""Another account of the person who decides."""
UNINVOLVED = account("third", CENTRAL_UNIT, Function.CENTRAL_DECISION_MAKER)
"""Presses nothing on the way to a start, and may answer a reconsideration for long."""
LOCALLY = {
    COORDINATOR: Role.MUNI_SENDER, POLICE: Role.POLICE_SENDER, PROBATION: Role.PROBATION_PARTY,
    CONSULTANT: Role.MUNI_SENDER,
}  # fmt: skip
CENTRALLY = {
    CASEWORKER: Role.CENTRAL_CASEWORKER, DECIDER: Role.CENTRAL_DECISION_MAKER,
    OTHER_DECIDER: Role.CENTRAL_DECISION_MAKER, SECOND: Role.CENTRAL_DECISION_MAKER,
    UNINVOLVED: Role.CENTRAL_DECISION_MAKER,
}  # fmt: skip
REGISTERED = (
    COORDINATOR, POLICE, PROBATION, CONSULTANT, CASEWORKER, DECIDER, OTHER_DECIDER, UNINVOLVED,
)  # fmt: skip
