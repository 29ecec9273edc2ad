"""Whatever reads or writes through the services: no log, no answer, and nothing done."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from relocation.actor import CENTRAL_UNIT, Function
from relocation.audit import service as log
from relocation.audit.keys import HeldKeys
from relocation.audit.model import InRole, Purpose
from relocation.cases import service as cases
from relocation.cases.kinds import PICTURE as PICTURES
from relocation.errors import LogUnwritable
from relocation.overdue import overdue
from relocation.people.model import NewAccount, NewPerson
from relocation.people.service import accounts, add_account
from relocation.permissions import Role
from relocation.placements import service as placements
from relocation.placements.rounds import recompute
from relocation.placements.sheets import sheet
from relocation.policies.service import Draft
from relocation.policies.service import propose as offer
from relocation.preparedness.service import declare, directory
from relocation.safety import service as safety
from relocation.threats.model import GroupSaid, Origin
from relocation.threats.service import picture, state
from tests.relocation.casefile.reading import asked
from tests.relocation.casework.desk import CASE, CASEWORKER, COORDINATOR, POLICE, Desk
from tests.relocation.casework.enrolled import enrolled
from tests.relocation.casework.entering import IDENTITY, REFERRAL
from tests.relocation.casework.nominating import WHY
from tests.relocation.casework.placing import TODAY, propose, situation
from tests.relocation.casework.test_killed import is_whole
from tests.relocation.casework.test_revisions import rows
from tests.relocation.casework.waiting import waits
from tests.relocation.policies.test_versions import NAME, changed
from tests.relocation.preparedness.test_declarations import DECLARED

HOUSEHOLD, _, _ = situation("0851", "")
PERSON = NewAccount(NewPerson("Bo Ny"), CENTRAL_UNIT, Function.CENTRAL_CASEWORKER)
MONTH = timedelta(days=30)
DRAFT = Draft(NAME, changed(), WHY)
GROUP = GroupSaid(
    name="Ny gruppe", severity=2, surveyed=False, as_of=TODAY,
    origin=Origin.POLICE_REPORT, certainty_percent=70,
)  # fmt: skip


def within(ask):
    """Asked for in one transaction of its own."""

    def asking(desk, placement, admin):
        with desk.store.transaction() as session:
            return ask(session, desk, placement, admin)

    return asking


def extracted(session, desk, _placement, _admin):
    auditor, keys = InRole("auditor", Role.AUDITOR), HeldKeys.of(desk.store.keys)
    return list(log.extract_for_subject(session, auditor, CASE, keys=keys, now=desk.now))


WRITES = {
    "a step": lambda d, p, _: d.do(placements.withhold_shortlist, CASEWORKER, p, WHY),
    "something new in a case": lambda d, _, __: d.do(safety.report_change, POLICE, CASE),
    "a paper": lambda d, _, __: d.do(cases.describe_household, COORDINATOR, CASE, HOUSEHOLD),
    "a new case": within(
        lambda s, d, _, __: cases.draft(s, COORDINATOR, IDENTITY, REFERRAL, d.press(0))
    ),
    "a round": lambda d, _, __: propose(d),
    "an account": within(lambda s, d, _, admin: add_account(s, admin, PERSON, d.now)),
    "a declaration": within(lambda s, d, _, __: declare(s, COORDINATOR, "0101", DECLARED, d.now)),
    "a statement": within(lambda s, d, _, __: state(s, POLICE, (GROUP,), d.now)),
    "a policy": within(lambda s, d, _, __: offer(s, CASEWORKER, DRAFT, d.now)),
}
READS = {
    "papers": within(lambda s, *_: asked(s, POLICE, CASE, PICTURES)),
    "a sheet": within(lambda s, d, p, _: sheet(s, CASEWORKER, p, Purpose.PLACEMENT, d.now)),
    "what is overdue": within(lambda s, d, *_: overdue(s, CASEWORKER, d.now + MONTH)),
    "an answer computed again": lambda d, p, _: recompute(d.store, CASEWORKER, p, d.now),
    "the accounts": within(lambda s, d, _, admin: accounts(s, admin, d.now)),
    "the directory": within(lambda s, d, _, __: directory(s, CASEWORKER, d.now)),
    "the threat picture": within(lambda s, d, _, __: picture(s, CASEWORKER, TODAY, d.now)),
    "an extract of the log": within(extracted),
}
ALL = WRITES | READS


@pytest.fixture
def desk(whole_store):
    return Desk(whole_store)


def proposed(desk):
    admin, placement = enrolled(desk.store), waits(desk)
    propose(desk)
    return placement, admin


def everything(desk):
    """Every row of every table but the log's."""
    found = rows(desk.store.database)
    return {name: each for name, each in found.items() if not name.startswith("audit_")}


def renamed(desk, before, after):
    with desk.store.database.begin() as connection:
        connection.execute(text(f"ALTER TABLE {before} RENAME TO {after}"))


@pytest.mark.slow
@pytest.mark.rule("RE-11")
def test_without_the_log_nothing_is_done_and_nothing_is_answered_and_with_it_each_has_its_line(
    desk,
):
    placement, admin = proposed(desk)
    before = everything(desk)
    renamed(desk, "audit_head", "away")
    for name, do in ALL.items():
        with pytest.raises(LogUnwritable, match="nothing was done"):
            pytest.fail(f"{name}: {do(desk, placement, admin)}")
    renamed(desk, "away", "audit_head")
    assert everything(desk) == before

    for name, do in (READS | WRITES).items():
        lines = desk.counted()["audit_lines"]
        do(desk, placement, admin)
        assert (name, desk.counted()["audit_lines"] > lines) == (name, True)
    assert is_whole(desk)
