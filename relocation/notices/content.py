"""What of notices is sealed under a case's key: for whom they are, and who was told what."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from relocation.keys.pseudonyms import pseudonym
from relocation.keys.sealing import Where, seal, unseal
from relocation.notices.model import Notice
from relocation.notices.tables import NoticeContentRow, ToldRow
from relocation.store import keys_of

QUEUE = "notices"
Told = dict[str, dict[str, int]]
"""By who is told, what it was told of last: things by their rows' ids, each with its version."""


def queue_of(session: Session, case: str, webhook: str) -> str:
    """The queue of a webhook in a case; once the case's key is gone, nobody can tell whose."""
    return pseudonym(keys_of(session).case_key(case), QUEUE, webhook)


def sealed_notice(session: Session, case: str, id_: str, notice: Notice) -> bytes:
    """Seal a notice for its row."""
    at = notice.at.isoformat()
    content = [notice.webhook, notice.thing, notice.kind, notice.version, at]
    return _sealed(session, case, _where(NoticeContentRow.__tablename__, case, id_), content)


def opened_notice(session: Session, case: str, id_: str, sealed: bytes) -> Notice:
    """Give back a notice.

    Raises:
        CaseErased: the case's key was destroyed.
        Unreadable: it was altered, moved, or is under another key.
    """
    where = _where(NoticeContentRow.__tablename__, case, id_)
    webhook, thing, kind, version, at = _opened(session, case, where, sealed)
    return Notice(webhook, thing, kind, version, datetime.fromisoformat(at))


def sealed_told(session: Session, case: str, told: Told) -> bytes:
    """Seal who was told what."""
    return _sealed(session, case, _where(ToldRow.__tablename__, case, case), told)


def opened_told(session: Session, case: str, sealed: bytes | None) -> Told:
    """Give back who was told what; nobody anything where nothing is there yet."""
    if sealed is None:
        return {}
    found: Told = _opened(session, case, _where(ToldRow.__tablename__, case, case), sealed)
    return found


def _sealed(session: Session, case: str, where: Where, content: Any) -> bytes:
    return seal(json.dumps(content).encode(), keys_of(session).case_key(case), where)


def _opened(session: Session, case: str, where: Where, sealed: bytes) -> Any:
    return json.loads(unseal(sealed, keys_of(session).case_key(case), where))


def _where(table: str, case: str, row: str) -> Where:
    return Where(table, "sealed", case, row, 1)
