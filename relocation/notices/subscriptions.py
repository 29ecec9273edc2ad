"""The systems that are told, as they are kept: opened, sealed and found; asks nobody."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from relocation.actor import OrganisationId
from relocation.notices.model import Webhook
from relocation.notices.tables import WEBHOOK, WebhookRow
from relocation.notices.waiting import KINDS
from relocation.signing_in.services import has_ended


@dataclass(frozen=True, slots=True)
class Kept:
    """All that is sealed of one.

    Attributes:
        service: that asked for it, and without which it is told nothing; None where the
            administrator did.
        secrets: the newest first, each with the moment from which it signs no more.
    """

    organisation: OrganisationId
    service: str | None
    address: str = field(repr=False)
    kinds: tuple[str, ...]
    secrets: tuple[tuple[str, datetime | None], ...] = field(repr=False)

    def signing(self, now: datetime) -> tuple[str, ...]:
        """The secrets that sign now."""
        return tuple(secret for secret, until in self.secrets if until is None or now < until)

    def wants(self, kind: str) -> bool:
        """Whether it is told of this kind of thing."""
        return kind in (self.kinds or KINDS)


def sealed(session: Session, row: str, kept: Kept) -> bytes:
    """Seal one for its row."""
    secrets = [[secret, until and until.isoformat()] for secret, until in kept.secrets]
    content = [kept.organisation, kept.service, kept.address, kept.kinds, secrets]
    return WEBHOOK.sealed(session, row, content)


def opened(session: Session, row: WebhookRow) -> Kept:
    """Open one.

    Raises:
        Unreadable: it was altered, moved, or is under another key.
    """
    organisation, service, address, kinds, secrets = WEBHOOK.opened(session, row.id, row.sealed)
    return Kept(
        OrganisationId(organisation), service, address, tuple(kinds), tuple(map(_secret, secrets))
    )


def every(session: Session) -> Iterator[tuple[WebhookRow, Kept]]:
    """All of them, the oldest first, but those whose service was revoked."""
    rows = select(WebhookRow).order_by(WebhookRow.since, WebhookRow.id)
    for row in session.scalars(rows).all():
        kept = opened(session, row)
        if kept.service is None or not has_ended(session, kept.service):
            yield row, kept


def find(session: Session, webhook: str) -> tuple[WebhookRow, Kept] | None:
    """One of them; None where it was removed or its service revoked."""
    row = session.get(WebhookRow, webhook)
    if row is None:
        return None
    kept = opened(session, row)
    is_over = kept.service is not None and has_ended(session, kept.service)
    return None if is_over else (row, kept)


def shown(row: WebhookRow, kept: Kept, now: datetime) -> Webhook:
    """One as it is shown: without its secrets."""
    return Webhook(
        id=row.id,
        organisation=kept.organisation,
        address=kept.address,
        kinds=kept.kinds or KINDS,
        since=row.since,
        paused=row.paused,
        secrets=len(kept.signing(now)),
    )


def _secret(kept: Any) -> tuple[str, datetime | None]:
    secret, until = kept
    return secret, None if until is None else datetime.fromisoformat(until)
