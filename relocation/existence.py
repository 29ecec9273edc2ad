"""That somebody was told of a case: one line in the log each time, for a list as for a page."""

from datetime import datetime

from sqlalchemy.orm import Session

from relocation.access.model import Standing
from relocation.actor import Actor
from relocation.audit import service as log
from relocation.audit.keys import HeldKeys
from relocation.audit.model import InRole, Kind, Line, Purpose, regime_of
from relocation.permissions import DataClass
from relocation.store import keys_of, person_of


def note_told(session: Session, actor: Actor, stands: Standing, now: datetime) -> None:
    """Log that the actor is told of a case; as this class it counts as no opening (SE-17).

    Raises:
        LogUnwritable: nothing is answered.
    """
    line = Line(
        kind=Kind.READ,
        actor=InRole(person_of(session, actor), min(stands.roles)),
        case=stands.case,
        regime=regime_of(actor),
        classes=frozenset({DataClass.EXISTENCE}),
        purpose=Purpose.CASEWORK,
        version=stands.version,
    )
    log.write(session, line, keys=HeldKeys.of(keys_of(session)), now=now)
