"""What each side gets of the other and no more: places, reasons, terms, lines of the list."""

from dataclasses import replace

import pytest

from relocation.access.service import put_on_list
from relocation.audit.model import Purpose
from relocation.cases import service as cases
from relocation.documents.kinds import Paper
from relocation.documents.service import write
from relocation.errors import Missing, NotAllowed, NotFound
from relocation.handovers import service as handovers
from relocation.handovers import terms
from relocation.handovers.kinds import WORDING
from relocation.handovers.papers import Performer
from relocation.keys.pseudonyms import handle
from relocation.permissions import DataClass, Role, Stage
from relocation.placements import service as placements
from relocation.placements.kinds import BY_HAND, CHOICE
from relocation.placements.papers import ByHand, SettledPlace
from relocation.placements.sheets import sheet
from relocation.placements.times import times
from relocation.staffing import service as staffing
from relocation.store import keys_of
from relocation.wall import let_in
from tests.relocation.casefile.reading import asked
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    POLICE,
    RECEIVER,
    entry,
)
from tests.relocation.casework.desk import (
    MONDAY as NOW,
)
from tests.relocation.casework.entering import LEAVES
from tests.relocation.casework.handing_over import ARRIVED, POLICE_THERE, TERM, opened, term
from tests.relocation.casework.nominating import WHY
from tests.relocation.casework.placing import CONTACT, FIRST, THERE, approved, hearing

OUTSIDE = (COORDINATOR, POLICE, RECEIVER, POLICE_THERE)


def contents(desk, who, kind):
    with desk.store.transaction() as session:
        return [each.content for each in asked(session, who, CASE, kind, every_version=True)]


@pytest.mark.slow
@pytest.mark.rule("SE-7")
def test_outside_the_central_unit_a_choice_is_its_place_alone_and_what_was_settled_is_nothing(desk):
    placement = desk.row(opened(desk)).parent
    settled = SettledPlace(municipality="0746", is_forbidden=True, reason="Y was moved there")
    with desk.store.transaction() as session:
        let_in(session, CASE)
        write(session, CASEWORKER, CASE, placement, Paper(BY_HAND, ByHand(places=(settled,))), NOW)
        for choice in (replace(FIRST, municipality="0746"), FIRST):
            write(session, DECIDER, CASE, placement, Paper(CHOICE, choice), NOW)
    assert len(contents(desk, CASEWORKER, BY_HAND)) == 1
    told = [contents(desk, who, CHOICE) for who in OUTSIDE]
    assert told == [[{"municipality": "0751"}]] * len(OUTSIDE)
    assert [contents(desk, who, BY_HAND) for who in OUTSIDE] == [[]] * len(OUTSIDE)
    *before, whole = contents(desk, DECIDER, CHOICE)
    assert [each["municipality"] for each in before] == ["0751", "0746"]
    assert set(whole["reasons"].values()) == {"as the sheet says"}


@pytest.mark.slow
@pytest.mark.rule("SE-4")
def test_moments_of_steps_are_told_to_the_central_unit_alone(desk):
    placement = desk.row(opened(desk)).parent
    with desk.store.transaction() as session:
        assert times(session, CASEWORKER, placement, desk.now)
        for who in OUTSIDE:
            with pytest.raises(NotFound):
                times(session, who, placement, desk.now)


@pytest.mark.slow
@pytest.mark.rule("SE-3")
def test_a_line_that_is_narrowed_reads_no_sheet_that_says_more(desk):
    placement = hearing(desk)
    few = frozenset({DataClass.EXISTENCE, DataClass.SAFETY})
    for who, role in ((RECEIVER, Role.MUNI_SENDER), (POLICE_THERE, Role.CENTRAL_CASEWORKER)):
        with desk.store.transaction() as session:
            staffed = replace(entry(who, role), classes=few)
            put_on_list(session, CASE, staffed)
            with pytest.raises(NotFound):
                sheet(session, who, placement, Purpose.PLACEMENT, desk.now)


@pytest.mark.slow
@pytest.mark.rule("SE-3")
def test_whoever_is_narrowed_at_the_contact_stays_narrowed(desk):
    placement = approved(desk)
    few = replace(RECEIVER, user="few")
    named = desk.at_receiver(few, classes=frozenset({DataClass.EXISTENCE}))
    whole = desk.at_receiver(*THERE)
    desk.do(placements.contact_receiver, CASEWORKER, placement, (CONTACT, (*whole, *named)))
    assert contents(desk, few, CHOICE) == []
    assert len(contents(desk, RECEIVER, CHOICE)) == 1


@pytest.mark.slow
@pytest.mark.rule("HO-2")
def test_a_term_keeps_its_performer_in_a_counter_and_its_words_where_it_is_out_of_reach(desk):
    handover = opened(desk)
    countered, refused = term(desk, handover), term(desk, handover)
    moved = replace(TERM, text="more", reasons=WHY, performed_by=Performer.POLICE)
    desk.do(terms.counter, RECEIVER, countered, moved)
    kept = desk.kept(CASE, countered, WORDING)
    assert (kept.text, kept.performed_by) == ("more", TERM.performed_by)
    within = replace(moved, text="a villa", out_of_reach=False)
    desk.do(terms.say_out_of_reach, RECEIVER, refused, within)
    said = desk.kept(CASE, refused, WORDING)
    assert said == replace(TERM, reasons=WHY, out_of_reach=True)


@pytest.mark.slow
@pytest.mark.rule("REL-6")
def test_before_the_move_no_receiver_ends_a_case_by_a_word_that_it_writes_down_itself(desk):
    handover = opened(desk)
    for who in (RECEIVER, POLICE_THERE):
        with pytest.raises(Missing) as refused:
            desk.do(cases.withdraw, who, CASE, LEAVES)
        assert set(refused.value.needs) == {"where_it_lives"}
    desk.do(handovers.confirm_move, RECEIVER, handover, ARRIVED)
    assert desk.do(cases.withdraw, RECEIVER, CASE, LEAVES).state == "withdrawn"


@pytest.mark.slow
@pytest.mark.rule("HO-8")
def test_whoever_acts_in_no_role_any_more_hears_the_same_of_every_step_and_version(desk):
    handover = opened(desk)
    desk.stands(CASE, "admitted", Stage.RELOCATED)
    told = set()
    for version in (0, desk.version(handover)):
        for button in (handovers.complete, handovers.clear_move):
            with pytest.raises(NotAllowed) as refused:
                desk.do(button, COORDINATOR, handover, version=version)
            told.add(str(refused.value))
    assert len(told) == 1
    assert "opened" not in told.pop()


@pytest.mark.rule("SE-16")
def test_no_glass_gives_the_sending_side_the_row_of_the_receiving_one(desk):
    desk.open_case()
    beside = replace(POLICE_THERE, organisation=POLICE.organisation)
    desk.join(beside, Role.POLICE_RECEIVER)
    with pytest.raises(NotFound):
        broken(desk, POLICE)


def broken(desk, who):
    with desk.store.transaction() as session:
        own = handle(keys_of(session), who.organisation, CASE)
        return staffing.break_glass(session, who, own, WHY, desk.press(0))
