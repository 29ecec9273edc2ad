"""The steps that somebody can take now: what a button is drawn for, whatever is still missing."""

from dataclasses import replace

from sqlalchemy.orm import Session

from relocation.access.model import Standing
from relocation.actor import Actor
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
from relocation.handovers.where import holds_residence, receives_by
from relocation.moves import Part
from relocation.nominations.facts import hears_of_review
from relocation.nominations.steps import ACUTE_REVIEW
from relocation.parties import RECEIVING
from relocation.permissions import Role
from relocation.proceedings.service import account_ref
from relocation.proceedings.tables import ProceedingRow
from relocation.staffing.steps import BREAK_GLASS, COLLEAGUE, DENIAL
from relocation.workflows import ALL

ABOUT_SOMEBODY = {each.name for each in (COLLEAGUE, DENIAL, BREAK_GLASS)}
"""What is about an account and moved by others; what else has an owner is moved by it alone."""

OF_THE_RESIDENCE = {RESIDENCE_REPORT.name, NOMINATION_CALL.name}
"""What is there for those alone who hold the residence: who sent somebody hears of no change, and
of no call for it to move on. A receiver hears of an acute answer by the same rule."""
OF_A_HANDOVER = {
    each.name
    for each in (HANDOVER, TERM, SIGNATURE, KNOWLEDGE, CONTACT_PERSON, REGISTRATION, PROTECTION)
}
"""What is there for who receives by it alone: a later receiver hears of no home before, and of
nobody who was contacted and called off (HO-6)."""


def takes_part(session: Session, actor: Actor, row: ProceedingRow, stands: Standing) -> bool:
    """Whether any step of a thing is the actor's, in whatever state."""
    workflow = ALL[row.workflow]
    part = _part(session, row, stands)
    is_its_own = _is_its_own(session, actor, row)
    return is_its_own and any(part.among(step.who) for step in workflow.steps)


def open_steps(
    session: Session, actor: Actor, row: ProceedingRow, stands: Standing
) -> tuple[str, ...]:
    """The names of the steps that somebody may press, whether or not something is missing."""
    if not _is_its_own(session, actor, row):
        return ()
    workflow = ALL[row.workflow]
    state, part = type(workflow.start)(row.state), _part(session, row, stands)
    found = [
        step.name
        for role in sorted(part.roles)
        for step in workflow.open_steps(state, role, actor.qualifications)
        if role in part.among(step.who)
    ]
    return tuple(dict.fromkeys(found))


def _part(session: Session, row: ProceedingRow, stands: Standing) -> Part:
    part = Part.of(stands, ALL[row.workflow])
    if row.workflow == ACUTE_REVIEW.name:
        there = frozenset(x for x in part.roles if hears_of_review(session, row, x))
    elif row.workflow in OF_THE_RESIDENCE:
        is_here = (row.case_id, row.id, row.workflow)
        there = frozenset(x for x in part.roles if holds_residence(session, *is_here, x))
    elif row.workflow in OF_A_HANDOVER:
        receives = RECEIVING | ({Role.PROBATION_PARTY} if part.is_there else set())
        there = part.roles if receives_by(session, row) else part.roles - receives
    else:
        return part
    return replace(part, roles=there)


def _is_its_own(session: Session, actor: Actor, row: ProceedingRow) -> bool:
    if row.owner is None or row.workflow in ABOUT_SOMEBODY:
        return True
    return row.owner == account_ref(session, row.case_id, actor.user)
