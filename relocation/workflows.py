"""Every workflow, in the order of a case's life; nothing in the product moves but by these."""

from collections.abc import Mapping
from typing import Any

from relocation.cases.steps import CASE, MUNICIPAL_INQUIRY, POLICE_INQUIRY
from relocation.handovers.call_steps import NOMINATION_CALL
from relocation.handovers.residence_steps import RESIDENCE_REPORT
from relocation.handovers.steps import (
    CONTACT_PERSON,
    HANDOVER,
    KNOWLEDGE,
    PROTECTION,
    REGISTRATION,
    SIGNATURE,
    TERM,
)
from relocation.measures.steps import MEASURE
from relocation.nominations.steps import ACUTE_REVIEW, NOMINATION
from relocation.partners.steps import PARTNER
from relocation.placements.check_steps import PLACE_CHECK
from relocation.placements.steps import (
    CANDIDATE_HEARING,
    PLACEMENT,
    RECONSIDERATION,
    SENDER_HEARING,
)
from relocation.safety.steps import ASSESSMENT, RECEIPT
from relocation.staffing.steps import BREAK_GLASS, COLLEAGUE, DENIAL
from relocation.workflow import Workflow

ALL: Mapping[str, Workflow[Any, Any]] = {
    workflow.name: workflow
    for workflow in (
        CASE,
        POLICE_INQUIRY,
        MUNICIPAL_INQUIRY,
        COLLEAGUE,
        DENIAL,
        BREAK_GLASS,
        ASSESSMENT,
        RECEIPT,
        MEASURE,
        PARTNER,
        NOMINATION,
        ACUTE_REVIEW,
        PLACEMENT,
        SENDER_HEARING,
        CANDIDATE_HEARING,
        RECONSIDERATION,
        PLACE_CHECK,
        HANDOVER,
        TERM,
        SIGNATURE,
        KNOWLEDGE,
        CONTACT_PERSON,
        REGISTRATION,
        PROTECTION,
        RESIDENCE_REPORT,
        NOMINATION_CALL,
    )
}
