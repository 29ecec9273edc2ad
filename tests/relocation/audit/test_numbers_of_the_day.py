"""The numbers that count are those of the day on which something is done, once adopted."""

from datetime import UTC, date, datetime, timedelta

import pytest

from relocation.audit_policy import AuditPolicy, load_audit_policy, read_audit_policy
from relocation.database import transaction
from relocation.errors import QuotaReached
from relocation.policies.tables import PolicyRow
from scoring.policy import PolicyNumber
from scoring.policy_refused import PolicyError
from tests.documentation.markers import ROOT
from tests.relocation.audit.logbook import MONDAY, purposeful, reading
from tests.relocation.audit.opening import ask, open_

SHIPPED = (ROOT / "relocation/policies/audit-2026-proposed.toml").read_text(encoding="utf-8")
NUMBERS = {
    "quota_per_day": 10,
    "quota_per_day_central": 30,
    "checkpoint_lines": 500,
    "checkpoint_minutes": 60,
    "name_hours": 24,
    "break_glass_minutes": 60,
    "countersign_hours": 24,
}
FIRST = PolicyNumber(
    name="quota_per_day",
    value=10,
    unit="distinct cases a person opens on a civil day",
    status="proposed",
    reason="A local unit has a handful of open cases; who opens more in a day is looking around.",
    sensitivity="A higher number lets a curious or bribed user see more before being stopped.",
    plausible=(5, 20),
)
OUT_OF_RANGE = "out_of_range; use numbers from 1 to 100000"
TUESDAY = datetime(2026, 11, 24, 9, tzinfo=UTC)
ONLY_SQLITE = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


def of_tuesday(*changes):
    content = SHIPPED.replace("2026-11-22", "2026-11-24")
    for before, after in changes:
        content = content.replace(before, after)
    return content


@pytest.fixture
def adopted(log):
    """From Tuesday on: a quota of 6, a checkpoint after 10 minutes, 48 hours for a name."""
    changes = (
        ("value = 10\n", "value = 6\n"),
        ('value = 60\nunit = "minutes since', 'value = 10\nunit = "minutes since'),
        ('value = 24\nunit = "hours within which a second', 'value = 48\nunit = "hours, a second'),
    )
    with transaction(log.engine) as session:
        session.add(
            PolicyRow(
                id="p" * 32,
                name="audit",
                number=2,
                valid_from=date(2026, 11, 24),
                content=of_tuesday(*changes),
                status="adopted",
                reason="to try",
                proposed=MONDAY,
                proposed_by="a" * 26,
                adopted=MONDAY,
                adopted_by="b" * 26,
            )
        )
    return log


def test_the_policy_that_is_shipped_is_read_whole():
    policy = read_audit_policy(SHIPPED)
    head = {"version": "audit-2026-proposed", "valid_from": date(2026, 11, 22)}
    assert policy == AuditPolicy(**head, **NUMBERS, numbers=policy.numbers)
    assert {number.name: number.value for number in policy.numbers} == NUMBERS
    assert policy.numbers[0] == FIRST
    assert load_audit_policy() == policy


def test_a_policy_is_refused_with_line_rule_and_remedy():
    broken = SHIPPED.replace("value = 10\n", "value = 0\n").replace("[5, 20]", "[0, 20]")
    with pytest.raises(PolicyError) as refusal:
        read_audit_policy(broken)
    assert str(refusal.value) == f"line 6, quota_per_day.value: {OUT_OF_RANGE}"


def test_a_policy_that_calls_a_number_by_another_name_is_told_every_name():
    with pytest.raises(PolicyError) as refusal:
        read_audit_policy(SHIPPED.replace("[name_hours]", "[hours]"))
    names = ", ".join(sorted({"valid_from", "version", *NUMBERS}))
    assert str(refusal.value).splitlines() == [
        "name_hours: missing; write it; nothing stands in for it",
        f"line 37, policy: unknown_key; use only {names}",
    ]


@ONLY_SQLITE
def test_the_quota_is_that_of_the_day(adopted):
    for number in range(10):
        adopted.write(reading(f"case-{number}"))
    adopted.now = TUESDAY
    for number in range(6):
        adopted.write(reading(f"case-{number}"))
    with pytest.raises(QuotaReached):
        adopted.write(reading("case-6"))


@ONLY_SQLITE
def test_a_question_stays_open_for_the_hours_of_the_day(adopted):
    adopted.write(purposeful("case-1"))
    adopted.now = TUESDAY
    asked = ask(adopted)
    adopted.now += timedelta(hours=30)
    assert open_(adopted, asked) == "person-7"


@ONLY_SQLITE
def test_a_checkpoint_is_due_after_the_minutes_of_the_day(adopted, witness):
    adopted.now = TUESDAY
    adopted.fill(1)
    adopted.sign(witness)
    adopted.fill(1)
    assert adopted.sign_if_due(witness) is None
    adopted.now += timedelta(minutes=9)
    assert adopted.sign_if_due(witness).number == 2
