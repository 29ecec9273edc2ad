"""Walks by chance begin also where they would hardly ever come to, and go on from there."""

from random import Random

import pytest
from sqlalchemy import select, update

from relocation.actor import Function
from relocation.people.tables import AccountRow
from relocation.safety import service as safety
from tests.relocation.casework import walk_starts
from tests.relocation.casework.reference_naming import to_name
from tests.relocation.casework.test_reference_walks import TOGETHER
from tests.relocation.casework.walk_compared import who_is
from tests.relocation.casework.walk_presses import Button
from tests.relocation.casework.walk_starts import admitted, drawn, furnished, go
from tests.relocation.casework.walk_ways import SELDOM_MET, WAYS

IN_CI = 5 * TOGETHER
"""Walks of every run: four parts over HTTP and one at the services."""
STANDS = {
    "unwritten": {"placement": "proposed", "safety_assessment": "change_reported"},
    "decided, and unwritten": {"placement": "decided", "safety_assessment": "change_reported"},
    "heard, and closed to newcomers": {"placement": "heard"},
    "approved, and closed to newcomers": {"placement": "approved"},
    "awaited, and closed to newcomers": {"placement": "reopened", "handover": "called_off"},
    "asked about at home": {"handover": "completed", "place_check": "check_due"},
    "called for from home": {"handover": "completed", "place_check": "nomination_called_for"},
    "begun again from home": {"nomination": "draft", "place_check": "check_due"},
    "asked about twice at home": {"place_check": "nomination_called_for"},
    "pictured while nominated from home": {"nomination": "withdrawn", "place_check": "check_due"},
    "called for once nominated from home": {"nomination": "submitted", "place_check": "nominated"},
    "called for once refused from home, which was wrong": {
        "nomination": "submitted", "place_check": "nominated", "nomination_call": "settled",
    },
}  # fmt: skip
"""What is reached there that the rest of the walks seldom met, by kind the newest."""
CLOSED = {each for each in STANDS if "closed" in each}
STAGES = {
    "begun again from home": "S1",
    "asked about at home": "S7",
    "called for from home": "S7",
    "asked about twice at home": "S7",
    "pictured while nominated from home": "S1",
    "called for once nominated from home": "S2",
    "called for once refused from home, which was wrong": "S2",
}


@pytest.mark.rule("RE-17")
def test_the_walks_of_every_run_begin_at_each_start_at_least_once():
    assert {drawn(Random(seed), seed) for seed in range(IN_CI)} == WAYS.keys()


@pytest.mark.slow
@pytest.mark.rule("RE-17")
@pytest.mark.parametrize("name", SELDOM_MET)
def test_a_start_that_is_seldom_met_is_reached_by_presses_that_product_and_reference_take(
    desk, name
):
    walk = admitted(furnished(desk), Random(3))
    go(walk, name)
    walk.compare()
    reference = walk.reference
    assert {kind: reference.of(kind)[-1].state for kind in STANDS[name]} == STANDS[name]
    assert bool(reference.papers.get("shut")) is (name in CLOSED)
    assert reference.stage == STAGES.get(name, reference.stage)
    walk_starts.retired(walk)
    assert not reference.papers.get("shut")


NAMED_THERE = {
    "unwritten": {("ps",)},
    "asked about at home": {("pr",)},
    "begun again from home": {("ps",)},
}


@pytest.mark.slow
@pytest.mark.rule("RE-17", "WF-25")
@pytest.mark.parametrize("name", NAMED_THERE)
def test_where_no_police_can_act_product_and_reference_tell_the_same_to_name_others(desk, name):
    walk = admitted(furnished(desk), Random(3))
    go(walk, name)
    reference = walk.reference
    report = Button(safety.report_change)
    assert any(walk.begin(x, reference.case, "report_change", report) for x in walk.actors)
    newest = reference.of("safety_assessment")[-1]
    with walk.desk.store.transaction() as session:
        police = AccountRow.function == Function.POLICE_EXIT_COORDINATOR
        gone = set(session.scalars(select(AccountRow.id).where(police)))
        session.execute(update(AccountRow).where(police).values(disabled_since=desk.now))
    reference.locked |= gone
    told = set()
    for who in walk.actors:
        walk.offered(who)
        told.add(tuple(sorted(to_name(reference, who_is(who), newest, desk.now))))
    assert told == {(), *NAMED_THERE[name]}
    walk_starts.retired(walk)
