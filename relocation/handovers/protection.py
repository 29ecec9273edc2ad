"""The reminder that name and address protection lapses; nothing is promised by it.

The municipality of registration stays visible to whoever may look up CPR.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from relocation.actor import Actor
from relocation.deadlines.working_days import civil_day
from relocation.documents.kinds import Paper
from relocation.events import Event
from relocation.handovers import kinds, papers
from relocation.handovers.facts import PROTECTING
from relocation.moves import Beginning, Move
from relocation.policies.versions import deadlines_on
from relocation.proceedings.model import Moved, Press
from relocation.transition import by_itself, transition
from relocation.work import Work


def ask_anew(
    session: Session, actor: Actor, protection: str, asked: papers.Notice, press: Press
) -> Moved:
    """Record that it was asked for anew; the next reminder counts from now."""
    move = Move(PROTECTING, protection, "ask_anew", (Paper(kinds.NOTICE, asked),))
    return transition(session, actor, move, press)


def remind(session: Session, protection: str, now: datetime) -> Moved:
    """Tell those where the person lives that the protection lapses; a job's to do."""
    return by_itself(session, Move(PROTECTING, protection, "remind"), now)


def begin(work: Work, event: Event) -> None:
    """Count from the registration, or from when it was asked for anew."""
    policy = deadlines_on(work.session, civil_day(work.now))
    due = policy.protection_reminder(work.now)
    work.begin(Beginning(PROTECTING, event.case, parent=event.row, due=due))
