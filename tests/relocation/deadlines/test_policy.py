"""The dated numbers of deadlines: read whole or refused, and what follows from them."""

import tomllib
from copy import deepcopy

import pytest

from relocation.deadlines.awaited import Awaited
from relocation.deadlines.deadline import Allowance, Unit
from relocation.deadlines.page import PAGE, page
from relocation.deadlines.policy_file import FOLDER, LATEST, load_deadlines, read_deadlines
from scoring.person import Urgency
from scoring.policy_refused import PolicyError
from tests.relocation.deadlines.moments import at, clock, day_of

POLICY = load_deadlines()
DOCUMENT = tomllib.loads((FOLDER / f"{LATEST}.toml").read_text(encoding="utf-8"))


def changed(place, value):
    """The document with one entry replaced, or left out where the value is None."""
    document = deepcopy(DOCUMENT)
    *above, last = place.split(".")
    table = document
    for key in above:
        table = table[key]
    if value is None:
        del table[last]
    else:
        table[last] = value
    return document


@pytest.mark.parametrize("name", sorted(POLICY.numbers))
@pytest.mark.rule("REL-10")
def test_every_number_is_proposed_and_says_unit_reason_and_what_moves_with_it(name):
    number = POLICY.numbers[name]
    assert number.status == "proposed"
    assert all([number.unit, number.reason, number.sensitivity])


@pytest.mark.parametrize("awaited", Awaited)
@pytest.mark.rule("REL-10")
def test_acute_counts_hours_and_the_rest_working_days(awaited):
    units = [POLICY.allowance(awaited, urgency).unit for urgency in Urgency]
    assert units == [Unit.HOURS, Unit.WORKING_DAYS, Unit.WORKING_DAYS]


@pytest.mark.parametrize(
    "place", ["steps.necessity", "days_off.labour_day", "untouched.draft_days", "valid_from"]
)
def test_a_gap_is_refused(place):
    with pytest.raises(PolicyError, match="missing"):
        read_deadlines(changed(place, None))


@pytest.mark.parametrize("place", ["steps.dance", "days_off.birthday", "steps.necessity.colour"])
def test_an_unknown_key_is_refused_without_naming_it(place):
    with pytest.raises(PolicyError, match="unknown_key") as refused:
        read_deadlines(changed(place, DOCUMENT["steps"]["necessity"]))
    assert place.rpartition(".")[2] not in str(refused.value)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("steps.necessity.value", [12, 3]),
        ("steps.necessity.value", [12, 3, 10, 20]),
        ("steps.necessity.value", [0, 3, 10]),
        ("steps.necessity.value", [12, 4, 3]),
        ("steps.necessity.value", [1.5, 3, 10]),
        ("steps.necessity.status", "guessed"),
        ("steps.necessity.unit", " "),
        ("steps", 3),
        ("after.overdue.value", [2, 0, 3]),
        ("after.unread_hours.value", 0),
        ("after.review_days.value", 0),
        ("after.follow_up_months.value", 0),
        ("after.renewed_assessment_months.value", 0),
        ("untouched.warning_days.value", 0),
        ("untouched.warning_days.value", 20),
        ("untouched.draft_days.value", 5),
        ("untouched.nomination_days.value", 5),
        ("days_off.labour_day.value", 1),
        ("valid_from", "2026-11-26"),
    ],
)
def test_a_number_without_sense_is_refused(place, value):
    with pytest.raises(PolicyError, match="; "):
        read_deadlines(changed(place, value))


def test_a_policy_that_is_not_there_is_refused_with_the_names_of_those_that_are():
    with pytest.raises(PolicyError, match=LATEST):
        load_deadlines("deadlines-1999")


@pytest.mark.parametrize(
    ("name", "day"),
    [("constitution_day", (6, 5)), ("christmas_eve", (12, 24)), ("new_years_eve", (12, 31))],
)
@pytest.mark.rule("RE-16")
def test_a_day_off_is_a_working_day_when_the_policy_says_so(name, day):
    without = read_deadlines(changed(f"days_off.{name}.value", False))
    assert POLICY.calendar.days_off - without.calendar.days_off == {day}


def test_a_deadline_is_made_of_the_allowance_and_the_calendar():
    made = POLICY.deadline(Awaited.NECESSITY, Urgency.STANDARD, clock("2026-12-21 10:00"))
    assert (day_of(made.due), made.allowance) == ("2027-01-08", Allowance(10, Unit.WORKING_DAYS))


@pytest.mark.parametrize(
    ("urgency", "told"), [("acute", "2026-11-27 12:00"), ("urgent", "2026-11-30 23:59")]
)
@pytest.mark.rule("REL-10")
def test_what_stays_overdue_is_told_of_after_hours_or_working_days(urgency, told):
    found = POLICY.escalates_at(at("2026-11-27 10:00"), Urgency(urgency))
    assert found.replace(second=0, microsecond=0) == at(told)


def test_an_unread_warning_is_told_of_a_day_after_it_was_sent_also_when_summer_time_begins():
    assert POLICY.unread_at(at("2026-03-28 12:00")) == at("2026-03-29 13:00")


@pytest.mark.rule("REL-10")
def test_an_acute_judgement_is_reviewed_within_working_days():
    assert day_of(POLICY.review(clock("2026-11-27 22:00")).due) == "2026-12-04"


@pytest.mark.parametrize(
    ("expiry", "warns", "ends"),
    [
        (POLICY.draft_expiry, "2026-11-23", "2026-11-30"),
        (POLICY.nomination_expiry, "2026-12-21", "2026-12-30"),
    ],
)
@pytest.mark.rule("WF-25")
def test_what_nobody_touches_is_warned_of_and_then_expires(expiry, warns, ends):
    made = expiry(at("2026-11-02 10:00"))
    assert (day_of(made.warns_at), day_of(made.expires_at)) == (warns, ends)


@pytest.mark.parametrize(
    ("now", "must_warn"), [("2026-11-23 23:00", False), ("2026-11-24 01:00", True)]
)
@pytest.mark.rule("WF-25")
def test_the_warning_is_due_when_its_day_is_over(now, must_warn):
    assert POLICY.draft_expiry(at("2026-11-02 10:00")).must_warn(at(now)) is must_warn


@pytest.mark.parametrize(
    ("now", "warned", "ends"),
    [
        ("2026-11-30 23:00", "2026-11-24 01:00", False),
        ("2026-12-01 01:00", "2026-11-23 10:00", True),
        ("2026-12-01 01:00", None, False),  # no warning went out
        ("2026-12-01 01:00", "2026-11-27 10:00", False),  # it went out late
        ("2026-12-05 01:00", "2026-11-27 10:00", True),
        ("2026-12-01 01:00", "2026-11-01 10:00", False),  # somebody touched it afterwards
    ],
)
@pytest.mark.rule("WF-25")
def test_nothing_expires_without_a_warning_that_had_its_full_days(now, warned, ends):
    made = POLICY.draft_expiry(at("2026-11-02 10:00"))
    assert made.is_expired(at(now), warned and at(warned)) is ends


@pytest.mark.rule("REL-10")
def test_the_page_of_the_deadlines_is_fresh():
    assert PAGE.read_text(encoding="utf-8") == page(POLICY)


@pytest.mark.rule("RE-16", "SE-11")
@pytest.mark.parametrize(
    ("closed", "last_day"),
    [
        ("2028-02-29 12:00", "2030-03-01"),
        ("2027-03-31 12:00", "2029-03-31"),
        ("2026-12-31 23:30", "2028-12-31"),
    ],
)
def test_a_follow_up_has_its_full_months_also_from_the_29_of_february(closed, last_day):
    assert day_of(POLICY.follow_up_ends(at(closed))) == last_day
