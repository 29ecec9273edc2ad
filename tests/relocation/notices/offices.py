"""A case with people of several authorities on its list, and systems that are told of it."""

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

from sqlalchemy import select

from relocation.actor import Assurance, Function
from relocation.jobs.service import hand_over
from relocation.notices import own, service
from relocation.notices.addresses import Allowed
from relocation.notices.delivering import Delivering
from relocation.notices.model import Language, NewWebhook
from relocation.notices.sending import Sender
from relocation.notices.tables import NoticeRow
from relocation.permissions import Role
from relocation.safety import service as safety
from relocation.signing_in.services import actor_for_service, issue_service
from relocation.store_policy import load_store_policy
from tests.relocation.casework.desk import CASE, Desk
from tests.relocation.desk import NOW

ORIGIN = "https://relocation.test"
HERE = Allowed((ip_network("127.0.0.0/8"),), is_embedded=True)
NUMBERS = load_store_policy().notices
ELSEWHERE = "https://receiver.test/in"


@dataclass
class Office:
    """Accounts of a municipality and of the police, and what is done at their desks."""

    people: Any
    desk: Desk
    coordinator: Any
    police: Any
    counted: list[str] = field(default_factory=list)

    @property
    def store(self):
        return self.desk.store

    def transaction(self):
        return self.store.transaction()

    def subscribe(self, organisation, address=ELSEWHERE, kinds=(), by=None, allowed=HERE):
        new = NewWebhook(organisation, address, tuple(kinds))
        with self.transaction() as session:
            return service.subscribe(session, by or self.people.admin, new, allowed, self.desk.now)

    def does(self, act, *given, by=None):
        """Something that is done with a webhook, by the administrator unless said otherwise."""
        with self.transaction() as session:
            return act(session, by or self.people.admin, *given, self.desk.now)

    def mail(self, who, address, language=Language.DANISH):
        with self.transaction() as session:
            own.tell_by_mail(session, who, address, language, self.desk.now)

    def change(self, by=None):
        """Something changes: the police are waited for to assess it."""
        return self.desk.do(safety.report_change, by or self.coordinator, CASE).row

    def tell(self):
        return hand_over(self.store, self.desk.now)

    @contextmanager
    def delivering(self, post=None, numbers=NUMBERS):
        post = post or Sender(numbers.answer_seconds, HERE)
        with Delivering(
            self.store,
            lambda: self.desk.now,
            post,
            ORIGIN,
            counted=self.counted.append,
            numbers=numbers,
        ) as delivering:
            yield delivering

    def deliver(self, post=None, numbers=NUMBERS):
        """All that is due; gives how each attempt ended."""
        self.counted.clear()
        with self.delivering(post, numbers) as delivering:
            delivering.deliver_all()
        return list(self.counted)

    def waiting(self):
        with self.transaction() as session:
            return list(session.scalars(select(NoticeRow).order_by(NoticeRow.sequence)))

    def service_of(self, who):
        """The same person through a service of its organisation."""
        with self.transaction() as session:
            given = issue_service(session, self.people.admin, who.organisation, self.desk.now)
        with self.transaction() as session:
            return actor_for_service(session, given, who.user, self.desk.now)


def made(people):
    """An office of a case: a coordinator and the police of the residence on its list."""
    people.admin = replace(people.admin, assurance=Assurance.STEPPED_UP)
    desk = Desk(people.store, now=NOW)
    coordinator = people.actor(Function.MUNICIPAL_EXIT_COORDINATOR)
    police = people.actor(Function.POLICE_EXIT_COORDINATOR)
    desk.open_case(roles={coordinator: Role.MUNI_SENDER, police: Role.POLICE_SENDER})
    desk.now += timedelta(minutes=1)
    office = Office(people, desk, coordinator, police)
    office.tell()
    return office
