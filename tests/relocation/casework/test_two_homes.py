"""Where somebody lives and where it will: both count, and neither is for whoever sent it there."""

from dataclasses import replace

import pytest

from relocation.access.service import entries, standing
from relocation.cases import kinds as of_cases
from relocation.cases import service as cases
from relocation.cases.agreement import ContactHandover
from relocation.errors import NoAccount, NotAllowed, NotFound
from relocation.handovers import papers, terms
from relocation.handovers import service as handovers
from relocation.handovers.kinds import ADDRESS
from relocation.handovers.papers import Performer
from relocation.nominations import service as nominations
from relocation.permissions import Role, Stage
from relocation.placements import checks
from relocation.placements import service as placements
from relocation.placements.today import today
from relocation.safety import service as safety
from relocation.staffing.model import Naming
from relocation.staffing.naming import name
from relocation.staffing.sides import has_another_side
from tests.relocation.casefile.reading import asked
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    POLICE,
    POLICE_THERE,
    PROBATION,
    RECEIVER,
    entry,
)
from tests.relocation.casework.due import ran
from tests.relocation.casework.entering import AGREEMENT, PICTURE, PRECAUTIONS
from tests.relocation.casework.handing_over import PERSON, TERM, assessed, term
from tests.relocation.casework.nominating import NOT_NEEDED, WHY
from tests.relocation.casework.placing import CONTACT, THERE, approved, situation
from tests.relocation.casework.relocating import (
    CHOSEN,
    ELSEWHERE,
    HOME,
    complete,
    contact,
    decide,
    find_necessary,
    nominate,
)
from tests.relocation.casework.telling import lacks
from tests.relocation.casework.test_after_the_move_told import PROBATION_THERE
from tests.relocation.casework.waiting import reported

FLAT = papers.Address(address="Havnegade 1")
_, _, MISSPELT = situation("0751", "Ulvenne")


def completed(desk, handover):
    desk.do(handovers.record_address, RECEIVER, handover, FLAT)
    complete(desk, handover, HOME, CHOSEN)


def lives_there(desk):
    """Somebody lives in the chosen place; gives the placement."""
    placement = approved(desk, assessed)
    completed(desk, contact(desk, placement, CHOSEN))
    return placement


def with_probation(desk):
    placement = approved(desk, assessed)
    desk.contact(placement, CONTACT, *THERE, PROBATION_THERE)
    return desk.below(placement, "handover")


def reads_the_address(desk, who):
    with desk.store.transaction() as session:
        return asked(session, who, CASE, ADDRESS) != ()


@pytest.mark.rule("HO-8")
@pytest.mark.slow
def test_probation_that_the_sender_names_is_the_senders_and_leaves_with_the_handover(desk):
    handover = with_probation(desk)
    second = replace(PROBATION, user="second")
    desk.at_receiver(second)
    desk.do(name, COORDINATOR, CASE, Naming("second", WHY, Role.PROBATION_PARTY))
    completed(desk, handover)
    for who in (PROBATION, second):
        with desk.store.transaction() as session, pytest.raises(NotFound):
            standing(session, who, CASE, desk.now)
    assert reads_the_address(desk, PROBATION_THERE)
    with pytest.raises(NoAccount):
        desk.do(name, PROBATION_THERE, CASE, Naming("second", WHY))


@pytest.mark.rule("HO-8")
@pytest.mark.slow
def test_at_a_second_move_probation_of_the_first_place_is_the_senders_and_leaves(desk):
    completed(desk, with_probation(desk))
    desk.later(days=1)
    placement = find_necessary(desk, nominate(desk, CASE, CHOSEN))
    with desk.store.transaction() as session:
        assert not any(each.is_there for each in entries(session, CASE))
    desk.write(CASE, of_cases.PICTURE, replace(PICTURE, place_left=CHOSEN.code))
    decide(desk, placement, CHOSEN, ELSEWHERE)
    second = contact(desk, placement, ELSEWHERE)
    assert not reads_the_address(desk, PROBATION_THERE)
    complete(desk, second, CHOSEN, ELSEWHERE)
    with desk.store.transaction() as session, pytest.raises(NotFound):
        standing(session, PROBATION_THERE, CASE, desk.now)


@pytest.mark.rule("HO-8")
def test_probation_of_the_sending_side_is_not_named_at_the_contact(desk):
    placement = approved(desk)
    named = desk.at_receiver(*THERE, PROBATION)
    button = placements.contact_receiver
    assert lacks(desk, button, CASEWORKER, placement, (CONTACT, named)) == {"named_there"}


@pytest.mark.rule("HO-8")
@pytest.mark.slow
def test_whoever_sends_is_not_let_into_the_receivers_side_by_another_account(desk):
    placement = approved(desk, assessed)
    own_there = replace(RECEIVER, user="second account there")
    button, given = placements.contact_receiver, desk.at_receiver(own_there, POLICE_THERE)
    central_there = replace(RECEIVER, user="central's account there")
    desk.at_receiver(COORDINATOR, central_there)
    desk.same_person(COORDINATOR, own_there)
    desk.same_person(CASEWORKER, central_there)
    assert lacks(desk, button, CASEWORKER, placement, (CONTACT, given)) == {"named_there"}
    handover = contact(desk, placement, CHOSEN)
    for who in (own_there, central_there):
        with pytest.raises(NoAccount):
            desk.do(name, RECEIVER, CASE, Naming(who.user, WHY))
    completed(desk, handover)
    with pytest.raises(NoAccount):
        desk.do(name, RECEIVER, CASE, Naming(own_there.user, WHY))
    with desk.store.transaction() as session, pytest.raises(NotFound):
        standing(session, own_there, CASE, desk.now)


@pytest.mark.rule("HO-8")
def test_one_police_district_may_be_both_sides_of_a_relocation(desk):
    desk.open_case(stage=Stage.HANDOVER)
    there = replace(POLICE, user="police of the district")
    desk.at_receiver(POLICE, there)
    desk.same_person(POLICE, there)
    with desk.store.transaction() as session:
        line = replace(entry(there, Role.POLICE_RECEIVER), is_there=True)
        assert not has_another_side(session, CASE, line)
        elsewhere = replace(line, organisation="police-oestjylland")
        assert has_another_side(session, CASE, elsewhere)


@pytest.mark.rule("HO-2")
@pytest.mark.slow
def test_only_whoever_performs_a_term_where_somebody_will_live_binds_or_blocks_the_receiver(desk):
    handover = with_probation(desk)
    theirs = term(desk, handover, replace(TERM, performed_by=Performer.PROBATION))
    with pytest.raises(NotAllowed):
        desk.do(terms.accept, PROBATION, theirs)
    assert desk.do(terms.accept, PROBATION_THERE, theirs).state == "accepted"
    other = term(desk, handover)
    said = replace(TERM, reasons=WHY)
    with pytest.raises(NotAllowed):
        desk.do(terms.say_out_of_reach, PROBATION, other, said)
    assert lacks(desk, terms.say_out_of_reach, POLICE_THERE, other, said) == {"performs_it"}
    assert desk.do(terms.accept, RECEIVER, other).state == "accepted"


@pytest.mark.rule("SE-3")
@pytest.mark.slow
def test_nobody_writes_over_what_its_role_reads_in_part(desk):
    lives_there(desk)
    assert lacks(desk, cases.describe_origin, RECEIVER, CASE, MISSPELT) == {"reads_it_all"}
    assert desk.kept(CASE, None, of_cases.ORIGIN).group == "Ulvene"
    desk.do(cases.describe_origin, POLICE_THERE, CASE, MISSPELT)
    household, _, _ = situation("0751", "Ulvene")
    other = desk.open_case("b" * 32)
    assert lacks(desk, cases.describe_household, PROBATION, other, household) == {"reads_it_all"}


def counted(desk):
    """Where people live or will, as the engine is told today."""
    with desk.store.transaction() as session:
        return sorted(
            each.municipality for each in today(session, desk.now.date()).told.round.placed
        )


@pytest.mark.rule("REL-9", "SV-1")
@pytest.mark.slow
def test_while_another_move_is_decided_and_not_completed_both_homes_count(desk):
    lives_there(desk)
    assert counted(desk) == [CHOSEN.code]
    desk.later(days=1)
    placement = find_necessary(desk, nominate(desk, CASE, CHOSEN))
    desk.write(CASE, of_cases.PICTURE, replace(PICTURE, place_left=CHOSEN.code))
    assert counted(desk) == [CHOSEN.code]
    decide(desk, placement, CHOSEN, ELSEWHERE)
    assert (counted(desk), desk.stage()) == ([CHOSEN.code, ELSEWHERE.code], Stage.DECIDED)
    contact(desk, placement, ELSEWHERE)
    assert counted(desk) == [CHOSEN.code, ELSEWHERE.code]


def assess(desk, *dangerous):
    desk.later(hours=1)
    assessment = desk.do(safety.report_change, POLICE_THERE, CASE).row
    picture = replace(PICTURE, dangerous_places=dangerous)
    desk.do(safety.write_assessment, POLICE_THERE, assessment, (picture, PRECAUTIONS))


@pytest.mark.rule("REL-9", "WF-25")
@pytest.mark.slow
def test_a_nomination_called_for_is_waited_for_until_it_is_in_and_the_place_is_tested_again(desk):
    lives_there(desk)
    assess(desk, CHOSEN.code)
    (called,) = desk.rows("place_check")
    assert called.state == "nomination_called_for"
    assert called.due is not None
    nomination = nominate(desk, CASE, CHOSEN)
    (noted,) = desk.rows("place_check")
    assert (noted.state, noted.due) == ("nominated", None)
    desk.do(nominations.find_not_necessary, CASEWORKER, nomination, NOT_NEEDED)
    desk.do(nominations.confirm, DECIDER, nomination, WHY)
    assess(desk)
    due = desk.rows("place_check")[-1].id
    desk.do(checks.find_it_holds, DECIDER, due, WHY)
    desk.later(days=3)
    reported(desk, CHOSEN.code, "Ulvene")
    ran(desk)
    states = [each.state for each in desk.rows("place_check")]
    assert states == ["answered", "holds", "nomination_called_for"]


@pytest.mark.rule("HO-5")
@pytest.mark.slow
def test_before_the_handover_is_completed_the_receiver_draws_up_no_agreement(desk):
    contact(desk, approved(desk, assessed), CHOSEN)
    assert "responsible" in lacks(desk, cases.draw_up_agreement, RECEIVER, CASE, AGREEMENT)


@pytest.mark.rule("HO-6")
@pytest.mark.slow
def test_who_receives_next_has_no_part_in_the_handover_before(desk):
    first = desk.below(lives_there(desk), "handover")
    desk.later(days=1)
    placement = find_necessary(desk, nominate(desk, CASE, CHOSEN))
    desk.write(CASE, of_cases.PICTURE, replace(PICTURE, place_left=CHOSEN.code))
    decide(desk, placement, CHOSEN, ELSEWHERE)
    second = contact(desk, placement, ELSEWHERE)
    other = {"of_this_relocation"}
    assert lacks(desk, handovers.record_address, ELSEWHERE.coordinator, first, FLAT) == other
    desk.do(handovers.record_address, ELSEWHERE.coordinator, second, FLAT)
    person = desk.below(first, "contact_person")
    given = (PERSON, ContactHandover(handed_on="all", on=desk.now.date()))
    assert lacks(desk, handovers.hand_on, ELSEWHERE.coordinator, person, given) == other
