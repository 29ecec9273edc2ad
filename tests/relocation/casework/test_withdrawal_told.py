"""The candidate leaves: at every step of every stage, in order, with reasons, and measures stay."""

from dataclasses import replace
from datetime import timedelta

import pytest

from relocation.cases import papers as written
from relocation.cases import service as cases
from relocation.cases import steps
from relocation.cases.agreement import Authority, FollowUp
from relocation.cases.kinds import CANDIDATES_WORD
from relocation.cases.model import Crime
from relocation.handovers import service as handovers
from relocation.handovers.steps import BEFORE_THE_MOVE
from relocation.handovers.steps import State as Handover
from relocation.measures import service as measures
from relocation.measures.kinds import REASONS
from relocation.nominations.steps import CENTRAL, LOCAL
from relocation.nominations.steps import State as Nomination
from relocation.permissions import Stage
from relocation.placements.steps import PLACEMENT
from relocation.proceedings.tables import ProceedingRow
from tests.relocation.casework.agreeing import WHY, agreed, measures_of, started, with_partner
from tests.relocation.casework.desk import CASEWORKER, COORDINATOR, PROBATION
from tests.relocation.casework.entering import AGREEMENT, LEAVES, MEASURE, ORGANISED, TODAY, opened
from tests.relocation.casework.nominating import REQUEST, TO_SUBMITTED, drafted, take
from tests.relocation.casework.telling import lacks, states
from tests.relocation.casework.waiting import row

OPEN_PLACEMENTS = [state for state in PLACEMENT.states if state not in {*PLACEMENT.final}]
MENTOR = replace(MEASURE, what="a mentor", authority=Authority.PROBATION)
BY_TWO = replace(AGREEMENT, measures=(MEASURE, MENTOR))
BROKEN = written.Ending(reasons="no contact was held", disregarded=("no contact",))


def cases_that_stand(desk, stage, *chain, start=1):
    """A case for each state of the last of a chain of things, each below the one before."""
    *above, (workflow, last) = chain
    for number, state in enumerate(last, start):
        case = desk.open_case(f"{len(above)}{number:031x}", stage)
        parent = None
        for name, at in above:
            parent = row(desk, case, name, at, parent)
        yield case, row(desk, case, workflow, state, parent)


def left(desk, cases_and_rows):
    """Where case and thing stand once the candidate left."""
    found = set()
    for case, thing in cases_and_rows:
        desk.do(cases.withdraw, COORDINATOR, case, LEAVES)
        found.add((desk.row(case).state, desk.stage(case), desk.row(thing).state))
    return found


@pytest.mark.slow
@pytest.mark.rule("REL-12")
def test_at_every_step_of_a_case_the_candidate_can_leave(desk):
    for number, state in enumerate(steps.LEAVES, 1):
        case = desk.open_case(f"{number:032x}", Stage.REFERRED)
        desk.stands(case, state)
        desk.do(cases.withdraw, COORDINATOR, case, LEAVES)
        assert (desk.row(case).state, desk.stage(case)) == ("closed", Stage.CLOSED)


@pytest.mark.slow
@pytest.mark.rule("REL-12")
def test_at_every_step_of_a_nomination_the_candidate_can_leave_and_it_is_withdrawn(desk):
    waiting = [*LOCAL, *(each for each in CENTRAL if each is not Nomination.NECESSARY)]
    standing = cases_that_stand(desk, Stage.ENROLLED, ("nomination", waiting))
    assert left(desk, standing) == {("closed", Stage.CLOSED, "withdrawn")}


@pytest.mark.slow
@pytest.mark.rule("REL-12")
def test_at_every_step_of_a_placement_the_candidate_can_leave_and_it_stops(desk):
    necessary = ("nomination", Nomination.NECESSARY)
    standing = cases_that_stand(desk, Stage.PLACEMENT, necessary, ("placement", OPEN_PLACEMENTS))
    assert left(desk, standing) == {("closed", Stage.CLOSED, "stopped")}


def with_points(desk, standing):
    """Handovers whose points are all closed by the central unit; only the move is asked for."""
    for case, handover in standing:
        for point in ("signature", "contact_person", "knowledge_item"):
            row(desk, case, point, "closed_by_central", handover)
        row(desk, case, "term", "left_out", handover)
        yield case, handover


@pytest.mark.slow
@pytest.mark.rule("REL-12")
def test_before_the_move_the_handover_is_called_off_and_after_it_completed_before_the_case_closes(
    desk,
):
    above = ("nomination", Nomination.NECESSARY), ("placement", "contacted")
    before = cases_that_stand(desk, Stage.HANDOVER, *above, ("handover", BEFORE_THE_MOVE))
    assert left(desk, with_points(desk, before)) == {("closed", Stage.CLOSED, "called_off")}
    moved = cases_that_stand(desk, Stage.HANDOVER, *above, ("handover", (Handover.MOVED,)), start=9)
    ((case, handover),) = with_points(desk, moved)
    desk.do(cases.withdraw, COORDINATOR, case, LEAVES)
    assert (desk.row(case).state, desk.row(handover).state) == ("withdrawn", "moved")
    desk.do(handovers.complete, CASEWORKER, handover)
    assert (desk.row(case).state, desk.stage(case)) == ("closed", Stage.CLOSED)


@pytest.mark.rule("REL-12", "WF-17")
def test_what_hangs_on_the_programme_closes_in_order_with_the_candidates_word_as_reason(desk):
    case = agreed(desk, BY_TWO)
    with_partner(desk, case)
    nomination = drafted(desk)
    for step in TO_SUBMITTED:
        take(desk, nomination, step)
    desk.do(cases.withdraw, COORDINATOR, case, LEAVES)
    assert [each for each in desk.logged() if each in ENDING] == ENDING
    assert states(desk, case, "nomination", "measure", "partner", "case") == [
        "withdrawn", "passed_on", "passed_on", "ended", "closed",
    ]  # fmt: skip
    assert desk.kept(case, case, CANDIDATES_WORD) == LEAVES


ENDING = [
    "case.withdraw", "nomination.withdraw", "measure.pass_on", "measure.pass_on", "partner.stop",
    "case.close",
]  # fmt: skip


@pytest.mark.rule("WF-17")
def test_after_a_lapse_each_measure_stands_until_its_own_authority_ends_it_with_reasons(desk):
    case = agreed(desk, BY_TWO)
    job, mentor = (each.id for each in measures_of(desk))
    started(desk, job)
    started(desk, mentor, PROBATION)
    desk.do(cases.let_lapse, COORDINATOR, case, BROKEN)
    assert states(desk, case, "case", "measure") == ["closed", "passed_on", "passed_on"]
    assert lacks(desk, measures.end, COORDINATOR, mentor, WHY) == {"own_authority"}
    assert lacks(desk, measures.end, PROBATION, mentor, " ") == {"reasons"}
    desk.do(measures.end, PROBATION, mentor, WHY)
    assert (desk.row(job).state, desk.row(mentor).state) == ("passed_on", "ended")
    assert desk.kept(case, mentor, REASONS).reasons == WHY


@pytest.mark.rule("WF-17")
@pytest.mark.slow
def test_requirements_that_are_disregarded_end_nothing_unless_the_coordinator_decides_so(desk):
    case = agreed(desk)
    found = FollowUp(on=TODAY, account="met the old friends", requirements_are_met=False)
    desk.do(cases.follow_up, COORDINATOR, case, found)
    desk.later(days=90)
    assert states(desk, case, "case", "measure") == ["in_course", "planned"]
    desk.do(cases.follow_up, COORDINATOR, case, replace(found, requirements_are_met=True))
    assert desk.do(cases.complete, COORDINATOR, case, replace(BROKEN, disregarded=())).state
    assert desk.row(case).state == "closed"


@pytest.mark.slow
@pytest.mark.rule("REL-12", "WF-2")
@pytest.mark.parametrize(
    ("is_under_18", "button"), [(True, cases.send_to_ssp_nu), (False, cases.send_to_ksp)]
)
@pytest.mark.parametrize("steps", [(), ("request",), ("request", "endorse")])
def test_who_is_sent_on_is_nominated_no_more_and_the_case_closes(desk, is_under_18, button, steps):
    case = opened(desk)
    nomination = drafted(desk, REQUEST, case)
    for step in steps:
        take(desk, nomination, step)
    desk.do(cases.refer, COORDINATOR, case)
    screening = replace(ORGANISED, crime=Crime.SITUATIONAL, is_under_18=is_under_18)
    desk.do(cases.screen, COORDINATOR, case, screening)
    desk.do(button, COORDINATOR, case)
    assert states(desk, case, "nomination", "case") == ["withdrawn", "closed"]
    assert desk.stage(case) == Stage.CLOSED


@pytest.mark.slow
@pytest.mark.rule("REL-12", "WF-25")
def test_whose_draft_of_a_case_expires_is_nominated_no_more_and_the_case_closes(desk):
    case = opened(desk)
    drafted(desk, REQUEST, case)
    with desk.store.transaction() as session:
        session.get_one(ProceedingRow, case).touched -= timedelta(days=200)
        assert cases.warn_of_expiry(session, case, desk.now)
    desk.later(days=60)
    with desk.store.transaction() as session:
        cases.expire(session, case, desk.now)
    assert states(desk, case, "nomination", "case") == ["withdrawn", "closed"]
