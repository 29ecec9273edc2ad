"""What a check of a place tells of safety, to whom the access matrix does not let read it."""

import pytest

from relocation.nominations import service as nominations
from relocation.permissions import DataClass, Level, Role, Stage, level
from relocation.placements import checks
from relocation.placements.record import CAN_BE_FOUND
from tests.relocation.casework.desk import CASE, CASEWORKER, DECIDER
from tests.relocation.casework.nominating import REQUEST, WHY
from tests.relocation.casework.relocating import CHOSEN, HOME
from tests.relocation.casework.telling import lacks
from tests.relocation.casework.test_earlier_homes import assess, lives_there

CENTRAL = (CASEWORKER, DECIDER)
ASKED = ("check_due", "nomination_called_for")


def asked_of(desk, left):
    """A check of where somebody lives, after the police wrote that it left this place."""
    lives_there(desk)
    assess(desk, left)
    (check,) = desk.rows("place_check")
    return check.id


def told(desk, check):
    """Of each officer, each state and each press: what the press lacks."""
    found = {}
    for state in ASKED:
        desk.stands(check, state)
        for who in CENTRAL:
            for why in (WHY, " "):
                found[state, who.user, "holds", why] = lacks(
                    desk, checks.find_it_holds, who, check, why
                )
            if state == "check_due":
                found[state, who.user, "called"] = lacks(
                    desk, checks.call_for_nomination, who, check, " "
                )
    return found


@pytest.mark.slow
@pytest.mark.rule("REL-9", "SE-1")
@pytest.mark.parametrize("left", [CHOSEN.code, HOME.code])
def test_once_a_new_relocation_begins_no_refusal_of_a_check_speaks_of_safety(desk, left):
    check = asked_of(desk, left)
    desk.do(nominations.draft, CHOSEN.coordinator, CASE, REQUEST)
    assert desk.stage() == Stage.ENROLLED
    assert level(Role.CENTRAL_CASEWORKER, DataClass.SAFETY, Stage.ENROLLED) is Level.NOTHING
    for who in CENTRAL:
        desk.stands(check, "nomination_called_for")
        assert lacks(desk, checks.find_it_holds, who, check, WHY) == {"can_be_found"}
        desk.stands(check, "check_due")
        assert lacks(desk, checks.call_for_nomination, who, check, " ") == {"closed_or_reasons"}
        is_closed = left == CHOSEN.code
        asked = {"reasons", *(["can_be_found"] if is_closed else [])}
        assert lacks(desk, checks.find_it_holds, who, check, " ") == asked


@pytest.mark.slow
@pytest.mark.rule("REL-9")
def test_what_nobody_called_for_is_found_to_hold_also_where_a_new_relocation_begins(desk):
    check = asked_of(desk, HOME.code)
    desk.do(nominations.draft, CHOSEN.coordinator, CASE, REQUEST)
    assert desk.do(checks.find_it_holds, DECIDER, check, WHY).state == "holds"


@pytest.mark.rule("REL-9", "SE-1")
def test_the_words_for_who_reads_no_safety_do_not_name_it_as_what_closes_the_place():
    assert "rule" not in CAN_BE_FOUND.says
    assert "closes" not in CAN_BE_FOUND.says


@pytest.mark.slow
@pytest.mark.rule("REL-9")
def test_who_reads_safety_is_told_that_a_rule_of_it_closes_the_place(desk):
    check = asked_of(desk, CHOSEN.code)
    assert desk.stage() == Stage.RELOCATED
    for state in ASKED:
        desk.stands(check, state)
        for who in CENTRAL:
            assert lacks(desk, checks.find_it_holds, who, check, WHY) == {"open_place"}
    desk.stands(check, "check_due")
    called = desk.do(checks.call_for_nomination, DECIDER, check, " ")
    assert called.state == "nomination_called_for"
