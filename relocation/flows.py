"""Every table of steps with how its facts are gathered, by name."""

from collections.abc import Mapping
from typing import Any

from relocation.cases import facts as cases
from relocation.cases import inquiries
from relocation.handovers import calls, residence
from relocation.handovers import facts as handovers
from relocation.measures import facts as measures
from relocation.moves import Flow
from relocation.nominations import facts as nominations
from relocation.partners import facts as partners
from relocation.placements import checks
from relocation.placements import facts as placements
from relocation.safety import facts as safety
from relocation.staffing import facts as staffing

FLOWS: Mapping[str, Flow[Any, Any]] = {
    flow.workflow.name: flow
    for flow in (
        cases.FLOW,
        inquiries.POLICE,
        inquiries.MUNICIPAL,
        staffing.FLOW,
        staffing.DENIALS,
        staffing.GLASS,
        safety.FLOW,
        safety.RECEIPTS,
        measures.FLOW,
        partners.FLOW,
        nominations.FLOW,
        nominations.REVIEW,
        placements.FLOW,
        placements.SENDER,
        placements.CANDIDATE,
        placements.ANEW,
        checks.FLOW,
        handovers.FLOW,
        handovers.TERMS,
        handovers.SIGNING,
        handovers.ITEMS,
        handovers.CONTACT,
        handovers.REGISTERING,
        handovers.PROTECTING,
        residence.REPORTING,
        calls.CALLING,
    )
}
