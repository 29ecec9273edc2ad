"""How many distinct cases somebody opens on a day; the one too many is refused and stays logged."""

from datetime import UTC, datetime, timedelta

import pytest

from relocation.audit.model import Kind
from relocation.audit.service import refusals, write, write_all
from relocation.audit_policy import NAMES, AuditPolicy, load_audit_policy, read_audit_policy
from relocation.database import transaction
from relocation.errors import QuotaReached
from relocation.outbox.tables import OutboxMessage
from relocation.permissions import DataClass, Role
from scoring.policy_refused import PolicyError
from tests.documentation.markers import ROOT
from tests.relocation.audit.logbook import note_and_log, notes, reading, somebody

POLICY = load_audit_policy()
SHIPPED = (ROOT / "relocation/policies/audit-2026-proposed.toml").read_text(encoding="utf-8")


def open_cases(log, count, actor=None, first=0):
    with transaction(log.engine) as session:
        for number in range(first, first + count):
            log.now += timedelta(seconds=1)
            write(session, reading(f"case-{number}", actor), keys=log.keys, now=log.now)


def test_ten_cases_are_opened_in_a_day(log):
    open_cases(log, 10)
    assert log.kinds() == ["read"] * 10


@pytest.mark.rule("SE-17")
def test_the_eleventh_case_of_a_day_is_stopped(log):
    open_cases(log, 10)
    with pytest.raises(QuotaReached):
        log.write(reading("case-10"))


@pytest.mark.rule("SE-17")
def test_the_refusal_stays_in_the_log_though_the_transaction_is_undone(log):
    open_cases(log, 10)
    with pytest.raises(QuotaReached):
        note_and_log(log, reading("case-10"))
    last = log.rows()[-1]
    assert (last["kind"], last["detail"], last["case_ref"]) == (
        "refused",
        "quota",
        log.keys.case_ref("case-10"),
    )
    assert notes(log.engine) == 0
    assert log.found() is None


@pytest.mark.rule("SE-17")
def test_who_was_stopped_is_reported_to_the_auditor_at_once(log):
    open_cases(log, 10)
    with pytest.raises(QuotaReached):
        log.write(reading("case-10"))
    last = log.rows()[-1]
    with transaction(log.engine) as session:
        told = session.query(OutboxMessage.kind, OutboxMessage.subject).one()
        auditor = somebody("auditor", Role.AUDITOR)
        (entry,) = refusals(session, auditor, "quota", keys=log.keys, now=log.now)
    assert told == ("refused_quota", f"{last['number']:032x}")
    assert (entry.number, entry.role, entry.user) == (
        last["number"],
        Role.MUNI_SENDER,
        log.keys.actor_ref("person-7", "case-10"),
    )
    assert log.rows()[-1]["detail"] == "refusals.quota"


@pytest.mark.rule("SE-17")
def test_of_several_lines_at_once_each_opening_counts_and_one_too_many_undoes_all(log):
    ten = [reading(f"case-{number}") for number in range(10)]
    step = reading("case-0", kind=Kind.STEP, detail="confirm")
    write_at_once(log, [ten[0], step, *ten[1:], ten[0]])
    assert log.kinds() == ["read", "step", *["read"] * 10]
    counted = [row["opening"] is not None for row in log.rows()]
    assert counted == [True, False, *[True] * 9, False]
    with pytest.raises(QuotaReached):
        write_at_once(log, [step, reading("case-10"), step])
    assert log.kinds()[12:] == ["refused"]
    assert log.found() is None


def write_at_once(log, lines):
    with transaction(log.engine) as session:
        write_all(session, lines, keys=log.keys, now=log.now)


def test_who_was_stopped_is_stopped_again(log):
    open_cases(log, 10)
    for _ in range(2):
        with pytest.raises(QuotaReached):
            log.write(reading("case-10"))
    assert log.kinds()[10:] == ["refused", "refused"]


def test_a_case_that_was_opened_today_stays_open(log):
    open_cases(log, 10)
    open_cases(log, 10)
    assert len(log.rows()) == 20


def test_an_export_opens_a_case_too(log):
    open_cases(log, 10)
    with pytest.raises(QuotaReached):
        log.write(reading("case-10", kind=Kind.EXPORT))


def test_a_step_opens_no_case(log):
    open_cases(log, 10)
    log.write(reading("case-10", kind=Kind.STEP, detail="confirm"))
    assert log.kinds()[-1] == "step"


def test_a_row_of_a_list_opens_no_case(log):
    open_cases(log, 10)
    log.write(reading("case-10", classes=frozenset({DataClass.EXISTENCE})))
    assert log.kinds()[-1] == "read"


def test_another_person_has_a_count_of_their_own(log):
    open_cases(log, 10)
    open_cases(log, 10, somebody("person-8"), first=10)
    assert len(log.rows()) == 20


@pytest.mark.rule("SE-17")
def test_the_central_unit_opens_more(log):
    central = somebody("person-9", Role.CENTRAL_CASEWORKER)
    open_cases(log, POLICY.quota_per_day_central, central)
    with pytest.raises(QuotaReached):
        log.write(reading("one-more", central))


def test_a_person_with_two_roles_has_one_count(log):
    open_cases(log, 10, somebody("person-9", Role.CENTRAL_CASEWORKER))
    with pytest.raises(QuotaReached):
        log.write(reading("one-more", somebody("person-9", Role.MUNI_SENDER)))


def test_a_case_opened_in_the_wider_role_stays_open_in_the_narrower(log):
    open_cases(log, 15, somebody("person-9", Role.CENTRAL_CASEWORKER))
    log.write(reading("case-14", somebody("person-9", Role.MUNI_SENDER)))
    assert len(log.rows()) == 16


def test_the_engine_reads_all_who_wait(log):
    open_cases(log, POLICY.highest_quota + 1, somebody("engine", Role.ENGINE))
    assert {row["opening"] for row in log.rows()} == {None}


@pytest.mark.parametrize(
    ("last", "next_day"),
    [
        # Denmark is an hour ahead in winter and two in summer.
        (datetime(2026, 11, 23, 22, 59, tzinfo=UTC), datetime(2026, 11, 23, 23, 0, tzinfo=UTC)),
        (datetime(2026, 7, 1, 21, 59, tzinfo=UTC), datetime(2026, 7, 1, 22, 0, tzinfo=UTC)),
        (datetime(2028, 2, 29, 22, 59, tzinfo=UTC), datetime(2028, 2, 29, 23, 0, tzinfo=UTC)),
    ],
)
def test_the_day_is_the_civil_day_in_denmark(log, last, next_day):
    log.now = last - timedelta(minutes=1)
    open_cases(log, 10)
    log.now = last - timedelta(minutes=1)
    with pytest.raises(QuotaReached):
        log.write(reading("case-10"))
    log.now = next_day - timedelta(minutes=1)
    log.write(reading("case-10"))
    assert log.kinds()[-1] == "read"


def test_the_message_tells_no_number():
    assert not any(letter.isdigit() for letter in str(QuotaReached()))


def test_every_number_is_proposed_with_a_reason():
    assert {number.status for number in POLICY.numbers} == {"proposed"}
    assert all(number.reason and number.sensitivity for number in POLICY.numbers)


def test_a_policy_of_ones_own_counts(log):
    one = AuditPolicy("own", POLICY.valid_from, *[1] * len(NAMES))
    log.write(reading("case-0"), policy=one)
    with pytest.raises(QuotaReached):
        log.write(reading("case-1"), policy=one)


@pytest.mark.parametrize(
    "change",
    [
        ("value = 10\n", "value = 100\n"),
        ("value = 10\n", "value = 0\n"),
        ("value = 10\n", 'value = "10"\n'),
        ("[name_hours]", "[name_minutes]"),
        ('status = "proposed"', 'status = "guessed"'),
    ],
)
def test_a_policy_that_says_something_unusable_is_refused(change):
    with pytest.raises(PolicyError):
        read_audit_policy(SHIPPED.replace(*change))


def test_the_page_names_every_number_with_its_value():
    page = (ROOT / "docs" / "reference" / "audit-log.md").read_text(encoding="utf-8")
    missing = [n.name for n in POLICY.numbers if f"| `{n.name}` | {n.value} |" not in page]
    assert missing == []


@pytest.mark.rule("RE-16", "SE-17")
def test_a_clock_that_steps_back_over_midnight_gives_no_second_quota(log):
    log.now = datetime(2026, 11, 23, 23, 5, tzinfo=UTC)
    open_cases(log, 6)
    log.now = datetime(2026, 11, 23, 22, 5, tzinfo=UTC)
    open_cases(log, 4, first=6)
    log.write(reading("case-0"))
    with pytest.raises(QuotaReached):
        log.write(reading("case-10"))
    log.now = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    open_cases(log, 4, first=10)
    with pytest.raises(QuotaReached):
        log.write(reading("case-14"))


@pytest.mark.rule("RE-16", "SE-17")
def test_a_clock_that_was_a_year_ahead_takes_nobodys_quota(log):
    log.now += timedelta(days=365)
    open_cases(log, 10)
    log.now -= timedelta(days=365)
    open_cases(log, 10, first=10)
    with pytest.raises(QuotaReached):
        log.write(reading("case-20"))
