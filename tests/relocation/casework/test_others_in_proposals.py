"""A stored proposal keeps nobody else's pseudonym: it would outlive that person's erasure."""

import json
from dataclasses import replace

import pytest

from relocation.nominations import service as nominations
from relocation.placements.answers import explanation_in
from relocation.placements.kinds import PROPOSAL
from relocation.placements.rounds import stored_round
from relocation.proceedings.every import standings
from relocation.store import case_keys
from scoring.explain import explain
from tests.relocation.casework.desk import CASE, CASEWORKER, DECIDER, POLICE
from tests.relocation.casework.nominating import NEEDED, WHY
from tests.relocation.casework.placing import described, propose
from tests.relocation.casework.relocating import HOME, assess_anew, nominate

OTHER = "b" * 32


def placed_below(desk, case):
    desk.open_case(case)
    assess_anew(desk, case, POLICE)
    nomination = nominate(desk, case, HOME)
    desk.do(nominations.find_necessary, CASEWORKER, nomination, NEEDED)
    desk.do(nominations.confirm, DECIDER, nomination, WHY)
    described(desk, case)
    return next(row.id for row in desk.rows("placement") if row.case_id == case)


@pytest.mark.slow
@pytest.mark.rule("SE-11")
def test_who_holds_the_place_that_somebody_would_have_alone_is_kept_in_no_other_case(desk):
    placements = {case: placed_below(desk, case) for case in (CASE, OTHER)}
    desk.later(minutes=1)
    propose(desk)
    with desk.store.transaction() as session:
        rows = list(standings(session, "placement"))
        keys = case_keys(session, [each.case for each in rows])
        person = {each.case: replace(each, key=keys[each.case]).person_key for each in rows}
    again = stored_round(desk.store, CASEWORKER, placements[CASE], desk.now)
    named = 0
    for case, other in ((CASE, OTHER), (OTHER, CASE)):
        engine = explain(again.problem, again.result, person[case]).here.alone
        named += any(person[other] in cause.people for cause in engine.causes)
        answer = desk.kept(case, placements[case], PROPOSAL).answer
        assert person[case] in json.dumps(answer)
        assert person[other] not in json.dumps(answer)
        alone = explanation_in(answer).here.alone
        assert [each.code for each in alone.causes] == [each.code for each in engine.causes]
    assert named
