"""Of several cases of one person one always stays: wherever each stands, and whoever is quicker."""

from dataclasses import replace
from functools import partial
from itertools import pairwise, product

import pytest

from relocation.access.known import put_known
from relocation.access.service import put_on_list
from relocation.cases.doubles import end_centrally
from relocation.cases.kinds import IDENTITY as WHO
from relocation.errors import Missing, NotFound, Stale
from relocation.keys.pseudonyms import handle
from relocation.permissions import Role, Stage
from relocation.proceedings.model import Moved
from relocation.statistics.counting import happenings
from tests.relocation.casework.desk import (
    CASEWORKER,
    DECIDER,
    OTHER_DECIDER,
    ROLES,
    STRANGER,
    entry,
)
from tests.relocation.casework.entering import IDENTITY
from tests.relocation.casework.test_double_resolved_told import GOES, STAYS, ending, nominated
from tests.relocation.casework.test_known_told import all_of, found
from tests.relocation.casework.test_not_eligible_after_all import find
from tests.relocation.casework.test_transition import outcome
from tests.relocation.casework.waiting import BESIDE, row
from tests.relocation.store.at_once import at_once

OPEN = ("admitted", "in_course", "completed")
"""States of a case in which the central unit may be asked for a place."""
AT = (
    (Stage.ENROLLED, None, None), (Stage.ENROLLED, "endorsed", None),
    (Stage.NOMINATED, "submitted", None), (Stage.NOMINATED, "returned", None),
    (Stage.NECESSITY, "judged_necessary", None), (Stage.NECESSITY, "judged_not_necessary", None),
    *((Stage.PLACEMENT, "necessary", each) for each in (
        "open", "proposed", "no_municipality", "hearing", "heard", "decided", "reopened",
    )),
    (Stage.DECIDED, "necessary", "approved"),
)  # fmt: skip
"""Where a case, its nomination and its placement stand together before a receiver is contacted."""
EVERYWHERE = [*(("admitted", at) for at in AT), *product(OPEN[1:], AT[::4])]
ROUNDS = 5


def one_of(desk, number, stage, state="admitted", roles=None):
    """A case of the one person, by no steps."""
    case = desk.open_case(f"{number:032x}", stage, ROLES if roles is None else roles)
    desk.stands(case, state)
    with desk.store.transaction() as session:
        put_known(session, case, IDENTITY.cpr)
    desk.write(case, WHO, IDENTITY)
    return case


def stands(desk, number, state, at):
    stage, asked, place = at
    case = one_of(desk, number, stage, state)
    nomination = asked and row(desk, case, "nomination", asked)
    placement = place and row(desk, case, "placement", place, nomination)
    for workflow in BESIDE if placement else ():
        row(desk, case, workflow, "not_asked", placement)
    return case, nomination, placement


def as_far_as_can_be(desk):
    """A case of the one person that is as far on as any other."""
    case = one_of(desk, 999, Stage.HANDOVER)
    row(desk, case, "handover", "moved")
    return case


def end(desk, who, case, other, **how):
    return desk.do(end_centrally, who, case, ending(desk, other), **how)


@pytest.mark.slow
@pytest.mark.rule("SE-13")
def test_a_case_is_ended_from_wherever_it_stands_before_a_receiver_was_contacted(desk):
    stays = as_far_as_can_be(desk)
    for number, (state, at) in enumerate(EVERYWHERE, start=1):
        case, nomination, placement = stands(desk, number, state, at)
        assert end(desk, DECIDER, case, stays).state == "ended_centrally"
        assert (desk.row(case).state, desk.stage(case)) == ("closed", Stage.CLOSED), (state, at)
        assert nomination is None or desk.row(nomination).state == "withdrawn"
        assert placement is None or desk.row(placement).state == "stopped"
        assert all_of(desk, DECIDER) == ()


@pytest.mark.slow
@pytest.mark.rule("SE-13")
def test_once_a_receiver_was_contacted_a_case_is_the_one_that_stays_until_that_is_called_off(desk):
    stays = as_far_as_can_be(desk)
    for number, (state, stage) in enumerate(product(OPEN, (Stage.HANDOVER, Stage.RELOCATED)), 1):
        at = stage, "necessary", "contacted"
        case, _, placement = stands(desk, number, state, at)
        handover = row(desk, case, "handover", "opened", placement)
        with pytest.raises(Missing) as refused:
            end(desk, DECIDER, case, stays)
        assert set(refused.value.needs) == {"nobody_contacted"}
        desk.stands(handover, "called_off", Stage.PLACEMENT)
        desk.stands(placement, "reopened")
        assert end(desk, DECIDER, case, stays).state == "ended_centrally"
        assert desk.row(case).state == "closed"


@pytest.mark.slow
@pytest.mark.rule("SE-13")
def test_a_person_with_three_cases_is_seen_whole_and_settled_one_by_one(desk):
    cases = [one_of(desk, number, Stage.NECESSITY) for number in (1, 2, 3)]
    own = sorted(handle(desk.store.keys, DECIDER.organisation, each) for each in cases)
    assert all_of(desk, DECIDER) == (tuple(own),)
    for each, mine in ((each, ending(desk, each).other) for each in cases):
        assert found(desk, CASEWORKER, each) == tuple(sorted(set(own) - {mine}))
    first, second, third = cases
    end(desk, DECIDER, first, second)
    assert all_of(desk, DECIDER) == (tuple(sorted(ending(desk, each).other for each in cases[1:])),)
    assert found(desk, CASEWORKER, third) == (ending(desk, second).other,)
    with pytest.raises(Missing) as refused:
        end(desk, DECIDER, third, first)
    assert set(refused.value.needs) == {"double"}
    end(desk, DECIDER, second, third)
    assert (all_of(desk, DECIDER), found(desk, CASEWORKER, third)) == ((), ())
    assert desk.row(third).state == "admitted"


@pytest.mark.slow
@pytest.mark.rule("SE-13")
def test_of_two_who_end_each_others_case_at_once_exactly_one_does(desk):
    for number in range(0, 2 * ROUNDS, 2):
        one, other = (one_of(desk, number + n, Stage.NECESSITY) for n in (1, 2))
        pressed = [
            partial(outcome, end, desk, DECIDER, one, other),
            partial(outcome, end, desk, OTHER_DECIDER, other, one),
        ]
        assert went_through(desk, pressed, [one, other]) == 1
        clear(desk, [one, other])


@pytest.mark.slow
@pytest.mark.rule("SE-13")
def test_of_three_cases_ended_in_a_ring_at_once_one_stays(desk):
    for number in range(0, 3 * ROUNDS, 3):
        ring = [one_of(desk, number + n, Stage.NECESSITY) for n in (1, 2, 3)]
        pressed = [
            partial(outcome, end, desk, DECIDER, one, other)
            for one, other in pairwise([*ring, ring[0]])
        ]
        assert went_through(desk, pressed, ring) in {1, 2}
        clear(desk, ring)


def went_through(desk, pressed, cases):
    """How many did; the others were told that the case that should stay does not."""
    got = at_once(pressed)
    went = [each for each in got if isinstance(each, Moved)]
    for each in got:
        assert isinstance(each, Moved) or set(each.needs) == {"double"}
    assert sum(desk.row(each).state == "admitted" for each in cases) == len(cases) - len(went)
    return len(went)


def clear(desk, cases):
    for each in cases:
        desk.stands(each, "erased", Stage.ERASED)


@pytest.mark.slow
@pytest.mark.rule("SE-13")
def test_the_same_press_twice_ends_it_once_and_is_answered_alike(desk):
    one, other = (one_of(desk, n, Stage.NECESSITY) for n in (1, 2))
    seen = desk.version(one)
    first = end(desk, DECIDER, one, other, key="once", version=seen)
    logged = desk.logged()
    desk.stands(other, "closed", Stage.CLOSED)
    assert end(desk, DECIDER, one, other, key="once", version=seen) == first
    assert desk.logged() == logged
    with pytest.raises(Stale):
        end(desk, DECIDER, one, other, version=seen)


@pytest.mark.slow
@pytest.mark.rule("SE-13")
def test_whom_the_case_that_would_stay_excludes_ends_none_in_its_favour(desk):
    one, other = (one_of(desk, n, Stage.NECESSITY) for n in (1, 2))
    with desk.store.transaction() as session:
        excluded = replace(entry(DECIDER, Role.CENTRAL_DECISION_MAKER), excluded=True)
        put_on_list(session, other, excluded)
    with pytest.raises(Missing) as refused:
        end(desk, DECIDER, one, other)
    assert set(refused.value.needs) == {"double"}
    assert end(desk, OTHER_DECIDER, one, other).state == "ended_centrally"


def asked(desk, case, **states):
    """What hangs on a case, each in its state, one under the other."""
    under = None
    for workflow, state in states.items():
        under = row(desk, case, workflow, state, under)


HELPS = (
    *((each, {}) for each in OPEN[:2]),
    ("completed", {"nomination": "submitted"}),
    ("completed", {"nomination": "necessary", "placement": "hearing"}),
    ("completed", {
        "nomination": "necessary", "placement": "contacted", "handover": "ready_to_move",
    }),
)  # fmt: skip
HELPS_NOT = (
    *((each, {}) for each in (
        "screened", "pre_visited", "interviewed", "visitation_decided",
    )),
    *((each, {}) for each in (
        "not_eligible", "withdrawn", "lapsed", "ended_centrally", "completed",
    )),
    ("withdrawn", {
        "nomination": "necessary", "placement": "contacted", "handover": "moved",
    }),
    *(("completed", {"nomination": each}) for each in (
        "draft", "necessary", "not_necessary", "withdrawn", "expired",
    )),
    ("completed", {"nomination": "withdrawn", "placement": "stopped"}),
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.rule("SE-13")
def test_the_case_that_stays_is_one_by_which_the_person_is_still_helped(desk):
    goes = one_of(desk, 999, Stage.NECESSITY)
    for number, (state, hanging) in enumerate(HELPS_NOT, start=1):
        stays = one_of(desk, number, Stage.ENROLLED, state)
        asked(desk, stays, **hanging)
        with pytest.raises(Missing) as refused:
            end(desk, DECIDER, goes, stays)
        assert set(refused.value.needs) == {"double"}, (state, hanging)
        clear(desk, [stays])
    clear(desk, [goes])
    for number, (state, hanging) in enumerate(HELPS, start=100):
        stays = one_of(desk, number, Stage.ENROLLED, state)
        asked(desk, stays, **hanging)
        goes = one_of(desk, number + 100, Stage.NECESSITY)
        assert end(desk, DECIDER, goes, stays).state == "ended_centrally", (state, hanging)
        clear(desk, [stays, goes])


@pytest.mark.slow
@pytest.mark.rule("SE-13")
def test_a_case_in_which_the_person_was_found_not_eligible_is_not_the_one_that_stays(desk):
    refused_there, _ = nominated(desk, *STAYS)
    goes, nomination = nominated(desk, *GOES)
    find(desk, refused_there)
    assert (desk.row(refused_there).state, desk.stage(refused_there)) == (
        "not_eligible",
        Stage.ENROLLED,
    )
    with pytest.raises(Missing) as refused:
        end(desk, DECIDER, goes, refused_there)
    assert set(refused.value.needs) == {"double"}
    assert (desk.row(nomination).state, desk.row(goes).state) == ("submitted", "admitted")


@pytest.mark.rule("SE-2", "SE-13")
def test_a_case_that_never_was_is_answered_as_one_that_is_not_the_actors(desk):
    stays = one_of(desk, 1, Stage.NECESSITY)
    for who, case in ((DECIDER, "f" * 32), (STRANGER, stays)):
        with pytest.raises(NotFound):
            end(desk, who, case, stays, version=1)


@pytest.mark.slow
@pytest.mark.rule("SE-13")
def test_a_person_is_counted_by_the_case_that_stays(desk):
    stays, _ = nominated(desk, *STAYS)
    goes, _ = nominated(desk, *GOES)
    assert figures(desk) == ["nominations", "nominations"]
    desk.do(end_centrally, DECIDER, goes, ending(desk, stays))
    assert figures(desk) == ["nominations"]


def figures(desk):
    with desk.store.transaction() as session:
        told = happenings(session, desk.now.date().replace(year=desk.now.year + 1))
        return [each.figure for each in told]
