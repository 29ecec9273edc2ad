"""Who leaves a case: taken off its list, or kept out of it whatever else would give a right."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from relocation.access.model import Entry
from relocation.access.service import entries, let_leave, lift_exclusion
from relocation.actor import Actor
from relocation.errors import NoAccount, Stale
from relocation.events import Event
from relocation.moves import Beginning, By, Flow, Move
from relocation.people.reading import organisations_of, same_person
from relocation.proceedings.model import Moved, Press
from relocation.proceedings.service import account_ref, locked_case, of_case, owner_of
from relocation.staffing.facts import DENIALS, FLOW, all_of
from relocation.staffing.model import Colleague, Whom
from relocation.staffing.naming import own_line, reasons
from relocation.transition import act_once
from relocation.work import Work


def take_off(session: Session, actor: Actor, case: str, whom: Whom, press: Press) -> Moved:
    """Take somebody off the list, whichever way it came there; `press.version` is the case's.

    Raises:
        NotFound: the actor is nothing to the case.
        NotAllowed: it stands there by broken glass alone, or acts in no role any more.
        Missing: it is not on the list or of another side, too few would stay, no reason is given.
    """
    return _pressed(session, actor, case, (FLOW, "take_off"), whom, press)


def deny(session: Session, actor: Actor, case: str, whom: Whom, press: Press) -> Moved:
    """Keep a person out of a case, by every account, on its list or not; deny beats allow.

    To the person it is from then on as if there were no such case. `press.version` is the case's.

    Raises:
        NotFound: the actor is nothing to the case.
        NotAllowed: it is not the actor's to say.
        NoAccount: there is no such account.
        StepNotOpen: the person is excluded already.
        Missing: it is on the list for another side, or too few would stay; no reason is given.
    """
    return _pressed(session, actor, case, (DENIALS, "deny"), whom, press)


def lift(session: Session, actor: Actor, case: str, whom: Whom, press: Press) -> Moved:
    """Exclude a person no more; whoever is to work on the case is named anew. See `deny`."""
    return _pressed(session, actor, case, (DENIALS, "lift"), whom, press)


def leave(work: Work, event: Event) -> None:
    """Whoever was taken off stands on the list no more, from this moment."""
    gone = owner_of(work.session, event.row)
    there = {each.reader for each in entries(work.session, event.case)}
    _remove(work, event, {x for x in there if account_ref(work.session, event.case, x) == gone})


def keep_out(work: Work, event: Event) -> None:
    """Whoever is excluded stands on the list no more either, by no account."""
    _remove(work, event, _denied(work, event))


def let_be_named(work: Work, event: Event) -> None:
    """The lines that excluded somebody go; nothing else comes back."""
    lift_exclusion(work.session, event.case, _denied(work, event))


def _pressed(
    session: Session,
    actor: Actor,
    case: str,
    step: tuple[Flow[Any, Any], str],
    whom: Whom,
    press: Press,
) -> Moved:
    flow, name = step
    body = (name, case, whom.user, whom.why, press.version, press.purpose)

    def act() -> list[Any]:
        own = own_line(session, actor, case, press)
        version = locked_case(session, case).version
        if press.version != version:
            raise Stale(flow.workflow.name, version, ())
        listed = _lines(session, own, whom, press.now) if name == "deny" else ()
        work = Work(session, press.now)
        row, seen = _thing(work, flow, case, whom.user)
        move = Move(flow, row, name, (reasons(whom.why),), listed=listed)
        moved = work.take(move, By(actor, replace(press, version=seen)))
        work.finish()
        return [moved.row, moved.state, moved.version]

    return Moved(*act_once(session, actor, press, body, act))


def _thing(work: Work, flow: Flow[Any, Any], case: str, user: str) -> tuple[str, int]:
    """What the case has of this account already, or from now on; with its version."""
    users = same_person(work.session, user) if flow is DENIALS else {user}
    refs = {account_ref(work.session, case, each) for each in users}
    for each in of_case(work.session, case, flow.workflow.name):
        if each.owner in refs and each.state != Colleague.TAKEN_OFF:
            return each.id, each.version
    begun = work.begin(Beginning(flow, case, owner=account_ref(work.session, case, user)))
    return begun.row, begun.version


def _lines(session: Session, own: Entry, whom: Whom, now: datetime) -> tuple[Entry, ...]:
    """One line for each account of the person, in the name of the side that excludes it."""
    found = organisations_of(session, same_person(session, whom.user))
    if whom.user not in found:
        raise NoAccount
    return tuple(
        Entry(
            reader=user,
            organisation=organisation,
            role=own.role,
            since=now,
            reason=whom.why,
            excluded=True,
            is_there=own.is_there,
        )
        for user, organisation in sorted(found.items())
    )


def _remove(work: Work, event: Event, users: Collection[str]) -> None:
    """Remove their lines; that somebody left with the handover stays marked."""
    let_leave(work.session, event.case, lambda each: each.reader in users and not each.left)


def _denied(work: Work, event: Event) -> Collection[str]:
    """Every account of the person whom a denial is about."""
    owner, case = owner_of(work.session, event.row), event.case
    denied = {each.reader for each in entries(work.session, case) if each.excluded}
    found = {each for each in denied if account_ref(work.session, case, each) == owner}
    return all_of(work.session, found)
