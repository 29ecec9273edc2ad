"""Of two cases of one person the one that is further on never ends for the other (SE-13)."""

from itertools import product

import pytest

from relocation.cases.doubles import end_centrally
from relocation.cases.endings import CentralEnding
from relocation.cases.staying import HOW_FAR
from relocation.errors import Missing
from relocation.flows import FLOWS
from relocation.keys.pseudonyms import handle
from relocation.permissions import Stage
from relocation.placements.kinds import CHOICE
from relocation.placements.steps import State
from relocation.store import keys_of
from tests.relocation.casework.desk import DECIDER
from tests.relocation.casework.nominating import WHY
from tests.relocation.casework.test_double_ended_everywhere import clear, end, one_of
from tests.relocation.casework.test_once_in_a_round import one_after_the_other
from tests.relocation.casework.test_round_of_doubles import one_person
from tests.relocation.casework.waiting import is_in, lives_in, row

ON_THE_WAY = (
    ("screened", {}),
    ("admitted", {}),
    ("admitted", {"nomination": "submitted"}),
    ("in_course", {"nomination": "judged_necessary"}),
    ("admitted", {"nomination": "necessary", "placement": "heard"}),
    ("completed", {"nomination": "necessary", "placement": "decided"}),
    ("in_course", {"nomination": "necessary", "placement": "approved"}),
    ("admitted", {"nomination": "necessary", "placement": "contacted", "handover": "opened"}),
)
"""A case further on at each line, the least first."""
ENDS_FROM = ("admitted", "in_course", "completed")
NO_FURTHER = (
    ({"nomination": "draft"}, {}),
    ({"nomination": "endorsed"}, {}),
    ({"nomination": "withdrawn", "placement": "stopped"}, {}),
    ({"nomination": "returned"}, {"nomination": "submitted"}),
    ({"nomination": "judged_not_necessary"}, {"nomination": "judged_necessary"}),
    *(
        ({"nomination": "necessary", "placement": each}, {"placement": "open"})
        for each in ("proposed", "no_municipality", "hearing", "heard", "reopened")
    ),
    (
        {"nomination": "necessary", "placement": "reopened", "handover": "called_off"},
        {"placement": "hearing"},
    ),
)
"""What hangs on a case that ends, and on one that is as far on and stays."""


def case_of(desk, number, state, hanging):
    case, under = one_of(desk, number, Stage.PLACEMENT, state), None
    for workflow, stands in hanging.items():
        under = row(desk, case, workflow, stands, under)
    return case


def refused(desk, goes, stays):
    with pytest.raises(Missing) as found:
        end(desk, DECIDER, goes, stays)
    return found.value


@pytest.mark.slow
@pytest.mark.rule("SE-13")
def test_a_case_ends_for_one_that_is_as_far_on_or_further_and_for_no_other(desk):
    numbers = iter(range(1, 1000))
    ranks = range(len(ON_THE_WAY))
    for goes_at, stays_at in product(ranks, ranks):
        if ON_THE_WAY[goes_at][0] not in ENDS_FROM:
            continue
        goes, stays = (case_of(desk, next(numbers), *ON_THE_WAY[at]) for at in (goes_at, stays_at))
        wanted = set()
        if stays_at < goes_at:
            wanted |= {"double"}
        if "handover" in ON_THE_WAY[goes_at][1]:
            wanted |= {"nobody_contacted"}
        if wanted:
            assert set(refused(desk, goes, stays).needs) == wanted, (goes_at, stays_at)
        else:
            assert end(desk, DECIDER, goes, stays).state == "ended_centrally", (goes_at, stays_at)
        clear(desk, [goes, stays])


@pytest.mark.slow
@pytest.mark.rule("SE-13")
def test_what_did_not_reach_the_central_unit_or_is_over_keeps_no_case(desk):
    numbers = iter(range(1, 1000))
    for hanging, beside in NO_FURTHER:
        goes = case_of(desk, next(numbers), "admitted", hanging)
        stays = case_of(desk, next(numbers), "admitted", beside)
        assert end(desk, DECIDER, goes, stays).state == "ended_centrally", hanging
        clear(desk, [goes, stays])


def sorted_by(desk, one, other):
    """Which may end for which, by asking first the one way."""
    try:
        with desk.store.transaction() as session:
            asked = session.begin_nested()
            told = handle(keys_of(session), DECIDER.organisation, other)
            said = CentralEnding(other=told, reasons=WHY)
            end_centrally(session, DECIDER, one, said, desk.press(desk.version(one)))
            asked.rollback()
    except Missing:
        return other, one
    return one, other


@pytest.mark.slow
@pytest.mark.rule("SE-13")
def test_of_any_two_cases_that_help_one_can_be_ended_for_the_other_before_a_receiver_is_told(desk):
    numbers = iter(range(1, 1000))
    before = [each for each in ON_THE_WAY if "handover" not in each[1] and each[0] in ENDS_FROM]
    for one_at, other_at in product(before, before):
        one, other = (case_of(desk, next(numbers), *at) for at in (one_at, other_at))
        goes, stays = (one, other) if one_at[1] == other_at[1] else sorted_by(desk, one, other)
        assert end(desk, DECIDER, goes, stays).state == "ended_centrally", (one_at, other_at)
        clear(desk, [one, other])


@pytest.mark.slow
@pytest.mark.rule("SE-13")
def test_an_approved_place_is_not_lost_to_a_case_that_asks_for_one_and_the_other_way_it_ends(desk):
    approved, open_ = one_after_the_other(desk)
    lives_in(desk, approved, "0751")
    is_in(desk, approved, State.APPROVED, Stage.DECIDED)
    one_person(desk, approved, open_)
    has_place, asks = (desk.row(each).case_id for each in (approved, open_))
    said = refused(desk, has_place, asks)
    assert set(said.needs) == {"double"}
    assert desk.kept(has_place, approved, CHOICE).municipality == "0751"
    assert desk.row(approved).state == "approved"
    assert end(desk, DECIDER, asks, has_place).state == "ended_centrally"
    assert (desk.row(open_).state, desk.row(approved).state) == ("stopped", "approved")


@pytest.mark.rule("SE-13")
def test_whatever_is_the_matter_with_the_other_case_it_is_refused_in_the_same_words(desk):
    goes = case_of(desk, 1, "admitted", {"nomination": "submitted"})
    told = set()
    for number, state in enumerate(("admitted", "not_eligible", "lapsed", "closed"), start=2):
        stays = case_of(desk, number, state, {})
        told.add(str(refused(desk, goes, stays)))
        clear(desk, [stays])
    with pytest.raises(Missing) as nobodys:
        desk.do(end_centrally, DECIDER, goes, CentralEnding(other="a" * 26, reasons=WHY))
    told.add(str(nobodys.value))
    (words,) = told
    assert not any(each in words for each in ("closed", "eligible", "helped", "further"))


@pytest.mark.rule("SE-13")
def test_the_order_names_states_that_are():
    for workflow, states in HOW_FAR:
        assert states <= set(FLOWS[workflow].workflow.states)
