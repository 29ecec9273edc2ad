"""The words that answer a call for a nomination: who reads them, and who may settle a call by them.

They say why nobody has to move on from a home, and may tell of its dangers in so many words.
"""

import pytest

from relocation.handovers import calls
from relocation.handovers import service as handovers
from relocation.handovers.kinds import CALL_ANSWER
from relocation.nominations import service as nominations
from relocation.placements import checks
from relocation.placements.checks import ANSWER_CLASS
from tests.relocation.casefile.reading import asked
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    POLICE,
    POLICE_THERE,
    PROBATION,
    RECEIVER,
)
from tests.relocation.casework.handing_over import assessed
from tests.relocation.casework.nominating import ACUTE, WHY
from tests.relocation.casework.placing import approved
from tests.relocation.casework.relocating import (
    CHOSEN,
    ELSEWHERE,
    HOME,
    agree,
    arrive,
    complete,
    contact,
    decide,
    find_necessary,
    nominate,
    settle_centrally,
)
from tests.relocation.casework.telling import lacks
from tests.relocation.casework.test_call_told import KIND, assess, called

WORDS = "the Ravens stand in Havnegade since Friday"
SENDERS = (COORDINATOR, POLICE, PROBATION)
CENTRAL = (CASEWORKER, DECIDER)


def answer(desk, who):
    """Somebody of the home answers the newest call."""
    desk.do(calls.answer_call, who, desk.rows(KIND)[-1].id, WORDS)


def readers(desk, *who):
    """Who of these reads the words that answer a call."""
    with desk.store.transaction() as session:
        return [each for each in who if asked(session, each, CASE, CALL_ANSWER)]


@pytest.mark.rule("HO-8", "REL-9")
def test_who_sent_the_person_reads_no_words_that_answer_a_call_before_or_after_completion(desk):
    handover = contact(desk, approved(desk, assessed), CHOSEN)
    agree(desk, handover, HOME, CHOSEN)
    arrive(desk, handover, CHOSEN)
    assess(desk, POLICE, CHOSEN.code)
    answer(desk, POLICE_THERE)
    assert readers(desk, *SENDERS) == []
    assert readers(desk, POLICE_THERE, *CENTRAL) == [POLICE_THERE, *CENTRAL]
    settle_centrally(desk, handover)
    desk.do(handovers.complete, CASEWORKER, handover)
    assert readers(desk, COORDINATOR, POLICE) == []


@pytest.mark.rule("REL-9")
def test_a_municipality_reads_not_what_the_police_say_of_the_home_and_the_police_both(desk):
    check, _ = called(desk)
    answer(desk, POLICE_THERE)
    assert readers(desk, RECEIVER, POLICE_THERE, *CENTRAL) == [POLICE_THERE, *CENTRAL]
    desk.do(checks.call_again, CASEWORKER, check, WHY)
    answer(desk, RECEIVER)
    with desk.store.transaction() as session:
        read = [
            len(asked(session, x, CASE, CALL_ANSWER)) for x in (RECEIVER, POLICE_THERE, DECIDER)
        ]
    assert read == [1, 2, 2]


@pytest.mark.slow
@pytest.mark.rule("HO-6", "REL-9")
def test_a_second_receiver_never_reads_words_about_the_home_before(desk):
    called(desk)
    answer(desk, POLICE_THERE)
    placement = find_necessary(desk, nominate(desk, CASE, CHOSEN))
    decide(desk, placement, CHOSEN, ELSEWHERE)
    handover = contact(desk, placement, ELSEWHERE)
    there = (ELSEWHERE.coordinator, ELSEWHERE.police)
    assert readers(desk, *there) == []
    assert readers(desk, POLICE_THERE, CASEWORKER) == [POLICE_THERE, CASEWORKER]
    complete(desk, handover, CHOSEN, ELSEWHERE)
    assert readers(desk, *there, RECEIVER, POLICE_THERE) == []


@pytest.mark.rule("REL-9")
def test_nobody_settles_a_call_by_words_that_it_does_not_read(desk):
    check, _ = called(desk)
    nomination = nominate(desk, CASE, CHOSEN, ACUTE)
    desk.do(nominations.withdraw, RECEIVER, nomination, WHY)
    answer(desk, RECEIVER)
    assert readers(desk, *CENTRAL) == [CASEWORKER]
    for step in (checks.accept_answer, checks.call_again):
        assert lacks(desk, step, DECIDER, check, WHY) == {"reads_answer"}
    desk.do(checks.accept_answer, CASEWORKER, check, WHY)
    assert desk.row(check).state == "answered"


def test_whether_somebody_reads_the_words_is_asked_of_their_own_class():
    assert CALL_ANSWER.data_class is ANSWER_CLASS
