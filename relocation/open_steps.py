"""The steps that somebody can take now: what a button is drawn for, whatever is still missing."""

from sqlalchemy.orm import Session

from relocation.access.model import Standing
from relocation.actor import Actor
from relocation.moves import Part
from relocation.proceedings.service import account_ref
from relocation.proceedings.tables import ProceedingRow
from relocation.staffing.steps import BREAK_GLASS, COLLEAGUE, DENIAL
from relocation.workflows import ALL

ABOUT_SOMEBODY = {each.name for each in (COLLEAGUE, DENIAL, BREAK_GLASS)}
"""What is about an account and moved by others; what else has an owner is moved by it alone."""


def takes_part(session: Session, actor: Actor, row: ProceedingRow, stands: Standing) -> bool:
    """Whether any step of a thing is the actor's, in whatever state."""
    workflow = ALL[row.workflow]
    part = Part.of(stands, workflow)
    is_its_own = _is_its_own(session, actor, row)
    return is_its_own and any(part.among(step.who) for step in workflow.steps)


def open_steps(
    session: Session, actor: Actor, row: ProceedingRow, stands: Standing
) -> tuple[str, ...]:
    """The names of the steps that somebody may press, whether or not something is missing."""
    if not _is_its_own(session, actor, row):
        return ()
    workflow = ALL[row.workflow]
    state, part = type(workflow.start)(row.state), Part.of(stands, workflow)
    found = [
        step.name
        for role in sorted(part.roles)
        for step in workflow.open_steps(state, role, actor.qualifications)
        if role in part.among(step.who)
    ]
    return tuple(dict.fromkeys(found))


def _is_its_own(session: Session, actor: Actor, row: ProceedingRow) -> bool:
    if row.owner is None or row.workflow in ABOUT_SOMEBODY:
        return True
    return row.owner == account_ref(session, row.case_id, actor.user)
