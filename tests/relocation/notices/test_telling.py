"""Who is told that something waits: whoever its own view shows it to, once, and nobody else."""

import pytest

from relocation.access.service import take_off_list
from relocation.access.tables import CaseRow
from relocation.actor import Function, OrganisationId, municipality_id
from relocation.case_view import case_view
from relocation.jobs.erasing import _clear
from relocation.keys.pseudonyms import handle
from relocation.notices.tables import ToldRow
from relocation.permissions import Role, Stage
from relocation.safety import service as safety
from tests.relocation.casework.desk import CASE
from tests.relocation.casework.entering import PICTURE, PRECAUTIONS

POLICE = OrganisationId("police-fyn")
HOME = municipality_id("0101")


@pytest.mark.rule("IF-4")
def test_an_organisation_is_told_by_its_own_handles_what_its_own_view_shows(office, receiver):
    told = office.subscribe(POLICE, receiver.address)
    assessment = office.change()
    office.tell()
    assert office.deliver() == ["delivered"]
    (got,) = receiver.got
    keys = office.store.keys
    case, thing = (handle(keys, POLICE, each) for each in (CASE, assessment))
    event = got.event
    assert event.pop("id") == got.headers["webhook-id"]
    assert event.pop("time") == "2026-11-26T09:01:00Z"
    assert event == {
        "specversion": "1.0",
        "source": "https://relocation.test/api/v1",
        "type": "relocation.waiting.safety_assessment",
        "subject": thing,
        "datacontenttype": "application/json",
        "data": {
            "case": case,
            "thing": thing,
            "kind": "safety_assessment",
            "url": f"https://relocation.test/api/v1/cases/{case}",
        },
    }
    with office.transaction() as session:
        seen = case_view(session, office.police, case, office.desk.now)
    assert (thing, "safety_assessment") in {(each.id, each.kind) for each in seen.things}
    assert got.headers["content-type"].startswith("application/cloudevents+json")
    assert receiver.is_signed(told.secret)


@pytest.mark.rule("IF-4")
def test_each_version_is_told_once_and_nobody_of_its_own_doing(office, receiver):
    office.subscribe(POLICE, receiver.address)
    assessment = office.change(by=office.police)
    office.tell()
    assert office.deliver() == []
    office.change(by=office.coordinator)
    assert office.tell() > 0
    assert office.tell() == 0
    assert office.deliver() == ["delivered"]
    assert handle(office.store.keys, POLICE, assessment) not in receiver.got[0].whole


@pytest.mark.rule("IF-4", "SE-14")
def test_an_organisation_with_nobody_on_the_list_is_told_nothing(office_on_sqlite, receiver):
    office = office_on_sqlite
    colleague = office.people.actor(
        Function.POLICE_EXIT_COORDINATOR, OrganisationId("police-bornholm")
    )
    office.subscribe(colleague.organisation, receiver.address)
    office.subscribe(municipality_id("0751"), receiver.address)
    office.change()
    office.tell()
    assert office.waiting() == []
    with office.transaction() as session:
        assert session.get(ToldRow, CASE) is None


@pytest.mark.rule("IF-4")
def test_of_other_kinds_than_those_asked_for_nothing_is_told(office_on_sqlite, receiver):
    office = office_on_sqlite
    office.subscribe(POLICE, receiver.address, ["nomination"])
    office.change()
    office.tell()
    assert office.deliver() == []


@pytest.mark.rule("IF-4", "SE-3")
def test_who_left_the_list_before_a_notice_went_out_is_told_no_more(office, receiver):
    office.subscribe(POLICE, receiver.address)
    office.change()
    office.tell()
    assert len(office.waiting()) == 1
    other = office.people.actor(Function.POLICE_EXIT_COORDINATOR)
    office.desk.join(other, Role.POLICE_SENDER)
    with office.transaction() as session:
        take_off_list(session, CASE, {Role.POLICE_SENDER})
    assert office.deliver() == ["dropped"]
    assert (receiver.got, office.waiting()) == ([], [])


@pytest.mark.rule("SE-11")
def test_of_an_erased_case_no_notice_is_left(office, receiver):
    office.subscribe(POLICE, receiver.address)
    office.change()
    office.tell()
    with office.transaction() as session:
        session.get_one(CaseRow, CASE).stage = Stage.ERASED
        _clear(session, CASE, office.desk.now)
    office.store.keys.destroy(CASE, office.desk.now)
    assert office.waiting() == []
    assert office.deliver() == []
    with office.transaction() as session:
        assert session.get(ToldRow, CASE) is None


@pytest.mark.rule("SE-6")
def test_no_line_of_a_cases_log_tells_whether_its_organisations_have_systems_told(
    office_on_sqlite, receiver
):
    """The auditor reads the lines, and would know by one whether where somebody lives has any."""
    office = office_on_sqlite
    office.subscribe(POLICE, receiver.address)
    office.change()
    before = office.desk.counted()["audit_lines"]
    office.tell()
    assert office.deliver() == ["delivered"]
    assert office.desk.counted()["audit_lines"] == before


def test_precautions_are_told_to_whoever_is_to_confirm_them(office_on_sqlite, receiver):
    office = office_on_sqlite
    office.subscribe(HOME, receiver.address)
    assessment = office.change()
    office.desk.do(safety.write_assessment, office.police, assessment, (PICTURE, PRECAUTIONS))
    office.tell()
    assert office.deliver() == ["delivered"]
    assert [each.event["data"]["kind"] for each in receiver.got] == ["receipt"]
