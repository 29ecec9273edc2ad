"""Where the log cannot be written nobody is let in, nothing is used up, and nothing changes."""

import pytest
from sqlalchemy import text

from relocation.actor import municipality_id
from relocation.errors import LogUnwritable
from relocation.signing_in import vouching
from relocation.signing_in.anew import change_password, step_up
from relocation.signing_in.attempts import Back, come_back, leave
from relocation.signing_in.enrolling import confirm
from relocation.signing_in.model import Change, Enrolment, Password, Source, Subject
from relocation.signing_in.service import (
    bind_subject,
    end_sessions,
    issue_enrolment,
    sign_in_names,
    unbind_subjects,
)
from relocation.signing_in.services import actor_for_service, issue_service, services
from relocation.signing_in.sessions import begin_session, end_own_sessions, sign_out
from tests.relocation.signing_in.members import (
    ADDRESS,
    ANOTHER,
    CHOSEN,
    COORDINATOR,
    LATER,
    STEP,
    Member,
    begun,
    enrolled,
    is_let_in,
    issued,
    let_in,
)
from tests.relocation.signing_in.test_attempts import BO, back_of, vouched

pytestmark = pytest.mark.slow
NEXT = LATER + STEP
NOTHING = Back(provider="kommune", state="", browser="", address=ADDRESS)
KEPT = ("credentials", "recovery_codes", "sessions", "outside_subjects", "services")


def renamed(desk, before, after):
    with desk.store.database.begin() as connection:
        connection.execute(text(f"ALTER TABLE {before} RENAME TO {after}"))


def everything(desk):
    """Every row that somebody could be let in by, but for when a session was seen."""
    with desk.transaction() as session:
        return {
            table: sorted(map(str, session.execute(text(f"SELECT * FROM {table}"))))  # noqa: S608
            for table in KEPT
        }


def within(desk, act):
    with desk.transaction() as session:
        act(session)


def acts(desk, member, token):
    """Everything that a person, an administrator or a service does here."""
    admin, user, store = desk.admin, member.user, desk.store
    own = desk.at_work(user)
    waiting = issued(desk, desk.added(COORDINATOR, municipality_id("0751")))
    other = Member("", "", begun(desk, waiting.code).secret, ())
    subject = Subject("https://login.example", "bo")
    with desk.transaction() as session:
        bind_subject(session, admin, user, BO, LATER)
        leaving = leave(session, "kommune", "/", LATER)
    returned = come_back(store, back_of(leaving), LATER)
    with desk.transaction() as session:
        service = issue_service(session, admin, own.organisation, LATER)
    return {
        "sign in": lambda: let_in(desk, member, NEXT),
        "be refused": lambda: let_in(desk, member, NEXT, password=ANOTHER),
        "recovery": lambda: let_in(desk, member, NEXT, code=member.recovery[0]),
        "step up": lambda: step_up(store, token, Password(CHOSEN), LATER),
        "password": lambda: change_password(
            store, token, Change(CHOSEN, member.code(NEXT), ANOTHER), LATER
        ),
        "confirm": lambda: confirm(
            store, Enrolment(waiting.code, ADDRESS), other.code(LATER), LATER
        ),
        "outside": lambda: within(desk, lambda s: begin_session(s, user, Source.OUTSIDE, LATER)),
        "vouched": lambda: vouching.let_in(store, returned, vouched(own), LATER),
        "not vouched": lambda: vouching.let_in(
            store, returned, vouched(own, organisation=None), LATER
        ),
        "refused outside": lambda: vouching.refuse_returned(store, "code", LATER),
        "come back by nothing": lambda: come_back(store, NOTHING, LATER),
        "sign out": lambda: within(desk, lambda s: sign_out(s, token, LATER)),
        "everywhere": lambda: within(desk, lambda s: end_own_sessions(s, own, LATER)),
        "enrol": lambda: within(desk, lambda s: issue_enrolment(s, admin, user, None, LATER)),
        "end": lambda: within(desk, lambda s: end_sessions(s, admin, user, LATER)),
        "names": lambda: within(desk, lambda s: sign_in_names(s, admin, LATER)),
        "bind": lambda: within(desk, lambda s: bind_subject(s, admin, user, subject, LATER)),
        "unbind": lambda: within(desk, lambda s: unbind_subjects(s, admin, user, LATER)),
        "services": lambda: within(desk, lambda s: services(s, admin, LATER)),
        "serve": lambda: within(desk, lambda s: actor_for_service(s, service, user, LATER)),
        "serve nobody": lambda: within(desk, lambda s: actor_for_service(s, service, "", LATER)),
    }


@pytest.mark.rule("SE-20", "RE-11")
def test_without_the_log_nobody_is_let_in_or_out_and_no_code_is_used_up(desk):
    member = enrolled(desk)
    token = let_in(desk, member).token
    tries = acts(desk, member, token)
    before = everything(desk)
    renamed(desk, "audit_head", "away")
    for name, act in tries.items():
        with pytest.raises(LogUnwritable, match="nothing was done"):
            pytest.fail(f"{name}: {act()}")
    renamed(desk, "away", "audit_head")
    assert everything(desk) == before
    assert is_let_in(desk, member, NEXT)
