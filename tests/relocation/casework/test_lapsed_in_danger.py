"""A course lapsed and its home became dangerous: another case of the person leads to a place."""

from dataclasses import replace

import pytest

from relocation.cases import service as cases
from relocation.cases.kinds import IDENTITY as IDENTITIES
from relocation.errors import Missing
from relocation.handovers import calls
from relocation.handovers import service as handovers
from relocation.nominations import service as nominations
from relocation.permissions import Role, Stage
from relocation.placements import checks
from relocation.placements.today import today
from relocation.safety import service as safety
from scoring.person import LEFT_EARLIER
from tests.relocation.casework import entering
from tests.relocation.casework.desk import CASEWORKER, COORDINATOR, OTHER_DECIDER, RECEIVER
from tests.relocation.casework.due import ran
from tests.relocation.casework.entering import IDENTITY, PICTURE, PRECAUTIONS, in_course
from tests.relocation.casework.handing_over import POLICE_THERE
from tests.relocation.casework.nominating import ACUTE, WHY
from tests.relocation.casework.placing import described, propose
from tests.relocation.casework.relocating import (
    CHOSEN,
    HOME,
    agree,
    arrive,
    find_necessary,
    nominate,
    settle_centrally,
)
from tests.relocation.casework.telling import states
from tests.relocation.casework.test_word_owed import BROKEN, moved

CALL = "nomination_call"


def lapsed_in_danger(desk):
    """Its course lapsed while the handover went on; the police name its home as dangerous."""
    case, handover = moved(desk)
    arrive(desk, handover, CHOSEN)
    desk.do(cases.let_lapse, COORDINATOR, case, BROKEN)
    picture = replace(PICTURE, dangerous_places=(CHOSEN.code,))
    report = desk.do(safety.report_change, POLICE_THERE, case).row
    desk.do(safety.write_assessment, POLICE_THERE, report, (picture, PRECAUTIONS))
    agree(desk, handover, HOME, CHOSEN)
    settle_centrally(desk, handover)
    desk.do(handovers.complete, CASEWORKER, handover)
    assert states(desk, case, "case", CALL) == ["lapsed", "called"]
    return case


def new_case_of(desk, case, monkeypatch):
    """Somebody else refers the same person anew; who works on it stands on its list."""
    cpr = int(desk.kept(case, case, IDENTITIES).cpr)
    others = len(desk.rows("case"))
    monkeypatch.setattr(entering, "IDENTITY", replace(IDENTITY, cpr=f"{cpr - others:010}"))
    new = in_course(desk)
    desk.join(OTHER_DECIDER, Role.CENTRAL_DECISION_MAKER, new)
    return new


@pytest.mark.slow
@pytest.mark.rule("SE-13", "REL-9")
def test_a_new_case_of_somebody_whose_course_lapsed_gets_a_place_away_from_its_home(
    desk, monkeypatch
):
    case = lapsed_in_danger(desk)
    new = new_case_of(desk, case, monkeypatch)
    assert desk.stage(case) == Stage.RELOCATED
    placement = find_necessary(desk, nominate(desk, new, HOME, ACUTE))
    described(desk, new)
    desk.later(minutes=1)
    proposed = propose(desk)
    assert (set(proposed.moved), dict(proposed.lacking)) == ({placement}, {})
    with desk.store.transaction() as session:
        found = today(session, desk.now.date())
    left = found.told.waiting[placement].exclusions
    assert CHOSEN.code in {each.municipality for each in left if each.source == LEFT_EARLIER}
    assert CHOSEN.code not in found.open_to(placement)


@pytest.mark.slow
@pytest.mark.rule("REL-9", "WF-17")
def test_whoever_is_called_on_after_the_course_lapsed_learns_what_can_be_done(desk):
    case = lapsed_in_danger(desk)
    nomination = desk.do(nominations.draft, RECEIVER, case, ACUTE).row
    desk.do(nominations.request, RECEIVER, nomination)
    desk.do(nominations.endorse, POLICE_THERE, nomination, WHY)
    with pytest.raises(Missing, match="is answered in words, and a new case leads"):
        desk.do(nominations.submit, RECEIVER, nomination)
    desk.do(nominations.withdraw, RECEIVER, nomination, WHY)
    call, check = desk.rows(CALL)[-1], desk.rows("place_check")[-1]
    desk.do(calls.answer_call, RECEIVER, call.id, "it is referred anew where it lives")
    desk.do(checks.accept_answer, CASEWORKER, check.id, WHY)
    ran(desk)
    assert desk.stage(case) == Stage.CLOSED
