"""Everybody's desk: accounts of several authorities, one case, and buttons pressed one by one."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from threading import Lock
from typing import Any
from uuid import uuid4

from sqlalchemy import text

from relocation.access.model import Entry
from relocation.access.service import put_on_list
from relocation.access.tables import CaseRow
from relocation.actor import Actor, Assurance, Function, PersonId
from relocation.cases.kinds import PICTURE
from relocation.documents.kinds import Paper
from relocation.documents.service import on_record, write
from relocation.handovers import terms
from relocation.nominations import service as nominations
from relocation.outbox.tables import OutboxMessage
from relocation.parties import CENTRAL_UNIT
from relocation.partners import service as partners
from relocation.people.reading import NAME
from relocation.people.tables import AccountRow, PersonRow
from relocation.permissions import Role, Stage
from relocation.placements import service as placements
from relocation.placements.model import Receiver
from relocation.proceedings.model import Moved, Press
from relocation.proceedings.service import account_ref
from relocation.proceedings.tables import ProceedingRow
from relocation.safety import service as safety
from relocation.staffing import leaving
from relocation.staffing.naming import name
from relocation.store import Store, keys_of
from relocation.threats.statements import AS_JSON, SEALED, WORDS
from relocation.threats.tables import StatementRow
from relocation.wall import let_in, let_into_all

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
JOINED = datetime(2026, 2, 3, 7, 8, 9, tzinfo=UTC)
"""When everybody came to work: a moment in which nothing happens in any case."""
CASE = "a" * 32
KEYS, ENROLLING = count(), Lock()
BEGIN = (
    nominations.draft, safety.report_change, terms.propose, partners.name_partner, name,
    leaving.take_off, leaving.deny, leaving.lift,
)  # fmt: skip
"""Buttons that begin something new in a case."""


def account(user, organisation, function, *qualifications):
    return Actor(user, organisation, function, frozenset(qualifications), Assurance.SIGNED_IN)


COORDINATOR = account("coordinator", "municipality-0101", Function.MUNICIPAL_EXIT_COORDINATOR)
POLICE = account("police", "police-01", Function.POLICE_EXIT_COORDINATOR)
PROBATION = account("probation", "probation", Function.PROBATION_OFFICER)
CASEWORKER = account("caseworker", "central", Function.CENTRAL_CASEWORKER)
DECIDER = account("decider", "central", Function.CENTRAL_DECISION_MAKER)
OTHER_DECIDER = account("other-decider", "central", Function.CENTRAL_DECISION_MAKER)
RECEIVER = account("receiver", "municipality-0751", Function.MUNICIPAL_EXIT_COORDINATOR)
POLICE_THERE = account("police-there", "police-oestjylland", Function.POLICE_EXIT_COORDINATOR)
STRANGER = account("stranger", "municipality-0101", Function.MUNICIPAL_EXIT_COORDINATOR)
ROLES = {
    COORDINATOR: Role.MUNI_SENDER,
    POLICE: Role.POLICE_SENDER,
    PROBATION: Role.PROBATION_PARTY,
    CASEWORKER: Role.CENTRAL_CASEWORKER,
    DECIDER: Role.CENTRAL_DECISION_MAKER,
    OTHER_DECIDER: Role.CENTRAL_DECISION_MAKER,
}


def by_name(_session, actor):
    """What stands before a dot is the person: `police.second` is another account of `police`."""
    return PersonId(actor.user.split(".")[0])


def entry(who, role):
    return Entry(
        reader=who.user, organisation=who.organisation, role=role, since=MONDAY, reason="the case"
    )


def listed(session, case, who, role):
    """On the list; of the central unit only whoever the register knows counts."""
    if role in CENTRAL_UNIT and "." not in who.user:
        enrol(session, who)
    put_on_list(session, case, entry(who, role))


def person_id(who):
    return f"person-{who.user}"


def enrol(session, who):
    """Somebody in the register of people, by no steps: a person with one account."""
    person = person_id(who)
    if session.get(AccountRow, who.user) is not None:
        return
    session.add(PersonRow(id=person, name=NAME.sealed(session, person, who.user)))
    session.flush()
    session.add(
        AccountRow(
            id=who.user,
            person_id=person,
            organisation=who.organisation,
            function=who.function,
            since=JOINED,
        )
    )


@dataclass
class Desk:
    """One store, with a clock that moves when it is told."""

    store: Store
    now: datetime = MONDAY
    last: dict[str, int] = field(default_factory=dict)

    def open_case(self, case=CASE, stage=Stage.ENROLLED, roles=None):
        """A case at a stage with everybody on its list, by no steps; for what comes later."""
        with self.store.transaction() as session:
            keys_of(session).new_case_key(case, self.now)
            session.add(CaseRow(id=case, stage=stage, opened=self.now))
            session.flush()
            state = "referred" if stage is Stage.REFERRED else "admitted"
            session.add(
                ProceedingRow(
                    id=case,
                    case_id=case,
                    workflow="case",
                    state=state,
                    version=1,
                    urgency="standard",
                    opened=self.now,
                    begun=1,
                    touched=self.now,
                )
            )
            session.flush()
            for who, role in (ROLES if roles is None else roles).items():
                listed(session, case, who, role)
        return case

    def stands(self, row: str, state: str, stage: str | None = None) -> None:
        """Something stands in a state, and its case at a stage, by no steps."""
        with self.store.transaction() as session:
            found = session.get_one(ProceedingRow, row)
            found.state = state
            if stage is not None:
                session.get_one(CaseRow, found.case_id).stage = stage

    def join(self, who, role, case=CASE):
        with self.store.transaction() as session:
            listed(session, case, who, role)

    def below(self, parent: str, workflow: str) -> str:
        """The id of what belongs to something."""
        (found,) = (row.id for row in self.rows(workflow) if row.parent == parent)
        return found

    def press(self, version: int, key: str | None = None) -> Press:
        return Press(version, key or f"key-{next(KEYS)}", self.now)

    def do(self, button: Any, who: Any, row: str, *given: Any, **how: Any) -> Moved:
        """Press a button on what one sees now; with `version` or `key` on what one saw before."""
        version = how.get("version")
        seen = self._seen(button, row) if version is None else version
        press = self.press(seen, how.get("key"))
        with self.store.transaction() as session:
            return button(session, who, row, *given, press)

    def contact(self, placement: str, told: Any, *who: Any, **how: Any) -> Moved:
        """The caseworker contacts the receiver; with `also` for others than whole accounts."""
        named = (*self.at_receiver(*who), *how.pop("also", ()))
        button = placements.contact_receiver
        return self.do(button, how.pop("by", CASEWORKER), placement, (told, named), **how)

    def at_receiver(self, *who: Any, classes: Any = None) -> tuple[Receiver, ...]:
        """Accounts of the register of people, as they are named at a contact."""
        # Presses are sent by several at once, and only one of them can come to work first.
        with ENROLLING, self.store.transaction() as session:
            for each in who:
                enrol(session, each)
        return tuple(Receiver(each.user, classes) for each in who)

    def same_person(self, who: Any, other: Any) -> None:
        """The register knows another account as the same person's."""
        with self.store.transaction() as session:
            session.get_one(AccountRow, other.user).person_id = person_id(who)

    def write(self, case: str, kind: Any, content: Any, row: str | None = None) -> None:
        """A paper of a case by no step; for what comes later."""
        with self.store.transaction() as session:
            let_in(session, case)
            write(session, POLICE, case, row or case, Paper(kind, content), self.now)

    def kept(self, case: str, row: str | None, kind: Any) -> Any:
        """The newest paper of a kind as it lies in the store, whoever may read it."""
        with self.store.transaction() as session:
            let_in(session, case)
            return on_record(session, case, row, kind)

    def picture(self, case: str) -> Any:
        return self.kept(case, None, PICTURE)

    def state(self, session: Any, said: Any, number: int) -> None:
        """A statement of the threat picture by nobody's account: the desk has none."""
        row, kind = uuid4().hex, WORDS[type(said)]
        content = {"kind": kind, "says": AS_JSON[kind].dump_python(said, mode="json")}
        sealed = SEALED.sealed(session, row, content)
        session.add(
            StatementRow(id=row, number=number, written=self.now, author="police", sealed=sealed)
        )

    def _seen(self, button: Any, row: str) -> int:
        if button not in BEGIN:
            return self.version(row)
        return self.version(row if button is not terms.propose else self.row(row).case_id, True)

    def account_ref(self, who: Any, case: str) -> str:
        with self.store.transaction() as session:
            return account_ref(session, case, who.user)

    def version(self, row: str, is_whole_case: bool = False) -> int:
        """Of a thing, or of the case whole, in which something new begins."""
        table = "cases" if is_whole_case else "proceedings"
        asked = text(f"SELECT version FROM {table} WHERE id = :id")  # noqa: S608
        with self.store.database.connect() as connection:
            return connection.execute(asked, {"id": row}).scalar() or 0

    def later(self, **by: float) -> None:
        self.now += timedelta(**by)

    def row(self, id_: str) -> ProceedingRow:
        with self.store.transaction() as session:
            return session.get_one(ProceedingRow, id_)

    def rows(self, workflow: str) -> list[ProceedingRow]:
        with self.store.transaction() as session:
            found = session.query(ProceedingRow).filter_by(workflow=workflow)
            return list(found.order_by(ProceedingRow.opened, ProceedingRow.begun))

    def stage(self, case: str = CASE) -> str:
        with self.store.transaction() as session:
            return session.get_one(CaseRow, case).stage

    def messages(self) -> list[tuple[str, str]]:
        with self.store.transaction() as session:
            found = session.query(OutboxMessage.kind, OutboxMessage.subject)
            # That something moved of which no table of steps tells is said beside what they tell.
            return sorted(tuple(each) for each in found if each.kind != "case_moved")

    def logged(self) -> list[str]:
        with self.store.transaction() as session:
            asked = text("SELECT detail FROM audit_lines WHERE kind = 'step' ORDER BY number")
            return list(session.scalars(asked))

    def counted(self) -> dict[str, int]:
        """How many rows each table has."""
        with self.store.transaction() as session:
            let_into_all(session.connection())
            tables = ("proceedings", "taken_steps", "documents", "audit_lines", "outbox_messages")
            return {
                each: session.scalar(text(f"SELECT count(*) FROM {each}"))  # noqa: S608
                for each in (*tables, "kept_answers")
            }
