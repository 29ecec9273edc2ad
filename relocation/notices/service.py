"""What is done with webhooks: by the administrator for all, by a service for its organisation."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import delete
from sqlalchemy.orm import Session

from relocation.actor import Actor
from relocation.case_free import Act, Subject, may
from relocation.deadlines.working_days import civil_day
from relocation.errors import EntryRefused, NotFound
from relocation.notices import queue, subscriptions
from relocation.notices.addresses import Allowed, target_of
from relocation.notices.model import DeadNotice, NewWebhook, State, Webhook, WebhookSecret
from relocation.notices.payload import new_secret
from relocation.notices.subscriptions import Kept
from relocation.notices.tables import WebhookRow
from relocation.notices.waiting import KINDS
from relocation.organisations.register import organisations_on
from relocation.people.acting import note
from relocation.store_policy import load_store_policy

Found = tuple[WebhookRow, Kept]


def webhooks(session: Session, actor: Actor, now: datetime) -> tuple[Webhook, ...]:
    """Every system that is told, of all organisations or of the service's own; logged.

    Raises:
        NotFound: the actor is neither the administrator nor asks by a service.
    """
    _demand(actor, Act.READ)
    note(session, actor, "webhooks.list", now)
    found = (each for each in subscriptions.every(session) if _is_theirs(actor, each[1], Act.READ))
    return tuple(subscriptions.shown(row, kept, now) for row, kept in found)


def subscribe(
    session: Session, actor: Actor, new: NewWebhook, allowed: Allowed, now: datetime
) -> WebhookSecret:
    """Let a system be told from now on; the secret that signs what it gets is told once.

    Raises:
        NotFound: the actor is neither the administrator nor asks by a service of that organisation.
        EntryRefused: organisation, address or a kind does not hold, or it has as many as may be.
    """
    _demand(actor, Act.WRITE)
    kept = Kept(new.organisation, actor.service, new.address, new.kinds, ((new_secret(), None),))
    if not _is_theirs(actor, kept, Act.WRITE):
        raise NotFound
    target_of(new.address, allowed)
    _can_be_told(session, new, now)
    row = WebhookRow(id=uuid4().hex, since=now, paused=False)
    row.sealed = subscriptions.sealed(session, row.id, kept)
    session.add(row)
    session.flush()
    note(session, actor, f"webhooks.add.{row.id}", now)
    return WebhookSecret(row.id, kept.secrets[0][0])


def rotate(session: Session, actor: Actor, webhook: str, now: datetime) -> WebhookSecret:
    """Sign with another secret; the one before signs beside it until the policy's hours are over.

    Raises:
        NotFound: there is none that is the actor's to change.
    """
    row, kept = _own(session, actor, webhook, Act.WRITE)
    until = now + timedelta(hours=load_store_policy().notices.overlap_hours)
    before, fresh = kept.signing(now)[0], new_secret()
    kept = replace(kept, secrets=((fresh, None), (before, until)))
    row.sealed = subscriptions.sealed(session, row.id, kept)
    session.flush()
    note(session, actor, f"webhooks.rotate.{row.id}", now)
    return WebhookSecret(row.id, fresh)


def pause(session: Session, actor: Actor, webhook: str, now: datetime) -> None:
    """Send nothing until somebody lets it go on; what is to be told waits. Twice is once.

    Raises:
        NotFound: there is none that is the actor's to change.
    """
    _put(session, actor, webhook, "pause", now)


def resume(session: Session, actor: Actor, webhook: str, now: datetime) -> None:
    """Let a paused one go on. Twice is once.

    Raises:
        NotFound: there is none that is the actor's to change.
    """
    _put(session, actor, webhook, "resume", now)
    waiting = [row.id for row, _ in queue.of_webhook(session, webhook, State.WAITING)]
    queue.bring_forward(session, waiting, now)


def remove(session: Session, actor: Actor, webhook: str, now: datetime) -> None:
    """Tell a system nothing any more, also of what was waiting for it.

    Raises:
        NotFound: there is none that is the actor's to change.
    """
    row, _ = _own(session, actor, webhook, Act.WRITE)
    for state in State:
        for notice, _ in list(queue.of_webhook(session, webhook, state)):
            queue.drop(session, notice.id, notice.case_id)
    session.execute(delete(WebhookRow).where(WebhookRow.id == row.id))
    note(session, actor, f"webhooks.remove.{row.id}", now)


def dead_letters(session: Session, actor: Actor, now: datetime) -> tuple[DeadNotice, ...]:
    """What was given up, the oldest first; for the administrator of everybody's, and not whose.

    An organisation whose system was to be told is one that something waited for: whoever is on no
    list learns of no place by that (SE-6).

    Raises:
        NotFound: the actor is neither the administrator nor asks by a service.
    """
    _demand(actor, Act.READ)
    note(session, actor, "webhooks.dead", now)
    return queue.dead(session, _theirs(session, actor, Act.READ))


def send_again(session: Session, actor: Actor, letter: str, now: datetime) -> None:
    """Let what was given up wait again, behind all that came since in its case.

    Raises:
        NotFound: nothing that is the actor's to see was given up under this id.
    """
    _demand(actor, Act.WRITE)
    if not queue.revive(session, _theirs(session, actor, Act.WRITE), letter, now):
        raise NotFound
    note(session, actor, "webhooks.again", now)


def _put(session: Session, actor: Actor, webhook: str, what: str, now: datetime) -> None:
    row, _ = _own(session, actor, webhook, Act.WRITE)
    is_paused = what == "pause"
    if row.paused is not is_paused:
        row.paused = is_paused
        session.flush()
        note(session, actor, f"webhooks.{what}.{row.id}", now)


def _can_be_told(session: Session, new: NewWebhook, now: datetime) -> None:
    if new.organisation not in organisations_on(civil_day(now)):
        rule = "no organisation of this id is in the register today"
        raise EntryRefused("organisation", rule, "Give its id, such as municipality-0101.")
    if set(new.kinds) - set(KINDS):
        raise EntryRefused("kinds", "one of them is no kind of thing", f"Such as {KINDS[0]}.")
    same = [kept for _, kept in subscriptions.every(session)]
    most = load_store_policy().notices.webhooks_each
    if sum(each.organisation == new.organisation for each in same) >= most:
        rule = "the organisation has as many as it may"
        raise EntryRefused("organisation", rule, "Remove one that is used no more.")


def _demand(actor: Actor, act: Act) -> None:
    """Let through whom the second table names for all; or for the own, where a service asks."""
    is_own = actor.service is not None and may(actor, Subject.WEBHOOKS, OWN[act])
    if not (may(actor, Subject.WEBHOOKS, act) or is_own):
        raise NotFound


def _is_theirs(actor: Actor, kept: Kept, act: Act) -> bool:
    return may(actor, Subject.WEBHOOKS, act) or kept.organisation == actor.organisation


def _theirs(session: Session, actor: Actor, act: Act) -> set[str] | None:
    """The webhooks that are the actor's to look after; None for all, removed ones too."""
    if may(actor, Subject.WEBHOOKS, act):
        return None
    every = subscriptions.every(session)
    return {row.id for row, kept in every if kept.organisation == actor.organisation}


def _own(session: Session, actor: Actor, webhook: str, act: Act) -> Found:
    _demand(actor, act)
    found = subscriptions.find(session, webhook)
    if found is None or not _is_theirs(actor, found[1], act):
        raise NotFound
    return found


OWN = {Act.READ: Act.READ_OWN, Act.WRITE: Act.WRITE_OWN}
