"""Every cell of the table of access, at the door through which documents are read."""

import json

import pytest

from relocation.access.service import standing, standings
from relocation.access.tables import CaseRow
from relocation.actor import Actor, Assurance, Function
from relocation.documents.kinds import Kept, Paper
from relocation.documents.service import write
from relocation.documents.table import kinds
from relocation.errors import NotFound, RelocationError
from relocation.permissions import DataClass, Level, Role, Stage
from relocation.proceedings.model import Press
from relocation.safety.service import report_change
from tests.relocation.casefile.conftest import NOW, actor, entry, new_case
from tests.relocation.casefile.contents import CONTENTS, WORD
from tests.relocation.casefile.reading import asked
from tests.relocation.expected_access import EXPECTED

CASE, OWN = "a" * 32, "c" * 32
KINDS = tuple(kinds().values())
AUTHOR = actor("u-author", "an authority that nobody here is of")
WITHOUT_DOCUMENTS = {
    DataClass.EXISTENCE,
    DataClass.FINANCE,
    DataClass.COUNTS,
    DataClass.AUDIT,
}
"""Classes of which no kind of document is: nobody reads one, whatever its row says."""


def somebody(user="u-reader", organisation="an-authority"):
    return Actor(user, organisation, Function.ANALYST, frozenset(), Assurance.SIGNED_IN)


READER, COLLEAGUE, DENIED = somebody(), somebody("u-colleague"), somebody("u-denied")
MOVED = somebody(organisation="another-authority")


def full_case(session, role):
    """A case with a document of every kind, twice: by a strange authority, by the reader's own."""
    denied = (entry(DENIED, role), entry(DENIED, role, excluded=True, reason="related"))
    new_case(session, CASE, entry(READER, role), *denied)
    for kind in KINDS:
        write(session, AUTHOR, CASE, CASE, Paper(kind, CONTENTS[kind.name]), NOW)
        write(session, COLLEAGUE, CASE, OWN, Paper(kind, CONTENTS[kind.name]), NOW)


CENTRAL = {Role.CENTRAL_CASEWORKER, Role.CENTRAL_DECISION_MAKER}
"""For whom an answer to a call is, beside the police of a home, which nobody here is."""


def strange(kind, allowed, role):
    """What a reader of this level gets of what another authority wrote; None for nothing."""
    is_theirs = kind.kept is Kept.FROM_ALL_BUT_WHOM_IT_IS_FOR and role in CENTRAL
    is_open = kind.kept is Kept.FROM_NOBODY or is_theirs
    if kind.kept is Kept.FROM_ALL_BUT_AUTHORS or allowed not in {Level.FULL, Level.REDUCED}:
        return None
    if allowed is Level.FULL and is_open:
        return Level.FULL
    return Level.REDUCED if kind.reduced else None


def own(kind, allowed, stage):
    """An author's authority reads in full wherever its row gives anything; see decision 0006."""
    of_the_person = kind.data_class in {DataClass.IDENTITY, DataClass.ADDRESS}
    if stage is Stage.CLOSED and of_the_person and allowed is not Level.FULL:
        return None
    is_read = allowed in {Level.FULL, Level.REDUCED}
    return Level.FULL if is_read and kind.kept is not Kept.FROM_ALL_BUT_AUTHORS else None


def at(session, stage):
    session.get(CaseRow, CASE).stage = stage
    session.flush()


@pytest.mark.slow
@pytest.mark.rule("SE-1", "SE-3")
@pytest.mark.parametrize("role", list(Role))
def test_who_is_listed_reads_of_every_class_at_every_stage_what_its_row_says(session, role):
    full_case(session, role)
    for stage in Stage:
        at(session, stage)
        found = {(each.kind, each.row): each for each in asked(session, READER, CASE, *KINDS)}
        for kind in KINDS:
            allowed = EXPECTED[role, kind.data_class, stage]
            for row, wanted in (
                (CASE, strange(kind, allowed, role)),
                (OWN, own(kind, allowed, stage)),
            ):
                got = found.pop((kind.name, row), None)
                assert (got and got.level) == wanted, (kind.name, stage)
                if wanted is not None:
                    assert got.content == form(kind, wanted)
        assert found == {}


def form(kind, wanted):
    content = CONTENTS[kind.name]
    if wanted is Level.FULL:
        return kind.shown(kind.written(content))
    reduced = json.loads(kind.reduced_form(content))
    assert WORD not in str(reduced)
    return reduced


@pytest.mark.slow
@pytest.mark.rule("SE-2", "SE-3")
@pytest.mark.parametrize("role", list(Role))
def test_a_colleague_somebody_excluded_and_who_changed_organisation_find_nothing(session, role):
    full_case(session, role)
    for stage in Stage:
        at(session, stage)
        for who in (COLLEAGUE, DENIED, MOVED, AUTHOR):
            with pytest.raises(NotFound):
                standing(session, who, CASE, NOW)
            assert list(standings(session, who, NOW)) == []


@pytest.mark.sample(1)
@pytest.mark.rule("SE-1", "SE-2")
@pytest.mark.parametrize("role", list(Role))
def test_whose_row_says_nothing_of_a_case_cannot_tell_it_from_none_by_any_button(session, role):
    new_case(session, CASE, entry(READER, role))
    for stage in Stage:
        at(session, stage)
        is_known = EXPECTED[role, DataClass.EXISTENCE, stage] is not Level.NOTHING
        wrong_version = Press(99, f"{stage}", NOW)
        with pytest.raises(RelocationError) as told:
            report_change(session, READER, CASE, wrong_version)
        assert (type(told.value) is not NotFound) == is_known
        if not is_known:
            with pytest.raises(NotFound) as absent:
                report_change(session, READER, OWN, Press(99, f"no {stage}", NOW))
            assert str(absent.value) == str(told.value)


@pytest.mark.rule("SE-1")
def test_every_class_has_a_kind_of_document_or_none_is_ever_read():
    assert {kind.data_class for kind in KINDS} == set(DataClass) - WITHOUT_DOCUMENTS
