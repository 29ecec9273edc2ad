"""What is known when somebody is taken off or kept out, or a broken glass is settled."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from relocation.access.model import Entry
from relocation.access.service import entries
from relocation.documents.reasons import Reasons
from relocation.moves import Flow
from relocation.parties import CENTRAL_UNIT, DECISION_MAKER, UNIT_LEAD, acting
from relocation.people.reading import same_person
from relocation.permissions import DataClass, Level, Role, level
from relocation.proceedings.model import At
from relocation.proceedings.service import account_ref, takers
from relocation.staffing.model import ColleagueFacts, DenialFacts, GlassFacts
from relocation.staffing.sides import enough_stay, is_of_its_side, staying
from relocation.staffing.steps import BREAK_GLASS, COLLEAGUE, DENIAL

DECIDES = DECISION_MAKER | UNIT_LEAD
"""Who decides: centrally, or before the central unit has the case locally."""


def facts(session: Session, at: At) -> ColleagueFacts:
    there = (each for each in entries(session, at.case) if each.counts(at.now))
    lines = [each for each in there if _is_of(session, at, each, at.owner)]
    users = {each.reader for each in lines}
    return ColleagueFacts(
        is_of_the_same_side=bool(lines) and _is_of_their_side(session, at, lines),
        is_somebody_else=not _is_actor(session, at, all_of(session, users)),
        enough_stay=enough_stay(session, at.case, users, at.stage, at.now),
        has_reasons=_has_reasons(at),
    )


def denial_facts(session: Session, at: At) -> DenialFacts:
    there = entries(session, at.case)
    denied = [each for each in (*there, *at.named) if each.excluded and _owns(session, at, each)]
    users = all_of(session, {each.reader for each in denied})
    lines = [x for x in there if x.reader in users and not x.excluded and x.counts(at.now)]
    is_central, own = at.taker in CENTRAL_UNIT, _own_lines(session, at)
    return DenialFacts(
        is_entitled=any(each.classes is None for each in own)
        and (is_central or _is_of_their_side(session, at, lines)),
        is_of_who_denied=is_central or _is_of_their_side(session, at, denied),
        is_somebody_else=not _is_actor(session, at, users),
        enough_stay=enough_stay(session, at.case, users, at.stage, at.now),
        has_reasons=_has_reasons(at),
    )


def glass_facts(session: Session, at: At) -> GlassFacts:
    is_over = at.due is not None and at.clock > at.due
    broke = takers(session, at.row, "begin")
    return GlassFacts(
        is_somebody_else=at.acting is not None and bool(broke) and at.acting not in broke,
        stands_there=bool(_own_lines(session, at)),
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
    return any(
        each.role in can and each.classes is None and not _owns(session, at, each)
        for each in staying(session, at.case, at.now)
    )


def all_of(session: Session, users: Collection[str]) -> frozenset[str]:
    """These accounts and all others of the same persons."""
    return frozenset(users).union(*(same_person(session, each) for each in users))


def _own_lines(session: Session, at: At) -> list[Entry]:
    """By which the actor stands on the list in the role taken, for longer than an emergency."""
    return [
        each
        for each in staying(session, at.case, at.now)
        if each.role is at.taker and _is_of(session, at, each, at.account)
    ]


def _is_of_their_side(session: Session, at: At, lines: Collection[Entry]) -> bool:
    own = _own_lines(session, at)
    return all(any(is_of_its_side(mine, line, at.stage) for mine in own) for line in lines)


def _is_actor(session: Session, at: At, users: Collection[str]) -> bool:
    return at.account in {account_ref(session, at.case, each) for each in users}


def _is_of(session: Session, at: At, line: Entry, account: str | None) -> bool:
    return not line.excluded and account_ref(session, at.case, line.reader) == account


def _owns(session: Session, at: At, line: Entry) -> bool:
    return account_ref(session, at.case, line.reader) == at.owner


def _has_reasons(at: At) -> bool:
    given = at.handed_in(Reasons)
    return given is not None and bool(given.reasons.strip())


FLOW = Flow(COLLEAGUE, facts)
DENIALS = Flow(DENIAL, denial_facts)
GLASS = Flow(BREAK_GLASS, glass_facts)
