"""Cases of one and the same person: shown to the central unit, which resolves them (SE-13)."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from relocation.access.known import known_together, known_with
from relocation.access.model import Standing
from relocation.access.service import cases_at, standing, standings
from relocation.actor import Actor
from relocation.audit.model import Purpose
from relocation.audit.outside import note_outside
from relocation.case_free import Act, Subject, demand
from relocation.cases.endings import CentralEnding
from relocation.cases.facts import FLOW
from relocation.cases.kinds import CENTRAL_ENDING, IDENTITY
from relocation.cases.staying import helping, open_cases
from relocation.documents.kinds import Paper
from relocation.documents.service import Question, read
from relocation.keys.pseudonyms import handle
from relocation.moves import Move
from relocation.parties import CENTRAL_UNIT, DECISION_MAKER
from relocation.permissions import DataClass, Level, Role, Stage, level
from relocation.proceedings.every import cases_with
from relocation.proceedings.model import Moved, Press
from relocation.proceedings.service import locked_case
from relocation.staffing.sides import is_denied
from relocation.store import keys_of
from relocation.transition import transition


def doubles(
    session: Session, actor: Actor, case: str, purpose: Purpose, now: datetime
) -> tuple[str, ...]:
    """The own handles of other cases of this case's person; reading who it is is logged.

    The central unit is told of every case that its row lets it know of, on whose list it stands or
    not, and of that no more than the handle; everybody else of cases in which it reads who it is.

    Raises:
        NotFound: the case is not there, or nothing that the actor may know of.
        QuotaReached: the person has opened as many cases today as may be.
    """
    stands = standing(session, actor, case, now)
    found = read(session, actor, stands, Question((IDENTITY,), purpose, row=case), now)
    if not any(each.level is Level.FULL for each in found):
        return ()
    same = known_with(session, case, _asked(session, actor, stands, now))
    return _told(session, actor, _open_to(session, actor, same))


def all_doubles(session: Session, actor: Actor, now: datetime) -> tuple[tuple[str, ...], ...]:
    """Of each person with several cases, one of them open, the own handles; it is logged.

    A case that the central unit ended is none of them any more: nobody ever moved by it.

    Raises:
        NotFound: the actor is no decision-maker of the central unit.
    """
    demand(actor, Subject.DOUBLES, Act.READ)
    note_outside(session, actor, "doubles.read", now)
    known, open_ = known_together(session, _there(session, DECISION_MAKER)), open_cases(session)
    groups = (_open_to(session, actor, each) for each in known if each & open_)
    return tuple(sorted(_told(session, actor, each) for each in groups if len(each) > 1))


def end_centrally(
    session: Session, actor: Actor, case: str, ending: CentralEnding, press: Press
) -> Moved:
    """End one of two cases of one person, which goes on in the other; what was written stays.

    To the other authorities it is a case that the central unit ended: the paper that says why is
    read by nobody but the central unit, and no name tells it.

    Raises:
        NotFound: the case is not there, or nothing to the actor.
        Missing: the other case is none of the same person, helps it no more, or is less far on,
            which is not told apart; somebody receives the person by this one; there are no reasons.
            See `transition` for the rest.
    """
    standing(session, actor, case, press.now)
    same = _open_to(session, actor, known_with(session, case, helping(session)))
    by_handle = {handle(keys_of(session), actor.organisation, each): each for each in same}
    stays = by_handle.get(ending.other)
    # Whether it stays is asked while nobody can end it in turn: one of the two always remains.
    for each in sorted({case, stays or case}):
        locked_case(session, each)
    paper = Paper(CENTRAL_ENDING, replace(ending, stays=stays))
    return transition(session, actor, Move(FLOW, case, "end_centrally", (paper,)), press)


def _asked(session: Session, actor: Actor, stands: Standing, now: datetime) -> frozenset[str]:
    mine = frozenset(
        each.case
        for each in standings(session, actor, now)
        if each.level(DataClass.IDENTITY) is Level.FULL
    )
    return mine | _there(session, stands.roles & CENTRAL_UNIT)


def _there(session: Session, roles: Collection[Role]) -> frozenset[str]:
    """Every case that the rows of these roles let somebody know of, but those ended as doubles."""
    stages = {
        each
        for each in Stage
        if any(level(role, DataClass.EXISTENCE, each) is not Level.NOTHING for role in roles)
    }
    return cases_at(session, stages) - cases_with(session, FLOW.workflow.name, "end_centrally")


def _open_to(session: Session, actor: Actor, cases: Collection[str]) -> frozenset[str]:
    """Those that do not exclude somebody: deny beats allow also where nobody stands on a list."""
    return frozenset(each for each in cases if not is_denied(session, each, actor.user))


def _told(session: Session, actor: Actor, cases: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(handle(keys_of(session), actor.organisation, each) for each in cases))
