"""What the central unit settles outside of the engine, as a round is told it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from relocation.errors import EntryRefused, Missing, NotAllowed, NotFound
from relocation.permissions import Role
from relocation.placements import papers
from relocation.placements import service as placements
from relocation.placements.answers import explanation_in
from relocation.placements.by_hand import settle_by_hand
from relocation.placements.kinds import BY_HAND
from relocation.preparedness.closures import close_for_all, closures, open_again
from tests.relocation.casefile.reading import asked
from tests.relocation.casework.desk import CASE, CASEWORKER, COORDINATOR, DECIDER, account
from tests.relocation.casework.nominating import WHY
from tests.relocation.casework.placing import TODAY, propose
from tests.relocation.casework.test_round_told import told
from tests.relocation.casework.waiting import lives_in, stored, waits

WANTED = "0751"
OTHER_UNIT = account("other-caseworker", "central", CASEWORKER.function)


def closed(desk, who=DECIDER, code=WANTED, why=WHY, until=None):
    with desk.store.transaction() as session:
        close_for_all(session, who, code, (why, until), desk.now)


def settled(desk, placement, **said):
    desk.do(settle_by_hand, CASEWORKER, placement, papers.ByHand(**said))


def place(code, *, forbidden=False):
    said = papers.SettledPlace(municipality=code, is_forbidden=forbidden, reason=WHY)
    return {"places": (said,)}


def first(desk, placement):
    propose(desk)
    return stored(desk, placement).ranking[0]


@pytest.mark.rule("SV-1")
def test_a_municipality_is_closed_for_all_with_a_reason_until_it_is_opened_again(desk):
    placement = waits(desk)
    for who, why, error in ((CASEWORKER, WHY, NotFound), (DECIDER, " ", EntryRefused)):
        with pytest.raises(error):
            closed(desk, who, why=why)
    closed(desk, until=TODAY + timedelta(days=30))
    propose(desk)
    assert WANTED not in stored(desk, placement).ranking
    with desk.store.transaction() as session:
        assert [each.municipality for each in closures(session, CASEWORKER, desk.now)] == [WANTED]
        open_again(session, DECIDER, WANTED, WHY, desk.now)
        assert closures(session, CASEWORKER, desk.now) == ()
        with pytest.raises(NotFound):
            closures(session, COORDINATOR, desk.now)
    assert told(desk).problem.round.closures == ()


@pytest.mark.rule("SE-6")
@pytest.mark.slow
def test_no_list_leaves_with_a_place_that_was_closed_since_it_was_proposed(desk):
    placement = waits(desk)
    first(desk, placement)
    proposal = stored(desk, placement)
    options = [each.municipality for each in explanation_in(proposal.answer).options]
    other = next(each for each in options if each != proposal.ranking[0])
    closed(desk, code=other)
    with pytest.raises(Missing) as refused:
        desk.do(placements.release_shortlist, CASEWORKER, placement)
    assert set(refused.value.needs) == {"current_proposal"}
    with desk.store.transaction() as session:
        open_again(session, DECIDER, other, WHY, desk.now)
    assert desk.do(placements.release_shortlist, CASEWORKER, placement).state == "hearing"


@pytest.mark.rule("SV-1", "SE-7")
@pytest.mark.slow
def test_a_place_is_settled_by_hand_by_the_central_unit_and_read_by_it_alone(desk):
    placement = waits(desk)
    with pytest.raises(NotAllowed):
        desk.do(settle_by_hand, COORDINATOR, placement, papers.ByHand(**place(WANTED)))
    silent = replace(place(WANTED)["places"][0], reason=" ")
    with pytest.raises(EntryRefused):
        settled(desk, placement, places=(silent,))
    settled(desk, placement, **place(WANTED, forbidden=True))
    assert first(desk, placement) != WANTED
    settled(desk, placement, **place("0851"))
    assert first(desk, placement) == "0851"
    with desk.store.transaction() as session:
        assert len(asked(session, CASEWORKER, CASE, BY_HAND)) == 1
        assert asked(session, COORDINATOR, CASE, BY_HAND) == ()


@pytest.mark.rule("SV-1")
@pytest.mark.slow
def test_two_cases_are_kept_together_and_somebody_placed_is_kept_away_from(desk):
    one, other, placed = (waits(desk, number) for number in range(3))
    lives_in(desk, placed, WANTED)
    far = papers.Apart(minutes=30, reason=WHY)
    settled(desk, one, together_with={other: WHY}, apart_from={placed: far})
    round_ = told(desk).problem.round
    keys = {told(desk).waiting[each].key for each in (one, other)}
    assert [set(each.people) for each in round_.keep_together] == [keys]
    assert [each.minutes for each in round_.keep_apart] == [30]
    chosen = {first(desk, each) for each in (one, other)}
    assert (len(chosen), WANTED in chosen) == (1, False)
    unknown = waits(desk, 3, {OTHER_UNIT: Role.CENTRAL_CASEWORKER})
    with pytest.raises(NotFound):
        settled(desk, one, together_with={unknown: WHY})


@pytest.mark.rule("SV-1")
def test_what_cannot_be_settled_so_is_named_and_holds_up_nobody_else(desk):
    one, other = (waits(desk, number) for number in range(2))
    settled(desk, one, places=(*place(WANTED)["places"], *place("0851")["places"]))
    found = told(desk)
    assert (set(found.waiting), set(found.lacking)) == ({other}, {one})
    assert found.lacking[one]
    assert propose(desk).moved[other].state == "proposed"
