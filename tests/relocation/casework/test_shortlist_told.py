"""A shortlist leaves the central unit by a named officer's hand, and says little (SE-6)."""

import json
from dataclasses import asdict
from datetime import timedelta

import pytest

from relocation.audit.model import Purpose
from relocation.cases.kinds import PICTURE as PICTURES
from relocation.errors import NotAllowed, NotFound
from relocation.municipalities.on_day import country_on
from relocation.permissions import Stage
from relocation.placements import service as placements
from relocation.placements.kinds import NO_MUNICIPALITY
from relocation.placements.sheets import sheet
from relocation.placements.times import times
from relocation.proceedings.service import last_taker, taker_ref
from scoring.danish import danish_order
from tests.relocation.casefile.reading import asked
from tests.relocation.casework.desk import CASE, CASEWORKER, COORDINATOR, STRANGER
from tests.relocation.casework.placing import (
    CONTACT,
    THERE,
    TODAY,
    approved,
    closed_but,
    described,
    opened,
    propose,
    proposed,
)
from tests.relocation.casework.test_earlier_homes import waits_again
from tests.relocation.casework.waiting import lives_in, stored, waits

ISLAND, EARLIER = "0400", "safety.place_left_earlier"
UNTOLD = ("points", "rank", "total", "share", "received", "even", "room")


def read(desk, who, placement):
    with desk.store.transaction() as session:
        return sheet(session, who, placement, Purpose.PLACEMENT, desk.now)


@pytest.mark.rule("SE-6")
@pytest.mark.slow
def test_a_list_leaves_by_a_named_officers_release_and_tells_three_names_and_no_number(desk):
    placement = proposed(desk)
    assert len(stored(desk, placement).ranking) >= 6
    with pytest.raises(NotFound):
        read(desk, COORDINATOR, placement)
    with pytest.raises(NotAllowed):
        desk.do(placements.release_shortlist, COORDINATOR, placement)
    desk.do(placements.release_shortlist, CASEWORKER, placement)
    with desk.store.transaction() as session:
        officer = last_taker(session, placement, "release_shortlist")
        assert officer == taker_ref(session, CASE, CASEWORKER.user)
    found = read(desk, COORDINATOR, placement)
    names = [each.name for each in found.options]
    assert (0 < len(names) <= 3, found.whole) == (True, None)
    assert names == sorted(names, key=danish_order)
    text = json.dumps(asdict(found), default=str)
    assert [word for word in UNTOLD if word in text] == []


@pytest.mark.rule("REL-11", "SE-7")
@pytest.mark.slow
def test_that_there_is_no_place_is_told_without_the_rules_that_leave_none(desk):
    placement = opened(desk)
    described(desk, picture=closed_but())
    propose(desk)
    with pytest.raises(NotFound):
        read(desk, COORDINATOR, placement)
    desk.do(placements.tell_no_place, CASEWORKER, placement)
    told = [(each.code, dict(each.facts)) for each in read(desk, COORDINATOR, placement).sentences]
    assert told[0] == ("safety", {})
    with desk.store.transaction() as session:
        assert asked(session, COORDINATOR, CASE, NO_MUNICIPALITY) == ()
        (whole,) = asked(session, CASEWORKER, CASE, NO_MUNICIPALITY)
    assert whole.content["rules"] == ["safety.police_exclusion"]


@pytest.mark.rule("REL-7")
@pytest.mark.slow
def test_the_time_from_the_nomination_to_every_later_step_is_measured_and_contact_is_due(desk):
    placement = approved(desk)
    desk.later(hours=5)
    row = desk.row(placement)
    assert desk.now < row.due < desk.now + timedelta(days=5)
    desk.contact(placement, CONTACT, *THERE)
    with desk.store.transaction() as session:
        found = times(session, CASEWORKER, placement, desk.now)
        with pytest.raises(NotFound):
            times(session, STRANGER, placement, desk.now)
    steps = [each.step for each in found]
    assert steps == [
        "find_necessary", "confirm", "propose", "release_shortlist", "note_hearings", "decide",
        "approve", "contact_receiver",
    ]  # fmt: skip
    after = [each.after for each in found]
    assert (after, after[-1]) == (sorted(after), timedelta(hours=5, minutes=1))


@pytest.mark.rule("REL-11", "SE-7")
@pytest.mark.slow
def test_that_only_an_earlier_home_was_left_is_told_as_that_and_to_the_central_unit_alone(desk):
    """All but one island is closed by the police, and that island is where it lived before."""
    lives_in(desk, waits(desk), ISLAND, Stage.PLACEMENT)
    desk.later(days=1)
    open_but = district_of(ISLAND)
    desk.write(CASE, PICTURES, closed_but(open_but))
    placement = waits_again(desk)
    propose(desk)
    assert desk.row(placement).state == "no_municipality"
    found = desk.kept(CASE, placement, NO_MUNICIPALITY)
    assert set(found.rules) == {"safety.police_exclusion", EARLIER}
    whole = read(desk, CASEWORKER, placement).whole
    assert set(whole.conflict.rules) == {"safety.police_exclusion", EARLIER}
    assert any(EARLIER in each.rules for each in whole.conflict.relaxations)
    desk.do(placements.tell_no_place, CASEWORKER, placement)
    told = read(desk, COORDINATOR, placement)
    assert told.whole is None
    assert not any("earlier" in text for text in (str(asdict(told)), json.dumps(told_to(desk))))


def told_to(desk):
    """All that the sender reads of what leaves no municipality."""
    with desk.store.transaction() as session:
        return [each.content for each in asked(session, COORDINATOR, CASE, NO_MUNICIPALITY)]


def district_of(municipality):
    country = country_on(TODAY)
    return country.districts[country.at[municipality]]
