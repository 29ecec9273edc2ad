"""Who works on a case: assigned, named by a colleague, or for an hour through broken glass."""

from dataclasses import replace

import pytest

from relocation.access.service import put_on_list, readers_of, standing
from relocation.actor import Function
from relocation.errors import EntryRefused, KeyReused, Missing, NoAccount, NotAllowed, NotFound
from relocation.keys.pseudonyms import handle
from relocation.nominations import service as nominations
from relocation.people.acting import person_of
from relocation.people.locking import lock
from relocation.permissions import DataClass, Role, Stage
from relocation.staffing import leaving
from relocation.staffing import service as staffing
from relocation.staffing.model import Naming, Whom
from relocation.staffing.naming import name
from relocation.store import keys_of
from tests.relocation.casework.desk import CASE, Desk, entry
from tests.relocation.casework.due import ran
from tests.relocation.casework.nominating import REQUEST, WHY
from tests.relocation.casework.telling import lacks
from tests.relocation.desk import NOW

COORDINATES = Function.MUNICIPAL_EXIT_COORDINATOR


def endorsed(at_home, request=REQUEST):
    desk, coordinator, police = at_home
    nomination = desk.do(nominations.draft, coordinator, CASE, request).row
    desk.do(nominations.request, coordinator, nomination)
    desk.do(nominations.endorse, police, nomination, WHY)
    return nomination


def on_list(desk, role):
    with desk.store.transaction() as session:
        return readers_of(session, CASE, {role}, desk.now)


def own_handle(desk, who):
    with desk.store.transaction() as session:
        return handle(keys_of(session), who.organisation, CASE)


def named(desk, who, colleague, classes=None, why="on leave"):
    naming = Naming(colleague.user, why, classes=classes)
    return desk.do(name, who, CASE, naming).row


def broken(desk, who, own=None, why="he calls from the street"):
    with desk.store.transaction() as session:
        press = desk.press(0)
        return staffing.break_glass(session, who, own or own_handle(desk, who), why, press).row


@pytest.mark.rule("SE-3")
def test_the_central_unit_is_assigned_at_the_submission_and_never_all_of_it(people, at_home):
    desk, coordinator, _ = at_home
    nomination = endorsed(at_home)
    with pytest.raises(Missing) as refused:
        desk.do(nominations.submit, coordinator, nomination)
    assert set(refused.value.needs) == {"central_unit"}
    busy, free = (people.actor(Function.CENTRAL_CASEWORKER) for _ in range(2))
    deciders = [people.actor(Function.CENTRAL_DECISION_MAKER) for _ in range(3)]
    other = desk.open_case("b" * 32, roles={busy: Role.CENTRAL_CASEWORKER})
    assert other
    desk.do(nominations.submit, coordinator, nomination)
    assert on_list(desk, Role.CENTRAL_CASEWORKER) == {free.user}
    assigned = on_list(desk, Role.CENTRAL_DECISION_MAKER)
    assert (len(assigned), assigned < {each.user for each in deciders}) == (2, True)


@pytest.mark.rule("SE-3")
def test_a_colleague_is_named_with_a_reason_for_what_the_namer_is_and_no_more(people, at_home):
    desk, coordinator, police = at_home
    colleague = people.actor(Function.MUNICIPAL_EXIT_COORDINATOR)
    for stranger in (police, people.actor(Function.PROBATION_OFFICER)):
        with pytest.raises(NoAccount):
            named(desk, coordinator, stranger)
    with pytest.raises(EntryRefused):
        named(desk, coordinator, colleague, why=" ")
    named(desk, coordinator, colleague, frozenset({DataClass.EXISTENCE, DataClass.SAFETY}))
    with desk.store.transaction() as session:
        stands = standing(session, colleague, CASE, desk.now)
    assert stands.roles == {Role.MUNI_SENDER}
    assert {each for each in DataClass if stands.level(each) != "N"} == {
        DataClass.EXISTENCE,
        DataClass.SAFETY,
    }
    desk.do(leaving.take_off, coordinator, CASE, Whom(colleague.user, WHY))
    assert on_list(desk, Role.MUNI_SENDER) == {coordinator.user}


@pytest.mark.rule("SE-3")
def test_whoever_is_narrowed_lets_a_colleague_read_no_more_than_itself(people, at_home):
    desk, coordinator, _ = at_home
    few = frozenset({DataClass.EXISTENCE, DataClass.SAFETY})
    narrowed, whole, wider = (people.actor(COORDINATES) for _ in range(3))
    named(desk, coordinator, narrowed, few)
    named(desk, narrowed, whole)
    named(desk, narrowed, wider, few | {DataClass.IDENTITY})
    with desk.store.transaction() as session:
        for who in (whole, wider):
            (line,) = standing(session, who, CASE, desk.now).entries
            assert line.classes == few


@pytest.mark.rule("SE-16")
def test_broken_glass_opens_the_own_role_for_one_case_and_one_hour(people, at_home):
    desk, coordinator, _ = at_home
    night = people.actor(Function.MUNICIPAL_EXIT_COORDINATOR)
    desk.open_case("b" * 32, roles={coordinator: Role.MUNI_SENDER})
    with desk.store.transaction() as session, pytest.raises(NotFound):
        standing(session, night, CASE, desk.now)
    broken(desk, night)
    with desk.store.transaction() as session:
        mine = standing(session, night, CASE, desk.now)
        theirs = standing(session, coordinator, CASE, desk.now)
        assert [mine.level(each) for each in DataClass] == [
            theirs.level(each) for each in DataClass
        ]
        with pytest.raises(NotFound):
            standing(session, night, "b" * 32, desk.now)
    desk.later(minutes=60)
    with desk.store.transaction() as session, pytest.raises(NotFound):
        standing(session, night, CASE, desk.now)


@pytest.mark.rule("SE-16")
def test_broken_glass_asks_for_a_reason_and_is_told_at_once(people, at_home):
    desk, _, _ = at_home
    night = people.actor(Function.MUNICIPAL_EXIT_COORDINATOR)
    with pytest.raises(EntryRefused):
        broken(desk, night, why=" ")
    row = broken(desk, night)
    assert ("glass_broken", row) in desk.messages()
    auditor = people.actor(Function.AUDITOR)
    with desk.store.transaction() as session:
        (glass,) = staffing.glasses(session, auditor, desk.now)
        assert (glass.row, glass.state, glass.at) == (row, "glass_broken", NOW)
        with pytest.raises(NotFound):
            staffing.glasses(session, night, desk.now)


@pytest.mark.rule("SE-16")
def test_without_a_countersignature_within_a_day_the_account_locks(people, at_home):
    desk, coordinator, police = at_home
    first, second = (people.actor(Function.MUNICIPAL_EXIT_COORDINATOR) for _ in range(2))
    vouched, left = broken(desk, first), broken(desk, second)
    assert lacks(desk, staffing.countersign, coordinator, vouched, WHY) == {"may_vouch"}
    desk.later(hours=24)
    assert desk.do(staffing.countersign, police, vouched, WHY).state == "countersigned"
    assert ran(desk).done.get("lock_account") is None
    desk.later(minutes=1)
    with pytest.raises(Missing) as refused:
        desk.do(staffing.countersign, police, left, WHY)
    assert set(refused.value.needs) == {"in_time"}
    assert ran(desk).done["lock_account"] == 1
    assert people.at_work(first.user, desk.now) == first
    with pytest.raises(NoAccount):
        people.at_work(second.user, desk.now)


@pytest.mark.rule("SE-16")
def test_where_nobody_on_the_list_decides_a_colleague_who_stands_there_countersigns(people):
    desk, coordinator = Desk(people.store, now=NOW), people.actor(COORDINATES)
    first, second = (people.actor(COORDINATES) for _ in range(2))
    probation = people.actor(Function.PROBATION_OFFICER)
    roles = {coordinator: Role.MUNI_SENDER, probation: Role.PROBATION_PARTY}
    desk.open_case(stage=Stage.REFERRED, roles=roles)
    vouched, left = broken(desk, first), broken(desk, second)
    # Neither of the two stands there for the other, nor anybody of another authority.
    sign = staffing.countersign
    assert lacks(desk, sign, second, vouched, WHY) == {"stands_there"}
    assert lacks(desk, sign, probation, vouched, WHY) == {"may_vouch"}
    assert desk.do(sign, coordinator, vouched, WHY).state == "countersigned"
    decider = people.actor(Function.CENTRAL_DECISION_MAKER)
    desk.join(decider, Role.CENTRAL_DECISION_MAKER)
    assert desk.stage() == Stage.REFERRED
    assert desk.do(sign, coordinator, left, WHY).state == "countersigned"


@pytest.mark.rule("SE-16", "RE-4")
def test_whoever_broke_a_glass_countersigns_it_by_no_second_account(people):
    desk, coordinator = Desk(people.store, now=NOW), people.actor(COORDINATES)
    night = people.actor(COORDINATES)
    with people.transaction() as session:
        person = person_of(session, night)
    second = people.actor(Function.POLICE_EXIT_COORDINATOR, whose=person)
    desk.open_case(roles={coordinator: Role.MUNI_SENDER})
    glass = broken(desk, night)
    desk.join(second, Role.POLICE_SENDER)
    assert lacks(desk, staffing.countersign, second, glass, WHY) == {"somebody_else"}


@pytest.mark.rule("SE-16", "SE-2")
def test_glass_is_broken_for_no_case_in_which_no_colleague_has_a_part(people, at_home):
    desk, _, police = at_home
    night = people.actor(Function.MUNICIPAL_EXIT_COORDINATOR)
    elsewhere = people.actor(Function.MUNICIPAL_EXIT_COORDINATOR, "municipality-0751")
    central = people.actor(Function.CENTRAL_CASEWORKER)
    tried = [(each, own_handle(desk, each)) for each in (elsewhere, central)]
    tried += [(night, own_handle(desk, police)), (night, "0" * 26)]
    for who, own in tried:
        with pytest.raises(NotFound):
            broken(desk, who, own)
    broken(desk, night)
    friend = people.actor(Function.MUNICIPAL_EXIT_COORDINATOR)
    with pytest.raises(NotAllowed):
        named(desk, night, friend)
    with pytest.raises(NotAllowed):
        desk.do(name, night, CASE, Naming(friend.user, WHY, Role.POLICE_SENDER))


@pytest.mark.rule("SE-3")
def test_a_successor_at_the_receiver_is_of_the_same_authority_and_no_other_joins(people, at_home):
    desk, coordinator, _ = at_home
    there, police = "municipality-0751", "police-oestjylland"
    gone, next_ = (people.actor(Function.MUNICIPAL_EXIT_COORDINATOR, there) for _ in range(2))
    other = people.actor(Function.MUNICIPAL_EXIT_COORDINATOR, "municipality-0851")
    officer = people.actor(Function.POLICE_EXIT_COORDINATOR, police)
    central = people.actor(Function.CENTRAL_CASEWORKER)
    desk.join(central, Role.CENTRAL_CASEWORKER)
    desk.stands(CASE, "admitted", Stage.HANDOVER)
    for who, role in ((gone, Role.MUNI_RECEIVER), (officer, Role.POLICE_RECEIVER)):
        with pytest.raises(NoAccount):
            desk.do(name, central, CASE, Naming(who.user, WHY, role))
    desk.join(gone, Role.MUNI_RECEIVER)
    with pytest.raises(NoAccount):
        desk.do(name, central, CASE, Naming(other.user, WHY, Role.MUNI_RECEIVER))
    with pytest.raises(NotAllowed):
        desk.do(name, coordinator, CASE, Naming(next_.user, WHY, Role.MUNI_RECEIVER))
    desk.do(name, central, CASE, Naming(next_.user, WHY, Role.MUNI_RECEIVER))
    assert on_list(desk, Role.MUNI_RECEIVER) == {gone.user, next_.user}


def test_whoever_is_excluded_from_a_case_breaks_no_glass_for_it(people, at_home):
    desk, _, _ = at_home
    kin = people.actor(Function.MUNICIPAL_EXIT_COORDINATOR)
    with desk.store.transaction() as session:
        put_on_list(session, CASE, replace(entry(kin, Role.MUNI_SENDER), excluded=True))
    with pytest.raises(NotFound):
        broken(desk, kin)


@pytest.mark.rule("RE-5")
def test_glass_broken_twice_by_one_key_is_broken_once(people, at_home):
    desk, _, _ = at_home
    night = people.actor(Function.MUNICIPAL_EXIT_COORDINATOR)
    for _ in range(2):
        with desk.store.transaction() as session:
            press = desk.press(0, "one key")
            staffing.break_glass(session, night, own_handle(desk, night), WHY, press)
    assert len(desk.rows("break_glass")) == 1


@pytest.mark.slow
@pytest.mark.rule("RE-5")
def test_a_naming_pressed_again_has_its_answer_though_the_account_is_disabled_by_then(
    people, at_home
):
    desk, coordinator, _ = at_home
    colleague = people.actor(Function.MUNICIPAL_EXIT_COORDINATOR)
    press, naming = desk.press(desk.version(CASE, True)), Naming(colleague.user, "on leave")

    def pressed(said=naming):
        with desk.store.transaction() as session:
            return name(session, coordinator, CASE, said, press)

    before = pressed()
    with desk.store.transaction() as session:
        lock(session, colleague.user, desk.now)
    assert pressed() == before
    with pytest.raises(KeyReused):
        pressed(replace(naming, why="ill"))
