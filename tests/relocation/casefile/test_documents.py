"""One door: what the matrix denies is not fetched, what it reduces is fetched reduced."""

from itertools import product

import pytest
from sqlalchemy import event, text

from relocation.access.service import standing
from relocation.access.tables import CaseRow
from relocation.audit.model import Regime
from relocation.documents.kinds import Kind
from relocation.documents.service import Draft, read, write
from relocation.errors import Unreadable
from relocation.permissions import DataClass, Level, Role, Stage, level
from tests.relocation.casefile.conftest import NOW, actor, entry, new_case

CASE = "a" * 32
SENDER = actor()
KINDS = {
    each: Kind(f"{each}_sheet", each, lambda content: {"short": content["short"]})
    for each in DataClass
}
READERS = {
    Role.MUNI_SENDER: SENDER,
    Role.MUNI_RECEIVER: actor("u-receiver", "municipality-0751"),
    Role.POLICE_SENDER: actor("u-police", "police-01"),
    Role.CENTRAL_CASEWORKER: actor("u-central", "central-unit"),
}


def drafted(kind, word, row=CASE):
    return Draft(row, kind, {"short": f"short {word}", "long": f"long {word}"}, Regime.GDPR)


def full_case(session, stage):
    """A case in which a fourth authority wrote one document of every class."""
    new_case(session, CASE, *(entry(who, role) for role, who in READERS.items()), stage=stage)
    author = actor("u-author", "probation")
    for kind in KINDS.values():
        write(session, author, CASE, drafted(kind, kind.name), NOW)


def said(documents):
    return " ".join(str(sorted(each.content.items())) for each in documents)


def test_a_reader_gets_of_each_class_what_the_matrix_says_at_each_stage_and_no_more(session):
    full_case(session, Stage.REFERRED)
    for stage, (role, who) in product(list(Stage)[:-1], READERS.items()):
        session.get(CaseRow, CASE).stage = stage
        found = said(read(session, who, standing(session, who, CASE, NOW), KINDS.values()))
        for kind in KINDS.values():
            allowed = level(role, kind.data_class, stage)
            assert (f"long {kind.name}" in found) == (allowed is Level.FULL)
            assert (f"short {kind.name}" in found) == (allowed in (Level.FULL, Level.REDUCED))


def test_what_is_denied_is_not_even_selected(session):
    full_case(session, Stage.PLACEMENT)
    who = READERS[Role.MUNI_RECEIVER]
    stands, statements = standing(session, who, CASE, NOW), []
    listened = session.get_bind()
    event.listen(listened, "before_cursor_execute", lambda *a: statements.append(str(a[3])))
    denied = [
        k for k in KINDS.values() if stands.level(k.data_class) not in (Level.FULL, Level.REDUCED)
    ]
    assert read(session, who, stands, denied) == ()
    assert not [each for each in statements if "_sheet" in each]


def test_an_author_reads_in_full_what_its_own_authority_wrote_where_its_row_gives_at_least_part(
    session,
):
    who, (kind, stage) = (
        SENDER,
        next(
            (kind, stage)
            for kind, stage in product(KINDS.values(), Stage)
            if level(Role.MUNI_SENDER, kind.data_class, stage) is Level.REDUCED
        ),
    )
    new_case(session, CASE, entry(SENDER), stage=stage)
    write(session, who, CASE, drafted(kind, "own"), NOW)
    write(session, actor("u-x", "police-01"), CASE, drafted(kind, "theirs", "c" * 32), NOW)
    found = {d.row: d for d in read(session, who, standing(session, who, CASE, NOW), [kind])}
    assert (found[CASE].level, found["c" * 32].level) == (Level.FULL, Level.REDUCED)


def test_versions_are_added_and_the_newest_is_read(session):
    new_case(session, CASE, entry(SENDER))
    kind = KINDS[DataClass.IDENTITY]
    assert [write(session, SENDER, CASE, drafted(kind, n), NOW) for n in ("one", "two")] == [1, 2]
    stands = standing(session, SENDER, CASE, NOW)
    newest = read(session, SENDER, stands, [kind])
    every = read(session, SENDER, stands, [kind], every_version=True)
    assert ([d.version for d in newest], [d.version for d in every]) == ([2], [1, 2])


def test_a_ciphertext_moved_to_another_document_does_not_open(session):
    new_case(session, CASE, entry(SENDER))
    kind = KINDS[DataClass.IDENTITY]
    for row in (CASE, "c" * 32):
        write(session, SENDER, CASE, drafted(kind, row, row), NOW)
    rows = session.execute(text('SELECT id, "full" FROM documents ORDER BY id')).all()
    session.execute(
        text('UPDATE documents SET "full" = :moved WHERE id = :id'),
        {"moved": rows[0][1], "id": rows[1][0]},
    )
    session.expire_all()
    with pytest.raises(Unreadable):
        read(session, SENDER, standing(session, SENDER, CASE, NOW), [kind])


def test_equal_documents_are_stored_as_different_bytes_of_equal_length(session):
    new_case(session, CASE, entry(SENDER))
    kind = KINDS[DataClass.IDENTITY]
    for row in (CASE, "c" * 32):
        write(
            session,
            SENDER,
            CASE,
            Draft(row, kind, {"short": "s", "long": "l"}, Regime.GDPR),
            NOW,
        )
    full = session.scalars(text('SELECT "full" FROM documents')).all()
    assert full[0] != full[1]
    assert len(full[0]) == len(full[1])
