"""The one writer path: once, whole, by the right person, on what was seen, or not at all."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from relocation.errors import (
    KeyReused,
    LogUnwritable,
    Missing,
    NotAllowed,
    RelocationError,
    Stale,
    StepNotOpen,
)
from relocation.nominations import service as nominations
from relocation.permissions import Role
from relocation.proceedings.model import Moved
from relocation.wall import let_into_all
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    POLICE,
    account,
)
from tests.relocation.casework.nominating import (
    PRESSED,
    REQUEST,
    TO_JUDGED,
    TO_SUBMITTED,
    WHY,
    brought,
    drafted,
    take,
)
from tests.relocation.store.at_once import at_once

EIGHT = [account(f"decider{n}", "central", DECIDER.function) for n in range(8)]


def second_account(who, **other):
    """Another account of the same person."""
    return replace(who, user=f"{who.user}.second", **other)


def outcome(do, *given, **how):
    try:
        return do(*given, **how)
    except RelocationError as refused:
        return refused


def deciding_at_once(desk, case):
    """What each of eight got who confirm the same judgement at the same moment."""
    desk.open_case(case)
    for each in EIGHT:
        desk.join(each, Role.CENTRAL_DECISION_MAKER, case)
    nomination = drafted(desk, case=case)
    for step in TO_JUDGED:
        take(desk, nomination, step)
    version = desk.version(nomination)
    presses = [
        lambda who=who: outcome(desk.do, nominations.confirm, who, nomination, WHY, version=version)
        for who in EIGHT
    ]
    return version, at_once(presses)


def faults_of_eight(desk, number):
    """What was wrong when eight confirmed at once: one wins, and the others learn the version."""
    version, got = deciding_at_once(desk, f"{number:032x}")
    won = [each.version for each in got if isinstance(each, Moved)]
    late = [(each.version, each.changed) for each in got if isinstance(each, Stale)]
    is_right = (won, late) == ([version + 1], [(version + 1, ("confirm",))] * 7)
    return [] if is_right else [f"round {number}: {len(won)} won, {len(late)} were told"]


@pytest.mark.slow
@pytest.mark.rule("RE-2", "RE-6")
def test_of_eight_who_confirm_at_once_one_wins_and_the_others_learn_the_version(desk):
    assert [each for number in range(30) for each in faults_of_eight(desk, number)] == []


@pytest.mark.rule("RE-6")
def test_a_press_on_what_was_changed_meanwhile_says_what_and_how_to_go_on(desk):
    nomination = brought(desk, "request")
    seen = desk.version(nomination)
    for step in ("endorse", "submit"):
        take(desk, nomination, step)
    before = desk.counted()
    with pytest.raises(Stale, match="version 4 by now, since then: endorse, submit\n") as refused:
        take(desk, nomination, "withdraw", version=seen)
    assert refused.value.version == desk.version(nomination)
    assert desk.counted() == before


@pytest.mark.rule("RE-5")
def test_a_step_pressed_twice_under_one_key_is_taken_once_and_answered_alike(desk):
    nomination = brought(desk)
    first = take(desk, nomination, "request", version=1, key="one")
    after = desk.counted()
    assert take(desk, nomination, "request", version=1, key="one") == first
    assert desk.counted() == after


@pytest.mark.rule("RE-5")
@pytest.mark.parametrize(
    ("step", "version"), [("endorse", 2), ("withdraw", 2), ("withdraw", 1)], ids=str
)
def test_a_key_with_another_step_paper_or_version_is_refused(desk, step, version):
    nomination = brought(desk, "request")
    desk.do(nominations.withdraw, POLICE, nomination, "the candidate asks", version=2, key="one")
    before = desk.counted()
    with pytest.raises(KeyReused):
        take(desk, nomination, step, POLICE, version=version, key="one")
    assert desk.counted() == before


@pytest.mark.rule("RE-5")
def test_the_same_key_of_another_user_is_another_press(desk):
    nomination = brought(desk)
    take(desk, nomination, "request", key="one")
    assert take(desk, nomination, "endorse", key="one").state == "endorsed"


@pytest.mark.rule("RE-4")
@pytest.mark.parametrize("requester", [POLICE, second_account(POLICE)], ids=lambda who: who.user)
def test_who_asked_does_not_endorse_not_from_a_second_account_either(desk, requester):
    nomination = brought(desk)
    desk.join(second_account(POLICE), Role.POLICE_SENDER)
    take(desk, nomination, "request", requester)
    with pytest.raises(Missing) as refused:
        take(desk, nomination, "endorse", POLICE)
    assert set(refused.value.needs) == {"not_the_requester"}


@pytest.mark.rule("RE-4")
def test_who_judged_does_not_confirm_after_a_change_of_role(desk):
    nomination = brought(desk, *TO_JUDGED)
    promoted = second_account(CASEWORKER, function=DECIDER.function)
    desk.join(promoted, Role.CENTRAL_DECISION_MAKER)
    desk.join(CASEWORKER, Role.CENTRAL_DECISION_MAKER)
    for who in (promoted, CASEWORKER):
        with pytest.raises(Missing) as refused:
            take(desk, nomination, "confirm", who)
        assert set(refused.value.needs) == {"not_the_judge"}


@pytest.mark.rule("RE-2")
@pytest.mark.parametrize("step", ["submit", "withdraw"])
def test_where_the_log_cannot_be_written_nothing_of_a_step_is_left(desk, step):
    nomination = brought(desk, "request", "endorse")
    before = desk.counted(), desk.stage(), desk.row(nomination).state
    with desk.store.database.begin() as connection:
        connection.execute(text("ALTER TABLE audit_head RENAME TO away"))
    with pytest.raises(LogUnwritable):
        take(desk, nomination, step)
    with desk.store.database.begin() as connection:
        connection.execute(text("ALTER TABLE away RENAME TO audit_head"))
    assert (desk.counted(), desk.stage(), desk.row(nomination).state) == before


@pytest.mark.rule("RE-2")
def test_what_is_refused_leaves_no_paper_no_answer_and_no_line(desk):
    nomination = brought(desk, *TO_SUBMITTED)
    before = desk.counted()
    for step, who, refusal in (
        ("endorse", POLICE, StepNotOpen),
        ("find_necessary", COORDINATOR, NotAllowed),
        ("return", CASEWORKER, Missing),
    ):
        _, button, *given = PRESSED[step]
        given = [replace(each, asks_for=" ") for each in given] if step == "return" else given
        with pytest.raises(refusal):
            desk.do(button, who, nomination, *given)
    assert desk.counted() == before


@pytest.mark.rule("RE-6")
def test_something_new_begins_on_the_version_of_the_case_that_was_seen(desk):
    desk.open_case()
    seen = desk.version(CASE, is_whole_case=True)
    nomination = drafted(desk)
    take(desk, nomination, "withdraw")
    with pytest.raises(Stale):
        desk.do(nominations.draft, COORDINATOR, CASE, REQUEST, version=seen)


@pytest.mark.rule("SE-10")
def test_nobody_who_took_a_step_and_nothing_handed_in_stands_in_the_database(desk):
    take(desk, brought(desk, *TO_JUDGED), "confirm")
    found = b""
    with desk.store.transaction() as session:
        let_into_all(session.connection())
        for table in ("proceedings", "taken_steps", "documents", "kept_answers", "audit_lines"):
            for row in session.execute(text(f"SELECT * FROM {table}")):  # noqa: S608
                found += b"|".join(
                    bytes(each) if isinstance(each, bytes | memoryview) else str(each).encode()
                    for each in row
                )
    assert b"relocation_request" in found, "no document was met"
    told = ("coordinator", "decider", "municipality-0101", "attacks", "nowhere else")
    assert [word for word in told if word.encode() in found] == []
