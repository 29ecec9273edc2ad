"""Published by a named decision-maker of the central unit, read by everybody."""

from datetime import date, datetime
from hashlib import sha256

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.orm import Session

from relocation.actor import Actor
from relocation.audit.outside import note_outside
from relocation.case_free import Act, Subject, demand
from relocation.deadlines.working_days import civil_day
from relocation.errors import EntryRefused, NotFound
from relocation.municipalities.on_day import country_on
from relocation.placements.today import lock_round
from relocation.policies.versions import statistics_on
from relocation.statistics.areas import areas_of
from relocation.statistics.counting import happenings
from relocation.statistics.model import Area, Areas, Release, Table
from relocation.statistics.release import Asked, release_date, release_of
from relocation.statistics.tables import ReleaseRow

TABLES = TypeAdapter(tuple[Table, ...])
DIGITS = 16
"""Of the digest in the log: enough that nobody finds other tables for it."""


def publish(session: Session, actor: Actor, on: date, now: datetime) -> Release:
    """Publish the release of the newest release date, once: asked again, it is what it was.

    It counts what was put on record before its date, so that nothing hangs on the moment at which
    it is published. The counts are gone with the transaction; what is published is stored alone.

    Raises:
        NotFound: the actor is no decision-maker of the central unit.
        EntryRefused: it is no release date, its day has not come, or a newer one has.
    """
    demand(actor, Subject.STATISTICS, Act.WRITE)
    # Whoever else publishes or decides waits: then one release is made of one state.
    lock_round(session)
    row = session.get(ReleaseRow, on)
    if row is not None:
        return _release(row)
    today = civil_day(now)
    policy = statistics_on(session, today)
    before = _newest(session)
    if on != release_date(policy, today) or (before is not None and before.on > on):
        rule = "not the newest release date that has come"
        raise EntryRefused("on", rule, "Publish the newest; what was passed over stays so.")
    asked = Asked(on, today, policy, _areas_on)
    release = release_of(asked, happenings(session, on), before)
    tables = TABLES.dump_json(release.tables).decode()
    digest = sha256(tables.encode()).hexdigest()[:DIGITS]
    note_outside(session, actor, f"statistics.publish.{on:%Y_%m_%d}.{digest}", now)
    session.add(ReleaseRow(released_on=on, published=now, policy=policy.version, tables=tables))
    session.flush()
    return release


def published(session: Session, actor: Actor | None, on: date | None = None) -> Release:
    """A release, or the newest; without an account too, since it is published.

    Raises:
        NotFound: there is none.
    """
    _may_read(actor)
    row = session.get(ReleaseRow, on) if on else _newest_row(session)
    if row is None:
        raise NotFound
    return _release(row)


def release_days(session: Session, actor: Actor | None) -> tuple[date, ...]:
    """The dates of all releases that are out, the newest first."""
    _may_read(actor)
    days = select(ReleaseRow.released_on).order_by(ReleaseRow.released_on.desc())
    return tuple(session.scalars(days))


def _may_read(actor: Actor | None) -> None:
    if actor is not None:
        demand(actor, Subject.STATISTICS, Act.READ)


def _newest(session: Session) -> Release | None:
    row = _newest_row(session)
    return None if row is None else _release(row)


def _newest_row(session: Session) -> ReleaseRow | None:
    rows = select(ReleaseRow).order_by(ReleaseRow.released_on.desc()).limit(1)
    return session.scalar(rows)


def _release(row: ReleaseRow) -> Release:
    return Release(row.released_on, row.policy, TABLES.validate_json(row.tables))


def _areas_on(area: Area, day: date) -> Areas:
    return areas_of(country_on(day), area)
