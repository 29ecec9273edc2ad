"""One door: what the matrix denies is not fetched, what it reduces is fetched reduced."""

import json
from itertools import product

import pytest
from sqlalchemy import event, text

from relocation.access.service import standing
from relocation.access.tables import CaseRow
from relocation.cases.kinds import EXCLUSION, IDENTITY, NEEDS, ORIGIN, POLICE_FINDINGS
from relocation.documents.kinds import Kept, Kind, Paper
from relocation.documents.service import Question, on_record, read, write
from relocation.documents.table import kinds
from relocation.errors import CaseErased, Unreadable
from relocation.permissions import DataClass, Level, Role, Stage, level
from tests.relocation.casefile.conftest import NOW, actor, dumped, entry, new_case
from tests.relocation.casefile.contents import CONTENTS, WORD
from tests.relocation.casefile.reading import WORK, asked

CASE, OTHER_ROW = "a" * 32, "c" * 32
SENDER = actor()
KINDS = tuple(kinds().values())
READERS = {
    Role.MUNI_SENDER: SENDER,
    Role.MUNI_RECEIVER: actor("u-receiver", "municipality-0751"),
    Role.POLICE_SENDER: actor("u-police", "police-01"),
    Role.CENTRAL_CASEWORKER: actor("u-central", "central-unit"),
}


def paper(kind):
    return Paper(kind, CONTENTS[kind.name])


def full_case(session, stage):
    """A case in which a fourth authority wrote one document of every kind."""
    new_case(session, CASE, *(entry(who, role) for role, who in READERS.items()), stage=stage)
    author = actor("u-author", "probation")
    for kind in KINDS:
        write(session, author, CASE, CASE, paper(kind), NOW)


CENTRAL = {Role.CENTRAL_CASEWORKER, Role.CENTRAL_DECISION_MAKER}


def form_of(kind, allowed, role):
    """What a reader of this level gets of what another authority wrote; None for nothing."""
    is_theirs = kind.kept is Kept.FROM_ALL_BUT_WHOM_IT_IS_FOR and role in CENTRAL
    if allowed not in (Level.FULL, Level.REDUCED) or kind.kept is Kept.FROM_ALL_BUT_AUTHORS:
        return None
    if allowed is Level.FULL and (kind.kept is Kept.FROM_NOBODY or is_theirs):
        return kind.shown(kind.written(CONTENTS[kind.name]))
    return kind.reduced and json.loads(kind.reduced_form(CONTENTS[kind.name]))


@pytest.mark.slow
@pytest.mark.rule("SE-1")
def test_a_reader_gets_of_each_kind_what_the_matrix_says_at_each_stage_and_no_more(session):
    full_case(session, Stage.REFERRED)
    for stage, (role, who) in product(list(Stage)[:-1], READERS.items()):
        session.get(CaseRow, CASE).stage = stage
        found = {each.kind: each.content for each in asked(session, who, CASE, *KINDS)}
        wanted = {
            kind.name: form_of(kind, level(role, kind.data_class, stage), role) for kind in KINDS
        }
        assert found == {name: content for name, content in wanted.items() if content is not None}


def test_what_is_denied_is_not_even_selected(session):
    full_case(session, Stage.PLACEMENT)
    who = READERS[Role.MUNI_RECEIVER]
    stands, statements = standing(session, who, CASE, NOW), []
    event.listen(
        session.get_bind(), "before_cursor_execute", lambda *a: statements.append(str(a[2]))
    )
    denied = [k for k in KINDS if stands.level(k.data_class) not in (Level.FULL, Level.REDUCED)]
    assert read(session, who, stands, Question(tuple(denied), WORK), NOW) == ()
    assert [each for each in statements if "documents" in each] == []


@pytest.mark.rule("SE-1")
def test_a_kind_that_is_not_in_the_table_can_be_neither_written_nor_read(session):
    new_case(session, CASE, entry(SENDER))
    strange = Kind("identity", DataClass.COUNTS, IDENTITY.content, "a kind of nobody's")
    with pytest.raises(ValueError, match="table of kinds"):
        write(session, SENDER, CASE, CASE, Paper(strange, CONTENTS["identity"]), NOW)
    with pytest.raises(ValueError, match="table of kinds"):
        asked(session, SENDER, CASE, strange)
    with pytest.raises(ValueError, match="table of kinds"):
        on_record(session, CASE, CASE, strange)


def test_an_author_reads_in_full_what_its_own_authority_wrote_where_its_row_gives_at_least_part(
    session,
):
    police = READERS[Role.POLICE_SENDER]
    new_case(session, CASE, entry(police, Role.POLICE_SENDER), stage=Stage.ENROLLED)
    write(session, police, CASE, CASE, paper(NEEDS), NOW)
    write(session, SENDER, CASE, OTHER_ROW, paper(NEEDS), NOW)
    found = {each.row: each for each in asked(session, police, CASE, NEEDS)}
    assert (found[CASE].level, found[OTHER_ROW].level) == (Level.FULL, Level.REDUCED)


def test_findings_of_the_police_stay_with_them_whatever_level_another_authority_has(session):
    police = READERS[Role.POLICE_SENDER]
    new_case(session, CASE, entry(SENDER), entry(police, Role.POLICE_SENDER))
    write(session, police, CASE, CASE, paper(POLICE_FINDINGS), NOW)
    (own,) = asked(session, police, CASE, POLICE_FINDINGS)
    assert WORD in str(own.content)
    assert asked(session, SENDER, CASE, POLICE_FINDINGS) == ()


def test_the_ground_of_an_exclusion_is_open_to_its_authors_and_to_nobody_else(session):
    colleague, police = actor("u-colleague"), READERS[Role.POLICE_SENDER]
    new_case(session, CASE, *(entry(who) for who in (SENDER, colleague, police)))
    for who in (SENDER, police):
        write(session, who, CASE, CASE, paper(EXCLUSION), NOW)
    counted = [len(asked(session, who, CASE, EXCLUSION)) for who in (SENDER, police, colleague)]
    assert counted == [1, 1, 0]


def test_versions_are_added_and_the_newest_is_read(session):
    new_case(session, CASE, entry(SENDER))
    assert [write(session, SENDER, CASE, CASE, paper(IDENTITY), NOW) for _ in range(2)] == [1, 2]
    newest = asked(session, SENDER, CASE, IDENTITY)
    every = asked(session, SENDER, CASE, IDENTITY, every_version=True)
    assert ([d.version for d in newest], [d.version for d in every]) == ([2], [1, 2])


def test_what_is_on_record_comes_back_as_it_was_written(session):
    new_case(session, CASE)
    for kind in KINDS:
        write(session, SENDER, CASE, CASE, paper(kind), NOW)
    found = {kind.name: on_record(session, CASE, CASE, kind) for kind in KINDS}
    assert found == CONTENTS


@pytest.mark.rule("SE-10")
def test_a_ciphertext_moved_to_another_document_does_not_open(session):
    new_case(session, CASE, entry(SENDER))
    for row in (CASE, OTHER_ROW):
        write(session, SENDER, CASE, row, paper(IDENTITY), NOW)
    rows = session.execute(text('SELECT id, "full" FROM documents ORDER BY id')).all()
    session.execute(
        text('UPDATE documents SET "full" = :moved WHERE id = :id'),
        {"moved": rows[0][1], "id": rows[1][0]},
    )
    session.expire_all()
    with pytest.raises(Unreadable):
        asked(session, SENDER, CASE, IDENTITY)


@pytest.mark.rule("SE-10")
def test_equal_documents_are_stored_as_different_bytes_of_equal_length(session):
    new_case(session, CASE, entry(SENDER))
    for row in (CASE, OTHER_ROW):
        write(session, SENDER, CASE, row, paper(ORIGIN), NOW)
    full = session.scalars(text('SELECT "full" FROM documents')).all()
    assert full[0] != full[1]
    assert len(full[0]) == len(full[1])


@pytest.mark.rule("SE-10")
def test_nothing_that_was_written_and_nobody_who_wrote_it_stands_in_the_database(store):
    with store.transaction() as session:
        full_case(session, Stage.PLACEMENT)
        asked(session, SENDER, CASE, *KINDS)
    found = dumped(store)
    told = (WORD, "3102700000", "street gang", "u-author", "probation", "municipality-0101")
    assert [word for word in told if word.encode() in found] == []


@pytest.mark.rule("SE-11")
def test_after_the_key_is_destroyed_no_document_opens(store):
    with store.transaction() as session:
        new_case(session, CASE, entry(SENDER))
        write(session, SENDER, CASE, CASE, paper(IDENTITY), NOW)
        stands = standing(session, SENDER, CASE, NOW)
    store.keys.destroy(CASE, NOW)
    with store.transaction() as session, pytest.raises(CaseErased):
        read(session, SENDER, stands, Question((IDENTITY,), WORK), NOW)


@pytest.mark.rule("SE-4")
def test_other_organisations_see_the_day_of_a_document_and_not_its_moment(session):
    full_case(session, Stage.NOMINATED)
    write(session, SENDER, CASE, OTHER_ROW, paper(IDENTITY), NOW)
    for role, who in READERS.items():
        found = asked(session, who, CASE, *KINDS)
        assert {each.day for each in found} <= {NOW.date()}
        seen = {each.written for each in found if each.row == CASE}
        assert seen <= ({NOW} if role is Role.CENTRAL_CASEWORKER else {None})
    (own,) = asked(session, SENDER, CASE, IDENTITY, row=OTHER_ROW)
    assert own.written == NOW
    (anothers,) = asked(session, READERS[Role.POLICE_SENDER], CASE, IDENTITY, row=OTHER_ROW)
    assert (anothers.day, anothers.written) == (NOW.date(), None)
