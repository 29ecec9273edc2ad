"""Policies: proposed by one, adopted by another, never changed, read by date."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from relocation.actor import Function
from relocation.audit.keys import HeldKeys
from relocation.audit.service import write
from relocation.audit.tables import AuditLine
from relocation.deadlines.policy import DeadlinePolicy
from relocation.deadlines.working_days import civil_day
from relocation.errors import EntryRefused, NotFound, QuotaReached
from relocation.nominations.steps import NOMINATION, State
from relocation.people.acting import person_of
from relocation.policies.model import SHIPPED, PolicyName, Status
from relocation.policies.reading import read, shipped
from relocation.policies.service import Draft, adopt, history, policy_at, propose
from relocation.policies.tables import PolicyRow
from relocation.proceedings import clocks
from relocation.proceedings.tables import ProceedingRow
from scoring.person import Urgency
from tests.relocation.audit.logbook import reading
from tests.relocation.desk import NOW
from tests.relocation.store.at_once import at_once

NAME = PolicyName.DEADLINES
TODAY, SPRING = date(2026, 11, 26), date(2027, 3, 1)
CASEWORKER, MAKER = Function.CENTRAL_CASEWORKER, Function.CENTRAL_DECISION_MAKER


def changed(draft_days="25", valid_from="2027-03-01"):
    """The shipped deadlines, with another day of beginning and another number of days."""
    before, mark, after = shipped(NAME).partition("[untouched.draft_days]\nvalue = ")
    head = before.replace("valid_from = 2026-11-26", f"valid_from = {valid_from}")
    return f"{head}{mark}{draft_days}\n{after.partition(chr(10))[2]}"


@pytest.fixture
def people(desk):
    return desk.actor(CASEWORKER), desk.actor(MAKER)


def proposed(desk, actor, content=None, reason="Drafts lie too long."):
    with desk.transaction() as session:
        return propose(session, actor, Draft(NAME, content or changed(), reason), NOW)


def adopted(desk, actor, number, now=NOW):
    with desk.transaction() as session:
        adopt(session, actor, NAME, number, now)


def at(desk, actor, day):
    with desk.transaction() as session:
        return policy_at(session, actor, NAME, day)


@pytest.mark.parametrize("name", list(PolicyName))
def test_the_policy_that_comes_with_the_product_is_version_1_and_proposed(desk, name):
    with desk.transaction() as session:
        found = policy_at(session, desk.admin, name, TODAY)
    assert (found.number, found.status, found.content) == (SHIPPED, Status.PROPOSED, shipped(name))


def test_a_version_counts_from_its_day_on_once_another_person_adopted_it(desk, people):
    caseworker, maker = people
    number = proposed(desk, caseworker)
    assert at(desk, caseworker, SPRING).number == SHIPPED
    adopted(desk, maker, number)
    found = [at(desk, caseworker, day).number for day in (date(2027, 2, 28), SPRING)]
    assert found == [SHIPPED, number]
    policy = read(NAME, at(desk, caseworker, SPRING).content)
    assert isinstance(policy, DeadlinePolicy)
    assert policy.untouched.draft_days == 25


@pytest.mark.rule("RE-4")
def test_who_proposed_a_policy_does_not_adopt_it_not_by_a_second_account_either(desk, people):
    caseworker, _ = people
    with desk.transaction() as session:
        person = person_of(session, caseworker)
    number = proposed(desk, caseworker)
    again = desk.actor(MAKER, whose=person)
    with pytest.raises(EntryRefused, match="who proposed a version does not adopt it"):
        adopted(desk, again, number)


@pytest.mark.rule("RE-4")
def test_the_database_itself_refuses_that_one_person_proposes_and_adopts(desk, people):
    proposed(desk, people[0])
    same = update(PolicyRow).values(adopted_by=PolicyRow.proposed_by)
    with pytest.raises(IntegrityError), desk.transaction() as session:
        session.execute(same)


@pytest.mark.parametrize("function", [f for f in Function if f not in {CASEWORKER, MAKER}])
def test_others_than_the_central_unit_read_policies_and_nothing_more(desk, function):
    other = desk.admin if function is Function.ADMINISTRATOR else desk.actor(function)
    assert at(desk, other, TODAY).number == SHIPPED
    with desk.transaction() as session:
        with pytest.raises(NotFound):
            propose(session, other, Draft(NAME, changed(), "why"), NOW)
        with pytest.raises(NotFound):
            history(session, other, NAME)


def test_a_caseworker_adopts_nothing_and_what_is_not_there_is_not_found(desk, people):
    caseworker, maker = people
    number = proposed(desk, maker)
    with pytest.raises(NotFound):
        adopted(desk, caseworker, number)
    with pytest.raises(NotFound):
        adopted(desk, maker, number + 1)


def test_a_version_is_adopted_once_and_not_for_a_day_that_is_over(desk, people):
    caseworker, maker = people
    number = proposed(desk, caseworker)
    with pytest.raises(EntryRefused, match="first day is over"):
        adopted(desk, maker, number, datetime(2027, 3, 2, 9, tzinfo=UTC))
    adopted(desk, maker, number)
    with pytest.raises(EntryRefused, match="adopted already"):
        adopted(desk, maker, number)


def test_of_two_versions_of_one_day_the_later_one_counts(desk, people):
    caseworker, maker = people
    first, second = (proposed(desk, caseworker, changed(days)) for days in ("25", "26"))
    adopted(desk, maker, second)
    adopted(desk, maker, first)
    assert at(desk, maker, SPRING).number == second


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("valid_from = ", "not TOML"),
        (changed("0"), "draft_days.value: out_of_range"),
        (changed('"secret"'), "wrong_kind; write a whole number"),
        (shipped(PolicyName.STORE), "unknown|lacks|missing"),
        ("x" * 200_001, "more than 200000 characters"),
        ("steps = 3\n", "content"),
    ],
)
def test_a_text_that_is_no_policy_of_the_name_is_refused_without_its_values(
    desk, people, content, says
):
    with pytest.raises(EntryRefused, match=says) as refused:
        proposed(desk, people[0], content)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("name", list(PolicyName))
@pytest.mark.parametrize("content", ["", "version = 3", "weights = 3\nsteps = 3\noutbox = 3"])
def test_no_kind_of_policy_is_read_from_nothing_or_from_the_wrong_kinds(name, content):
    with pytest.raises(EntryRefused):
        read(name, content)


def test_a_version_needs_its_reason(desk, people):
    with pytest.raises(EntryRefused, match="a reason has"):
        proposed(desk, people[0], reason="  ")


def test_the_history_says_who_changed_what_from_when_and_why(desk, people):
    caseworker, maker = people
    adopted(desk, maker, proposed(desk, caseworker))
    with desk.transaction() as session:
        newest, first = history(session, maker, NAME)
    assert [(c.entry, c.after) for c in newest.changed] == [
        ("untouched.draft_days.value", 25),
        ("valid_from", SPRING),
    ]
    assert newest.version.reason == "Drafts lie too long."
    assert (newest.proposed_by, newest.adopted_by) == (f"{CASEWORKER} of None", f"{MAKER} of None")
    assert (first.changed, first.proposed_by) == ((), None)


def test_the_database_does_not_say_who_proposed_and_the_log_has_every_change(desk, people):
    caseworker, maker = people
    number = proposed(desk, caseworker)
    adopted(desk, maker, number)
    with desk.transaction() as session:
        row = session.scalars(select(PolicyRow)).one()
        known = {person_of(session, who) for who in people} | {who.user for who in people}
        lines = session.scalars(select(AuditLine.detail).order_by(AuditLine.number)).all()
    assert not {row.proposed_by, row.adopted_by} & known
    assert lines[-2:] == ["policies.propose.deadlines", f"policies.adopt.deadlines.{number}"]


@pytest.mark.slow
def test_of_several_who_propose_at_once_each_gets_a_number_of_its_own(desk, people):
    tries = [lambda who=who: proposed(desk, who) for who in (*people, *people)]
    assert sorted(at_once(tries)) == [2, 3, 4, 5]


@pytest.mark.rule("SE-17")
def test_the_quota_is_the_one_that_was_adopted_for_the_day(desk, people):
    caseworker, maker = people
    content = shipped(PolicyName.AUDIT).replace("value = 10\n", "value = 5\n")
    content = content.replace("valid_from = 2026-11-22", "valid_from = 2027-03-01")
    with desk.transaction() as session:
        draft = Draft(PolicyName.AUDIT, content, "Five are enough.")
        number = propose(session, caseworker, draft, NOW)
    with desk.transaction() as session:
        adopt(session, maker, PolicyName.AUDIT, number, NOW)
    assert opened(desk, datetime(2027, 2, 28, 12, tzinfo=UTC)) == 10
    assert opened(desk, datetime(2027, 3, 1, 12, tzinfo=UTC)) == 5


def opened(desk, now):
    """How many cases somebody opens on a day before being stopped."""
    keys = HeldKeys.of(desk.store.keys)
    for number in range(20):
        with desk.transaction() as session:
            try:
                write(session, reading(f"case-{number}"), keys=keys, now=now)
            except QuotaReached:
                return number
    return None


@pytest.mark.rule("REL-10")
def test_a_deadline_is_counted_by_the_policy_of_the_day_on_which_it_begins(desk, people):
    caseworker, maker = people
    before, mark, after = changed().partition("[steps.necessity]\nvalue = ")
    content = f"{before}{mark}[1, 1, 1]\n{after.partition(chr(10))[2]}"
    adopted(desk, maker, proposed(desk, caseworker, content))
    days = (date(2027, 2, 25), date(2027, 3, 1))
    assert [due_when_submitted(desk, day) - day for day in days] == [
        timedelta(days=5),
        timedelta(days=1),
    ]


def due_when_submitted(desk, day):
    """The day by which an urgent nomination is answered that came in on a day."""
    now = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    with desk.transaction() as session:
        row = ProceedingRow(state=State.SUBMITTED, urgency=Urgency.URGENT)
        clocks.move(session, row, NOMINATION, (State.ENDORSED, None), now)
        return civil_day(row.due)
