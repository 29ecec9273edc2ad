"""Many cases in all stages, backed up and restored somewhere else, and all that is not the same."""

import hashlib
from collections import Counter
from contextlib import closing
from dataclasses import replace

from sqlalchemy import select

from relocation.access.model import Entry
from relocation.access.service import put_on_list
from relocation.access.tables import CaseRow
from relocation.audit.keys import HeldKeys
from relocation.audit.model import InRole, Kind, Line, Regime
from relocation.audit.service import write as log
from relocation.audit.verification import verify
from relocation.backup.service import back_up, restore
from relocation.cases.kinds import IDENTITY as IDENTITIES
from relocation.database import open_database
from relocation.documents.kinds import Paper
from relocation.documents.service import on_record, write
from relocation.keys.purposes import KeyPurpose
from relocation.outbox.model import Message
from relocation.outbox.service import tell
from relocation.permissions import DataClass, Role, Stage
from relocation.proceedings.tables import ProceedingRow
from relocation.store import Store
from relocation.wall import let_in, let_into_all
from tests.relocation.casework.desk import COORDINATOR, MONDAY, by_name
from tests.relocation.casework.entering import IDENTITY
from tests.relocation.keys.places import Place, make_many
from tests.relocation.store.rows import tables_of

BATCH = 500
STAGES = [stage for stage in Stage if stage is not Stage.ERASED]


def id_of(number):
    return f"{number:032x}"


def named(number):
    """What is on record of a case, and of no other."""
    return replace(IDENTITY, name=f"Person {number}")


def fill(store, cases):
    """A key, a place on the list, a document, a message and a line in the log for every case."""
    make_many(store.keys, map(id_of, range(cases)))
    for start in range(0, cases, BATCH):
        with store.transaction() as session:
            for number in range(start, min(start + BATCH, cases)):
                _add(session, store, number)


def _add(session, store, number):
    case = id_of(number)
    session.add(CaseRow(id=case, stage=STAGES[number % len(STAGES)], opened=MONDAY))
    session.flush()
    times = {"opened": MONDAY, "touched": MONDAY, "begun": 1}
    state = {"workflow": "case", "state": "admitted", "version": 1, "urgency": "standard"}
    session.add(ProceedingRow(id=case, case_id=case, **state, **times))
    who, role = COORDINATOR, Role.MUNI_SENDER
    organisation = who.organisation
    entry = Entry(
        reader=who.user, organisation=organisation, role=role, since=MONDAY, reason="the case"
    )
    put_on_list(session, case, entry)
    let_in(session, case)
    write(session, who, case, case, Paper(IDENTITIES, named(number)), MONDAY)
    tell(session, Message("referred", case), MONDAY)
    classes = frozenset({DataClass.EXISTENCE})
    line = Line(
        kind=Kind.READ,
        actor=InRole(who.user, role),
        case=case,
        regime=Regime.GDPR,
        classes=classes,
    )
    log(session, line, keys=HeldKeys.of(store.keys), now=MONDAY)


def differences(store, folder, cases):
    """Fill, back up and restore; all that is not the same afterwards, each by a word."""
    fill(store, cases)
    backup, keys = folder / "rows", folder / "keys-backup"
    key = store.keys.purpose_key(KeyPurpose.BACKUP)
    written = back_up(store.database, backup, key, MONDAY)
    store.keys.backup(keys)
    again = Place(folder).restore(keys, folder=folder / "new-keys")
    engine = open_database(f"sqlite:///{folder / 'new' / 'store.sqlite'}")
    with closing(_Disposing(engine)):
        restored = restore(engine, backup, again.purpose_key(KeyPurpose.BACKUP))
        found = Store(engine, again, by_name)
        held = {
            "count of rows": written == restored,
            "rows": digests(store.database) == digests(engine),
            "stages": stages(found) == stages(store),
            "documents": _documents_open(found, cases),
            "keys": len(again.check(map(id_of, range(cases))).rows_without_key) == 0,
            "log": _log_is_whole_and_goes_on(found, cases),
        }
    return [name for name, holds in held.items() if not holds]


class _Disposing:
    def __init__(self, engine):
        self.close = engine.dispose


def stages(store):
    with store.transaction() as session:
        return Counter(session.scalars(select(CaseRow.stage)))


def digests(engine):
    """One number for all rows of each table, whatever their order."""
    found = {}
    with engine.begin() as connection:
        let_into_all(connection)
        for table in tables_of(connection):
            rows = connection.execute(select(table)).yield_per(BATCH)
            found[table.name] = sum(int(_digest(row), 16) for row in rows)
    return found


def _digest(row):
    cells = [cell.replace(tzinfo=None) if hasattr(cell, "tzinfo") else cell for cell in row]
    return hashlib.sha256(repr(cells).encode()).hexdigest()


def _documents_open(store, cases):
    with store.transaction() as session:
        return all(
            on_record(session, id_of(n), id_of(n), IDENTITIES) == named(n) for n in range(cases)
        )


def _log_is_whole_and_goes_on(store, cases):
    keys = HeldKeys.of(store.keys)
    line = Line(
        kind=Kind.READ,
        actor=InRole("later", Role.AUDITOR),
        case=id_of(0),
        regime=Regime.GDPR,
        classes=frozenset({DataClass.EXISTENCE}),
    )
    with store.transaction() as session:
        return log(session, line, keys=keys, now=MONDAY) == cases + 1 and (
            verify(session, (), keys=keys).is_whole
        )
