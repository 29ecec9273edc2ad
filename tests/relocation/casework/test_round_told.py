"""A round from the stored cases to stored proposals, and what makes an answer old."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from relocation.audit.model import Purpose
from relocation.cases.kinds import PICTURE as PICTURES
from relocation.errors import KeyReused, NotAllowed, NotFound, NotRepeatable, RoundChanged
from relocation.permissions import Stage
from relocation.placements import service as placements
from relocation.placements.problem import translate
from relocation.placements.rounds import propose_round, recompute
from relocation.placements.steps import PLACEMENT
from relocation.store import keys_of
from relocation.wall import let_into_all
from scoring.check import check
from scoring.limit import Limit
from scoring.result import Status
from scoring.solver import solve
from tests.architecture.tree import ROOT
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    STRANGER,
)
from tests.relocation.casework.entering import PICTURE
from tests.relocation.casework.nominating import WHY
from tests.relocation.casework.placing import (
    TODAY,
    propose,
)
from tests.relocation.casework.waiting import (
    lives_in,
    state,
    stored,
    waits,
)
from tests.relocation.store.at_once import at_once


def told(desk, decided=None):
    with desk.store.transaction() as session:
        return translate(session, TODAY, decided)


@pytest.mark.rule("EX-8")
def test_a_stored_proposal_says_how_good_it_is_and_what_it_was_made_with(desk):
    placement = waits(desk)
    assert propose(desk).moved[placement].state == "proposed"
    found = stored(desk, placement)
    assert found.ranking[0] == "0751"
    assert found.answer["status"] == "proven"
    assert all(value == bound for _, value, bound in found.answer["aims"])
    made = found.answer["versions"]
    assert made["register_on"] == TODAY.isoformat()
    assert {"fingerprint", "policy", "register", "engine", "limit", "libraries"} <= made.keys()
    criteria = found.answer["explanation"]["here"]["criteria"]
    assert len(criteria) == 5
    assert all(each["reasons"] for each in criteria)


@pytest.mark.rule("EX-8")
@pytest.mark.slow
def test_a_stored_proposal_is_computed_again_until_somebody_who_counted_is_erased(desk):
    placement, other = waits(desk), waits(desk, 1)
    propose(desk)
    desk.later(days=40)
    assert recompute(desk.store, CASEWORKER, placement, desk.now).same
    with desk.store.transaction() as session:
        keys_of(session).destroy(desk.row(other).case_id, desk.now)
    assert recompute(desk.store, CASEWORKER, placement, desk.now).differs == ("erased",)
    with pytest.raises(NotFound):
        recompute(desk.store, COORDINATOR, placement, desk.now)


@pytest.mark.rule("SV-4")
def test_an_answer_that_the_clock_cut_is_stored_nowhere(desk):
    placement = waits(desk)
    cut = lambda problem, limit: replace(solve(problem, limit), status=Status.STOPPED)  # noqa: E731
    with pytest.raises(NotRepeatable):
        propose_round(desk.store, CASEWORKER, "once", desk.now, Limit(seconds=1), solving=cut)
    assert state(desk, placement) == "open"
    assert stored(desk, placement) is None


@pytest.mark.rule("RE-2")
def test_where_something_changes_while_the_engine_works_nothing_is_stored(desk):
    placement = waits(desk)

    def meanwhile(problem, limit):
        desk.write(CASE, PICTURES, replace(PICTURE, dangerous_places=("0751",)))
        return solve(problem, limit)

    with pytest.raises(RoundChanged):
        propose_round(desk.store, CASEWORKER, "once", desk.now, solving=meanwhile)
    assert state(desk, placement) == "open"
    propose(desk)
    assert "0751" not in stored(desk, placement).ranking


@pytest.mark.rule("SC-8")
def test_a_case_that_says_too_little_is_named_and_nothing_is_guessed(desk):
    whole, thin = waits(desk), waits(desk, 1, picture=replace(PICTURE, threat_level=None))
    unknown = waits(desk, 2, picture=replace(PICTURE, dangerous_places=("9999",)))
    found = propose(desk)
    assert found.moved.keys() == {whole}
    assert found.lacking == {
        thin: ("safety_picture.threat_level",),
        unknown: ("unknown_municipality",),
    }
    assert [state(desk, each) for each in (thin, unknown)] == ["open", "open"]


@pytest.mark.rule("SC-8")
def test_a_round_in_which_no_case_says_enough_names_what_each_lacks(desk):
    thin = waits(desk, picture=replace(PICTURE, threat_level=None))
    found = propose(desk)
    assert (found.moved, found.kept) == ({}, ())
    assert found.lacking == {thin: ("safety_picture.threat_level",)}


@pytest.mark.rule("SV-1")
def test_nobody_of_a_group_is_proposed_where_another_of_it_lives_also_of_a_closed_case(desk):
    there, placement = waits(desk, 1), waits(desk)
    lives_in(desk, there, "0751", Stage.CLOSED)
    propose(desk)
    ranking = stored(desk, placement).ranking
    assert "0751" not in ranking
    assert len(ranking) > 20


@pytest.mark.rule("SV-1")
@pytest.mark.parametrize("stage", [Stage.ENROLLED, Stage.NOMINATED, Stage.NECESSITY])
def test_nobody_of_a_group_is_proposed_where_one_of_it_lives_whose_next_move_begins(desk, stage):
    there, placement = waits(desk, 1), waits(desk)
    lives_in(desk, there, "0751", stage)
    propose(desk)
    assert "0751" not in stored(desk, placement).ranking


@pytest.mark.rule("SE-10")
def test_a_person_has_the_same_pseudonym_in_each_round_and_no_other_row_has_it(desk):
    placement = waits(desk)
    first = told(desk).waiting[placement].key
    waits(desk, 1)
    assert told(desk).waiting[placement].key == first
    lives_in(desk, placement, "0751")
    assert [each.key for each in told(desk).problem.round.placed] == [first]
    with desk.store.database.connect() as connection:
        let_into_all(connection)
        for table in ("cases", "proceedings", "list_entries", "audit_lines", "documents"):
            rows = connection.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608
            assert first not in {str(cell) for each in rows for cell in each}


@pytest.mark.rule("SE-3")
def test_the_engines_reading_is_logged_of_every_case_on_behalf_of_who_pressed(desk):
    waits(desk)
    waits(desk, 1, roles={})
    propose(desk)
    with desk.store.database.connect() as connection:
        asked = "SELECT classes FROM audit_lines WHERE role = 'engine' AND purpose = :purpose"
        found = connection.execute(text(asked), {"purpose": Purpose.PLACEMENT}).scalars().all()
    assert len(found) == 2
    assert all("safety" in each and "family" in each for each in found)


@pytest.mark.rule("SE-3")
def test_a_case_whose_list_one_is_not_on_counts_in_the_round_and_nothing_of_it_is_told(desk):
    mine = waits(desk)
    other = waits(desk, 1, roles={})
    found = propose(desk)
    assert found.moved.keys() == {mine}
    assert other not in {*found.lacking, *found.kept}
    for who, refusal in ((STRANGER, NotFound), (DECIDER, NotAllowed)):
        with pytest.raises(refusal):
            propose_round(desk.store, who, "key", desk.now)


def test_a_proposal_that_holds_is_kept_when_another_case_joins(desk):
    first = waits(desk)
    propose(desk)
    second = waits(desk, 1)
    found = propose(desk)
    assert (found.kept, set(found.moved)) == ((first,), {second})


@pytest.mark.slow
@pytest.mark.rule("RE-5")
def test_a_round_pressed_again_under_its_key_has_its_answer_and_stores_nothing(desk):
    placement, thin = waits(desk), waits(desk, 1, picture=replace(PICTURE, threat_level=None))
    first, *others = at_once([lambda: propose(desk, key="once")] * 4)
    assert (set(first.moved), set(first.lacking), first.kept) == ({placement}, {thin}, ())
    assert others == [first] * 3
    desk.do(placements.withhold_shortlist, CASEWORKER, placement, WHY)
    before = desk.counted()
    assert propose(desk, key="once") == first
    with pytest.raises(KeyReused):
        propose_round(desk.store, CASEWORKER, "once", desk.now, Limit(seconds=60))
    assert desk.counted() == before


@pytest.mark.slow
@pytest.mark.rule("SV-3")
def test_a_national_round_of_twenty_is_proven_verified_and_stored(desk):
    groups = ("Ulvene", "Ravnene", "")
    places = ("0751", "0851", "0461", "0561", "0730", "0740", "0657", "0787")
    waiting = [
        waits(desk, number, group=groups[number % 3], place=places[number % 8])
        for number in range(20)
    ]
    lives_in(desk, waits(desk, 30, group="Ulvene"), "0751")
    before = told(desk).problem
    found = propose(desk)
    assert {moved.state for moved in found.moved.values()} == {"proposed"}
    assert found.moved.keys() == set(waiting)
    result = solve(before, Limit())
    assert result.status is Status.PROVEN
    assert check(before, result) == ()
    of = told(desk).waiting
    chosen = {placement: stored(desk, placement).ranking[0] for placement in waiting}
    assert chosen == {placement: result.place_of(of[placement].key) for placement in waiting}
    assert recompute(desk.store, CASEWORKER, waiting[0], desk.now).same


@pytest.mark.rule("SC-8")
def test_what_was_written_of_a_candidate_comes_to_the_engine_as_it_was_written(desk):
    placement = waits(desk, picture=replace(PICTURE, threat_level=5))
    person = told(desk).waiting[placement]
    assert (person.threat_level, person.moves_from, person.search) == (5, "0101", None)
    assert [each.municipality for each in person.exclusions] == ["0153"]
    assert [(each.kind.value, each.municipality) for each in person.ties] == [
        ("own_child", "0751"),
        ("supportive", "0751"),
    ]


@pytest.mark.rule("SV-7")
def test_what_the_engine_answers_is_written_in_one_place_and_decides_nothing():
    writers = {
        path.name
        for path in (ROOT / "relocation").rglob("*.py")
        if "Paper(kinds.PROPOSAL" in path.read_text(encoding="utf-8")
    }
    assert writers == {"rounds.py"}
    led = {
        step.to for step in PLACEMENT.steps if step.name in {"propose", "record_no_municipality"}
    }
    assert led == {"proposed", "no_municipality"}
