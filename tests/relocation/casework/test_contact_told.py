"""Who is named at the contact, and what comes of a press that names nobody who is there."""

from dataclasses import replace

import pytest

from relocation.access.service import put_on_list
from relocation.actor import CENTRAL_UNIT
from relocation.errors import KeyReused, Missing, NoAccount, NotFound
from relocation.people.tables import AccountRow
from relocation.permissions import DataClass, Role, Stage
from relocation.placements import service as placements
from relocation.placements.model import Receiver
from tests.relocation.casework.desk import (
    CASE,
    CASEWORKER,
    COORDINATOR,
    POLICE,
    POLICE_THERE,
    RECEIVER,
    STRANGER,
    account,
    entry,
)
from tests.relocation.casework.placing import CONTACT, THERE, approved


def missing(desk, placement, *named):
    """Codes of all that the contact still needs."""
    with pytest.raises(Missing) as refused:
        desk.do(placements.contact_receiver, CASEWORKER, placement, (CONTACT, named))
    return set(refused.value.needs)


@pytest.mark.rule("HO-6")
def test_nobody_of_another_municipality_is_named_at_the_contact(desk):
    placement = approved(desk)
    north = account("police-north", "police-nordjylland", POLICE.function)
    elsewhere = account("elsewhere", "municipality-0851", COORDINATOR.function)
    for who in ((RECEIVER, north), (elsewhere, POLICE_THERE), (*THERE, north), (*THERE, elsewhere)):
        assert missing(desk, placement, *desk.at_receiver(*who)) == {"named_there"}


@pytest.mark.rule("REL-7")
def test_of_municipality_and_police_there_somebody_is_named_who_reads_all_of_the_row(desk):
    placement = approved(desk)
    few = frozenset({DataClass.EXISTENCE, DataClass.SAFETY})
    for named in (
        (),
        desk.at_receiver(RECEIVER),
        desk.at_receiver(POLICE_THERE),
        (*desk.at_receiver(RECEIVER), *desk.at_receiver(POLICE_THERE, classes=few)),
        (*desk.at_receiver(POLICE_THERE), *desk.at_receiver(RECEIVER, classes=few)),
    ):
        assert missing(desk, placement, *named) == {"named_there"}


@pytest.mark.rule("HO-6")
def test_a_contact_names_accounts_of_the_register_and_none_that_is_not_or_no_longer_there(desk):
    placement, central = approved(desk), account("c", CENTRAL_UNIT, CASEWORKER.function)
    gone = replace(RECEIVER, user="gone")
    named = desk.at_receiver(*THERE, central, gone)
    with desk.store.transaction() as session:
        session.get_one(AccountRow, "gone").disabled_since = desk.now
    for wrong in (named[2], named[3], Receiver("nobody")):
        with pytest.raises(NoAccount):
            desk.contact(placement, CONTACT, also=(*named[:2], wrong))
    with pytest.raises(NotFound):
        desk.contact(placement, CONTACT, by=STRANGER, also=(Receiver("nobody"),))
    assert (desk.row(placement).state, desk.stage()) == ("approved", Stage.DECIDED)


@pytest.mark.slow
@pytest.mark.rule("RE-5", "REL-7")
def test_a_contact_repeated_has_its_answer_though_an_account_that_it_names_is_disabled(desk):
    placement = approved(desk)
    seen = {"version": desk.version(placement), "key": "the same press"}
    before = desk.contact(placement, CONTACT, *THERE, **seen)
    with desk.store.transaction() as session:
        session.get_one(AccountRow, RECEIVER.user).disabled_since = desk.now
    assert desk.contact(placement, CONTACT, *THERE, **seen) == before
    with pytest.raises(KeyReused):
        desk.contact(placement, CONTACT, RECEIVER, **seen)


@pytest.mark.rule("SE-3")
def test_nobody_whom_the_case_excludes_is_named_at_the_contact_by_another_account_either(desk):
    placement, second = approved(desk), replace(RECEIVER, user="receiver.second")
    named = desk.at_receiver(*THERE, second)
    desk.same_person(RECEIVER, second)
    with desk.store.transaction() as session:
        put_on_list(session, CASE, replace(entry(RECEIVER, Role.MUNI_RECEIVER), excluded=True))
    for who in named[0], named[2]:
        assert missing(desk, placement, named[1], who) == {"none_denied"}
