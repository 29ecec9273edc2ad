"""A solved round is kept once for all proposals that came of it, and goes with who is erased."""

import json
import zlib
from base64 import b64encode
from dataclasses import replace
from threading import Thread
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from relocation.documents.kinds import Paper
from relocation.documents.service import write
from relocation.errors import Unreadable
from relocation.jobs.erasing import erase, finish
from relocation.keys.sealing import seal
from relocation.permissions import Stage
from relocation.placements import kept, rounds
from relocation.placements.kinds import PROPOSAL
from relocation.placements.rounds import recompute, stored_round
from relocation.placements.tables import KeptRoundRow
from relocation.proceedings.tables import TakenStepRow
from relocation.store import keys_of
from relocation.wall import let_in
from scoring.result_file import result_bytes
from tests.relocation.casework.desk import CASEWORKER
from tests.relocation.casework.placing import propose
from tests.relocation.casework.waiting import lives_in, stored, waits


def kept_rounds(desk):
    with desk.store.transaction() as session:
        return [each.id for each in session.scalars(select(KeptRoundRow))]


def step_of(row, step, at):
    """A step that was taken in something, by no step."""
    told = {"id": uuid4().hex, "proceeding_id": row, "version": 1, "case_version": 1}
    return TakenStepRow(**told, step=step, at=at)


def proposed(desk):
    """Two of a round, proposed."""
    both = waits(desk), waits(desk, 1)
    assert propose(desk).moved.keys() == set(both)
    return both


@pytest.mark.rule("EX-8")
@pytest.mark.slow
def test_a_round_is_kept_once_for_all_its_proposals_and_each_is_computed_again_by_it(desk):
    both = proposed(desk)
    (row,) = kept_rounds(desk)
    assert {stored(desk, each).made_with.kept for each in both} == {row}
    assert [recompute(desk.store, CASEWORKER, each, desk.now).same for each in both] == [True] * 2


@pytest.mark.rule("SE-11")
def test_a_kept_round_is_deleted_with_whoever_counted_in_it(desk):
    placement, other = proposed(desk)
    with desk.store.transaction() as session:
        keys_of(session).destroy(desk.row(other).case_id, desk.now)
    assert (len(kept_rounds(desk)), finish(desk.store, desk.now), kept_rounds(desk)) == (1, 1, [])
    assert recompute(desk.store, CASEWORKER, placement, desk.now).differs == ("erased",)


@pytest.mark.rule("SE-11")
def test_a_spoilt_list_of_who_counted_keeps_nobody_from_being_erased(desk):
    _, other = proposed(desk)
    case = desk.row(other).case_id
    with desk.store.transaction() as session:
        session.execute(update(KeptRoundRow).values(cases=b"spoilt"))
        keys_of(session).destroy(case, desk.now)
    assert (finish(desk.store, desk.now), kept_rounds(desk)) == (1, [])


@pytest.mark.rule("SE-10", "EX-8")
def test_a_kept_round_opens_in_its_own_row_alone(desk):
    placement, _ = proposed(desk)
    made_with = replace(stored(desk, placement).made_with, kept="e" * 32)
    with desk.store.transaction() as session:
        row = session.scalars(select(KeptRoundRow)).one()
        session.add(KeptRoundRow(id="e" * 32, cases=row.cases, sealed=row.sealed))
        session.flush()
        with pytest.raises(Unreadable):
            kept.opened_round(session, made_with)


@pytest.mark.rule("EX-8")
@pytest.mark.slow
def test_a_proposal_of_before_rounds_were_kept_apart_is_computed_again(desk):
    placement, _ = proposed(desk)
    case, before = desk.row(placement).case_id, stored(desk, placement)
    again = stored_round(desk.store, CASEWORKER, placement, desk.now)
    round_ = kept.ROUND.dump_python(again.problem.round, mode="json")
    told = {"round": round_, "result": result_bytes(again.result).decode()}
    cases = tuple(sorted(each.case_id for each in desk.rows("placement")))
    with desk.store.transaction() as session:
        let_in(session, case)
        key = kept._key(session, cases)
        plain = zlib.compress(json.dumps(told, ensure_ascii=False).encode())
        inline = b64encode(seal(plain, key, kept.WITHIN)).decode()
        made_with = replace(before.made_with, kept=inline, cases=cases)
        paper = Paper(PROPOSAL, replace(before, made_with=made_with))
        write(session, CASEWORKER, case, placement, paper, desk.now)
    with desk.store.transaction() as session:
        session.execute(KeptRoundRow.__table__.delete())
    assert recompute(desk.store, CASEWORKER, placement, desk.now).same


@pytest.mark.rule("SE-11")
@pytest.mark.slow
def test_of_a_press_that_stores_nothing_no_round_is_kept(desk):
    proposed(desk)
    before = kept_rounds(desk)
    assert (propose(desk).moved, kept_rounds(desk)) == ({}, before)


@pytest.mark.rule("SE-11")
@pytest.mark.slow
def test_a_round_that_is_stored_while_somebody_of_it_is_erased_is_not_kept(desk, monkeypatch):
    placement, home = waits(desk), waits(desk, 1)
    lives_in(desk, home, "0461", Stage.CLOSED)
    case, keep, erasing = desk.row(home).case_id, rounds.keep_round, []
    desk.stands(case, "closed")
    with desk.store.transaction() as session:
        session.add(step_of(case, "close", desk.now))
    desk.later(days=740)

    def while_erased(*told):
        erasing.append(Thread(target=erase, args=(desk.store, case, desk.now)))
        erasing[0].start()
        erasing[0].join(1)
        return keep(*told)

    monkeypatch.setattr(rounds, "keep_round", while_erased)
    assert propose(desk).moved.keys() == {placement}
    erasing[0].join()
    assert (desk.stage(case), kept_rounds(desk)) == (Stage.ERASED, [])
