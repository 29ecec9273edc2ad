"""Nobody is the second person of an own step: not by another account, stand-in or new role."""

from dataclasses import replace

import pytest

from relocation.actor import CENTRAL_UNIT, Assurance, Function, OrganisationId, PersonId, UserId
from relocation.cases import excluding
from relocation.cases import service as cases
from relocation.errors import Missing
from relocation.nominations import service as nominations
from relocation.people.acting import actor_of
from relocation.people.model import NewAccount
from relocation.people.service import add_account, disable
from relocation.permissions import Role
from relocation.placements import hearings
from relocation.placements import service as placements
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    COORDINATOR,
    DECIDER,
    OTHER_DECIDER,
    POLICE,
    PROBATION,
    Desk,
    person_id,
)
from tests.relocation.casework.enrolled import enrolled
from tests.relocation.casework.entering import CONSULTANT, interviewed
from tests.relocation.casework.nominating import ACUTE, TO_JUDGED, WHY, brought, take
from tests.relocation.casework.placing import FIRST, propose
from tests.relocation.casework.test_case_told import ILL
from tests.relocation.casework.test_placement_told import reassessed
from tests.relocation.casework.waiting import is_heard, waits


@pytest.fixture
def desk(whole_store):
    admin, found = enrolled(whole_store), Desk(whole_store)
    found.admin = admin
    return found


def another(desk, who, role, case=CASE, **how):
    """A further account of the same person, on the list as that of a stand-in would be."""
    function, organisation = how.get("function", who.function), how.get("at", CENTRAL_UNIT)
    with desk.store.transaction() as session:
        new = NewAccount(PersonId(person_id(who)), OrganisationId(organisation), function)
        user = add_account(session, desk.admin, new, desk.now)
        actor = actor_of(session, user, Assurance.SIGNED_IN, desk.now)
    desk.join(actor, role, case)
    return actor


def ends(desk, who):
    """The account that took the first step acts no more; the person has another one left."""
    with desk.store.transaction() as session:
        disable(session, desk.admin, UserId(who.user), desk.now)


def lacks(desk, row, accounts, *presses):
    """What each of these accounts lacks for each of these steps, and nothing is done."""
    found, before = set(), desk.counted()
    for button, *given in presses:
        for who in accounts:
            with pytest.raises(Missing) as refused:
                desk.do(button, who, row, *given)
            found |= set(refused.value.needs)
    assert desk.counted() == before
    return found


@pytest.mark.slow
@pytest.mark.rule("RE-4")
def test_nobody_is_both_who_recommend_or_both_who_exclude_by_whatever_account_or_role(desk):
    case = interviewed(desk)
    desk.do(cases.recommend_as_coordinator, COORDINATOR, case, WHY)
    own = another(desk, COORDINATOR, Role.MUNI_SENDER, case, at="municipality-0153")
    as_consultant = replace(own, qualifications=CONSULTANT.qualifications)
    recommend = (cases.recommend_as_consultant, WHY)
    assert lacks(desk, case, (as_consultant,), recommend) == {"not_the_coordinator"}
    ends(desk, COORDINATOR)
    assert lacks(desk, case, (as_consultant,), recommend) == {"not_the_coordinator"}

    promoted = another(desk, COORDINATOR, Role.POLICE_SENDER, case, at="municipality-0155")
    for author in (own, promoted):
        desk.do(excluding.write_exclusion, author, case, ILL)
    assert lacks(desk, case, (promoted,), (excluding.find_not_eligible,)) == {"two_authors"}
    desk.do(excluding.write_exclusion, POLICE, case, ILL)
    assert desk.do(excluding.find_not_eligible, POLICE, case).state == "not_eligible"


@pytest.mark.slow
@pytest.mark.rule("RE-4")
def test_nobody_endorses_confirms_or_reviews_an_own_step_by_whatever_account_or_role(desk):
    nomination = brought(desk, request=ACUTE)
    take(desk, nomination, "request", POLICE)
    elsewhere = another(desk, POLICE, Role.POLICE_SENDER, at="police-fyn")
    new_role = another(
        desk, POLICE, Role.POLICE_SENDER, function=Function.PROBATION_OFFICER, at="probation"
    )
    endorse = (nominations.endorse, WHY)
    assert lacks(desk, nomination, (POLICE, elsewhere, new_role), endorse) == {"not_the_requester"}
    ends(desk, POLICE)
    assert lacks(desk, nomination, (elsewhere, new_role), endorse) == {"not_the_requester"}

    desk.join(PROBATION, Role.POLICE_SENDER)
    take(desk, nomination, "endorse", PROBATION)
    for step in TO_JUDGED[2:]:
        take(desk, nomination, step)
    promoted = another(
        desk, CASEWORKER, Role.CENTRAL_DECISION_MAKER, function=Function.CENTRAL_DECISION_MAKER
    )
    desk.join(CASEWORKER, Role.CENTRAL_DECISION_MAKER)
    both = (nominations.confirm, WHY), (nominations.ask_to_judge_again, WHY)
    assert lacks(desk, nomination, (CASEWORKER, promoted), *both) == {"not_the_judge"}
    ends(desk, CASEWORKER)
    assert lacks(desk, nomination, (promoted,), *both) == {"not_the_judge"}

    take(desk, nomination, "confirm")
    (review,) = desk.rows("acute_review")
    own = another(desk, DECIDER, Role.CENTRAL_DECISION_MAKER)
    both = (nominations.uphold, WHY), (nominations.put_right, WHY)
    assert lacks(desk, review.id, (DECIDER, own, promoted), *both) == {"not_the_judge"}
    assert desk.do(nominations.uphold, OTHER_DECIDER, review.id, WHY).state == "upheld"


@pytest.mark.slow
@pytest.mark.rule("RE-4")
def test_nobody_approves_or_reconsiders_an_own_decision_by_whatever_account_or_role(desk):
    placement = waits(desk)
    propose(desk)
    is_heard(desk, placement)
    desk.do(placements.decide, DECIDER, placement, FIRST)
    own = another(desk, DECIDER, Role.CENTRAL_DECISION_MAKER)
    new_role = another(
        desk, DECIDER, Role.CENTRAL_DECISION_MAKER, function=Function.CENTRAL_CASEWORKER
    )
    both = (placements.approve,), (placements.send_back, WHY)
    accounts = (DECIDER, own, new_role)
    assert lacks(desk, placement, accounts, *both) == {"not_the_decider"}
    ends(desk, DECIDER)
    assert lacks(desk, placement, (own, new_role), *both) == {"not_the_decider"}
    desk.do(placements.approve, OTHER_DECIDER, placement)

    anew = desk.below(placement, "reconsideration")
    desk.do(hearings.ask_as_sender, COORDINATOR, anew, WHY)
    others = another(desk, OTHER_DECIDER, Role.CENTRAL_DECISION_MAKER)
    both = (hearings.grant, WHY), (hearings.uphold, WHY)
    assert lacks(desk, anew, (*accounts, OTHER_DECIDER, others), *both) == {"took_no_part"}

    reassessed(desk, "0101")
    desk.do(placements.uphold, own, placement, WHY)
    assert lacks(desk, placement, accounts, (placements.approve,)) == {"not_the_decider"}
    assert desk.do(placements.approve, others, placement).state == "approved"
