"""A nomination from the request to the central unit's answer, and the ways that end earlier."""

import pytest

from relocation.access.tables import CaseRow
from relocation.errors import Missing, NotFound, StepNotOpen
from relocation.nominations import service as nominations
from relocation.nominations.kinds import JUDGEMENT
from relocation.nominations.kinds import QUESTION as ASKED
from relocation.nominations.model import Ground
from relocation.nominations.papers import Request
from relocation.permissions import Role, Stage
from scoring.person import Urgency
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    OTHER_DECIDER,
    POLICE,
    PROBATION,
    STRANGER,
)
from tests.relocation.casework.nominating import (
    ACUTE,
    NEEDED,
    QUESTION,
    REQUEST,
    TO_JUDGED,
    TO_SUBMITTED,
    WHY,
    brought,
    drafted,
    take,
)


def missing(desk, nomination, step):
    """Codes of all that a step still needs."""
    with pytest.raises(Missing) as refused:
        take(desk, nomination, step)
    return set(refused.value.needs)


@pytest.mark.rule("REL-2", "REL-3")
def test_a_nomination_from_the_request_to_the_confirmed_necessity(desk):
    desk.open_case()
    nomination = drafted(desk)
    assert take(desk, nomination, "request").state == "requested"
    assert take(desk, nomination, "endorse").state == "endorsed"
    assert desk.stage() == Stage.ENROLLED

    assert take(desk, nomination, "submit").state == "submitted"
    assert desk.stage() == Stage.NOMINATED

    assert take(desk, nomination, "find_necessary").state == "judged_necessary"
    assert desk.stage() == Stage.NECESSITY
    assert take(desk, nomination, "confirm").state == "necessary"
    assert desk.stage() == Stage.PLACEMENT
    steps = ("begin", "request", "endorse", "submit", "find_necessary", "confirm")
    logged = [each for each in desk.logged() if each.startswith("nomination.")]
    assert logged == [f"nomination.{step}" for step in steps]


@pytest.mark.slow
@pytest.mark.rule("REL-3")
def test_a_nomination_found_not_necessary_leaves_the_case_where_it_was(desk):
    nomination = brought(desk, *TO_SUBMITTED, "find_not_necessary")
    assert take(desk, nomination, "confirm").state == "not_necessary"
    assert desk.stage() == Stage.ENROLLED
    assert drafted(desk) != nomination


@pytest.mark.rule("REL-2")
def test_a_ground_that_is_only_ticked_is_none_and_the_police_send_the_request_back(desk):
    desk.open_case()
    ticked = Request(grounds={Ground.DECISIVE_FOR_LEAVING: "  "}, urgency=Urgency.STANDARD)
    nomination = drafted(desk, ticked)
    with pytest.raises(Missing) as refused:
        take(desk, nomination, "request")
    assert set(refused.value.needs) == {"ground_argued"}
    desk.do(nominations.revise, COORDINATOR, nomination, REQUEST)
    take(desk, nomination, "request")
    assert take(desk, nomination, "send_back").state == "draft"


@pytest.mark.rule("REL-2")
def test_what_was_written_anew_after_the_endorsement_is_endorsed_anew_by_somebody_else(desk):
    nomination = brought(desk, "request", "endorse")
    desk.do(nominations.revise, POLICE, nomination, ACUTE)
    assert missing(desk, nomination, "submit") == {"endorsed_as_it_is"}
    assert missing(desk, nomination, "endorse") == {"not_the_requester"}
    desk.do(nominations.revise, PROBATION, nomination, REQUEST)
    assert take(desk, nomination, "endorse").state == "endorsed"
    assert take(desk, nomination, "submit").state == "submitted"


@pytest.mark.slow
@pytest.mark.rule("REL-2")
def test_whoever_wrote_a_request_does_not_endorse_it_whoever_asked_for_it(desk):
    nomination = brought(desk, "request", "send_back")
    desk.do(nominations.revise, POLICE, nomination, ACUTE)
    take(desk, nomination, "request")
    assert missing(desk, nomination, "endorse") == {"not_the_requester"}
    desk.do(nominations.revise, PROBATION, nomination, REQUEST)
    assert take(desk, nomination, "endorse").state == "endorsed"
    desk.do(nominations.withdraw, COORDINATOR, nomination, WHY)
    drafted_by_police = desk.do(nominations.draft, POLICE, CASE, REQUEST).row
    take(desk, drafted_by_police, "request")
    assert missing(desk, drafted_by_police, "endorse") == {"not_the_requester"}


@pytest.mark.rule("REL-2")
def test_what_was_endorsed_can_be_given_back_to_who_asked(desk):
    nomination = brought(desk, "request", "endorse")
    assert take(desk, nomination, "send_back").state == "draft"


@pytest.mark.rule("REL-2")
def test_grounds_written_anew_at_a_question_of_the_central_unit_are_endorsed_anew(desk):
    nomination = brought(desk, *TO_SUBMITTED, "return")
    desk.do(nominations.revise, COORDINATOR, nomination, ACUTE)
    assert missing(desk, nomination, "resubmit") == {"endorsed_as_it_is"}
    assert take(desk, nomination, "endorse").state == "returned"
    assert take(desk, nomination, "resubmit").state == "submitted"


@pytest.mark.rule("WF-10")
def test_a_candidate_who_is_not_admitted_can_be_asked_for_and_not_nominated(desk):
    desk.open_case(stage=Stage.REFERRED)
    nomination = drafted(desk)
    for step in ("request", "endorse"):
        take(desk, nomination, step)
    with pytest.raises(Missing) as refused:
        take(desk, nomination, "submit")
    assert set(refused.value.needs) == {"admitted"}


@pytest.mark.rule("REL-10")
@pytest.mark.slow
def test_a_question_stops_the_clock_of_the_central_unit_and_the_answer_resumes_it(desk):
    nomination = brought(desk, *TO_SUBMITTED)
    due = desk.row(nomination).due
    desk.later(days=1)
    take(desk, nomination, "return")
    asked = desk.row(nomination)
    assert (asked.state, asked.stopped is not None, asked.due != due) == ("returned", True, True)
    desk.later(days=7)
    take(desk, nomination, "resubmit")
    answered = desk.row(nomination)
    assert answered.stopped is None
    assert (answered.due - due).days >= 7


@pytest.mark.rule("REL-10")
def test_the_urgency_of_the_request_decides_when_it_is_due_and_the_case_shows_the_first(desk):
    acute = brought(desk, "request", request=ACUTE)
    due = desk.row(acute).due
    assert (due - desk.now).total_seconds() <= 6 * 3600
    desk.do(nominations.revise, COORDINATOR, acute, REQUEST)
    take(desk, acute, "endorse")
    nominated = desk.row(acute)
    with desk.store.transaction() as session:
        assert session.get_one(CaseRow, CASE).due == nominated.due


def test_nobody_nominates_twice_at_once(desk):
    nomination = brought(desk, "request")
    with pytest.raises(StepNotOpen):
        drafted(desk)
    take(desk, nomination, "withdraw")
    assert drafted(desk)


@pytest.mark.rule("REL-12")
def test_a_nomination_withdrawn_at_the_central_unit_brings_the_case_back(desk):
    nomination = brought(desk, *TO_JUDGED, "confirm")
    assert take(desk, nomination, "withdraw").state == "withdrawn"
    assert desk.stage() == Stage.ENROLLED


@pytest.mark.rule("WF-25")
def test_a_draft_that_nobody_touches_is_warned_of_and_then_expires(desk):
    nomination = brought(desk)

    def warned():
        with desk.store.transaction() as session:
            return nominations.warn_of_expiry(session, nomination, desk.now)

    def expired():
        with desk.store.transaction() as session:
            return nominations.expire(session, nomination, desk.now).state

    assert not warned()
    desk.later(days=200)
    with pytest.raises(Missing):
        expired()
    assert (warned(), warned()) == (True, False)
    with pytest.raises(Missing):
        expired()
    desk.later(days=60)
    assert expired() == "expired"
    assert ("expiry_warned", nomination) in desk.messages()


@pytest.mark.rule("REL-10")
def test_an_acute_answer_is_reviewed_afterwards_by_somebody_who_took_no_part(desk):
    brought(desk, *TO_JUDGED, "confirm", request=ACUTE)
    (review,) = desk.rows("acute_review")
    assert review.due is not None
    with pytest.raises(Missing) as refused:
        desk.do(nominations.uphold, DECIDER, review.id, WHY)
    assert set(refused.value.needs) == {"not_the_judge"}
    assert desk.do(nominations.uphold, OTHER_DECIDER, review.id, WHY).state == "upheld"


def test_an_answer_that_was_not_acute_has_no_review(desk):
    brought(desk, *TO_JUDGED, "confirm")
    assert desk.rows("acute_review") == []


@pytest.mark.rule("SE-14")
def test_what_a_step_tells_goes_out_as_a_word_and_an_id(desk):
    nomination = brought(desk, *TO_SUBMITTED)
    assert desk.messages() == [
        ("nomination_endorsed", nomination),
        ("nomination_submitted", nomination),
        ("relocation_requested", nomination),
    ]


@pytest.mark.rule("SE-2")
def test_a_nomination_that_one_may_not_see_and_one_that_is_not_there_are_told_alike(desk):
    nomination = brought(desk)
    desk.join(CASEWORKER, Role.MUNI_RECEIVER)
    told = []
    for row, who in ((nomination, STRANGER), ("f" * 32, COORDINATOR)):
        with pytest.raises(NotFound) as refused:
            desk.do(nominations.request, who, row, version=1)
        told.append(str(refused.value))
    assert told[0] == told[1]


def test_what_was_asked_and_judged_is_kept_in_the_papers_of_the_nomination(desk):
    nomination = brought(desk, *TO_SUBMITTED, "return", "resubmit", "find_necessary")
    assert desk.kept(CASE, nomination, ASKED) == QUESTION
    assert desk.kept(CASE, nomination, JUDGEMENT) == NEEDED
