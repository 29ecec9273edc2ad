"""What people do with partners: name one, let it take part, share with it, stop."""

from sqlalchemy.orm import Session

from relocation.actor import Actor
from relocation.cases.facts import FLOW as CASES
from relocation.cases.steps import UNDER_WAY
from relocation.documents.kinds import Paper
from relocation.documents.reasons import Reasons
from relocation.events import Event
from relocation.moves import Beginning, Move
from relocation.partners import kinds, papers
from relocation.partners.facts import FLOW
from relocation.partners.model import Partner
from relocation.partners.steps import WITH
from relocation.proceedings.model import Moved, Press
from relocation.proceedings.service import of_case
from relocation.transition import begin, transition
from relocation.work import Work

IN_A_CASE_UNDER_WAY = (CASES, frozenset(UNDER_WAY))


def name_partner(
    session: Session, actor: Actor, case: str, basis: papers.Basis, press: Press
) -> Moved:
    """Name a partner, and the basis on which it is to take part."""
    written = (Paper(kinds.BASIS, basis),)
    beginning = Beginning(
        FLOW, case, who=WITH, papers=written, parent=case, within=IN_A_CASE_UNDER_WAY
    )
    return begin(session, actor, beginning, press)


def take_part(session: Session, actor: Actor, partner: str, press: Press) -> Moved:
    """Let it take part."""
    return transition(session, actor, Move(FLOW, partner, "take_part"), press)


def share(
    session: Session, actor: Actor, partner: str, sharing: papers.Sharing, press: Press
) -> Moved:
    """Record what was shared with it."""
    move = Move(FLOW, partner, "share", (Paper(kinds.SHARING, sharing),))
    return transition(session, actor, move, press)


def stop(session: Session, actor: Actor, partner: str, why: str, press: Press) -> Moved:
    """End its part, for instance where the candidate takes the consent back."""
    move = Move(FLOW, partner, "stop", (Paper(kinds.REASONS, Reasons(reasons=why)),))
    return transition(session, actor, move, press)


def stop_all(work: Work, event: Event) -> None:
    """Whoever leaves the programme has no partners in it any more (REL-12)."""
    for each in of_case(work.session, event.case, FLOW.workflow.name):
        if each.state != Partner.ENDED:
            work.take(Move(FLOW, each.id, "stop"))
