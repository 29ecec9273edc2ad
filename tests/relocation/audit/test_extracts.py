"""What of the log its readers get: the person it is about, and the auditor."""

from dataclasses import asdict, fields

import pytest

from relocation.audit.model import Kind, Purpose, Regime, SubjectEntry
from relocation.audit.service import extract_for_auditor, extract_for_subject
from relocation.errors import QuotaReached
from relocation.permissions import DataClass, Role
from tests.relocation.audit.logbook import extract, purposeful, reading, somebody


@pytest.fixture
def read(log):
    """Two authorities read case 1, one of them changed it, and case 2 was read too."""
    police = somebody("officer-1", Role.POLICE_RECEIVER)
    log.write(purposeful("case-1", purpose=Purpose.HANDOVER))
    log.write(purposeful("case-2"))
    log.write(purposeful("case-1", police, regime=Regime.LAW_ENFORCEMENT))
    log.write(reading("case-1", kind=Kind.STEP, detail="contact_receiver"))
    log.write(reading("case-1", kind=Kind.REFUSED, detail="named_list"))
    return log


@pytest.mark.rule("SE-18")
def test_the_subject_learns_when_and_why(read):
    told = [(entry.kind, entry.purpose) for entry in extract(read, extract_for_subject)]
    assert told == [
        ("read", "handover"),
        ("read", "handover"),
        ("step", None),
        ("export", "access_request"),
    ]


def test_the_subject_learns_the_instants(read):
    at = [entry.at for entry in extract(read, extract_for_subject)]
    assert at == sorted(at)
    assert all(instant.tzinfo for instant in at)


@pytest.mark.rule("SE-18")
def test_the_subject_learns_of_no_user_organisation_role_law_step_or_number(read):
    assert [field.name for field in fields(SubjectEntry)] == ["at", "kind", "purpose"]
    text = str([asdict(entry) for entry in extract(read, extract_for_subject)])
    refs = [row[name] for row in read.rows() for name in ("actor_ref", "case_ref", "hash")]
    roles = [role.value for role in Role]
    hidden = [*refs, *roles, *Regime, *DataClass, "contact_receiver", "officer-1", "person-7"]
    assert [each for each in hidden if each in text] == []


@pytest.mark.rule("SE-18")
def test_the_subjects_extract_is_the_same_whichever_organisations_read(log):
    def told(actors):
        start = len(log.rows())
        for actor in actors:
            log.write(purposeful(f"case-from-{start}", actor))
        found = extract(log, extract_for_subject, f"case-from-{start}")
        return [(entry.kind, entry.purpose) for entry in found]

    one = told([somebody("a", Role.POLICE_SENDER), somebody("b", Role.MUNI_RECEIVER)])
    assert one == told([somebody("c", Role.MUNI_SENDER), somebody("c", Role.MUNI_SENDER)])


def test_the_subject_learns_nothing_of_what_was_refused(read):
    assert "refused" not in {entry.kind for entry in extract(read, extract_for_subject)}


def test_the_auditor_learns_role_and_pseudonym_and_no_identity(read):
    found = extract(read, extract_for_auditor)
    assert [entry.role for entry in found][:2] == ["muni_sender", "police_receiver"]
    assert {entry.user for entry in found} == {
        read.keys.actor_ref(each, "case-1") for each in ("person-7", "officer-1", "auditor-1")
    }


def test_the_auditor_cannot_join_a_user_over_two_cases(read):
    users = [{e.user for e in extract(read, extract_for_auditor, f"case-{n}")} for n in (1, 2)]
    assert users[0] & users[1] == set()


@pytest.mark.parametrize("take", [extract_for_subject, extract_for_auditor])
def test_taking_an_extract_is_logged_and_stands_in_it(read, take):
    assert extract(read, take)[-1].kind == "export"
    assert read.rows()[-1]["classes"] == "audit"


def test_an_extract_that_is_not_stored_in_the_log_is_not_given(log):
    log.tamper("DELETE FROM audit_head")
    with pytest.raises(Exception, match="cannot be written"):
        extract(log, extract_for_subject)


def test_extracts_count_as_openings(log):
    for number in range(10):
        extract(log, extract_for_auditor, f"case-{number}")
    with pytest.raises(QuotaReached):
        extract(log, extract_for_auditor, "case-10")


def test_a_case_that_nobody_read_has_only_the_extract_itself(log):
    assert [entry.kind for entry in extract(log, extract_for_subject, "none")] == ["export"]
