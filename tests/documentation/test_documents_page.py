"""The page of the kinds of document is made from the table, and each kind has a sample."""

from relocation.documents.page import PAGE, page
from relocation.documents.table import by_stage, kinds
from relocation.permissions import DataClass
from tests.relocation.casefile.contents import CONTENTS, WORD

NOT_WRITTEN = {
    DataClass.EXISTENCE: "stands in clear: that a case is there, its stage and deadlines",
    DataClass.COUNTS: "computed under a round's lock, never stored",
    DataClass.AUDIT: "the log",
    DataClass.FINANCE: "comes with the money",
}


def test_the_published_page_is_the_table():
    assert PAGE.read_text(encoding="utf-8") == page(by_stage())


def test_every_class_has_a_kind_or_a_reason_not_to():
    written = {kind.data_class for kind in kinds().values()}
    assert set(DataClass) - written == set(NOT_WRITTEN)


def test_every_kind_has_a_sample_and_its_reduced_form_leaves_the_free_text_out():
    assert set(kinds()) == set(CONTENTS)
    told = [
        name
        for name, kind in kinds().items()
        if WORD in (kind.reduced_form(CONTENTS[name]) or b"").decode()
    ]
    assert told == []
