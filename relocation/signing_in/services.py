"""Systems of one organisation, which act on behalf of its people and of nobody else's (IF-4)."""

import hmac
import secrets
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from relocation.actor import Actor, Assurance, OrganisationId, UserId
from relocation.case_free import Act, Subject, demand
from relocation.deadlines.working_days import civil_day
from relocation.errors import EntryRefused, NoAccount, SignInRefused
from relocation.keys.parts import keyed_hash
from relocation.keys.purposes import KeyPurpose
from relocation.organisations.register import organisations_on
from relocation.people.acting import actor_of, note
from relocation.people.administering import let_administer
from relocation.people.model import APART
from relocation.signing_in.model import Service, ServiceSecret, is_id, readable
from relocation.signing_in.noting import refuse
from relocation.signing_in.tables import ServiceRow
from relocation.store import keys_of

SECRET_BYTES = 32
"""Random bits that nobody tries out, so a keyed hash keeps them as well as a slow one."""


def services(session: Session, actor: Actor, now: datetime) -> tuple[Service, ...]:
    """Every service, the oldest first; for the administrator, and logged.

    Raises:
        NotFound: the actor is no administrator.
    """
    demand(actor, Subject.USERS, Act.READ)
    note(session, actor, "services.list", now)
    rows = select(ServiceRow).order_by(ServiceRow.since, ServiceRow.id)
    return tuple(
        Service(row.id, OrganisationId(row.organisation), row.since, row.ended)
        for row in session.scalars(rows)
    )


def issue_service(
    session: Session, actor: Actor, organisation: OrganisationId, now: datetime
) -> ServiceSecret:
    """Let a system of an organisation sign in; its secret is told once.

    Raises:
        NotFound: the actor is no administrator.
        EntryRefused: there is no such organisation today.
    """
    let_administer(session, actor)
    if organisation not in organisations_on(civil_day(now)):
        rule = "no organisation of this id is in the register today"
        raise EntryRefused("organisation", rule, "Give its id, such as municipality-0101.")
    service, secret = uuid4().hex, secrets.token_urlsafe(SECRET_BYTES)
    kept = _hash(session, service, secret)
    session.add(ServiceRow(id=service, organisation=organisation, secret=kept, since=now))
    session.flush()
    note(session, actor, f"services.issue.{service}", now)
    return ServiceSecret(service, secret)


def rotate_service(session: Session, actor: Actor, service: str, now: datetime) -> ServiceSecret:
    """Give a service another secret; the one before is dead at once.

    Raises:
        NotFound: the actor is no administrator.
        EntryRefused: there is no such service, or it was revoked.
    """
    let_administer(session, actor)
    row, secret = _row(session, service), secrets.token_urlsafe(SECRET_BYTES)
    if row.ended is not None:
        raise EntryRefused("service", "it was revoked", "Issue another one.")
    row.secret = _hash(session, service, secret)
    session.flush()
    note(session, actor, f"services.rotate.{service}", now)
    return ServiceSecret(service, secret)


def revoke_service(session: Session, actor: Actor, service: str, now: datetime) -> None:
    """Let a service sign in no more. Twice is once.

    Raises:
        NotFound: the actor is no administrator.
        EntryRefused: there is no such service.
    """
    let_administer(session, actor)
    row = _row(session, service)
    if row.ended is None:
        row.ended = now
        session.flush()
        note(session, actor, f"services.revoke.{service}", now)


def actor_for_service(
    session: Session, given: ServiceSecret, on_behalf_of: UserId, now: datetime
) -> Actor:
    """Who acts where a service does: a named person of its own organisation, signed in, logged.

    It never steps up, and never acts for whoever administers or audits.

    Raises:
        SignInRefused: something does not hold; told alike, and in the log. The transaction is
            undone.
    """
    row = session.get(ServiceRow, given.id) if is_id(given.id) else None
    kept = row.secret if row is not None else secrets.token_bytes(SECRET_BYTES)
    is_it = hmac.compare_digest(_hash(session, given.id, given.secret), kept)
    actor = _actor(session, row, on_behalf_of, now)
    if row is None or row.ended is not None or not is_it or actor is None:
        tried = "sign_in.service_refused" + ("" if row is None else f".{row.id}")
        refuse(session, tried, SignInRefused(), now)
    note(session, actor, "sign_in.service", now)  # No id: its organisation would join the step.
    return actor


def _actor(session: Session, row: ServiceRow | None, user: UserId, now: datetime) -> Actor | None:
    """The person's account, where a service of that organisation may act for it."""
    if row is None or not is_id(user):
        return None
    try:
        actor = actor_of(session, user, Assurance.SIGNED_IN, now)
    except NoAccount:
        return None
    is_own = actor.organisation == row.organisation
    return replace(actor, service=row.id) if is_own and actor.function not in APART else None


def has_ended(session: Session, service: str) -> bool:
    """Whether a service was revoked, or never was."""
    row = session.get(ServiceRow, service)
    return row is None or row.ended is not None


def _row(session: Session, service: str) -> ServiceRow:
    row = session.get(ServiceRow, service, with_for_update=True) if is_id(service) else None
    if row is None:
        raise EntryRefused("service", "there is no such service", "Take its id from the list.")
    return row


def _hash(session: Session, service: str, secret: str) -> bytes:
    key = keys_of(session).purpose_key(KeyPurpose.SERVICE_PROOF)
    return keyed_hash(key, readable(service), readable(secret))
