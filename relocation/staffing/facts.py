"""What is known when a colleague is taken off, or a broken glass is settled."""

from sqlalchemy.orm import Session

from relocation.access.service import entries
from relocation.documents.reasons import Reasons
from relocation.moves import Flow
from relocation.proceedings.model import At
from relocation.proceedings.service import account_ref, takers
from relocation.staffing.model import ColleagueFacts, GlassFacts
from relocation.staffing.steps import BREAK_GLASS, COLLEAGUE


def facts(session: Session, at: At) -> ColleagueFacts:
    named = (
        each.role
        for each in entries(session, at.case)
        if account_ref(session, at.case, each.reader) == at.owner
    )
    return ColleagueFacts(is_of_the_same_side=at.taker in set(named), has_reasons=_has_reasons(at))


def glass_facts(session: Session, at: At) -> GlassFacts:
    is_over = at.due is not None and at.now > at.due
    broke = takers(session, at.row, "begin")
    return GlassFacts(
        is_somebody_else=at.acting is not None and bool(broke) and at.acting not in broke,
        is_in_time=at.due is not None and not is_over,
        is_too_late=is_over,
        has_reasons=_has_reasons(at),
    )


def _has_reasons(at: At) -> bool:
    given = at.handed_in(Reasons)
    return given is not None and bool(given.reasons.strip())


FLOW = Flow(COLLEAGUE, facts)
GLASS = Flow(BREAK_GLASS, glass_facts)
