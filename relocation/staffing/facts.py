"""What is known when a colleague is taken off, or a broken glass is settled."""

from sqlalchemy.orm import Session

from relocation.access.model import Entry
from relocation.access.service import entries, readers_of
from relocation.documents.reasons import Reasons
from relocation.moves import Flow
from relocation.parties import DECISION_MAKER, UNIT_LEAD, acting
from relocation.permissions import DataClass, Level, Role, level
from relocation.proceedings.model import At
from relocation.proceedings.service import account_ref, takers
from relocation.staffing.model import ColleagueFacts, GlassFacts
from relocation.staffing.steps import BREAK_GLASS, COLLEAGUE

DECIDES = DECISION_MAKER | UNIT_LEAD
"""Who decides: centrally, or before the central unit has the case locally."""


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
    staying = [each for each in entries(session, at.case) if each.until is None]
    mine = {each.role for each in staying if _is_of(session, at, each, at.account)}
    return GlassFacts(
        is_somebody_else=at.acting is not None and bool(broke) and at.acting not in broke,
        stands_there=at.taker in mine,
        may_vouch=at.taker in DECIDES
        or (at.taker in _opened_rows(session, at) and not _somebody_decides(session, at)),
        is_in_time=at.due is not None and not is_over,
        is_too_late=is_over,
        has_reasons=_has_reasons(at),
    )


def _opened_rows(session: Session, at: At) -> set[Role]:
    """What whoever broke the glass is to the case by it."""
    broken = (each for each in entries(session, at.case) if each.until is not None)
    return {each.role for each in broken if _is_of(session, at, each, at.owner)}


def _somebody_decides(session: Session, at: At) -> bool:
    """Whether somebody beside who broke the glass can decide where the case stands."""
    can = {
        role
        for role in acting(DECIDES, at.stage)
        if level(role, DataClass.EXISTENCE, at.stage) is not Level.NOTHING
    }
    users = {each.reader for each in entries(session, at.case) if each.until is None}
    able = readers_of(session, at.case, can, at.now) & users
    return any(account_ref(session, at.case, each) != at.owner for each in able)


def _is_of(session: Session, at: At, line: Entry, account: str | None) -> bool:
    return not line.excluded and account_ref(session, at.case, line.reader) == account


def _has_reasons(at: At) -> bool:
    given = at.handed_in(Reasons)
    return given is not None and bool(given.reasons.strip())


FLOW = Flow(COLLEAGUE, facts)
GLASS = Flow(BREAK_GLASS, glass_facts)
