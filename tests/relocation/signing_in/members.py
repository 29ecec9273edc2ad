"""Accounts that enrolled, and what they show to be let in."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from pyotp import TOTP
from sqlalchemy import select, text

from relocation.actor import Function
from relocation.audit.tables import AuditLine
from relocation.errors import SignInRefused
from relocation.policies.model import PolicyName
from relocation.policies.reading import shipped
from relocation.policies.service import Draft, adopt, propose
from relocation.schema import known_tables
from relocation.signing_in.enrolling import confirm, enrol
from relocation.signing_in.letting_in import sign_in
from relocation.signing_in.model import Attempt, Enrolment
from relocation.signing_in.service import issue_enrolment
from relocation.signing_in.sessions import session_of
from relocation.wall import let_into_all
from tests.relocation.desk import NOW

CHOSEN = "fire grønne lamper ved åen"
ANOTHER = "syv blå cykler under træet"
ADDRESS = "203.0.113.7"
OTHERS = tuple(each for each in Function if each is not Function.ADMINISTRATOR)
"""Everybody but the administrator."""
COORDINATOR = Function.MUNICIPAL_EXIT_COORDINATOR
STEP = timedelta(seconds=30)
LATER = NOW + timedelta(minutes=5)
"""After the enrolment, whose own code is used up."""


@dataclass(frozen=True)
class Member:
    """An account that enrolled, with everything that its person knows."""

    user: str
    name: str
    secret: str
    recovery: tuple[str, ...]
    password: str = CHOSEN

    def code(self, now):
        return TOTP(self.secret).at(now)

    def attempt(self, now, **changes):
        shown = Attempt(self.name, self.password, self.code(now), ADDRESS)
        return replace(shown, **changes)


def issued(desk, user, now=NOW, name=None):
    with desk.transaction() as session:
        return issue_enrolment(session, desk.admin, user, name, now)


def begun(desk, code, password=CHOSEN, now=NOW):
    return enrol(desk.store, Enrolment(code, ADDRESS), password, now)


def confirmed(desk, code, secret, now=NOW):
    return confirm(desk.store, Enrolment(code, ADDRESS), TOTP(secret).at(now), now)


def enrolled(desk, user=None, now=NOW, name=None):
    user = user or desk.added(COORDINATOR)
    given = issued(desk, user, now, name)
    setting_up = begun(desk, given.code, now=now)
    recovery = confirmed(desk, given.code, setting_up.secret, now)
    return Member(user, given.name, setting_up.secret, recovery)


def let_in(desk, member, now=LATER, **changes):
    return sign_in(desk.store, member.attempt(now, **changes), now)


def is_let_in(desk, member, now=LATER, **changes):
    try:
        return let_in(desk, member, now, **changes) is not None
    except SignInRefused:
        return False


def at_request(desk, token, now):
    with desk.transaction() as session:
        return session_of(session, token, now)


def refused(desk, member, now=LATER, **changes):
    """What somebody was told who was not let in."""
    with pytest.raises(SignInRefused) as told:
        let_in(desk, member, now, **changes)
    return type(told.value), str(told.value)


def adopted(desk, *changes):
    """The policy of signing in with other numbers, proposed by one and adopted by another."""
    first, second = (desk.actor(Function.CENTRAL_DECISION_MAKER) for _ in range(2))
    content = shipped(PolicyName.SIGN_IN)
    for before, after in changes:
        content = content.replace(before, after)
    content = content.replace("valid_from = 2026-11-22", f"valid_from = {NOW.date()}")
    with desk.transaction() as session:
        number = propose(session, first, Draft(PolicyName.SIGN_IN, content, "A try."), NOW)
        adopt(session, second, PolicyName.SIGN_IN, number, NOW)


def logged(desk):
    with desk.transaction() as session:
        return list(session.scalars(select(AuditLine.detail).order_by(AuditLine.number)))


def dump(desk):
    """Every value of every row of the database, as bytes."""
    with desk.transaction() as session:
        let_into_all(session.connection())
        rows = [
            row
            for table in known_tables().sorted_tables
            for row in session.execute(text(f'SELECT * FROM "{table.name}"'))  # noqa: S608
        ]
    return b"\n".join(plain(value) for row in rows for value in row)


def plain(value):
    return bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
