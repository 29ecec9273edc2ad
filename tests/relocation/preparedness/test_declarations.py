"""What municipalities declare: who writes and reads it, what is missing or stale, how it counts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from relocation.actor import Function, municipality_id
from relocation.audit.tables import AuditLine
from relocation.errors import EntryRefused, NotFound
from relocation.preparedness.model import Contact, Declared, Freshness, Offer, faults
from relocation.preparedness.service import declare, directory, for_round, own_entry
from relocation.preparedness.tables import DeclarationRow
from scoring.policy_file import load_policy
from scoring.round import DeclaredRoom, DeclaredService
from tests.relocation.desk import NOW
from tests.relocation.store.at_once import at_once

COORDINATOR, CASEWORKER = Function.MUNICIPAL_EXIT_COORDINATOR, Function.CENTRAL_CASEWORKER
OWN, OTHER = "0101", "0751"
CONTACT = Contact("Exit-gruppen", "+45 33 66 33 66", "Bo Berg")
DECLARED = Declared(
    contact=CONTACT,
    offers={"mentor": Offer(present=True, room=2), "debt_advice": Offer(present=False)},
    candidates=3,
)
SERVICES = load_policy().services
TODAY = date(2026, 11, 26)


def declared(desk, who, code=OWN, what=DECLARED, now=NOW):
    with desk.transaction() as session:
        declare(session, who, code, what, now)


def listed(desk, now=NOW):
    reader = desk.actor(CASEWORKER)
    with desk.transaction() as session:
        return {each.municipality: each for each in directory(session, reader, now)}


def test_a_municipality_declares_of_itself_and_reads_it_and_no_other(desk):
    own = desk.actor(COORDINATOR, municipality_id(OWN))
    declared(desk, own)
    with desk.transaction() as session:
        found = own_entry(session, own, NOW)
        assert (found.municipality, found.declared) == (OWN, DECLARED)
    with pytest.raises(NotFound):
        declared(desk, own, OTHER)


def test_the_central_unit_writes_in_a_municipalitys_place_and_that_is_told(desk):
    declared(desk, desk.actor(CASEWORKER), OTHER)
    found = listed(desk)[OTHER]
    assert (found.declared, found.by_central_unit) == (DECLARED, True)


@pytest.mark.rule("SE-1")
@pytest.mark.parametrize(
    "function", [f for f in Function if f is not COORDINATOR and not f.value.startswith("central")]
)
def test_nobody_else_reads_or_writes_what_municipalities_declare(desk, function):
    who = desk.admin if function is Function.ADMINISTRATOR else desk.actor(function)
    acts = (
        lambda session: declare(session, who, OWN, DECLARED, NOW),
        lambda session: own_entry(session, who, NOW),
        lambda session: directory(session, who, NOW),
        lambda session: for_round(session, who, TODAY),
    )
    for act in acts:
        with desk.transaction() as session, pytest.raises(NotFound):
            act(session)


def test_a_coordinator_reads_neither_the_directory_nor_what_the_engine_asks_for(desk):
    own = desk.actor(COORDINATOR, municipality_id(OWN))
    with desk.transaction() as session:
        with pytest.raises(NotFound):
            directory(session, own, NOW)
        with pytest.raises(NotFound):
            for_round(session, own, TODAY)


@pytest.mark.parametrize("code", ["0411", "9999", ""])
def test_what_is_no_municipality_is_not_found(desk, code):
    with pytest.raises(NotFound):
        declared(desk, desk.actor(CASEWORKER), code)


@pytest.mark.rule("ORG-2")
def test_the_directory_has_every_municipality_and_shows_what_is_missing_or_stale(desk):
    own = desk.actor(COORDINATOR, municipality_id(OWN))
    declared(desk, own)
    found = listed(desk)
    assert len(found) == 98
    assert (found[OWN].freshness, found[OTHER].freshness) == (
        Freshness.CURRENT,
        Freshness.MISSING,
    )
    days = [listed(desk, NOW + timedelta(days=n))[OWN].freshness for n in (365, 366)]
    assert days == [Freshness.CURRENT, Freshness.STALE]


def test_the_newest_declaration_counts_whole_and_an_earlier_day_has_the_earlier_one(desk):
    own = desk.actor(COORDINATOR, municipality_id(OWN))
    declared(desk, own)
    later = NOW + timedelta(days=7)
    declared(desk, own, what=replace(DECLARED, offers={}, candidates=None), now=later)
    with desk.transaction() as session:
        reader = desk.actor(CASEWORKER)
        then = for_round(session, reader, TODAY)
        after = for_round(session, reader, TODAY + timedelta(days=7))
    assert then == (
        (
            DeclaredService(municipality=OWN, service="debt_advice", present=False, as_of=TODAY),
            DeclaredService(municipality=OWN, service="mentor", present=True, as_of=TODAY, room=2),
        ),
        (DeclaredRoom(municipality=OWN, candidates=3, as_of=TODAY),),
    )
    assert after == ((), ())


@pytest.mark.rule("REL-6")
def test_the_central_unit_approves_room_in_the_municipalitys_place_until_it_declares_anew(desk):
    own, central = desk.actor(COORDINATOR, municipality_id(OWN)), desk.actor(CASEWORKER)
    declared(desk, central, what=replace(DECLARED, approved_because="its houses burnt down"))
    with desk.transaction() as session:
        (room,) = for_round(session, central, TODAY)[1]
    declared(desk, own)
    with desk.transaction() as session:
        (again,) = for_round(session, central, TODAY)[1]
    assert (room.approved_because, again.approved_because) == ("its houses burnt down", None)


@pytest.mark.parametrize(
    ("what", "place"),
    [
        (replace(DECLARED, contact=replace(CONTACT, office=" ")), "contact.office"),
        (replace(DECLARED, contact=replace(CONTACT, person="a\nb")), "contact.person"),
        (replace(DECLARED, contact=replace(CONTACT, phone="12 34")), "contact.phone"),
        (replace(DECLARED, offers={"secret": Offer(present=True)}), "offers.0"),
        (replace(DECLARED, offers={"mentor": Offer(present=True, room=-1)}), "offers.0.room"),
        (replace(DECLARED, offers={"mentor": Offer(present=False, room=1)}), "offers.0.room"),
        (replace(DECLARED, candidates=1000), "candidates"),
        (replace(DECLARED, approved_because="few"), "approved_because"),
    ],
)
def test_what_does_not_hold_is_named_by_its_place_and_not_repeated(what, place):
    (fault,) = faults(what, SERVICES, by_central_unit=False)
    assert fault.place == place
    assert "secret" not in f"{fault.rule}{fault.remedy}"


def test_a_declaration_that_does_not_hold_is_refused_and_nothing_is_written(desk):
    own = desk.actor(COORDINATOR, municipality_id(OWN))
    with pytest.raises(EntryRefused, match=r"contact\.phone"):
        declared(desk, own, what=replace(DECLARED, contact=replace(CONTACT, phone="1")))
    assert listed(desk)[OWN].freshness is Freshness.MISSING


def test_the_database_tells_no_staff_and_no_author_and_the_log_has_the_change(desk):
    own = desk.actor(COORDINATOR, municipality_id(OWN))
    declared(desk, own)
    with desk.transaction() as session:
        row = session.scalars(select(DeclarationRow)).one()
        lines = session.scalars(select(AuditLine.detail).order_by(AuditLine.number)).all()
    stored = row.sealed + row.author.encode()
    assert not [word for word in (b"Berg", b"33 66", own.user.encode()) if word in stored]
    assert lines[-1] == "preparedness.declare"


@pytest.mark.slow
def test_of_two_who_declare_at_once_each_is_kept_in_an_order(desk):
    own, central = desk.actor(COORDINATOR, municipality_id(OWN)), desk.actor(CASEWORKER)
    at_once([lambda who=who: declared(desk, who) for who in (own, central, own)])
    with desk.transaction() as session:
        numbers = session.scalars(select(DeclarationRow.number)).all()
    assert sorted(numbers) == [1, 2, 3]
