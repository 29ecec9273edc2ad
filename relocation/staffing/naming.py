"""Who else is on a case: somebody on its list names others there, and says why (SE-3)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from relocation.access.model import Entry
from relocation.access.service import entries, listed_at, standing
from relocation.actor import Actor, Assurance, Function, UserId
from relocation.documents.kinds import Paper
from relocation.documents.reasons import Reasons
from relocation.errors import EntryRefused, NoAccount, NotAllowed, NotFound
from relocation.moves import Beginning, By
from relocation.parties import RECEIVING, acting
from relocation.people.acting import actor_of
from relocation.people.reading import same_person
from relocation.permissions import DataClass, Level, Role, Stage, level
from relocation.proceedings.model import Moved, Press
from relocation.proceedings.service import account_ref
from relocation.staffing.facts import FLOW
from relocation.staffing.kinds import REASONS
from relocation.staffing.model import Naming
from relocation.staffing.namers import namers
from relocation.staffing.sides import able_in, has_another_side, is_denied
from relocation.transition import act_once
from relocation.work import Work

FITS: Mapping[Role, Function] = {
    Role.MUNI_SENDER: Function.MUNICIPAL_EXIT_COORDINATOR,
    Role.MUNI_RECEIVER: Function.MUNICIPAL_EXIT_COORDINATOR,
    Role.POLICE_SENDER: Function.POLICE_EXIT_COORDINATOR,
    Role.POLICE_RECEIVER: Function.POLICE_EXIT_COORDINATOR,
    Role.PROBATION_PARTY: Function.PROBATION_OFFICER,
    Role.CENTRAL_CASEWORKER: Function.CENTRAL_CASEWORKER,
    Role.CENTRAL_DECISION_MAKER: Function.CENTRAL_DECISION_MAKER,
}
"""What an account must be for each role that a list gives."""


def _is_deserted(session: Session, case: str, role: Role, stage: Stage, now: datetime) -> bool:
    """Whether nobody who can act stands there who could name somebody in a role."""
    naming = acting({role} | namers(session, case, role, stage, now), stage)
    knowing = {x for x in naming if level(x, DataClass.EXISTENCE, stage) is not Level.NOTHING}
    return not any(able_in(session, case, each, now) for each in knowing)


def name(session: Session, actor: Actor, case: str, naming: Naming, press: Press) -> Moved:
    """Put somebody on the list, from now on; `press.version` is the case's.

    Whoever reads only some of the case's classes lets nobody read more. A municipality or a police
    unit that has somebody there in the role is not joined by another. Where nobody who could name a
    successor can act any more, a colleague who broke the glass names another than itself.

    Raises:
        NotFound: the actor is nothing to the case.
        NotAllowed: it is not the actor's to name, or it stands there by broken glass alone though
            others could name, or acts in no role any more.
        NoAccount: there is no such account, it does not fit, the case excludes its person, or the
            person is on another side of the case by another account; told alike.
        EntryRefused: no reason is given.
    """
    narrowed = None if naming.classes is None else sorted(naming.classes)
    asked = ("name", case, naming.user, naming.why, naming.role, narrowed)

    def act() -> list[Any]:
        moved = _named(session, actor, case, naming, press)
        return [moved.row, moved.state, moved.version]

    return Moved(*act_once(session, actor, press, (*asked, press.version, press.purpose), act))


def _named(session: Session, actor: Actor, case: str, naming: Naming, press: Press) -> Moved:
    own = own_line(session, actor, case, press, naming.role, is_naming=True)
    role = naming.role or own.role
    is_own_role = role is own.role
    named = actor_of(session, UserId(naming.user), Assurance.SIGNED_IN, press.now)
    is_elsewhere = is_own_role and named.organisation != actor.organisation
    if named.function is not FITS.get(role) or is_elsewhere:
        raise NoAccount
    if own.until is not None and (
        not is_own_role or named.user in same_person(session, actor.user)
    ):
        raise NotAllowed(FLOW.workflow.name, "begin", FLOW.workflow.start)
    there = [
        each
        for each in entries(session, case)
        if each.role is role and each.counts(press.now) and not each.excluded
    ]
    why, entry = given(naming.why), _line(named, own, naming, press)
    stage = standing(session, actor, case, press.now).stage
    beginning = Beginning(
        FLOW,
        case,
        who=frozenset({role}) if is_own_role else namers(session, case, role, stage, press.now),
        papers=(reasons(why),),
        owner=account_ref(session, case, named.user),
        listed=(entry,),
        tells=("ColleagueNamed",),
    )
    work = Work(session, press.now)
    moved = work.begin(beginning, By(actor, press))
    work.finish()
    # Asked last, of whoever may name: nobody else learns who is on the list.
    is_joined = len(listed_at(session, case, role, press.now)) > 1
    # Who receives is settled at the contact: later others come only from the same authority.
    is_unknown = role in RECEIVING and not there
    if not is_own_role and (is_joined or is_unknown):
        raise NoAccount
    if is_denied(session, case, named.user) or has_another_side(session, case, entry):
        raise NoAccount
    return moved


def _line(named: Actor, own: Entry, naming: Naming, press: Press) -> Entry:
    """The line of somebody named: no wider than the namer's, and of its side.

    Whoever the central unit names at the receiver is of there by the role itself.
    """
    role = naming.role or own.role
    narrowed = [each for each in (own.classes, naming.classes) if each is not None]
    return Entry(
        reader=named.user,
        organisation=named.organisation,
        role=role,
        since=press.now,
        reason=given(naming.why),
        classes=frozenset.intersection(*narrowed) if narrowed else None,
        is_there=own.is_there or role in RECEIVING,
    )


def own_line(
    session: Session,
    actor: Actor,
    case: str,
    press: Press,
    role: Role | None = None,
    *,
    is_naming: bool = False,
) -> Entry:
    """By which line the actor sees to the list: not one of an emergency, of a role that acts.

    One of an emergency lets name a successor where nobody else can act who could.

    Raises:
        NotFound: the actor is nothing to the case, or may know nothing of it.
        NotAllowed: it stands there by broken glass alone, or acts in no role any more.
    """
    stands = standing(session, actor, case, press.now)
    if stands.level(DataClass.EXISTENCE) is Level.NOTHING:
        raise NotFound
    roles = acting(stands.roles, stands.stage)
    mine = [each for each in stands.entries if each.role in roles]
    own = [each for each in mine if each.until is None]
    if not own and is_naming:
        now, stage = press.now, stands.stage
        own = [x for x in mine if _is_deserted(session, case, x.role, stage, now)]
    if not own:
        raise NotAllowed(FLOW.workflow.name, "begin", FLOW.workflow.start)
    return next((each for each in own if each.role is role), own[0])


def given(why: str) -> str:
    """The reason without what surrounds it.

    Raises:
        EntryRefused: there is none.
    """
    if not why.strip():
        raise EntryRefused("reason", "it is empty", "Say why.")
    return why.strip()


def reasons(why: str) -> Paper[Reasons]:
    """The paper that a reason is kept in."""
    return Paper(REASONS, Reasons(reasons=why))
