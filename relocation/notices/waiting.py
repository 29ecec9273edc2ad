"""What waits for somebody in a case: what the in-tray gives a due day for, and nothing else.

So nobody is told of anything that its own view of the case would not show at that moment.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from relocation.access.model import Standing
from relocation.access.service import entries, standing
from relocation.actor import Actor, Assurance, OrganisationId, UserId
from relocation.case_view import UNTOLD
from relocation.errors import NoAccount, NotFound
from relocation.open_steps import open_steps, takes_part
from relocation.people.acting import actor_of
from relocation.permissions import DataClass, Level
from relocation.proceedings.held import in_case, taken_steps
from relocation.proceedings.service import taker_ref
from relocation.proceedings.tables import ProceedingRow
from relocation.safety.without_police import to_name
from relocation.store import person_of
from relocation.workflows import ALL

KINDS = tuple(sorted(ALL.keys() - UNTOLD))
"""Everything that can wait for somebody, by its table of steps."""
Things = Mapping[str, int]
"""What waits, by its row's id, with its version."""


def listed(session: Session, case: str, now: datetime) -> tuple[Actor, ...]:
    """The accounts that stand on a case's list and can act, in order of their ids."""
    readers = sorted({each.reader for each in entries(session, case) if each.counts(now)})
    return tuple(actor for reader in readers if (actor := _actor(session, reader, now)))


def waiting_for(session: Session, actor: Actor, case: str, now: datetime) -> Things:
    """What waits for an account in a case, whoever asks; its own doing waits for nobody."""
    try:
        stands = standing(session, actor, case, now)
    except NotFound:
        return {}
    if stands.level(DataClass.EXISTENCE) is Level.NOTHING:
        return {}
    rows = in_case(session, case)
    return {row.id: row.version for row in rows if _waits(session, actor, row, stands, now)}


def waiting_at(
    session: Session,
    organisation: OrganisationId,
    actors: Collection[Actor],
    case: str,
    now: datetime,
) -> Things:
    """What waits for anybody of an organisation."""
    found: dict[str, int] = {}
    for actor in actors:
        if actor.organisation == organisation:
            found |= waiting_for(session, actor, case, now)
    return found


def _waits(
    session: Session, actor: Actor, row: ProceedingRow, stands: Standing, now: datetime
) -> bool:
    if row.workflow in UNTOLD or row.due is None or _did_it(session, actor, row):
        return False
    if to_name(session, row, stands, now):
        return True
    is_its_own = takes_part(session, actor, row, stands)
    return is_its_own and bool(open_steps(session, actor, row, stands))


def _did_it(session: Session, actor: Actor, row: ProceedingRow) -> bool:
    """Whether the last step in it was the account's person's own: that needs no word."""
    taken = taken_steps(session, row.id)
    own = taker_ref(session, row.case_id, person_of(session, actor))
    return bool(taken) and taken[-1].taker == own


def _actor(session: Session, reader: str, now: datetime) -> Actor | None:
    try:
        return actor_of(session, UserId(reader), Assurance.SIGNED_IN, now)
    except NoAccount:
        return None
