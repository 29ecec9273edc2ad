"""Somebody is not eligible: two write why, everybody else is told one outcome (WF-8, WF-9)."""

from sqlalchemy.orm import Session

from relocation.actor import Actor
from relocation.cases import kinds, record
from relocation.cases.eligibility import Exclusion, NotEligible
from relocation.cases.facts import FLOW
from relocation.cases.steps import BEFORE_AGREEMENT, State
from relocation.deadlines.working_days import civil_day, end_of_day
from relocation.documents.kinds import Paper
from relocation.documents.service import set_aside
from relocation.events import Event
from relocation.moves import Move, Writing
from relocation.parties import COORDINATORS, RECEIVING
from relocation.permissions import Stage
from relocation.policies.versions import deadlines_on
from relocation.proceedings.model import Moved, Press
from relocation.transition import put_on_record, transition
from relocation.work import Work

FROM_THE_HOME = {Stage.RELOCATED: Stage.ENROLLED}
"""The stage from then on: as where a new relocation begins, where somebody lives now sends."""


def write_exclusion(
    session: Session, actor: Actor, case: str, exclusion: Exclusion, press: Press
) -> Moved:
    """Write why somebody is not eligible; at least two persons do, and only they read it."""
    writing = Writing(
        FLOW,
        case,
        Paper(kinds.EXCLUSION, exclusion),
        COORDINATORS | RECEIVING,
        frozenset({State.PRE_VISITED, *BEFORE_AGREEMENT}),
        (record.EXCLUSION_REASONS, record.WHERE_IT_LIVES),
    )
    return put_on_record(session, actor, writing, press)


def find_not_eligible(session: Session, actor: Actor, case: str, press: Press) -> Moved:
    """Give the shared outcome; the policy sets the date for renewed assessment (WF-9).

    A nomination that no move came of is withdrawn with it.

    Whoever lets that date go by is reminded: from its end on the assessment is overdue.
    """
    renewed = deadlines_on(session, civil_day(press.now)).renewed_assessment(civil_day(press.now))
    paper = Paper(kinds.NOT_ELIGIBLE, NotEligible(renewed_assessment=renewed))
    due = end_of_day(renewed)
    move = Move(FLOW, case, "find_not_eligible", (paper,), due=due)
    return transition(session, actor, move, press)


def assess_again(session: Session, actor: Actor, case: str, press: Press) -> Moved:
    """Begin the renewed assessment on or after its date.

    After a completed move it is for those where the person lives, who from then on are to the case
    what its first senders were: they ask, answer and read all that an assessment is made of (WF-8).
    """
    move = Move(FLOW, case, "assess_again", stages=FROM_THE_HOME)
    return transition(session, actor, move, press)


def part_authors(work: Work, event: Event) -> None:
    """Whoever writes from now on is no author of the decision before, and does not read it."""
    set_aside(work.session, event.case, [event.row], kinds.EXCLUSION)
