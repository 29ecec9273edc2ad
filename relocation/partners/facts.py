"""What is known when a step with a partner is taken."""

from sqlalchemy.orm import Session

from relocation.cases.steps import ENDED
from relocation.deadlines.working_days import civil_day
from relocation.documents.reasons import Reasons
from relocation.documents.service import on_record
from relocation.moves import Flow
from relocation.partners import kinds
from relocation.partners.model import Facts
from relocation.partners.papers import Sharing
from relocation.partners.steps import PARTNER
from relocation.proceedings.model import At
from relocation.proceedings.service import state_of


def facts(session: Session, at: At) -> Facts:
    basis, today = on_record(session, at.case, at.row, kinds.BASIS), civil_day(at.now)
    sharing, reasons = at.handed_in(Sharing), at.handed_in(Reasons)
    the_case_has_them = at.is_by_itself and state_of(session, at.case) in ENDED
    return Facts(
        has_basis=basis is not None and basis.holds(today),
        is_told_what_was_shared=sharing is not None and sharing.is_told and at.has_been(sharing.on),
        has_reasons=the_case_has_them or (reasons is not None and bool(reasons.reasons.strip())),
    )


FLOW = Flow(PARTNER, facts)
