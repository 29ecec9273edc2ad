"""What can be wrong with a well-formed round: unknown codes, people twice, contradictions."""

from scoring.country import Country
from scoring.policy import Policy
from scoring.round import Round
from scoring.round_faults.apart import apart_faults
from scoring.round_faults.fault import Fault, Path
from scoring.round_faults.known import Known
from scoring.round_faults.people import people_faults
from scoring.round_faults.places import closure_faults, placed_faults, room_faults, service_faults
from scoring.round_faults.settled import instruction_faults
from scoring.round_faults.threat import group_faults, presence_faults, relation_faults
from scoring.round_faults.together import household_faults, together_faults

__all__ = ["Fault", "Path", "faults_of"]

SECTIONS = (
    group_faults,
    relation_faults,
    presence_faults,
    household_faults,
    people_faults,
    together_faults,
    apart_faults,
    placed_faults,
    service_faults,
    room_faults,
    closure_faults,
    instruction_faults,
)
"""One check per list of a round, in the order of the file."""


def faults_of(round_: Round, country: Country, policy: Policy) -> tuple[Fault, ...]:
    """List every contradiction of a round with itself, the country or the policy, in file order."""
    known = Known.of(round_, country, policy)
    return tuple(fault for section in SECTIONS for fault in section(round_, known))
