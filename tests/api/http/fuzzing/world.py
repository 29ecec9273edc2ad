"""A store with a case in every stage, and everybody who could ask: made once, then copied."""

import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from relocation.actor import Function
from relocation.database import Base
from relocation.proceedings.tables import ProceedingRow
from relocation.store import Store
from tests.api.http.desk import HttpDesk
from tests.relocation.casework.desk import (
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    POLICE,
    POLICE_THERE,
    PROBATION,
    RECEIVER,
    STRANGER,
    Desk,
    account,
    by_name,
    enrol,
)
from tests.relocation.casework.every_stage import in_every_stage
from tests.relocation.keys.places import Place
from tests.store import opened

ROLES = {
    "muni_sender": COORDINATOR,
    "police_sender": POLICE,
    "probation_party": PROBATION,
    "central_caseworker": CASEWORKER,
    "central_decision_maker": DECIDER,
    "muni_receiver": RECEIVER,
    "police_receiver": POLICE_THERE,
    "other": STRANGER,
    "analyst": account("analyst", "central-unit", Function.ANALYST),
    "auditor": account("auditor", "central-unit", Function.AUDITOR),
    "administrator": account("administrator", "central-unit", Function.ADMINISTRATOR),
    "anonymous": None,
}
"""Every role that the table of access has, the functions without one, and nobody."""


@dataclass(frozen=True)
class Thing:
    """Something that moves, as the store holds it."""

    id: str
    case: str
    kind: str
    version: int


@dataclass
class World:
    """One store that is asked, and who asks."""

    desk: HttpDesk
    things: tuple[Thing, ...] = field(default=())

    def look(self):
        """See what there is now, so that a press can send what it would have seen."""
        with self.desk.store.transaction() as session:
            self.things = tuple(
                Thing(row.id, row.case_id, row.workflow, row.version)
                for row in session.query(ProceedingRow).order_by(ProceedingRow.id)
            )
        return self


def furnished(store):
    """The desk of a store in which every stage has a case and every role an account."""
    desk = HttpDesk(store)
    # By the services: what is pressed on the way is proven elsewhere, and here it only takes time.
    at_services = Desk(store)
    in_every_stage(at_services)
    desk.now = at_services.now
    with desk.store.transaction() as session:
        for who in filter(None, ROLES.values()):
            enrol(session, who)
    return desk


def made(template, folder):
    """A folder with store and keys to copy; gives the moment up to which it was lived."""
    place = Place(folder)
    place.add_wrapping_key("2027-01")
    shutil.copy(template, folder / "store.sqlite")
    with opened(f"sqlite:///{folder / 'store.sqlite'}") as store:
        return furnished(Store(store.engine, place.create(), by_name)).now


@contextmanager
def world_in(folder, now):
    """The world in a folder that `made` made, or a copy of it."""
    with opened(f"sqlite:///{Path(folder) / 'store.sqlite'}") as store:
        yield World(HttpDesk(Store(store.engine, Place(folder).open(), by_name), now=now)).look()


def rows_of(desk):
    """Every row of every table, as text."""
    with desk.store.database.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(table.select())))
            for table in Base.metadata.sorted_tables
        }
