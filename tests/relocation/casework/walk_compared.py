"""Whether a case in the store and in the reference are the same, and offer everybody the same."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from relocation.access.service import entries
from relocation.access.tables import CaseRow
from relocation.actor import Actor, Qualification
from relocation.overdue import overdue
from relocation.permissions import DataClass
from relocation.proceedings.service import account_ref
from relocation.proceedings.tables import ProceedingRow
from tests.relocation.casework.desk import Desk
from tests.relocation.casework.reference import ROLES, STAGES, Line, Reference, Thing, Who
from tests.relocation.casework.reference_naming import to_name

FAR = timedelta(days=3_650)
"""So much later everything that is waited for is overdue."""
SHORT = {role.value: short for short, role in ROLES.items()}
FUNCTIONS = {
    "municipal_exit_coordinator": "ms", "police_exit_coordinator": "ps",
    "probation_officer": "pp", "central_caseworker": "cw", "central_decision_maker": "dm",
}  # fmt: skip


class Differs(AssertionError):
    """The product does not do what the reference says."""


def who_is(actor: Actor) -> Who:
    """An account as the reference knows it."""
    is_consultant = Qualification.PREVENTION_CONSULTANT in actor.qualifications
    function = FUNCTIONS[actor.function.value]
    return Who(actor.user, actor.organisation, function, is_consultant)


EXISTENCE = DataClass.EXISTENCE
IN_CASE = select(ProceedingRow).where(ProceedingRow.case_id == bindparam("case"))


@dataclass
class Compared:
    """One case at a desk and in the reference.

    Attributes:
        actors: everybody who may press in it; receivers join when they are contacted.
        done: every press, for who reads of a difference.
        answers: what each press came to: that it was accepted, or how refused and for want of what.
        refs: who somebody is, by the account as this case alone knows it.
        listed: the lines of the list when they were last compared.
    """

    desk: Desk
    case: str
    reference: Reference
    actors: list[Actor]
    done: list[str] = field(default_factory=list, kw_only=True)
    answers: list[tuple[str, ...]] = field(default_factory=list, kw_only=True)
    refs: dict[str, str] = field(default_factory=dict, kw_only=True)
    listed: list[Line] = field(default_factory=list, kw_only=True)

    def compare(self) -> None:
        """Every state, stage, version and line of the list in the store is the reference's."""
        reference = self.reference
        with self.desk.store.transaction() as session:
            case = session.get_one(CaseRow, self.case)
            rows = list(session.scalars(IN_CASE, {"case": self.case}))
            self.same("stage", str(case.stage), STAGES[reference.stage].value)
            if reference.stage != "S9":
                self._compare_lists(session)
            self._meet(rows)
            by_id = {each.row: each for each in reference.things}
            for row in rows:
                thing = by_id[row.id]
                self.same(row.workflow, (row.state, row.version), (thing.state, thing.version))
            self.same("version of the case", case.version, reference.version)

    def _compare_lists(self, session: Session) -> None:
        """Whenever it should have changed, and now and then where it should not have."""
        lines = [*self.reference.lines, *self.reference.denied]
        if lines == self.listed and len(self.done) % 4:
            return
        self.listed = lines
        told = entries(session, self.case)
        self._learn(session, [each.reader for each in told])
        found = sorted((x.reader, x.organisation, SHORT[x.role.value], x.is_there) for x in told)
        wanted = sorted((x.user, x.organisation, x.role, x.is_there) for x in lines)
        self.same("list", found, wanted)

    def offered(self, actor: Actor) -> None:
        """The steps that the service offers somebody are those that the reference does.

        So is as what it could name somebody of the police, where a picture waits for one.
        """
        who, far = who_is(actor), self.desk.now + FAR
        with self.desk.store.transaction() as session:
            asked = session.begin_nested()
            told = {
                each.row: (set(each.steps), {SHORT[x] for x in each.to_name})
                for each in overdue(session, actor, far)
            }
            asked.rollback()  # Else the log would know of a moment that the walk has not come to.
            rows = session.scalars(IN_CASE, {"case": self.case})
            waited_for = {each.id for each in rows if each.due is not None}
        roles = self.reference.roles_of(who, far)
        things = self.reference.things if self._knows(roles) else ()
        every = {
            each.row: (
                set(self.reference.offered(who, each, far)),
                to_name(self.reference, who, each, far),
            )
            for each in things
            if each.row in waited_for
        }
        wanted = {row: told for row, told in every.items() if any(told) or "dm" in roles}
        self.same(f"offered to {actor.user}", told, wanted)

    def _knows(self, roles: set[str]) -> bool:
        return any(self.reference.reads(each, EXISTENCE) for each in roles)

    def _learn(self, session: Any, users: list[str]) -> None:
        """Who somebody is whose own a thing is."""
        for user in {*users, *(each.user for each in self.actors)} - set(self.refs.values()):
            self.refs[account_ref(session, self.case, user)] = user

    def _meet(self, rows: list[ProceedingRow]) -> None:
        """Find what is new in the store among what is new in the reference."""
        known = {each.row for each in self.reference.things if each.row}
        new = [each for each in rows if each.id not in known]
        while new:
            row = next((x for x in new if x.parent not in {each.id for each in new}), new[0])
            new.remove(row)
            owner = self.refs.get(row.owner or "")
            thing = next((x for x in self.reference.things if _is_like(x, row, owner)), None)
            if thing is None:
                raise self._difference("begun", row.workflow, "nothing of this kind")
            thing.row = row.id
        missing = [each.kind for each in self.reference.things if not each.row]
        self.same("not begun", [], missing)

    def same(self, what: str, found: Any, wanted: Any) -> None:
        if found != wanted:
            raise self._difference(what, found, wanted)

    def _difference(self, what: str, found: Any, wanted: Any) -> Differs:
        steps = "\n".join(self.done)
        return Differs(f"{what}: the product {found}, the reference {wanted}; after\n{steps}")


def _is_like(thing: Thing, row: ProceedingRow, owner: str | None) -> bool:
    parent = thing.parent.row if thing.parent is not None else None
    here = (thing.kind, thing.topic, thing.owner, parent)
    topic = None if row.workflow == "nomination_call" else row.topic
    return not thing.row and here == (row.workflow, topic, owner, row.parent)
