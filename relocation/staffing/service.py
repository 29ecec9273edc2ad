"""Breaking the glass: one case opened in an emergency, and who takes responsibility for it."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from relocation.access.model import Entry
from relocation.access.service import case_by_handle, entries
from relocation.access.tables import CaseRow
from relocation.actor import Actor, UserId
from relocation.audit.model import Purpose
from relocation.audit.outside import note_outside
from relocation.case_free import Act, Subject, demand
from relocation.deadlines.working_days import civil_day
from relocation.errors import NotFound
from relocation.moves import OPENERS, Beginning, Move
from relocation.parties import AFTER_THE_MOVE, DECISION_MAKER, RECEIVING
from relocation.people.locking import lock
from relocation.people.reading import same_person
from relocation.people.tables import AccountRow
from relocation.permissions import Role
from relocation.policies.versions import audit_on
from relocation.proceedings.model import Moved, Press
from relocation.proceedings.service import account_ref, case_id_of, owner_of
from relocation.proceedings.tables import ProceedingRow
from relocation.staffing.facts import GLASS
from relocation.staffing.model import BrokenGlass, Glass
from relocation.staffing.naming import given, reasons
from relocation.staffing.sides import is_denied
from relocation.transition import begin, by_itself, transition


def break_glass(session: Session, actor: Actor, own_handle: str, why: str, press: Press) -> Moved:
    """Open one case for the policy's minutes, as if the actor stood on its list with colleagues.

    The case is named as the actor's organisation knows it; what the actor is to it, its colleagues
    on the list say. Decision-maker and auditor are told at once.

    Raises:
        NotFound: no case of this handle has a colleague on its list, or it excludes the actor, or
            the actor stands there for some classes alone.
        EntryRefused: no reason is given.
    """
    reason = given(why)
    case = case_by_handle(session, actor, own_handle)
    colleague = _colleague_of(session, actor, case, press.now)
    role = colleague.role
    numbers = audit_on(session, civil_day(press.now))
    entry = Entry(
        reader=actor.user,
        organisation=actor.organisation,
        role=role,
        since=press.now,
        reason=reason,
        until=press.now + timedelta(minutes=numbers.break_glass_minutes),
        is_there=colleague.is_there,
    )
    beginning = Beginning(
        GLASS,
        case,
        who=frozenset({role}),
        papers=(reasons(reason),),
        due=press.now + timedelta(hours=numbers.countersign_hours),
        owner=account_ref(session, case, actor.user),
        entering=entry,
        tells=("GlassBroken",),
    )
    return begin(session, actor, beginning, replace(press, purpose=Purpose.BREAK_GLASS))


def countersign(session: Session, actor: Actor, glass: str, why: str, press: Press) -> Moved:
    """Take responsibility for somebody else's opening in an emergency."""
    return transition(session, actor, Move(GLASS, glass, "countersign", (reasons(why),)), press)


def glasses(session: Session, actor: Actor, now: datetime) -> tuple[BrokenGlass, ...]:
    """Every opening in an emergency, the newest first: for the auditor, and logged.

    Raises:
        NotFound: the actor is no auditor.
    """
    demand(actor, Subject.BROKEN_GLASS, Act.READ)
    note_outside(session, actor, "broken_glass.read", now)
    rows = select(ProceedingRow).where(ProceedingRow.workflow == GLASS.workflow.name)
    found = session.scalars(rows.order_by(ProceedingRow.opened.desc(), ProceedingRow.id))
    return tuple(BrokenGlass(row.id, row.opened, Glass(row.state), row.due) for row in found)


def lock_account(session: Session, glass: str, now: datetime) -> Moved:
    """Lock the account of whoever broke a glass that nobody countersigned; a job's to do."""
    case, owner = case_id_of(session, glass), owner_of(session, glass)
    moved = by_itself(session, Move(GLASS, glass, "lock_account"), now)
    for user in session.scalars(select(AccountRow.id)).all():
        if account_ref(session, case, user) == owner:
            lock(session, UserId(user), now)
    return moved


def _colleague_of(session: Session, actor: Actor, case: str, now: datetime) -> Entry:
    """The line of a colleague whose row the actor opens, of one that fits its function.

    Where colleagues stand on both sides, it is that of the present residence: the sender's until
    the handover is completed, the receiver's from then on. An account of the same person is no
    colleague, and what the person was to the case counts for every account: whoever left, or was
    let read some classes alone, gets no more of it by an emergency.
    """
    every, users = entries(session, case), same_person(session, actor.user)
    mine = [each for each in every if each.reader in users]
    standing = [each for each in mine if each.counts(now) and each.until is None]
    own = {each.role for each in standing if each.classes is None}
    was_there = bool(standing) or any(each.left for each in mine)
    if is_denied(session, case, actor.user) or (was_there and not own):
        raise NotFound
    colleagues = (
        each
        for each in every
        if each.organisation == actor.organisation
        and each.reader not in users
        and each.counts(now)
        and not each.excluded
        and each.until is None
    )
    # Whoever stands on the list reads by its own row, and never by that of the other side.
    fitting = [
        each for each in colleagues if _fits(actor, each.role) and (not own or each.role in own)
    ]
    if not fitting:
        raise NotFound
    is_moved = session.get_one(CaseRow, case).stage in AFTER_THE_MOVE
    lives_here = [x for x in fitting if (x.role in RECEIVING or x.is_there) is is_moved]
    return min(lives_here or fitting, key=lambda each: (each.role, each.is_there))


def _fits(actor: Actor, role: Role) -> bool:
    """Whether an account of this function can be this to a case."""
    if actor.function in OPENERS:
        return role not in {Role.CENTRAL_CASEWORKER, *DECISION_MAKER}
    return role.value == actor.function.value
