"""Systems of an organisation: they act on behalf of its people, and of nobody else's."""

from dataclasses import replace
from itertools import product

import pytest

from relocation.actor import (
    CENTRAL_UNIT,
    Assurance,
    Function,
    OrganisationId,
    municipality_id,
)
from relocation.errors import EntryRefused, NotFound, SignInRefused
from relocation.people.service import disable
from relocation.signing_in.services import (
    actor_for_service,
    issue_service,
    revoke_service,
    rotate_service,
    services,
)
from tests.relocation.desk import NOW
from tests.relocation.signing_in.members import COORDINATOR, LATER, OTHERS, logged

pytestmark = pytest.mark.slow
HERE = municipality_id("0101")
HALF = "\ud800"
"""Half of a character, as JSON can have."""


def issued(desk, organisation=HERE):
    with desk.transaction() as session:
        return issue_service(session, desk.admin, organisation, NOW)


def acting(desk, given, user):
    with desk.transaction() as session:
        return actor_for_service(session, given, user, LATER)


def refused(desk, given, user):
    with pytest.raises(SignInRefused) as told:
        acting(desk, given, user)
    return str(told.value)


@pytest.mark.rule("IF-4")
def test_a_service_acts_on_behalf_of_a_named_person_of_its_own_organisation(desk):
    user = desk.added(COORDINATOR, HERE)
    given = issued(desk)
    actor = acting(desk, given, user)
    assert (actor.user, actor.organisation) == (user, HERE)
    assert actor.assurance is Assurance.SIGNED_IN
    assert logged(desk)[-1] == "sign_in.service"


@pytest.mark.rule("IF-4")
def test_whatever_does_not_hold_of_a_service_or_its_person_is_refused_alike(desk):
    user, there = desk.added(COORDINATOR, HERE), desk.added(COORDINATOR, municipality_id("0751"))
    gone = desk.added(COORDINATOR, HERE)
    given, revoked, central = issued(desk), issued(desk), issued(desk, CENTRAL_UNIT)
    with desk.transaction() as session:
        disable(session, desk.admin, gone, NOW)
        revoke_service(session, desk.admin, revoked.id, NOW)
    tries = {
        "unknown service": (replace(given, id="0" * 32), user),
        "no id of a service": (replace(given, id="nobody\0"), user),
        "wrong secret": (replace(given, secret=central.secret), user),
        "no text": (replace(given, secret=HALF), user),
        "revoked": (revoked, user),
        "another organisation": (given, there),
        "unknown person": (given, "0" * 32),
        "no id of a person": (given, "nobody\0"),
        "disabled": (given, gone),
        "administrator": (central, desk.admin.user),
        "auditor": (central, desk.added(Function.AUDITOR)),
    }
    told = {refused(desk, *each) for each in tries.values()}
    assert told == {str(SignInRefused())}
    assert acting(desk, central, desk.added(Function.ANALYST)).organisation == CENTRAL_UNIT


@pytest.mark.rule("IF-4", "RE-11")
def test_a_refused_service_is_in_the_log_and_what_was_begun_with_it_is_undone(desk):
    user, given = desk.added(COORDINATOR, HERE), issued(desk)
    other = desk.added(Function.PROBATION_OFFICER)
    with desk.transaction() as session:
        disable(session, desk.admin, user, NOW)
        with pytest.raises(SignInRefused):
            actor_for_service(session, given, other, LATER)
    assert acting(desk, given, user).user == user
    assert f"sign_in.service_refused.{given.id}" in logged(desk)
    refused(desk, replace(given, id="0" * 32), user)
    assert logged(desk)[-1] == "sign_in.service_refused"


def test_a_rotated_secret_is_dead_at_once_and_the_new_one_is_good(desk):
    user, given = desk.added(COORDINATOR, HERE), issued(desk)
    with desk.transaction() as session:
        new = rotate_service(session, desk.admin, given.id, NOW)
    refused(desk, given, user)
    assert acting(desk, new, user).user == user
    assert (new.id, new.secret != given.secret) == (given.id, True)
    assert new.secret not in repr(new)


def test_a_revoked_service_stays_in_the_list_and_is_not_rotated(desk):
    given = issued(desk)
    with desk.transaction() as session:
        revoke_service(session, desk.admin, given.id, LATER)
        revoke_service(session, desk.admin, given.id, LATER)
        (found,) = services(session, desk.admin, LATER)
        with pytest.raises(EntryRefused, match="it was revoked"):
            rotate_service(session, desk.admin, given.id, LATER)
    assert (found.id, found.organisation, found.ended) == (given.id, HERE, LATER)
    acts = [f"services.{act}.{given.id}" for act in ("issue", "revoke")]
    assert logged(desk)[-3:] == [*acts, "services.list"]


def test_a_service_is_of_an_organisation_of_the_register_and_only_what_is_there_is_changed(desk):
    with pytest.raises(EntryRefused, match="no organisation"):
        issued(desk, OrganisationId("municipality-0411"))
    for act in (rotate_service, revoke_service):
        with desk.transaction() as session, pytest.raises(EntryRefused, match="no such service"):
            act(session, desk.admin, "nobody\0", NOW)


def test_nobody_but_the_administrator_keeps_services(desk):
    service = issued(desk).id
    tries = (
        lambda session, actor: services(session, actor, NOW),
        lambda session, actor: issue_service(session, actor, HERE, NOW),
        lambda session, actor: rotate_service(session, actor, service, NOW),
        lambda session, actor: revoke_service(session, actor, service, NOW),
    )
    for other, act in product(map(desk.actor, OTHERS), tries):
        with desk.transaction() as session, pytest.raises(NotFound):
            act(session, other)
